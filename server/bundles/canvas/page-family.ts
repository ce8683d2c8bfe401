/** Which family of a `font-family` list a text is set in on the canvas. */
import { familiesIn } from '../styles/custom-properties.ts';

/**
 * The first family of the list that the canvas has (`available`, in lower case), as a browser would choose; without one
 * the name of its kind (`serif`, `monospace`), for which the canvas has a stand-in, or the first name.
 */
export function familyOnCanvas(css: string, available: ReadonlySet<string>): string {
  const named = familiesIn(css);
  const there = named.find((one) => available.has(one.toLowerCase()));
  const kind = /(?:^|,)\s*(?:ui-)?(serif|monospace)\s*(?:,|$)/i.exec(css)?.[1]?.toLowerCase();
  return there ?? kind ?? named[0] ?? 'Inter';
}
