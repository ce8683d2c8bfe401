import { describe, expect, it } from 'vitest';
import { estimate, knownModels } from './index.ts';

const talk = (model: string | undefined, turns: number, cached: boolean) =>
  estimate({ calls: [], model, turns, pictures: [], cached }).total;

describe('an estimate', () => {
  // Worked out by hand from the price list: 18k tokens at the start, 1.8k in and 450 out a turn.
  it.each([
    ['Claude Opus 4.6', 40, false, 11.07],
    ['claude-opus-4-6-20260101', 40, true, 2.07],
    ['claude-opus-4-6', 12, true, 0.55],
    ['claude-sonnet-4-5', 40, false, 6.64],
    ['claude-sonnet-4-5', 40, true, 1.24],
    ['claude-sonnet-4-5', 12, true, 0.33],
  ])('of a conversation with %s, %i turns, caching %s: $%d', (model, turns, cached, usd) => {
    expect(Math.abs(talk(model, turns, cached) / usd - 1)).toBeLessThan(0.01);
  });

  it('counts pictures by their size, up to what the model reads', () => {
    const seen = (model: string, width: number, height: number) =>
      estimate({
        calls: [],
        model,
        turns: 0,
        pictures: [{ what: 'x', count: 1, width, height }],
        cached: false,
      }).lines.at(-1)?.what;
    expect(seen('claude-opus-4-6', 256, 256)).toContain('(100 tokens)');
    expect(seen('claude-opus-4-6', 1080, 1920)).toContain('(1568 tokens)');
    expect(seen('claude-opus-5-5', 1080, 1920)).toContain('(2691 tokens)');
  });

  it('adds paid calls at their price, and says what it assumed', () => {
    const { total, lines, assumptions, asOf } = estimate({
      calls: [
        { what: 'picture', count: 3, usd: 0.15 },
        { what: 'nothing', count: 0, usd: 9 },
      ],
      turns: 0,
      pictures: [],
      cached: true,
      model: undefined,
    });
    expect(lines[0]).toEqual({ what: '3 × picture at $0.15', usd: 0.45 });
    expect(lines).toHaveLength(2);
    expect(total).toBeCloseTo(0.45 + 0.09, 2);
    expect(assumptions[0]).toContain('your model is not known');
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(
      estimate({ calls: [], turns: 1, pictures: [], cached: true, model: 'gpt-9' }).assumptions[0],
    ).toContain('"gpt-9"');
  });

  it('knows every model it lists by its own name', () => {
    for (const model of knownModels)
      expect(estimate({ calls: [], turns: 1, pictures: [], cached: true, model }).assumptions[0]).toBe(
        `prices of ${model}`,
      );
  });
});
