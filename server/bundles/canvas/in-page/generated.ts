/** What stands in a box without an element of its own: list markers, `::before` and `::after`. */
import type { DomElement, DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';
import type { PaintReader } from './paint.ts';
import type { RunReader } from './runs.ts';

export type GeneratedReader = ReturnType<typeof generatedReader>;

export function generatedReader(
  { page, px, scale, list, lose, count }: PageKit,
  { runStyle }: RunReader,
  { isPainted, paintInto }: PaintReader,
) {
  /** The bullet or number of a list item, outside its box as it usually is. */
  const markerOf = (element: DomElement, style: DomStyle): Record<string, unknown> | undefined => {
    const type = style['listStyleType'] ?? 'none';
    if (style['display'] !== 'list-item' || type === 'none') return undefined;
    const items = element.parentElement
      ? list(element.parentElement.children).filter(({ tagName }) => tagName === element.tagName)
      : [];
    const text = (
      { disc: '•', circle: '◦', square: '▪', decimal: `${items.indexOf(element) + 1}.` } as Record<
        string,
        string
      >
    )[type];
    if (text === undefined || style['listStylePosition'] !== 'outside') {
      lose('list markers');
      return undefined;
    }
    count();
    const size = px(style['fontSize']) || 16;
    const line = px(style['lineHeight']) || size * 1.2;
    const color = page.getComputedStyle(element, '::marker')['color'] ?? style['color'];
    return {
      kind: 'text',
      name: 'marker',
      x: px(style['paddingLeft']) - size * 2.4,
      y: px(style['paddingTop']),
      width: size * 2,
      height: line,
      opacity: 1,
      runs: [{ text, ...runStyle(style), color }],
      align: 'RIGHT',
      lineHeight: line,
      lines: 2,
    };
  };

  /** Placed by its own style inside a positioned element: a box whose place is known, though no node stands for it. */
  const pseudoOf = (
    element: DomElement,
    which: '::before' | '::after',
    style: DomStyle,
  ): Record<string, unknown> | undefined => {
    const drawn = page.getComputedStyle(element, which);
    const content = drawn['content'] ?? 'none';
    if (content === 'none' || content === 'normal' || drawn['display'] === 'none') return undefined;
    const words = content.replace(/^"|"$/g, '');
    const seen = words !== '' || isPainted(drawn);
    if (!seen || px(drawn['opacity'] ?? '1') < 0.001 || drawn['visibility'] === 'hidden') return undefined;
    const width = px(drawn['width']);
    const height = px(drawn['height']);
    const turned = drawn['transform'] ?? 'none';
    const shift = /^matrix\(1, 0, 0, 1, (-?[\d.]+), (-?[\d.]+)\)$/.exec(turned);
    if (
      drawn['position'] !== 'absolute' ||
      style['position'] === 'static' ||
      words !== '' ||
      width <= 0 ||
      height <= 0 ||
      (turned !== 'none' && !shift)
    ) {
      lose('::before and ::after');
      return undefined;
    }
    count();
    const borders = (...sides: string[]) =>
      sides.reduce((sum, one) => sum + px(drawn[`border${one}Width`]), 0);
    const padding = (...sides: string[]) => sides.reduce((sum, one) => sum + px(drawn[`padding${one}`]), 0);
    const inner = drawn['boxSizing'] !== 'border-box';
    const box = {
      width: width + (inner ? borders('Left', 'Right') + padding('Left', 'Right') : 0),
      height: height + (inner ? borders('Top', 'Bottom') + padding('Top', 'Bottom') : 0),
    };
    const layer: Record<string, unknown> = {
      kind: 'box',
      name: which.slice(2),
      x: px(style['borderLeftWidth']) + px(drawn['left']) + Number(shift?.[1] ?? 0) * scale(),
      y: px(style['borderTopWidth']) + px(drawn['top']) + Number(shift?.[2] ?? 0) * scale(),
      ...box,
      opacity: px(drawn['opacity'] ?? '1'),
      absolute: true,
    };
    paintInto(layer, drawn, box);
    return layer;
  };

  return { markerOf, pseudoOf };
}
