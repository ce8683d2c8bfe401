/** What recorded calls say about the tools: which are slow, fail, are repeated, or fill the model's window. */
import type { StoredCall, StoredSession } from './calls.ts';

export interface ToolTimes {
  tool: string;
  calls: number;
  /** Of these, inside a pipeline or another tool. */
  steps: number;
  /** ms */
  p50: number;
  p95: number;
  most: number;
  total: number;
}
export interface ToolFailures {
  tool: string;
  calls: number;
  failed: number;
  /** Most frequent first. */
  errors: { error: string; at: string | null; count: number }[];
}
/** The same tool with the same kind of arguments several times in a row: one call should have done. */
export interface Repeat {
  tool: string;
  /** The arguments it had, without values. */
  shape: string;
  runs: number;
  calls: number;
  longest: number;
  sessions: number;
}
export interface ToolSizes {
  tool: string;
  calls: number;
  /** Of the answers, bytes. */
  p50: number;
  p95: number;
  tokens: number;
  images: number;
}
export interface SessionStats {
  id: string;
  client: string;
  /** ISO 8601 */
  started: string;
  /** From its first call to its last, s. */
  seconds: number;
  calls: number;
  failed: number;
  /** In tools, ms. */
  ms: number;
  tokens: number;
}

export interface Stats {
  calls: number;
  steps: number;
  failed: number;
  sessions: number;
  clients: string[];
  from: string | null;
  to: string | null;
  slowest: ToolTimes[];
  failing: ToolFailures[];
  repeats: Repeat[];
  sizes: ToolSizes[];
  recent: SessionStats[];
}

/** So many in a row are no accident. */
const IN_A_ROW = 3;
const SESSIONS_SHOWN = 10;

export function statsOf(calls: readonly StoredCall[], sessions: readonly StoredSession[]): Stats {
  const asked = calls.filter(({ parent }) => parent === null);
  const active = sessions.filter(({ id }) => asked.some(({ session }) => session === id));
  const starts = asked.map(({ started }) => started);
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    calls: asked.length,
    steps: calls.length - asked.length,
    failed: asked.filter(({ ok }) => !ok).length,
    sessions: new Set(asked.map(({ session }) => session)).size,
    clients: [...new Set(active.map(({ client }) => client))].sort(),
    from: starts.length > 0 ? iso(starts.reduce((a, b) => Math.min(a, b))) : null,
    to: starts.length > 0 ? iso(starts.reduce((a, b) => Math.max(a, b))) : null,
    slowest: slowest(calls),
    failing: failing(calls),
    repeats: repeats(asked),
    sizes: sizes(asked),
    recent: active.slice(0, SESSIONS_SHOWN).map((session) => sessionStats(session, asked)),
  };
}

function slowest(calls: readonly StoredCall[]): ToolTimes[] {
  return byTool(calls)
    .map(([tool, all]) => {
      const times = all.map(({ ms }) => ms).sort((a, b) => a - b);
      return {
        tool,
        calls: all.length,
        steps: all.filter(({ parent }) => parent !== null).length,
        p50: round(percentile(times, 0.5)),
        p95: round(percentile(times, 0.95)),
        most: round(times.at(-1) ?? 0),
        total: round(sum(times)),
      };
    })
    .sort((a, b) => b.p95 - a.p95);
}

function failing(calls: readonly StoredCall[]): ToolFailures[] {
  return byTool(calls)
    .flatMap(([tool, all]) => {
      const failed = all.filter(({ ok }) => !ok);
      if (failed.length === 0) return [];
      const errors = grouped(failed, ({ error, error_at: at }) => JSON.stringify([error, at]));
      return [
        {
          tool,
          calls: all.length,
          failed: failed.length,
          errors: [...errors.values()]
            .map((same) => ({
              error: same[0]?.error ?? 'unknown',
              at: same[0]?.error_at ?? null,
              count: same.length,
            }))
            .sort((a, b) => b.count - a.count),
        },
      ];
    })
    .sort((a, b) => b.failed - a.failed);
}

/** Looking in between (screenshots, reading) does not end a row. */
function repeats(asked: readonly StoredCall[]): Repeat[] {
  const found = new Map<string, Repeat & { in: Set<string> }>();
  for (const [session, all] of grouped(asked, ({ session }) => session)) {
    const acting = all.filter(({ reads }) => !reads);
    for (let at = 0; at < acting.length; ) {
      const first = acting[at];
      if (first === undefined) break;
      let end = at + 1;
      while (acting[end]?.tool === first.tool && acting[end]?.shape === first.shape) end += 1;
      const length = end - at;
      at = end;
      if (length < IN_A_ROW) continue;
      const key = `${first.tool} ${first.shape}`;
      const repeat = found.get(key) ?? {
        ...{ tool: first.tool, shape: first.shape, runs: 0, calls: 0, longest: 0, sessions: 0 },
        in: new Set<string>(),
      };
      found.set(key, repeat);
      repeat.runs += 1;
      repeat.calls += length;
      repeat.longest = Math.max(repeat.longest, length);
      repeat.in.add(session);
    }
  }
  return [...found.values()]
    .map(({ in: sessions, ...repeat }) => ({ ...repeat, sessions: sessions.size }))
    .sort((a, b) => b.calls - a.calls);
}

function sizes(asked: readonly StoredCall[]): ToolSizes[] {
  return byTool(asked.filter(({ ok }) => ok))
    .map(([tool, all]) => {
      const bytes = all.map((call) => call.bytes).sort((a, b) => a - b);
      return {
        tool,
        calls: all.length,
        p50: percentile(bytes, 0.5),
        p95: percentile(bytes, 0.95),
        tokens: sum(all.map(({ tokens }) => tokens)),
        images: sum(all.map(({ images }) => images)),
      };
    })
    .sort((a, b) => b.tokens - a.tokens);
}

function sessionStats({ id, client }: StoredSession, asked: readonly StoredCall[]): SessionStats {
  const own = asked.filter(({ session }) => session === id);
  const first = Math.min(...own.map(({ started }) => started));
  const last = Math.max(...own.map(({ started, ms }) => started + ms));
  return {
    id,
    client,
    started: new Date(first).toISOString(),
    seconds: round((last - first) / 1000),
    calls: own.length,
    failed: own.filter(({ ok }) => !ok).length,
    ms: round(sum(own.map(({ ms }) => ms))),
    tokens: sum(own.map(({ tokens }) => tokens)),
  };
}

const byTool = (calls: readonly StoredCall[]) => [...grouped(calls, ({ tool }) => tool)];

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Nearest rank; `sorted` ascending. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const round = (value: number): number => Math.round(value * 10) / 10;
