/** Statistics as text for a person. */
import { draftFrom } from './patterns.ts';
import type { Stats } from './stats.ts';
import type { Suggestions } from './suggestions.ts';

/** Rows of a list that are shown. */
const ROWS = 10;

export function statsReport(stats: Stats, suggestions: Suggestions): string {
  const { calls, steps, failed, sessions, clients, from, to } = stats;
  if (calls === 0) return 'No calls were recorded.';
  const head = [
    `${count(calls, 'call')} in ${count(sessions, 'session')}, ${count(failed, 'failure')}, ${count(steps, 'step')} inside of them`,
    `${day(from)} to ${day(to)}${clients.length > 0 ? `, by ${clients.join(', ')}` : ''}`,
  ].join('\n');
  return [
    head,
    section(
      'Slowest, ms',
      ['tool', 'calls', 'steps', 'p50', 'p95', 'most', 'total'],
      stats.slowest.map((row) => [row.tool, row.calls, row.steps, row.p50, row.p95, row.most, row.total]),
    ),
    section(
      'Failing',
      ['tool', 'failed', 'calls', 'why'],
      stats.failing.map((row) => [
        row.tool,
        row.failed,
        row.calls,
        row.errors
          .slice(0, 3)
          .map(({ error, at, count: times }) => `${times} x ${error}${at ? ` at ${at}` : ''}`)
          .join('; '),
      ]),
    ),
    section(
      'Repeated in a row: something that takes one call should be there',
      ['tool', 'rows', 'calls', 'longest', 'sessions', 'arguments'],
      stats.repeats.map((row) => [row.tool, row.runs, row.calls, row.longest, row.sessions, row.shape]),
    ),
    section(
      'What the model reads',
      ['tool', 'calls', 'bytes p50', 'bytes p95', 'images', '~tokens'],
      stats.sizes.map((row) => [row.tool, row.calls, row.p50, row.p95, row.images, row.tokens]),
    ),
    section(
      'Sessions',
      ['id', 'client', 'began', 'min', 'calls', 'failed', 'in tools, s', '~tokens'],
      stats.recent.map((row) => [
        row.id.slice(0, 8),
        row.client,
        day(row.started),
        round(row.seconds / 60),
        row.calls,
        row.failed,
        round(row.ms / 1000),
        row.tokens,
      ]),
    ),
    suggestions.drafts.length + suggestions.composites.length > 0
      ? `Tools to make: ${count(suggestions.drafts.length, 'pattern')}, ${count(suggestions.composites.length, 'composite')} ("adsmith drafts" lists them)`
      : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The same in a few lines, for the end of a session. */
export function sessionReport(stats: Stats): string {
  const [slow] = stats.slowest;
  const [row] = stats.repeats;
  const tokens = stats.sizes.reduce((sum, size) => sum + size.tokens, 0);
  const ms = stats.recent.reduce((sum, session) => sum + session.ms, 0);
  return [
    `Adsmith: ${count(stats.calls, 'call')}, ${round(ms / 1000)} s in tools, about ${tokens} tokens read.`,
    slow && `Slowest: ${slow.tool} (p95 ${slow.p95} ms).`,
    stats.failed > 0 &&
      `Failed: ${stats.failing
        .slice(0, 3)
        .map(({ tool, failed }) => `${tool} ${failed} x`)
        .join(', ')}.`,
    row && `Repeated: ${row.tool}, ${row.longest} times in a row.`,
  ]
    .filter(Boolean)
    .join(' ');
}

export function suggestionsReport({ drafts, composites, waiting }: Suggestions): string {
  if (drafts.length + composites.length === 0) {
    return `No pattern has come up often enough yet (${draftFrom.uses} uses in ${draftFrom.sessions} sessions); ${waiting} came up more than once.`;
  }
  return [
    section(
      'Drafts',
      ['name', 'uses', 'sessions', 'pattern'],
      drafts.map((draft) => [
        draft.name,
        draft.uses,
        draft.sessions,
        `${short(draft.pattern)}${draft.file === null ? ' (not drafted: references inside of arguments)' : ''}`,
      ]),
      drafts.length,
    ),
    section(
      'Composites: steps that several pipelines share',
      ['steps', 'uses', 'sessions', 'pipelines'],
      composites.map(({ tools, uses, sessions, pipelines }) => [
        tools.join(' > '),
        uses,
        sessions,
        pipelines,
      ]),
    ),
    drafts.length > 0 ? '"adsmith drafts show NAME" prints one.' : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function section(title: string, head: string[], rows: (string | number)[][], most = ROWS): string {
  if (rows.length === 0) return '';
  const cells = [head, ...rows.slice(0, most).map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isText = head.map((_, column) => typeof rows[0]?.[column] === 'string');
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        isText[column] ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const more = rows.length > most ? [`  and ${rows.length - most} more`] : [];
  return [title, ...lines.map((line) => `  ${line}`), ...more].join('\n');
}

const short = (pattern: string): string => {
  const [first = '', ...rest] = pattern.split('\n');
  const line = first.length > 90 ? `${first.slice(0, 87)}...` : first;
  return rest.length > 0 ? `${line} (and ${rest.length} more)` : line;
};
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const day = (iso: string | null): string => (iso ?? '').slice(0, 16).replace('T', ' ');
const round = (value: number): number => Math.round(value * 10) / 10;
