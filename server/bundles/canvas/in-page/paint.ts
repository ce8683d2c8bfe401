/** Background, border, corners and shadow of a box. */
import type { DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type PaintReader = ReturnType<typeof paintReader>;

export function paintReader({ px, raw, drawnLarge, isClear }: PageKit) {
  const sides = ['Top', 'Right', 'Bottom', 'Left'];

  /** Has a box anything to see but what it says? */
  const isPainted = (style: DomStyle): boolean =>
    !isClear(style['backgroundColor'] ?? 'transparent') ||
    style['backgroundImage'] !== 'none' ||
    style['boxShadow'] !== 'none' ||
    sides.some((side) => raw(style[`border${side}Width`]) > 0 && !isClear(style[`border${side}Color`] ?? ''));

  /** A corner in per cent is round in a square; the canvas knows no ellipse. */
  const radiusOf = (style: DomStyle, { width, height }: { width: number; height: number }) =>
    ['borderTopLeftRadius', 'borderTopRightRadius', 'borderBottomRightRadius', 'borderBottomLeftRadius'].map(
      (key) => {
        const [first = ''] = (style[key] ?? '').split(' ');
        return /%$/.test(first) ? (raw(first) / 100) * Math.min(width, height) : px(first);
      },
    ) as [number, number, number, number];

  /** The functions of a `filter`, one by one. */
  const filtersOf = (style: DomStyle): string[] =>
    (style['filter'] ?? 'none').match(/[\w-]+\((?:[^()]|\([^()]*\))*\)/g) ?? [];

  /** Blur and shadows by `filter`, and the blend mode: what a layer has whatever it is. */
  const effectsInto = (layer: Record<string, unknown>, style: DomStyle): void => {
    const filters = filtersOf(style);
    const soft = filters.map((one) => /^blur\((.*)\)$/.exec(one)?.[1]).find((one) => one !== undefined);
    if (soft !== undefined) layer['soft'] = px(soft);
    const shadows = filters.flatMap((one) => /^drop-shadow\((.*)\)$/.exec(one)?.[1] ?? []);
    if (shadows.length > 0) layer['castShadow'] = drawnLarge(shadows.join(', '));
    const blend = style['mixBlendMode'] ?? 'normal';
    if (blend !== 'normal') layer['blend'] = blend;
  };

  /** Sides of a border in another colour than the rest, as boxes of their own. */
  const edgesOf = (
    style: DomStyle,
    rect: { width: number; height: number },
    widths: readonly number[],
    colour: string,
  ): Record<string, unknown>[] =>
    sides.flatMap((side, at) => {
      const thick = widths[at] ?? 0;
      if (thick === 0 || style[`border${side}Color`] === colour) return [];
      const across = at % 2 === 0;
      return [
        {
          kind: 'box',
          name: 'border',
          x: side === 'Right' ? rect.width - thick : 0,
          y: side === 'Bottom' ? rect.height - thick : 0,
          width: across ? rect.width : thick,
          height: across ? thick : rect.height,
          opacity: 1,
          absolute: true,
          background: style[`border${side}Color`],
        },
      ];
    });

  /** What `background-clip: text` fills letters with. */
  const inkOf = (style: DomStyle) =>
    style['backgroundImage'] && style['backgroundImage'] !== 'none'
      ? style['backgroundImage']
      : (style['backgroundColor'] ?? '');

  /** Background, border, corners and shadow of a box. Answers whether its background only fills letters. */
  const paintInto = (
    layer: Record<string, unknown>,
    style: DomStyle,
    rect: { width: number; height: number },
  ): boolean => {
    const radius = radiusOf(style, rect).map((one) => Math.min(one, Math.max(rect.width, rect.height) / 2));
    if (radius.some((one) => one > 0)) layer['radius'] = radius;
    if (!isClear(style['backgroundColor'] ?? 'transparent')) layer['background'] = style['backgroundColor'];
    const inText = /text/.test(style['webkitBackgroundClip'] || style['backgroundClip'] || '');
    if (inText) delete layer['background'];
    else if (style['backgroundImage'] && style['backgroundImage'] !== 'none') {
      layer['backgroundImage'] = drawnLarge(style['backgroundImage']);
      layer['backgroundSize'] = drawnLarge(style['backgroundSize'] ?? '');
    }
    const widths = sides.map((side) =>
      style[`border${side}Style`] === 'none' || isClear(style[`border${side}Color`] ?? '')
        ? 0
        : px(style[`border${side}Width`]),
    );
    const side = sides[widths.findIndex((one) => one > 0 && one === Math.max(...widths))];
    if (side !== undefined) {
      const color = style[`border${side}Color`] ?? '';
      layer['border'] = {
        widths: widths.map((one, at) => (style[`border${sides[at]}Color`] === color ? one : 0)),
        color,
        dashed: /dashed|dotted/.test(style[`border${side}Style`] ?? ''),
      };
      const edges = edgesOf(style, rect, widths, color);
      if (edges.length > 0) layer['edges'] = edges;
    }
    const outlined =
      style['outlineStyle'] !== 'none' &&
      px(style['outlineWidth']) > 0 &&
      !isClear(style['outlineColor'] ?? '');
    const outline = outlined
      ? `${style['outlineColor']} 0px 0px 0px ${px(style['outlineWidth']) + Math.max(0, px(style['outlineOffset']))}px`
      : '';
    const shadow = style['boxShadow'] && style['boxShadow'] !== 'none' ? drawnLarge(style['boxShadow']) : '';
    if (outline || shadow) layer['shadow'] = [outline, shadow].filter((one) => one !== '').join(', ');
    const blur = /blur\(([\d.]+)px\)/.exec(style['backdropFilter'] ?? '')?.[1];
    if (blur !== undefined) layer['blur'] = px(`${blur}px`);
    effectsInto(layer, style);
    return inText;
  };

  return { inkOf, isPainted, paintInto, filtersOf };
}
