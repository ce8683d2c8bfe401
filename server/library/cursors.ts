/** Remembers queries of this process, so that "more" needs nothing but a short word. */
import { randomBytes } from 'node:crypto';

const KEPT = 200;

export interface CursorStore<Query> {
  /** A word for "this query, from `offset` on". */
  issue(query: Query, offset: number): string;
  /** What a word stands for; undefined if it is not known (any more). */
  find(cursor: string): { query: Query; offset: number } | undefined;
}

export function createCursorStore<Query>(): CursorStore<Query> {
  const known = new Map<string, { query: Query; offset: number }>();
  return {
    issue(query, offset) {
      const cursor = randomBytes(4).toString('hex');
      known.set(cursor, { query, offset });
      if (known.size > KEPT) known.delete(known.keys().next().value ?? '');
      return cursor;
    },
    find: (cursor) => known.get(cursor),
  };
}
