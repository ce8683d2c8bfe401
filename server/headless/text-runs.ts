/**
 * Arithmetic on the style runs of a text. Pure: runs in, new runs out. Offsets are UTF-16, `end` exclusive.
 * Runs always cover 0..length without gaps, no two neighbours are styled alike, and only an empty text has a run of
 * length 0 (which keeps its style).
 */
import { frozenCopy, sameData } from './freeze.ts';
import type { TextRun, TextStyleProps } from './model.ts';

export type Runs = readonly TextRun[];
export type StyleKey = keyof TextStyleProps;

/** A text of `length` characters in one style. */
export function plainRuns(length: number, style: TextStyleProps): Runs {
  return frozenCopy([{ start: 0, end: length, style }]);
}

export function lengthOf(runs: Runs): number {
  return runs[runs.length - 1]?.end ?? 0;
}

/** The style of the character at `offset`; of the nearest one beyond either end. */
export function styleAt(runs: Runs, offset: number): TextStyleProps {
  const run = runs.find((candidate) => offset < candidate.end) ?? runs[runs.length - 1];
  if (run === undefined) throw new RangeError('a text always has at least one run');
  return run.style;
}

/** The parts of the runs inside `start`..`end`, with their offsets kept. */
export function slice(runs: Runs, start: number, end: number): TextRun[] {
  const parts: TextRun[] = [];
  for (const run of runs) {
    const from = Math.max(run.start, start);
    const to = Math.min(run.end, end);
    if (from < to) parts.push({ start: from, end: to, style: run.style });
  }
  return parts;
}

/** Gives the characters of a range new style values. An empty text changes its one style whatever the range. */
export function setStyle(runs: Runs, start: number, end: number, change: Partial<TextStyleProps>): Runs {
  const length = lengthOf(runs);
  if (length === 0) return plainRuns(0, { ...styleAt(runs, 0), ...change });
  return joined([
    ...slice(runs, 0, start),
    ...slice(runs, start, end).map((run) => ({ ...run, style: { ...run.style, ...change } })),
    ...slice(runs, end, length),
  ]);
}

/**
 * Makes room for `count` characters at `at`. They look like the character before (`BEFORE`) or after (`AFTER`) the
 * gap; at either end of the text like the closest one.
 */
export function insert(runs: Runs, at: number, count: number, useStyle: 'BEFORE' | 'AFTER' = 'BEFORE'): Runs {
  if (count === 0) return runs;
  const length = lengthOf(runs);
  const style = styleAt(
    runs,
    useStyle === 'BEFORE' ? Math.max(at - 1, 0) : Math.min(at, Math.max(length - 1, 0)),
  );
  return joined([
    ...slice(runs, 0, at),
    { start: at, end: at + count, style },
    ...slice(runs, at, length).map((run) => shifted(run, count)),
  ]);
}

/** Takes a range of characters out. When nothing is left, the first one's style stays. */
export function remove(runs: Runs, start: number, end: number): Runs {
  const length = lengthOf(runs);
  if (start === end) return runs;
  const rest = [
    ...slice(runs, 0, start),
    ...slice(runs, end, length).map((run) => shifted(run, start - end)),
  ];
  return rest.length === 0 ? plainRuns(0, styleAt(runs, start)) : joined(rest);
}

/** Splits a range where any of `keys` changes: the ranges of `getStyledTextSegments`. */
export function segments(runs: Runs, keys: readonly StyleKey[], start: number, end: number): TextRun[] {
  const result: TextRun[] = [];
  for (const run of slice(runs, start, end)) {
    const last = result[result.length - 1];
    const same = last !== undefined && keys.every((key) => sameData(last.style[key], run.style[key]));
    if (same) last.end = run.end;
    else result.push({ ...run });
  }
  return result;
}

/** The whole paragraphs (line break included) that a range touches: paragraph styles apply to nothing smaller. */
export function paragraphRange(characters: string, start: number, end: number): [number, number] {
  const before = start === 0 ? -1 : characters.lastIndexOf('\n', start - 1);
  const after = characters.indexOf('\n', Math.max(end - 1, start));
  return [before + 1, after === -1 ? characters.length : after + 1];
}

function shifted(run: TextRun, by: number): TextRun {
  return { start: run.start + by, end: run.end + by, style: run.style };
}

function joined(runs: readonly TextRun[]): Runs {
  const result: TextRun[] = [];
  for (const run of runs) {
    const last = result[result.length - 1];
    if (last !== undefined && sameData(last.style, run.style)) last.end = run.end;
    else result.push({ ...run });
  }
  return frozenCopy(result);
}
