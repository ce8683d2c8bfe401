/** Which of an element's children lies over which. */
import type { DomElement, DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type StackingReader = ReturnType<typeof stackingReader>;

export function stackingReader({ page, px }: PageKit) {
  type Layer = Record<string, unknown>;

  /**
   * The place in the painting order of CSS 2.1, appendix E: negative `z-index`, in the flow, positioned, positive
   * `z-index`.
   */
  const levelOf = (element: DomElement, style: DomStyle, layer: Layer): number => {
    const parent = element.parentElement ? page.getComputedStyle(element.parentElement) : {};
    const positioned = (style['position'] ?? 'static') !== 'static';
    const index = Number(style['zIndex']);
    if ((positioned || /flex|grid/.test(parent['display'] ?? '')) && Number.isInteger(index) && index !== 0)
      return index;
    const lifted =
      positioned ||
      px(style['opacity'] ?? '1') < 1 ||
      (style['transform'] ?? 'none') !== 'none' ||
      (style['filter'] ?? 'none') !== 'none';
    if (lifted) return 0.5;
    // A wrapper that paints nothing is where its only child is.
    const [only, ...more] = (layer['children'] as Layer[] | undefined) ?? [];
    const paints = ['background', 'backgroundImage', 'border', 'shadow'].some((key) => key in layer);
    return only && more.length === 0 && !paints ? Number(only['level'] ?? 0) : 0;
  };

  /**
   * The children from the lowest to the topmost. Those in the flow of auto-layout keep their order, which places them;
   * what floats goes below all of them when it lies below one.
   */
  const stacked = (children: Layer[], flow: boolean): Layer[] => {
    const level = (layer: Layer) => Number(layer['level'] ?? 0);
    const sorted = [...children].sort((a, b) => level(a) - level(b));
    if (!flow) return sorted;
    const floats = (layer: Layer) => layer['absolute'] === true;
    const topmost = sorted.findLastIndex((layer) => !floats(layer));
    return [
      ...sorted.slice(0, topmost + 1).filter(floats),
      ...children.filter((layer) => !floats(layer)),
      ...sorted.slice(topmost + 1),
    ];
  };

  return { levelOf, stacked };
}
