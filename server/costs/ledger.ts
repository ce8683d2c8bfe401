/** Every paid call, on disk: reserved before it is made, settled when it is over. One ledger for all processes. */
import { existsSync } from 'node:fs';
import { type Database, durably, openDatabase } from '../sqlite/index.ts';
import { BudgetError } from './budget-error.ts';
import { fromMicros, toMicros } from './money.ts';

/** `unknown`: it may have been paid for; nobody can say. */
export type EntryState = 'reserved' | 'spent' | 'released' | 'unknown';

export interface NewEntry {
  /** Names the call for good, e.g. "task:k3f9a1x2/generate": a repetition changes nothing. */
  ref: string;
  /** USD expected. */
  usd: number;
  /** What is paid for, e.g. "product photo". */
  what: string;
  model: string;
  brand?: string | undefined;
  product?: string | undefined;
  concept?: string | undefined;
  session?: string | undefined;
}

/** Members given together must all hold; none: everything. `day` is local, YYYY-MM-DD, or "today". */
export interface CostScope {
  concept?: string | undefined;
  session?: string | undefined;
  brand?: string | undefined;
  day?: string | undefined;
}

/** USD. */
export interface CostTotal {
  spent: number;
  /** Of calls under way. */
  reserved: number;
  /** Of calls that may have been paid for. */
  unknown: number;
  /** Calls in `spent`. */
  calls: number;
}

/** USD; undefined: no limit. */
export interface Budgets {
  concept?: number | undefined;
  day?: number | undefined;
}

export interface Costs {
  /** Sets money aside, budgets checked in the same step. Throws `BudgetError`; then nothing is set aside. */
  reserve(entries: readonly NewEntry[]): void;
  /** Makes sure that a reservation is on the disk itself, before the call is made. */
  confirm(ref: string): void;
  /** It was paid: `usd`, or what was reserved. */
  spent(ref: string, usd?: number): void;
  /** It was not paid. Never takes back what is known to be spent. */
  release(ref: string): void;
  /** It may have been paid. */
  unknown(ref: string): void;
  total(scope?: CostScope): CostTotal;
  readonly budgets: Budgets;
  /** Calls back after every change made by this process. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

const migrations = [
  `CREATE TABLE entry (
     ref TEXT PRIMARY KEY,
     at INTEGER NOT NULL,      -- ms epoch
     day TEXT NOT NULL,        -- local date
     state TEXT NOT NULL CHECK (state IN ('reserved', 'spent', 'released', 'unknown')),
     micros INTEGER NOT NULL CHECK (micros >= 0),  -- millionths of a USD
     what TEXT NOT NULL,
     model TEXT NOT NULL,
     brand TEXT, product TEXT, concept TEXT, session TEXT
   ) WITHOUT ROWID;
   CREATE INDEX entry_day ON entry(day);
   CREATE INDEX entry_concept ON entry(concept) WHERE concept IS NOT NULL;
   CREATE INDEX entry_session ON entry(session) WHERE session IS NOT NULL;
   CREATE INDEX entry_brand ON entry(brand) WHERE brand IS NOT NULL;`,
];

export interface CostsOptions {
  /** The ledger's file; made at the first entry. */
  file: string;
  budgets?: Budgets;
  now?: () => Date;
}

export function createCosts({ file, budgets = {}, now = () => new Date() }: CostsOptions): Costs {
  const listeners = new Set<() => void>();
  let open: Database | undefined;
  const database = () => {
    open ??= openDatabase(file, { title: 'The cost ledger', migrations });
    return open;
  };
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const settle = (ref: string, state: EntryState, from: string, usd?: number) => {
    const { changes } = durably(database(), () =>
      database()
        .prepare(
          `UPDATE entry SET state = ?, micros = coalesce(?, micros) WHERE ref = ? AND state IN (${from}) AND state <> ?`,
        )
        .run(state, usd === undefined ? null : toMicros(usd), ref, state),
    );
    if (changes > 0) changed();
  };
  const total = (scope: CostScope = {}): CostTotal => {
    // Asking costs nothing where nothing was ever paid.
    if (!open && !existsSync(file)) return { spent: 0, reserved: 0, unknown: 0, calls: 0 };
    const day = scope.day === 'today' ? localDay(now()) : scope.day;
    const wanted = Object.entries({ ...scope, day }).filter(([, value]) => value !== undefined);
    const where = wanted.map(([column]) => `${column} = ?`).join(' AND ') || '1';
    const rows = database()
      .prepare(
        `SELECT state, sum(micros) AS micros, count(*) AS calls FROM entry WHERE ${where} GROUP BY state`,
      )
      .all(...wanted.map(([, value]) => value)) as { state: EntryState; micros: number; calls: number }[];
    const of = (state: EntryState) => rows.find((row) => row.state === state);
    return {
      spent: fromMicros(of('spent')?.micros ?? 0),
      reserved: fromMicros(of('reserved')?.micros ?? 0),
      unknown: fromMicros(of('unknown')?.micros ?? 0),
      calls: of('spent')?.calls ?? 0,
    };
  };

  return {
    budgets,
    total,
    reserve(entries) {
      const at = now();
      const day = localDay(at);
      database()
        .transaction(() => {
          const insert = database().prepare(
            `INSERT OR IGNORE INTO entry (ref, at, day, state, micros, what, model, brand, product, concept, session)
             VALUES (@ref, @at, @day, 'reserved', @micros, @what, @model, @brand, @product, @concept, @session)`,
          );
          checkBudgets(entries, budgets, total, day);
          for (const { usd, ref, what, model, brand, product, concept, session } of entries) {
            insert.run({
              ref,
              what,
              model,
              day,
              at: at.getTime(),
              micros: toMicros(usd),
              brand: brand ?? null,
              product: product ?? null,
              concept: concept ?? null,
              session: session ?? null,
            });
          }
        })
        .immediate();
      changed();
    },
    confirm(ref) {
      durably(database(), () => database().prepare('UPDATE entry SET ref = ref WHERE ref = ?').run(ref));
    },
    spent: (ref, usd) => settle(ref, 'spent', "'reserved', 'unknown', 'released'", usd),
    release: (ref) => settle(ref, 'released', "'reserved', 'unknown'"),
    unknown: (ref) => settle(ref, 'unknown', "'reserved'"),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      open?.close();
      open = undefined;
    },
  };
}

/** What is under way or in doubt counts: a budget is a promise to the person who pays. */
function checkBudgets(
  entries: readonly NewEntry[],
  budgets: Budgets,
  total: (scope: CostScope) => CostTotal,
  day: string,
): void {
  const asked = entries.reduce((sum, { usd }) => sum + usd, 0);
  const [first] = entries;
  const scopes = [
    { name: 'day' as const, limit: budgets.day, scope: { day } },
    ...(first?.concept
      ? [{ name: 'concept' as const, limit: budgets.concept, scope: { concept: first.concept } }]
      : []),
  ];
  for (const { name, limit, scope } of scopes) {
    if (limit === undefined) continue;
    const { spent, reserved, unknown } = total(scope);
    if (toMicros(spent + reserved + unknown + asked) <= toMicros(limit)) continue;
    throw new BudgetError({ budget: name, limit, asked, spent, reserved, unknown });
  }
}

/** The day where the designer is. */
function localDay(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
