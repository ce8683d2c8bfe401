/** Which pictures may be copies of one: a quick look at hashes, proportions and coarse layouts of all. */
import type { Columns } from './columns.ts';
import { coarseLength } from './layout-vector.ts';
import { bitsBetween } from './perceptual-hash.ts';

/** A crop of 5 % a side moves up to 22 bits; pictures that have nothing in common differ in 32. */
const HASH_BITS = 24;
/** OKLab; 5 % a side: up to 0.02. */
const COARSE = 0.03;
/** A crop of 12 % of one side, as ln of the proportions. */
const RATIO = 0.14;
/** Pictures laid over one another at most: a folder of one template has hundreds of candidates. */
const MOST = 12;

/** Rows that look like row `at`, the likeliest first. Copies of others are left out: their original is there. */
export function nearCandidates(columns: Columns, at: number): number[] {
  const { hashLow, hashHigh, logRatio, coarse, shown } = columns;
  const [low = 0, high = 0, ratio = 0] = [hashLow[at], hashHigh[at], logRatio[at]];
  const limit = (COARSE * 254) ** 2 * (coarseLength / 3);
  const found: { row: number; score: number }[] = [];
  for (let row = 0; row < columns.length; row += 1) {
    const bits = bitsBetween(hashLow[row] ?? 0, low) + bitsBetween(hashHigh[row] ?? 0, high);
    if (bits > HASH_BITS || row === at || shown[row] !== 1) continue;
    if (Math.abs((logRatio[row] ?? 0) - ratio) > RATIO) continue;
    let squares = 0;
    for (let index = 0; index < coarseLength; index += 1) {
      const difference = (coarse[row * coarseLength + index] ?? 0) - (coarse[at * coarseLength + index] ?? 0);
      squares += difference * difference;
    }
    if (squares <= limit) found.push({ row, score: bits / HASH_BITS + Math.sqrt(squares / limit) });
  }
  return found
    .sort((one, two) => one.score - two.score)
    .slice(0, MOST)
    .map(({ row }) => row);
}
