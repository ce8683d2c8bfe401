/** Adds one ad to `ads/concepts-log.md`, in the form and the order the file has; no other byte changes. */
import { isNewestFirst, type LogBlock, readLogBlocks } from './concept-log.ts';
import { tables } from './markdown.ts';
import { blockAt, cell, inline } from './markdown-write.ts';
import { applySplices } from './splice.ts';

export interface LogEntry {
  number: number;
  title: string;
  /** ISO date. */
  date: string;
  angle: string;
  /** Name of the format category. */
  format: string;
  /** In this order, after the three levels; empty values are left out. */
  execution?: string | undefined;
  product?: string | undefined;
  position?: string | undefined;
  shot?: string | undefined;
  background?: string | undefined;
  references?: readonly string[] | undefined;
  score?: number | undefined;
  cost?: string | undefined;
  summary?: string | undefined;
  learnings?: readonly string[] | undefined;
}

/** What a log is when there is none yet. */
const emptyLog = '# Concepts log\n';

/** The file with the entry. `bytes` undefined: there is no file yet. */
export function addLogEntry(bytes: Uint8Array | undefined, entry: LogEntry): Buffer {
  const file = bytes ?? Buffer.from(emptyLog);
  const blocks = readLogBlocks(file);
  const newestFirst = isNewestFirst(blocks.map(({ concept }) => concept));
  const neighbour = newestFirst ? blocks[0] : blocks.at(-1);
  const at = neighbour === undefined ? file.length : newestFirst ? neighbour.section.start : neighbour.end;
  return applySplices(file, [blockAt(file, at, entryLines(entry, neighbour))]);
}

function entryLines(entry: LogEntry, like: LogBlock | undefined): string[] {
  const marks = '#'.repeat(Math.min(like?.section.level ?? 2, 5));
  const fields = fieldsOf(entry);
  const bullet = like && bulletOf(like);
  const body = bullet
    ? fields.map(
        ([level, field, value]) => `${bullet} ${level === '-' ? '' : `${level} `}${field}: ${inline(value)}`,
      )
    : [
        '| Level | Field | Value |',
        '|---|---|---|',
        ...fields.map(([level, field, value]) => `| ${level} | ${field} | ${cell(value)} |`),
      ];
  const learnings = (entry.learnings ?? []).map(inline).filter((line) => line !== '');
  return [
    `${marks} Ad #${entry.number}: ${inline(entry.title)} (${entry.date})`,
    '',
    ...body,
    ...(learnings.length === 0
      ? []
      : ['', `${marks}# Learnings`, '', ...learnings.map((line) => `${bullet ?? '-'} ${line}`)]),
  ];
}

function fieldsOf(entry: LogEntry): [string, string, string][] {
  const fields: [string, string, string | undefined][] = [
    ['L1', 'Angle', entry.angle],
    ['L2', 'Format category', entry.format],
    ['L3', 'Execution', entry.execution],
    ['-', 'Product', entry.product],
    ['-', 'Product position', entry.position],
    ['-', 'Shot type', entry.shot],
    ['-', 'Background', entry.background],
    ['-', 'References', entry.references?.join(', ')],
    ['-', 'Score', entry.score === undefined ? undefined : `${entry.score}/10`],
    ['-', 'Cost', entry.cost],
    ['-', 'Summary', entry.summary],
  ];
  return fields.flatMap(([level, field, value]) =>
    value === undefined || inline(value) === '' ? [] : [[level, field, value] as [string, string, string]],
  );
}

/** The bullet of a log that is written as lists instead of tables. */
function bulletOf({ section }: LogBlock): string | undefined {
  if (tables(section.lines).length > 0) return undefined;
  for (const { text } of section.source) {
    const marker = /^\s*([-*+])\s+[^:]{1,40}:/.exec(text)?.[1];
    if (marker !== undefined) return marker;
  }
  return undefined;
}
