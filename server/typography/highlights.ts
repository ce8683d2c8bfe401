/** Emphasis on words inside a text. */
import { parseColour, type Rgba } from '../../schemas/colour.ts';
import type { Rgb } from '../design/contrast.ts';
import { solidPaint } from '../design/paints.ts';

export interface Highlight {
  /** The words as they stand in the copy. */
  text: string;
  color?: string | undefined;
  fontWeight?: number | undefined;
  italic?: boolean | undefined;
  underline?: boolean | undefined;
  /** Struck through: an old price. */
  strike?: boolean | undefined;
  fontFamily?: string | undefined;
}

/** `textRanges` for every place where a highlight's words stand in `characters`. Offsets are UTF-16. */
export function highlightRanges(
  characters: string,
  highlights: readonly Highlight[],
  accent: Rgb,
): Record<string, unknown>[] {
  return highlights.flatMap((highlight) => {
    const colour: Rgb | Rgba | undefined = highlight.color
      ? parseColour(highlight.color)
      : isSetApart(highlight)
        ? undefined
        : accent;
    return placesOf(characters, highlight.text).map((start) => ({
      start,
      end: start + highlight.text.length,
      ...(colour && { fills: [solidPaint(colour)] }),
      ...(highlight.fontFamily && { fontFamily: highlight.fontFamily }),
      ...(highlight.fontWeight && { fontWeight: highlight.fontWeight }),
      ...(highlight.italic && { italic: true }),
      ...(highlight.underline && { textDecoration: 'UNDERLINE' }),
      ...(highlight.strike && { textDecoration: 'STRIKETHROUGH' }),
    }));
  });
}

/** By something other than the accent's colour. */
const isSetApart = ({ fontWeight, italic, underline, strike, fontFamily }: Highlight): boolean =>
  Boolean(fontWeight || italic || underline || strike || fontFamily);

function placesOf(characters: string, text: string): number[] {
  const places: number[] = [];
  for (let at = characters.indexOf(text); text && at >= 0; at = characters.indexOf(text, at + text.length))
    places.push(at);
  return places;
}
