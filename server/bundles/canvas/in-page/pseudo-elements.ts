/**
 * `::before` and `::after` in the flow have no box that could be asked for. Each is made an element of its own with the
 * same style, if that moves nothing; what moves something is put back and counts as lost.
 */
import type { DomElement } from '../dom.ts';
import type { PageKit } from './kit.ts';
import type { PaintReader } from './paint.ts';

export type PseudoElements = ReturnType<typeof pseudoElements>;

export function pseudoElements({ page, raw, list, everything }: PageKit, { isPainted }: PaintReader) {
  /** A page that has more of them is not worth the time. */
  const most = 400;

  /** What a part of the page says: plain words only, neither counters nor pictures nor signs of an icon font. */
  const wordsOf = (content: string): string | undefined => {
    const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(content)?.[1];
    const words = quoted?.replace(/\\(.)/gs, '$1');
    return words === undefined || /[\ue000-\uf8ff]/.test(words) ? undefined : words;
  };

  /** Where everything around an element is. */
  const places = (element: DomElement): number[] =>
    [element.parentElement, element, ...list(element.children)].flatMap((one) => {
      if (!one || one.getAttribute('data-adsmith-part')) return [];
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x, y, width, height];
    });

  const bring = (element: DomElement, which: 'before' | 'after'): boolean => {
    const drawn = page.getComputedStyle(element, `::${which}`);
    const content = drawn['content'] ?? 'none';
    if (content === 'none' || content === 'normal' || drawn['display'] === 'none') return false;
    if (raw(drawn['opacity'] ?? '1') < 0.001 || drawn['visibility'] === 'hidden') return false;
    const words = wordsOf(content);
    if (words === undefined || (words.trim() === '' && !isPainted(drawn))) return false;
    const part = page.document.createElement('span');
    // Copied before anything changes: the style is live, and the rule below ends the pseudo-element.
    const style = list(drawn as unknown as ArrayLike<string>).map(
      (name) => [name, drawn.getPropertyValue?.(name) ?? ''] as const,
    );
    const before = places(element);
    for (const [name, value] of style)
      if (name !== 'content') part.style.setProperty(name, value, 'important');
    part.textContent = words;
    part.setAttribute('data-adsmith-part', which);
    element.setAttribute(`data-adsmith-${which}`, '');
    element.insertBefore(part, which === 'before' ? element.childNodes[0] : null);
    const after = places(element);
    if (before.length === after.length && before.every((one, at) => Math.abs(one - (after[at] ?? 0)) < 0.6))
      return true;
    part.remove();
    element.removeAttribute(`data-adsmith-${which}`);
    return false;
  };

  /** Makes elements of them under `root`. */
  const bringPseudoElements = (root: DomElement): void => {
    const rule = page.document.createElement('style');
    rule.textContent =
      '[data-adsmith-before]::before,[data-adsmith-after]::after{content:none!important;display:none!important}';
    page.document.documentElement.insertBefore(rule, null);
    let brought = 0;
    for (const element of everything(root)) {
      if (brought >= most) return;
      // A style sheet of the page does not reach into a component.
      if (element.getRootNode() !== page.document || element.shadowRoot) continue;
      if (element.ownerSVGElement || /^(svg|script|style|input|textarea|select|img)$/i.test(element.tagName))
        continue;
      if (bring(element, 'before')) brought += 1;
      if (bring(element, 'after')) brought += 1;
    }
  };

  return { bringPseudoElements };
}
