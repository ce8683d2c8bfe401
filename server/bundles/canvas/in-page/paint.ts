/** Background, border, corners and shadow of a box. */
import type { DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type PaintReader = ReturnType<typeof paintReader>;

export function paintReader({ px, lose, isClear }: PageKit) {
  const radiusOf = (style: DomStyle): [number, number, number, number] =>
    ['borderTopLeftRadius', 'borderTopRightRadius', 'borderBottomRightRadius', 'borderBottomLeftRadius'].map(
      (key) => px(style[key]),
    ) as [number, number, number, number];

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
    const radius = radiusOf(style).map((one) => Math.min(one, Math.max(rect.width, rect.height) / 2));
    if (radius.some((one) => one > 0)) layer['radius'] = radius;
    if (!isClear(style['backgroundColor'] ?? 'transparent')) layer['background'] = style['backgroundColor'];
    const inText = /text/.test(style['webkitBackgroundClip'] || style['backgroundClip'] || '');
    if (inText) delete layer['background'];
    else if (style['backgroundImage'] && style['backgroundImage'] !== 'none') {
      layer['backgroundImage'] = style['backgroundImage'];
      layer['backgroundSize'] = style['backgroundSize'];
    }
    const widths = ['Top', 'Right', 'Bottom', 'Left'].map((side) =>
      style[`border${side}Style`] === 'none' || isClear(style[`border${side}Color`] ?? '')
        ? 0
        : px(style[`border${side}Width`]),
    );
    const side = ['Top', 'Right', 'Bottom', 'Left'][
      widths.findIndex((one) => one > 0 && one === Math.max(...widths))
    ];
    if (side !== undefined)
      layer['border'] = {
        widths,
        color: style[`border${side}Color`],
        dashed: /dashed|dotted/.test(style[`border${side}Style`] ?? ''),
      };
    const outlined =
      style['outlineStyle'] !== 'none' &&
      px(style['outlineWidth']) > 0 &&
      !isClear(style['outlineColor'] ?? '');
    const outline = outlined
      ? `${style['outlineColor']} 0px 0px 0px ${px(style['outlineWidth']) + Math.max(0, px(style['outlineOffset']))}px`
      : '';
    const shadow = style['boxShadow'] && style['boxShadow'] !== 'none' ? style['boxShadow'] : '';
    if (outline || shadow) layer['shadow'] = [outline, shadow].filter((one) => one !== '').join(', ');
    const colours = ['Top', 'Right', 'Bottom', 'Left']
      .filter((_, at) => (widths[at] ?? 0) > 0)
      .map((one) => style[`border${one}Color`]);
    if (colours.some((one) => one !== colours[0])) lose('borders with a colour for each side');
    const blur = /blur\(([\d.]+)px\)/.exec(style['backdropFilter'] ?? '')?.[1];
    if (blur !== undefined) layer['blur'] = Number(blur);
    return inText;
  };

  return { inkOf, paintInto };
}
