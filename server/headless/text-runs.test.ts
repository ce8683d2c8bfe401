import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameData } from './freeze.ts';
import type { TextStyleProps } from './model.ts';
import { DEFAULT_STYLE } from './text-fields.ts';
import {
  insert,
  lengthOf,
  paragraphRange,
  plainRuns,
  type Runs,
  remove,
  segments,
  setStyle,
  styleAt,
} from './text-runs.ts';

/** The simplest model: one font size per character. */
function sizesOf(runs: Runs): number[] {
  return Array.from({ length: lengthOf(runs) }, (_, at) => styleAt(runs, at).fontSize);
}

function expectWellFormed(runs: Runs): void {
  expect(runs[0]?.start).toBe(0);
  runs.forEach((run, at) => {
    const next = runs[at + 1];
    if (runs.length > 1) expect(run.end).toBeGreaterThan(run.start);
    if (next === undefined) return;
    expect(next.start).toBe(run.end);
    expect(sameData(next.style, run.style)).toBe(false);
  });
}

const size = fc.integer({ min: 1, max: 4 });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('style' as const), a: fc.nat(30), b: fc.nat(30), size }),
  fc.record({ kind: fc.constant('insert' as const), a: fc.nat(30), b: fc.nat(5), after: fc.boolean() }),
  fc.record({ kind: fc.constant('remove' as const), a: fc.nat(30), b: fc.nat(30) }),
);

describe('text runs', () => {
  it('stay whole, merged and equal to a plain list of character styles under any edits', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.array(edit, { maxLength: 12 }), (length, edits) => {
        let runs = plainRuns(length, DEFAULT_STYLE);
        let model = sizesOf(runs);
        let empty = DEFAULT_STYLE.fontSize;
        for (const each of edits) {
          const [start, end] = [Math.min(each.a, model.length), Math.min(each.b, model.length)].sort(
            (x, y) => x - y,
          ) as [number, number];
          if (each.kind === 'style') {
            runs = setStyle(runs, start, end, { fontSize: each.size });
            if (model.length === 0) empty = each.size;
            model = model.map((old, at) => (at >= start && at < end ? each.size : old));
          } else if (each.kind === 'insert') {
            const at = Math.min(each.a, model.length);
            const source = each.after ? Math.min(at, model.length - 1) : Math.max(at - 1, 0);
            const fresh = Array.from({ length: each.b }, () => model[source] ?? empty);
            runs = insert(runs, at, each.b, each.after ? 'AFTER' : 'BEFORE');
            model = [...model.slice(0, at), ...fresh, ...model.slice(at)];
          } else {
            if (end - start === model.length && model.length > 0) empty = model[start] ?? empty;
            runs = remove(runs, start, end);
            model = [...model.slice(0, start), ...model.slice(end)];
          }
          expectWellFormed(runs);
          expect(sizesOf(runs)).toEqual(model);
          if (model.length === 0) expect(styleAt(runs, 0).fontSize).toBe(empty);
        }
      }),
    );
  });

  it('segments split a range exactly where one of the asked keys changes', () => {
    const big: Partial<TextStyleProps> = { fontSize: 20 };
    const runs = setStyle(setStyle(plainRuns(10, DEFAULT_STYLE), 2, 6, big), 4, 8, { textCase: 'UPPER' });
    const ranges = (keys: (keyof TextStyleProps)[], start = 0, end = 10) =>
      segments(runs, keys, start, end).map((run) => [run.start, run.end]);
    expect(ranges(['fontSize'])).toEqual([
      [0, 2],
      [2, 6],
      [6, 10],
    ]);
    expect(ranges(['textCase'])).toEqual([
      [0, 4],
      [4, 8],
      [8, 10],
    ]);
    expect(ranges(['fontSize', 'textCase'])).toEqual([
      [0, 2],
      [2, 4],
      [4, 6],
      [6, 8],
      [8, 10],
    ]);
    expect(ranges(['fontSize'], 3, 7)).toEqual([
      [3, 6],
      [6, 7],
    ]);
    expect(ranges([])).toEqual([[0, 10]]);
  });

  it('extends a range to whole paragraphs, line break included', () => {
    expect(paragraphRange('one\ntwo\nthree', 5, 6)).toEqual([4, 8]);
    expect(paragraphRange('one\ntwo\nthree', 0, 1)).toEqual([0, 4]);
    expect(paragraphRange('one\ntwo\nthree', 2, 9)).toEqual([0, 13]);
    expect(paragraphRange('one', 0, 3)).toEqual([0, 3]);
  });
});
