/** Component names as words: split, without suffixes that say nothing, synonyms brought together. */
import { distance } from 'fastest-levenshtein';
import data from './data/synonyms.json' with { type: 'json' };

const synonym = new Map(
  Object.entries(data.synonyms).flatMap(([word, others]) => others.map((other) => [other, word] as const)),
);
const empty = new Set(data.emptyWords);

/** "ConfirmDialogView" -> ["confirm", "modal"]. A name made of empty words only keeps them. */
export function nameWords(name: string): string[] {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const kept = words.filter((word) => !empty.has(word));
  return (kept.length > 0 ? kept : words).map((word) => synonym.get(word) ?? word);
}

/** 0 to 1. The same words make 1; shared words count by how much of both names they are; spelling decides the rest. */
export function nameSimilarity(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [first, second] = [a.join(' '), b.join(' ')];
  if (first === second) return 1;
  const shared = [...new Set(a)].filter((word) => b.includes(word)).length;
  const dice = (2 * shared) / (new Set(a).size + new Set(b).size);
  // The last word is what a thing is, the words before it are which one: "UserCard" is nearer to "ProfileCard" than to "UserList".
  const head = a.at(-1) === b.at(-1) ? 0.1 : 0;
  const longest = Math.max(first.length, second.length);
  const spelling = 1 - distance(first.replaceAll(' ', ''), second.replaceAll(' ', '')) / longest;
  return Math.min(0.97, Math.max(dice * 0.9 + head, spelling > 0.75 ? spelling * 0.9 : 0));
}
