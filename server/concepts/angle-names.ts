/** One angle is one angle, however it is typed this time. */
import { distance } from 'fastest-levenshtein';

/** The known angle a name stands for: the same words, or a slip of the pen away; undefined: a new one. */
export function knownAngle(typed: string, known: readonly string[]): string | undefined {
  const wanted = plain(typed);
  if (wanted === '') return known.find((name) => name === typed);
  const exact = known.find((name) => plain(name) === wanted);
  if (exact !== undefined) return exact;
  // Short names differ by one letter and mean different things.
  const slips = Math.min(3, Math.floor(wanted.length / 8));
  const [nearest] = known
    .map((name) => ({ name, far: distance(plain(name), wanted) }))
    .filter(({ far, name }) => far <= slips && sameNumbers(name, typed))
    .sort((a, b) => a.far - b.far);
  return nearest?.name;
}

export const sameAngle = (a: string, b: string): boolean => knownAngle(a, [b]) !== undefined;

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^(the|a|an)\s+/, '')
    .trim();
}

/** "Day 1" and "Day 2" are two angles. */
const sameNumbers = (a: string, b: string) => String(a.match(/\d+/g)) === String(b.match(/\d+/g));
