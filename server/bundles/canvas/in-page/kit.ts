/** What every reader in the page shares: small helpers, and the tally of what was drawn and what was lost. */
import type { DomElement, DomNode, DomWindow } from '../dom.ts';

export type PageKit = ReturnType<typeof pageKit>;

export function pageKit(mostLayers: number) {
  const tally = { layers: 0, truncated: false, pictures: 0, lost: {} as Record<string, number> };
  const raw = (text: string | undefined) => Number.parseFloat(text ?? '') || 0;
  let scale = 1;
  const list = <T>(items: ArrayLike<T>): T[] => Array.prototype.slice.call(items) as T[];
  /** What is drawn inside an element: of a web component its own parts, and in their slots what stands there. */
  const childrenOf = (node: DomNode): DomNode[] => {
    const { shadowRoot, assignedNodes } = node as DomElement;
    if (shadowRoot) return list(shadowRoot.childNodes);
    const assigned = assignedNodes?.call(node, { flatten: true }) ?? [];
    return assigned.length > 0 ? assigned : list(node.childNodes);
  };
  const elementsOf = (node: DomNode): DomElement[] =>
    childrenOf(node).filter((child) => child.nodeType === 1) as DomElement[];
  return {
    childrenOf,
    elementsOf,
    /** All elements drawn under one, in the order of the page. */
    everything: (root: DomElement): DomElement[] => {
      const found: DomElement[] = [];
      const ahead = elementsOf(root).reverse();
      for (let element = ahead.pop(); element !== undefined; element = ahead.pop()) {
        found.push(element);
        if (!/^svg$/i.test(element.tagName)) ahead.push(...elementsOf(element).reverse());
      }
      return found;
    },
    page: globalThis as unknown as DomWindow,
    tally,
    /** Counts a layer. */
    count: () => {
      tally.layers += 1;
    },
    /** Is there room for one more? */
    hasRoom: () => {
      if (tally.layers >= mostLayers) tally.truncated = true;
      return tally.layers < mostLayers;
    },
    /** Counts what the canvas has no counterpart for. */
    lose: (what: string) => {
      tally.lost[what] = (tally.lost[what] ?? 0) + 1;
    },
    /** The number a value begins with, as it stands. */
    raw,
    /** The same; a length as large as it is drawn. */
    px: (text: string | undefined) => raw(text) * (/px$/.test(text ?? '') ? scale : 1),
    /** The lengths in a shadow or gradient as large as they are drawn. */
    drawnLarge: (css: string) =>
      scale === 1 || /url\(/.test(css)
        ? css
        : css.replace(/(-?[\d.]+)px/g, (_, number: string) => `${raw(number) * scale}px`),
    scale: () => scale,
    /** Reads an element that is drawn `by` times as large as its own lengths say. */
    scaled: <T>(by: number, read: () => T): T => {
      const before = scale;
      scale *= by;
      try {
        return read();
      } finally {
        scale = before;
      }
    },
    list,
    isClear: (colour: string) =>
      colour === 'transparent' || /^(rgba|hsla)\(.*,\s*0\)$|\/\s*0%?\)$/.test(colour),
  };
}
