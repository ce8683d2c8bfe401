/** Order over a million rows without sorting them: scores are 16 bits, so a histogram finds any stretch of ranks. */

/** Score of a row that does not match; lower scores come first. */
export const excluded = 0xffff;

const histogram = new Uint32Array(excluded);

/** The rows with ranks `from` (counted from 0) up to before `to`, in order. Ties are ordered by `tie`, lower first. */
export function rankRange(
  scores: Uint16Array,
  from: number,
  to: number,
  tie: (row: number) => number,
): number[] {
  histogram.fill(0);
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] as number;
    if (score !== excluded) histogram[score] = (histogram[score] as number) + 1;
  }
  let before = 0;
  let first = -1;
  let skip = 0;
  let last = -1;
  for (let score = 0; score < excluded && before < to; score += 1) {
    const here = histogram[score] as number;
    if (here === 0) continue;
    if (first < 0 && before + here > from) {
      first = score;
      skip = from - before;
    }
    before += here;
    last = score;
  }
  if (first < 0) return [];
  const rows: number[] = [];
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] as number;
    if (score >= first && score <= last) rows.push(row);
  }
  const ties = new Map(rows.map((row) => [row, tie(row)]));
  rows.sort(
    (one, two) =>
      (scores[one] as number) - (scores[two] as number) ||
      (ties.get(one) ?? 0) - (ties.get(two) ?? 0) ||
      one - two,
  );
  return rows.slice(skip, skip + (to - from));
}

/** A number of 32 bits that depends on both and on nothing else: the seeded order of pictures. */
export function seededHash(seed: number, id: number): number {
  let hash = Math.imul(id ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(seed + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
