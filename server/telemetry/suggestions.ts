/** Patterns that come up again and again: drafts, and composites that pipelines share. */
import { z } from 'zod';
import {
  type Composite,
  compositesOf,
  describePattern,
  draftName,
  type Pattern,
  type PipelineUse,
  patternSchema,
} from '../drafts/index.ts';
import type { Database } from '../sqlite/index.ts';
import { draftFrom, seenOf } from './patterns.ts';

export interface Suggestion {
  /** The draft's name, or what it would be called. */
  name: string;
  kind: Pattern['kind'];
  uses: number;
  sessions: number;
  /** ISO 8601 */
  last: string;
  /** As a person reads it, one line a statement or step. */
  pattern: string;
  /** The draft, if one was written. */
  file: string | null;
  seen: { form: string; uses: number }[];
}

export interface Suggestions {
  /** Patterns used often enough. */
  drafts: Suggestion[];
  /** Steps that different pipelines share. */
  composites: Composite[];
  /** Patterns on their way: used more than once, not often enough yet. */
  waiting: number;
}

const rowSchema = z.object({
  id: z.string(),
  pattern: z.string(),
  uses: z.int(),
  last: z.int(),
  draft: z.string().nullable(),
  file: z.string().nullable(),
});
const sessionRow = z.object({ pattern: z.string(), session: z.string(), uses: z.int() });

export function readSuggestions(database: Database): Suggestions {
  const rows = database
    .prepare('SELECT id, pattern, uses, last, draft, file FROM patterns ORDER BY uses DESC, last DESC')
    .all()
    .map((row) => rowSchema.parse(row));
  const sessions = new Map<string, Map<string, number>>();
  for (const row of database.prepare('SELECT * FROM pattern_sessions').all()) {
    const { pattern, session, uses } = sessionRow.parse(row);
    sessions.set(pattern, (sessions.get(pattern) ?? new Map<string, number>()).set(session, uses));
  }
  const drafts: Suggestion[] = [];
  const pipelines: PipelineUse[] = [];
  let waiting = 0;
  for (const row of rows) {
    const pattern = patternSchema.parse(JSON.parse(row.pattern));
    const own = sessions.get(row.id) ?? new Map<string, number>();
    if (pattern.kind === 'pipeline') pipelines.push({ pattern, sessions: own });
    if (row.uses >= draftFrom.uses && own.size >= draftFrom.sessions) {
      drafts.push({
        name: row.draft ?? draftName(pattern),
        kind: pattern.kind,
        uses: row.uses,
        sessions: own.size,
        last: new Date(row.last).toISOString(),
        pattern: describePattern(pattern),
        file: row.file,
        seen: seenOf(database, row.id).map(({ example, uses }) => ({
          form: describePattern(pattern, example),
          uses,
        })),
      });
    } else if (row.uses > 1) waiting += 1;
  }
  return { drafts, composites: compositesOf(pipelines, draftFrom), waiting };
}
