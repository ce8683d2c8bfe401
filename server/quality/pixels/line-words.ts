/**
 * Which words stand in which line, from how long the lines are. No host tells where it broke a text, and the gaps
 * between glyphs mislead where a rule runs through them, letters stand apart or a script joins them.
 */

/** Widths of characters as shares of the size, in a middling sans: only their proportions count. */
const widthOf = (character: string): number => {
  if (/[ilIj.,:;'’‘!|]/.test(character)) return 0.28;
  if (/[ftr()[\]"“”\-·]/.test(character)) return 0.36;
  if (/[mwMW@%—…]/.test(character)) return 0.86;
  if (
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(
      character,
    )
  )
    return 1;
  return /[\p{Lu}\p{Nd}]/u.test(character) ? 0.64 : 0.54;
};
const SPACE = 0.26;

/** Beyond this the sharing out takes longer than it is worth; nobody sees an orphan in a page of text. */
const MOST_WORDS = 160;

/** Number of words in each line, top down; undefined when the words cannot have been set in that many lines. */
export function wordsByLength(characters: string, lengths: readonly number[]): number[] | undefined {
  const words: { width: number; ends: boolean }[] = [];
  for (const paragraph of characters.split(/[\n\u2028\u2029]/)) {
    const own = paragraph.split(/\s+/u).filter(Boolean);
    for (const [index, word] of own.entries())
      words.push({
        width: [...word].reduce((sum, each) => sum + widthOf(each), 0),
        ends: index === own.length - 1,
      });
  }
  const [count, rows] = [words.length, lengths.length];
  if (rows === 0 || count < rows || count > MOST_WORDS) return undefined;
  const estimated = words.reduce((sum, { width }) => sum + width + SPACE, 0) - SPACE * rows;
  const scale =
    estimated /
    Math.max(
      1,
      lengths.reduce((sum, length) => sum + length, 0),
    );
  // best[w]: least error of setting the first w words in the lines so far; from[row][w]: where the last line began.
  let best = Array.from({ length: count + 1 }, (_, at) => (at === 0 ? 0 : Number.POSITIVE_INFINITY));
  const from: number[][] = [];
  for (const length of lengths) {
    const next = Array.from({ length: count + 1 }, () => Number.POSITIVE_INFINITY);
    const began = Array.from({ length: count + 1 }, () => -1);
    for (let start = 0; start < count; start++) {
      const before = best[start] ?? Number.POSITIVE_INFINITY;
      if (before === Number.POSITIVE_INFINITY) continue;
      let width = -SPACE;
      for (let end = start + 1; end <= count; end++) {
        const word = words[end - 1];
        width += (word?.width ?? 0) + SPACE;
        const error = before + (width - length * scale) ** 2;
        if (error < (next[end] ?? 0)) {
          next[end] = error;
          began[end] = start;
        }
        // A line ends where its paragraph does.
        if (word?.ends) break;
      }
    }
    from.push(began);
    best = next;
  }
  if (best[count] === Number.POSITIVE_INFINITY) return undefined;
  const found: number[] = [];
  for (let row = rows - 1, end = count; row >= 0; row--) {
    const start = from[row]?.[end] ?? 0;
    found.unshift(end - start);
    end = start;
  }
  return found;
}
