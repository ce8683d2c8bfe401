import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, diverseOrder } from './diverse.ts';
import { layoutLength } from './layout-vector.ts';
import { excluded, rankRange, seededHash } from './ranks.ts';

describe('a stretch of ranks', () => {
  it('is what sorting everything would give', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.integer({ min: 0, max: 40 }),
            fc.constant(excluded),
            fc.integer({ min: 0, max: 65_534 }),
          ),
        ),
        fc.nat(30),
        fc.nat(30),
        fc.nat(1_000),
        (values, from, length, seed) => {
          const tie = (row: number) => seededHash(seed, row);
          const sorted = values
            .map((score, row) => ({ score, row }))
            .filter(({ score }) => score !== excluded)
            .sort((one, two) => one.score - two.score || tie(one.row) - tie(two.row) || one.row - two.row)
            .map(({ row }) => row);
          expect(rankRange(Uint16Array.from(values), from, from + length, tie)).toEqual(
            sorted.slice(from, from + length),
          );
        },
      ),
    );
  });
});

describe('a diverse order', () => {
  const candidate = (
    row: number,
    relevance: number,
    shade: number,
    more: Partial<Candidate> = {},
  ): Candidate => ({
    row,
    relevance,
    layout: new Int8Array(layoutLength).fill(shade),
    logRatio: row,
    category: row,
    ...more,
  });

  it('has every candidate once, the best first, and begins the same however long it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -127, max: 127 })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.nat(40),
        (given, diversity, count) => {
          const candidates = given.map(([relevance, shade], row) => candidate(row, relevance, shade));
          const all = diverseOrder(candidates, diversity, candidates.length).map(({ row }) => row);
          expect(all.toSorted((one, two) => one - two)).toEqual(candidates.map(({ row }) => row));
          expect(given[all[0] ?? 0]?.[0]).toBe(Math.max(...given.map(([relevance]) => relevance)));
          expect(diverseOrder(candidates, diversity, count).map(({ row }) => row)).toEqual(
            all.slice(0, count),
          );
        },
      ),
    );
  });

  it('prefers another layout, category and brand to more of the same', () => {
    const same = { category: 1, logRatio: 0, brand: 'a' };
    const candidates = [
      candidate(0, 1, 0, same),
      candidate(1, 0.99, 1, same),
      candidate(2, 0.98, 2, same),
      candidate(3, 0.5, 120, { category: 2, logRatio: 2, brand: 'b' }),
    ];
    const first = (diversity: number) => diverseOrder(candidates, diversity, 2).map(({ row }) => row);
    expect(first(0)).toEqual([0, 1]);
    expect(first(0.6)).toEqual([0, 3]);
  });
});
