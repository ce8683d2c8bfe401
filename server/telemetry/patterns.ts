/** How often which pattern was used, and the drafts made of those used often enough. */
import { z } from 'zod';
import {
  draftName,
  draftSource,
  exampleSchema,
  type Observed,
  type Pattern,
  patternId,
  patternSchema,
  type Seen,
  writeDraft,
} from '../drafts/index.ts';
import type { Database } from '../sqlite/index.ts';
import { limits } from './tables.ts';

/** From so many uses, in so many sessions, a pattern becomes a draft. */
export const draftFrom = { uses: 5, sessions: 2 } as const;

export interface PatternUse {
  observed: Observed;
  session: string;
  at: number;
}

export interface PatternStoreOptions {
  toolNames: readonly string[];
  draftFolder: string;
  onDraft(draft: { name: string; path: string }): void;
  onProblem(error: unknown): void;
}

export interface PatternStore {
  /** Inside a transaction. */
  add(use: PatternUse): void;
  /** Writes the drafts of the patterns that have been used often enough since the last time. */
  draftWhatIsDue(): void;
}

const dueSchema = z.object({ id: z.string(), pattern: z.string(), uses: z.int(), sessions: z.int() });

export function createPatternStore(database: Database, options: PatternStoreOptions): PatternStore {
  const use = database.prepare(
    `INSERT INTO patterns (id, kind, pattern, uses, first, last) VALUES (@id, @kind, @pattern, 1, @at, @at)
     ON CONFLICT (id) DO UPDATE SET uses = uses + 1, last = excluded.last`,
  );
  const inSession = database.prepare(
    `INSERT INTO pattern_sessions SELECT @id, @session, 1
       WHERE (SELECT count(*) FROM pattern_sessions WHERE pattern = @id AND session <> @session) < @most
     ON CONFLICT (pattern, session) DO UPDATE SET uses = uses + 1`,
  );
  const likeThis = database.prepare(
    `INSERT INTO pattern_examples SELECT @id, @example, 1
       WHERE (SELECT count(*) FROM pattern_examples WHERE pattern = @id AND example <> @example) < @most
     ON CONFLICT (pattern, example) DO UPDATE SET uses = uses + 1`,
  );
  const due = database.prepare(
    `SELECT id, pattern, uses, (SELECT count(*) FROM pattern_sessions WHERE pattern = id) AS sessions
     FROM patterns WHERE id = ? AND draft IS NULL AND uses >= ${draftFrom.uses} AND sessions >= ${draftFrom.sessions}`,
  );
  const touched = new Set<string>();

  return {
    add({ observed, session, at }) {
      const pattern = JSON.stringify(observed.pattern);
      if (pattern.length > limits.pattern) return;
      const id = patternId(observed.pattern);
      use.run({ id, kind: observed.pattern.kind, pattern, at });
      inSession.run({ id, session, most: limits.sessionsOfPattern });
      likeThis.run({ id, example: JSON.stringify(observed.example), most: limits.examplesOfPattern });
      touched.add(id);
    },
    draftWhatIsDue() {
      const rows = [...touched].flatMap((id) => {
        const row = due.get(id);
        return row === undefined ? [] : [dueSchema.parse(row)];
      });
      touched.clear();
      for (const row of rows) {
        try {
          draft(database, row, options);
        } catch (error) {
          options.onProblem(error);
        }
      }
    },
  };
}

function draft(database: Database, row: z.infer<typeof dueSchema>, options: PatternStoreOptions): void {
  const pattern = patternSchema.parse(JSON.parse(row.pattern));
  const name = reserveName(database, row.id, pattern, options.toolNames);
  if (name === undefined) return;
  const { uses, sessions } = row;
  const source = draftSource({ name, pattern, seen: seenOf(database, row.id), uses, sessions });
  if (source === undefined) return;
  try {
    const path = writeDraft(options.draftFolder, name, source);
    database.prepare('UPDATE patterns SET file = ? WHERE id = ?').run(path, row.id);
    options.onDraft({ name, path });
  } catch (error) {
    // The next use tries again.
    database.prepare('UPDATE patterns SET draft = NULL WHERE id = ?').run(row.id);
    throw error;
  }
}

/** Undefined when another process has just taken the pattern. */
function reserveName(
  database: Database,
  id: string,
  pattern: Pattern,
  taken: readonly string[],
): string | undefined {
  const base = draftName(pattern);
  const isFree = database.prepare('SELECT 1 FROM patterns WHERE draft = ?').pluck();
  const reserve = database.prepare('UPDATE patterns SET draft = ? WHERE id = ? AND draft IS NULL');
  return database
    .transaction(() => {
      for (let number = 1; ; number += 1) {
        const name = number === 1 ? base : `${base}_${number}`;
        if (taken.includes(name) || isFree.get(name) !== undefined) continue;
        return reserve.run(name, id).changes === 1 ? name : undefined;
      }
    })
    .immediate();
}

const exampleRow = z.object({ example: z.string(), uses: z.int() });

/** The forms a pattern was seen in, the most used first. */
export function seenOf(database: Database, id: string): Seen[] {
  return database
    .prepare('SELECT example, uses FROM pattern_examples WHERE pattern = ? ORDER BY uses DESC, example')
    .all(id)
    .map((row) => {
      const { example, uses } = exampleRow.parse(row);
      return { example: exampleSchema.parse(JSON.parse(example)), uses };
    });
}
