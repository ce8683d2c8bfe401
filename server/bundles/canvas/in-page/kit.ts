/** What every reader in the page shares: small helpers, and the tally of what was drawn and what was lost. */
import type { DomWindow } from '../dom.ts';

export type PageKit = ReturnType<typeof pageKit>;

export function pageKit(mostLayers: number) {
  const tally = { layers: 0, truncated: false, pictures: 0, lost: {} as Record<string, number> };
  return {
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
    px: (text: string | undefined) => Number.parseFloat(text ?? '') || 0,
    list: <T>(items: ArrayLike<T>): T[] => Array.prototype.slice.call(items) as T[],
    isClear: (colour: string) =>
      colour === 'transparent' || /^(rgba|hsla)\(.*,\s*0\)$|\/\s*0%?\)$/.test(colour),
  };
}
