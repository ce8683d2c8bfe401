/** Text with its inline styles: what one text layer holds. */
import type { DomElement, DomNode, DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type RunReader = ReturnType<typeof runReader>;

export function runReader({ page, px, childrenOf, isClear }: PageKit) {
  const runStyle = (style: DomStyle) => ({
    color: style['webkitTextFillColor'] || style['color'] || 'rgb(0,0,0)',
    fontFamily: style['fontFamily'] ?? '',
    fontWeight: px(style['fontWeight']) || 400,
    fontSize: px(style['fontSize']) || 16,
    italic: /italic|oblique/.test(style['fontStyle'] ?? ''),
    letterSpacing: px(style['letterSpacing']),
    decoration: /underline/.test(style['textDecorationLine'] ?? '')
      ? 'UNDERLINE'
      : /line-through/.test(style['textDecorationLine'] ?? '')
        ? 'STRIKETHROUGH'
        : 'NONE',
  });

  const cased = (text: string, style: DomStyle) =>
    style['textTransform'] === 'uppercase'
      ? text.toUpperCase()
      : style['textTransform'] === 'lowercase'
        ? text.toLowerCase()
        : style['textTransform'] === 'capitalize'
          ? text.replace(/(^|\s)\S/g, (letter) => letter.toUpperCase())
          : text;

  /** Only text and plain inline elements inside: one text layer. */
  const isText = (element: DomElement): boolean => {
    let words = false;
    for (const child of childrenOf(element)) {
      if (child.nodeType === 3) words = words || /\S/.test(child.textContent ?? '');
      else if (child.nodeType === 1) {
        const inner = child as DomElement;
        const style = page.getComputedStyle(inner);
        if (inner.tagName === 'BR') continue;
        const plain =
          /^inline$/.test(style['display'] ?? '') &&
          isClear(style['backgroundColor'] ?? 'transparent') &&
          style['backgroundImage'] === 'none' &&
          px(style['borderTopWidth']) === 0 &&
          px(style['paddingLeft']) === 0;
        if (
          !plain ||
          /^(IMG|SVG|VIDEO|CANVAS|BUTTON|INPUT|SELECT|TEXTAREA|IFRAME)$/i.test(inner.tagName) ||
          (childrenOf(inner).length > 0 && !isText(inner))
        )
          return false;
        words = words || /\S/.test(inner.textContent ?? '');
      }
    }
    return words;
  };

  const runsOf = (node: DomNode, style: DomStyle, keepSpace: boolean): Record<string, unknown>[] =>
    childrenOf(node).flatMap((child) => {
      if (child.nodeType === 3) {
        const text = keepSpace ? (child.textContent ?? '') : (child.textContent ?? '').replace(/\s+/g, ' ');
        return text === '' ? [] : [{ text: cased(text, style), ...runStyle(style) }];
      }
      if (child.nodeType !== 1) return [];
      const inner = child as DomElement;
      if (inner.tagName === 'BR') return [{ text: '\n', ...runStyle(style) }];
      const own = page.getComputedStyle(inner);
      return own['display'] === 'none' ? [] : runsOf(inner, own, keepSpace);
    });

  return { runStyle, cased, isText, runsOf };
}
