/** Flex layouts that have a counterpart as auto-layout. */
import type { DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type FlexReader = ReturnType<typeof flexReader>;

export function flexReader({ px, lose }: PageKit) {
  const flexOf = (style: DomStyle) => {
    if (!/^(inline-)?flex$/.test(style['display'] ?? '')) return undefined;
    if (/wrap/.test(style['flexWrap'] ?? '') && style['flexWrap'] !== 'nowrap')
      return void lose('wrapping flex layout (placed by position)');
    if (/reverse/.test(style['flexDirection'] ?? ''))
      return void lose('reversed flex layout (placed by position)');
    const row = style['flexDirection'] === 'row';
    const justify = style['justifyContent'] ?? '';
    const align = style['alignItems'] ?? '';
    return {
      direction: row ? 'HORIZONTAL' : 'VERTICAL',
      gap: px(row ? style['columnGap'] : style['rowGap']),
      padding: ['Top', 'Right', 'Bottom', 'Left'].map(
        (side) => px(style[`padding${side}`]) + px(style[`border${side}Width`]),
      ),
      justify: /between/.test(justify)
        ? 'SPACE_BETWEEN'
        : /center/.test(justify)
          ? 'CENTER'
          : /end/.test(justify)
            ? 'MAX'
            : 'MIN',
      align: /center/.test(align) ? 'CENTER' : /end/.test(align) ? 'MAX' : 'MIN',
    };
  };

  return { flexOf };
}
