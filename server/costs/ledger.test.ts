import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { BudgetError, type Budgets, type Costs, createCosts, type NewEntry } from './index.ts';

const folders: string[] = [];
const open: Costs[] = [];
afterEach(() => {
  for (const costs of open.splice(0)) costs.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function ledger(budgets: Budgets = {}, file?: string, now?: () => Date): Costs {
  const folder = file ? undefined : mkdtempSync(join(tmpdir(), 'adsmith-costs-'));
  if (folder) folders.push(folder);
  const costs = createCosts({ file: file ?? join(folder ?? '', 'costs.db'), budgets, ...(now && { now }) });
  open.push(costs);
  return costs;
}

const entry = (ref: string, usd: number, more: Partial<NewEntry> = {}): NewEntry => ({
  ref,
  usd,
  what: 'picture',
  model: 'nano-banana-pro',
  ...more,
});

describe('the ledger', () => {
  it('adds up by concept, session, brand and day', () => {
    const costs = ledger();
    costs.reserve([
      entry('a', 0.15, { concept: 'c1', session: 's1', brand: 'ondrelle' }),
      entry('b', 0.3, { concept: 'c2', session: 's1', brand: 'ondrelle' }),
      entry('c', 0.018, { concept: 'c1', session: 's2' }),
    ]);
    for (const ref of ['a', 'b', 'c']) costs.spent(ref);
    expect(costs.total().spent).toBe(0.468);
    expect(costs.total({ concept: 'c1' }).spent).toBe(0.168);
    expect(costs.total({ session: 's1' }).spent).toBe(0.45);
    expect(costs.total({ session: 's1', concept: 'c1' }).spent).toBe(0.15);
    expect(costs.total({ brand: 'ondrelle' })).toMatchObject({ spent: 0.45, calls: 2 });
    expect(costs.total({ day: 'today' }).spent).toBe(0.468);
    expect(costs.total({ day: '2001-01-01' }).spent).toBe(0);
  });

  it('makes no file for a question', () => {
    const folder = mkdtempSync(join(tmpdir(), 'adsmith-costs-'));
    folders.push(folder);
    const file = join(folder, 'deep', 'costs.db');
    expect(ledger({}, file).total()).toEqual({ spent: 0, reserved: 0, unknown: 0, calls: 0 });
    expect(existsSync(file)).toBe(false);
  });

  it('never takes back what was spent, and counts nothing twice', () => {
    const costs = ledger();
    costs.reserve([entry('a', 0.15)]);
    costs.reserve([entry('a', 99)]);
    costs.spent('a');
    costs.spent('a');
    costs.release('a');
    costs.unknown('a');
    expect(costs.total()).toEqual({ spent: 0.15, reserved: 0, unknown: 0, calls: 1 });
  });

  it('learns late that something was paid', () => {
    const costs = ledger();
    costs.reserve([entry('a', 0.15), entry('b', 0.15)]);
    costs.unknown('a');
    costs.release('b');
    expect(costs.total()).toMatchObject({ unknown: 0.15, spent: 0 });
    costs.spent('a');
    costs.spent('b');
    expect(costs.total()).toMatchObject({ unknown: 0, spent: 0.3 });
  });

  it('is one for all processes', () => {
    const first = ledger();
    first.reserve([entry('a', 1)]);
    const second = ledger({ day: 1.5 }, join(folders[0] ?? '', 'costs.db'));
    expect(second.total().reserved).toBe(1);
    expect(() => second.reserve([entry('b', 0.6)])).toThrow(BudgetError);
  });
});

describe('a budget', () => {
  it('is never passed, whatever is asked for in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            usd: fc.integer({ min: 0, max: 400 }).map((cents) => cents / 100),
            concept: fc.constantFrom('c1', 'c2', undefined),
            fate: fc.constantFrom('spent', 'release', 'unknown', undefined),
          }),
          { maxLength: 25 },
        ),
        (calls) => {
          const costs = ledger({ concept: 5, day: 8 });
          let kept = 0;
          for (const [index, { usd, concept, fate }] of calls.entries()) {
            const ref = String(index);
            try {
              costs.reserve([entry(ref, usd, { concept })]);
              kept += usd;
            } catch (error) {
              expect(error).toBeInstanceOf(BudgetError);
              continue;
            }
            if (fate) costs[fate](ref);
            if (fate === 'release') kept -= usd;
            const { spent, reserved, unknown } = costs.total();
            expect(spent + reserved + unknown).toBeCloseTo(kept, 6);
            expect(spent + reserved + unknown).toBeLessThanOrEqual(8 + 1e-9);
            const c1 = costs.total({ concept: 'c1' });
            expect(c1.spent + c1.reserved + c1.unknown).toBeLessThanOrEqual(5 + 1e-9);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of a day begins anew with the day', () => {
    let now = new Date(2026, 10, 21, 23, 50);
    const costs = ledger({ day: 1 }, undefined, () => now);
    costs.reserve([entry('a', 1)]);
    costs.spent('a');
    expect(() => costs.reserve([entry('b', 0.01)])).toThrow(
      /This would cost \$0\.01, and the budget of the day is \$1\.00: \$1\.00 spent\. Nothing was sent/,
    );
    now = new Date(2026, 10, 22, 0, 10);
    costs.reserve([entry('b', 0.01)]);
    expect(costs.total({ day: 'today' })).toMatchObject({ spent: 0, reserved: 0.01 });
  });
});
