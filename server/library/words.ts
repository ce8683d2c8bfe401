/** Pictures by the words about them: copy, tags, category, brand, angle. */
import type { Database } from './database.ts';
import { seededHash } from './ranks.ts';
import { lettersApart, splitWords } from './word-letters.ts';

/** Up to this many matches are ranked; a word that more pictures have says little about any of them. */
const RANKED = 2_000;
/** Matches read of commoner words, in stretches of the index: finding where one starts takes time of its own. */
const STRETCHES = 2;
const STRETCH = 4_000;
const MOST_WORDS = 12;

export interface WordMatches {
  /** Id to relevance, 0..1. */
  relevance: Map<number, number>;
  /** 'any': no picture has all words (or too few), so one is enough. */
  match: 'all' | 'any';
  /** false: the words are so common that only a sample was read. */
  complete: boolean;
}

export interface WordSearch {
  /**
   * `enough`: with fewer pictures that have all words, pictures with any of them are taken too. `exhaustive`: read every
   * match, however many.
   */
  find(text: string, options: { enough: number; seed: number; exhaustive?: boolean }): WordMatches;
}

/** The words of a text as the index knows them; empty if it holds none. */
export const wordsOf = (text: string): string[] =>
  [...new Set(splitWords(text.toLowerCase()))].slice(0, MOST_WORDS);

export function createWordSearch(database: Database): WordSearch {
  const ids = database
    .prepare<[string, number, number], number>(
      'SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? LIMIT ?',
    )
    .pluck();
  const ranked = database
    .prepare<[string], [number, number]>(
      // Words in the copy and in tags say more than the folder's name.
      'SELECT rowid, bm25(words, 1.0, 2.0, 3.0, 1.0) FROM words WHERE words MATCH ?',
    )
    .raw();
  const last = database.prepare<[], number | null>('SELECT max(id) FROM image').pluck();

  const search = (expression: string, seed: number, exhaustive: boolean) => {
    const first = ids.all(expression, 0, exhaustive ? -1 : RANKED + 1);
    if (first.length <= RANKED) {
      const rows = ranked.all(expression);
      // bm25 is negative, the best the lowest.
      const best = rows.reduce((least, [, score]) => Math.min(least, score), -1e-9);
      return { relevance: new Map(rows.map(([id, score]) => [id, score / best])), complete: true };
    }
    if (exhaustive) return { relevance: new Map(first.map((id) => [id, 1])), complete: true };
    const relevance = new Map<number, number>();
    const end = last.get() ?? 0;
    for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
      const place = seededHash(seed, stretch) / 2 ** 32;
      const start = Math.floor(((stretch + place) / STRETCHES) * end);
      for (const id of ids.all(expression, start, STRETCH)) relevance.set(id, 1);
    }
    for (const id of first) relevance.set(id, 1);
    return { relevance, complete: false };
  };

  return {
    find(text, { enough, seed, exhaustive = false }) {
      const quoted = wordsOf(text).map((word) => `"${lettersApart(word).trim()}"`);
      const all = search(quoted.join(' AND '), seed, exhaustive);
      if (all.relevance.size >= enough || quoted.length === 1) return { ...all, match: 'all' };
      const any = search(quoted.join(' OR '), seed, exhaustive);
      // Pictures with every word come first.
      for (const [id, score] of any.relevance) any.relevance.set(id, score / 2);
      for (const [id, score] of all.relevance) any.relevance.set(id, 0.5 + score / 2);
      return { ...any, match: any.relevance.size > all.relevance.size ? 'any' : 'all' };
    },
  };
}
