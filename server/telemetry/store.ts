/** Writes what calls were like. Loaded with the first batch. */
import type { z } from 'zod';
import { type IsReferenceable, type Observed, observe } from '../drafts/index.ts';
import { readImageHeader } from '../headless/image-header.ts';
import type { Database } from '../sqlite/index.ts';
import { argumentNames, referenceableArguments } from './argument-names.ts';
import { classifyError } from './error-class.ts';
import { createPatternStore } from './patterns.ts';
import type { RecordedCall, RecordedImage, RecordedTurn } from './record.ts';
import { shapeOf } from './shape.ts';
import { openTables, prune } from './tables.ts';
import { pictureTokens, textTokens } from './tokens.ts';

export interface CallStore {
  /** false: another process holds the file; nothing of the batch was written. */
  add(turns: readonly RecordedTurn[]): boolean;
  close(): void;
}

export interface StoreOptions {
  home: string;
  /** All there are: their names and those of their arguments may be stored. */
  tools: readonly { name: string; input: z.ZodType }[];
  draftFolder: string;
  /** A draft was written. */
  onDraft(draft: { name: string; path: string }): void;
  /** A draft could not be written. */
  onProblem(error: unknown): void;
}

/** Records between two times the file is brought back to its limits. */
const PRUNE_EVERY = 1_000;

/** @throws DatabaseError */
export function openCallStore(options: StoreOptions): CallStore {
  const { home, tools } = options;
  const database = openTables(home);
  const toolNames = tools.map(({ name }) => name);
  const patterns = createPatternStore(database, { ...options, toolNames });
  const names = argumentNames(tools);
  const isReferenceable = referenceableArguments(tools);
  const insert = insertCall(database);
  // A name that is no tool's is what somebody typed.
  const known = new Set(toolNames);
  const session = database.prepare(
    `INSERT INTO sessions VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET last = excluded.last, client = excluded.client`,
  );
  let sincePrune = PRUNE_EVERY;

  const addTurn = (turn: RecordedTurn): { observed: Observed; session: string; at: number }[] => {
    const { call, steps, client } = turn;
    session.run(turn.session, clientName(client), process.pid, call.started, call.started);
    const row = (recorded: RecordedCall, parent: number | bigint | null) =>
      insert.run({
        session: turn.session,
        parent,
        tool: known.has(recorded.tool) ? recorded.tool : '(unknown)',
        shape: shapeOf(recorded.args, names),
        canvas: turn.canvas,
        started: recorded.started,
        ms: recorded.ms,
        reads: Number(turn.reads),
        clientCall: parent === null ? (turn.clientCall?.slice(0, 100) ?? null) : null,
        ...measured(recorded, names),
      }).lastInsertRowid;
    const parent = row(call, null);
    for (const step of steps) row(step, parent);
    return [call, ...steps].flatMap((recorded) => {
      const observed = recorded.outcome.ok ? observedIn(recorded, isReferenceable) : undefined;
      return observed ? [{ observed, session: turn.session, at: recorded.started }] : [];
    });
  };
  const addAll = database.transaction((turns: readonly RecordedTurn[]) => {
    for (const turn of turns) for (const use of addTurn(turn)) patterns.add(use);
    sincePrune += turns.length;
    if (sincePrune < PRUNE_EVERY) return;
    prune(database);
    sincePrune = 0;
  });
  return {
    add(turns) {
      try {
        addAll.immediate(turns);
      } catch (error) {
        if (isBusy(error)) return false;
        throw error;
      }
      patterns.draftWhatIsDue();
      return true;
    },
    close: () => database.close(),
  };
}

const insertCall = (database: Database) =>
  database.prepare(
    `INSERT INTO calls (session, parent, tool, shape, canvas, started, ms, bytes, tokens, images, reads, ok, error,
       error_at, client_call)
     VALUES (@session, @parent, @tool, @shape, @canvas, @started, @ms, @bytes, @tokens, @images, @reads, @ok, @error,
       @at, @clientCall)`,
  );

function measured({ outcome }: RecordedCall, names: ReadonlySet<string>) {
  if (!outcome.ok) {
    const { error, at } = classifyError(outcome.error, names);
    return { bytes: 0, tokens: 0, images: 0, ok: 0, error, at };
  }
  const text = typeof outcome.text === 'string' ? outcome.text : JSON.stringify(outcome.text);
  const textBytes = Buffer.byteLength(text);
  const pictures = outcome.images.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const tokens = textTokens(textBytes) + outcome.images.reduce((sum, image) => sum + tokensOf(image), 0);
  return { bytes: textBytes + pictures, tokens, images: outcome.images.length, ok: 1, error: null, at: null };
}

function tokensOf({ bytes }: RecordedImage): number {
  const header = readImageHeader(bytes);
  return header ? pictureTokens(header.width, header.height) : 0;
}

function observedIn({ tool, args }: RecordedCall, isReferenceable: IsReferenceable): Observed | undefined {
  try {
    return observe(tool, args, isReferenceable);
  } catch {
    // Arguments that cannot be read after all: the call is recorded, its pattern is not.
    return undefined;
  }
}

const clientName = (name: string): string => name.replaceAll(/[^\w .()/-]/g, '?').slice(0, 60) || 'unknown';

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
