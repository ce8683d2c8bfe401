import { describe, expect, it } from 'vitest';
import { firstPacket, secondPacket } from './packet.ts';
import {
  type FirstVerdict,
  firstVerdictSchema,
  type SecondVerdict,
  score,
  secondVerdictSchema,
} from './verdict.ts';

const ok = { ok: true };
const bad = (note: string) => ({ ok: false, note });
const first = (over: Partial<FirstVerdict['tier1']> = {}): FirstVerdict => ({
  pass: 1,
  remembered: 'a bottle',
  tier1: {
    product_accuracy: ok,
    headline: ok,
    spacing: ok,
    legibility: ok,
    safe_zones: ok,
    image_integration: ok,
    ...over,
  },
});
const second = (alignment: number, over: Partial<SecondVerdict['tier2']> = {}): SecondVerdict => ({
  pass: 2,
  tier2: { dynamic_shot: ok, background: ok, variety: ok, brand_consistency: ok, ...over },
  alignment,
  why: 'it drifts',
});

describe('the score', () => {
  it('passes with all of tier 1, three of tier 2 and alignment 7', () => {
    expect(score(first(), second(7, { variety: bad('same shot') }))).toEqual({
      outcome: 'pass',
      issues: ['variety: same shot'],
    });
  });

  it('fails for one fault of tier 1, whatever else is said', () => {
    expect(score(first({ spacing: bad('button touches the jar') }), second(10))).toEqual({
      outcome: 'fail',
      issues: ['spacing: button touches the jar'],
    });
  });

  it('fails below alignment 7 and for three faults of tier 2', () => {
    expect(score(first(), second(6.9)).outcome).toBe('fail');
    const three = { variety: bad('a'), background: bad('b'), dynamic_shot: bad('c') };
    expect(score(first(), second(9, three)).outcome).toBe('fail');
  });

  it('asks for another round where the rule neither passes nor fails: two faults of tier 2', () => {
    expect(score(first(), second(9, { variety: bad('a'), background: bad('b') })).outcome).toBe('revise');
  });
});

describe('the packets', () => {
  const subject = { placement: 'Meta 9:16', size: [1080, 1920] as const, brand: { brand: 'x' } };

  it('show an answer that the schema takes', () => {
    const answerOf = (packet: string) => JSON.parse(/alone: (\{.*\})/.exec(packet)?.[1] ?? '') as unknown;
    expect(firstVerdictSchema.safeParse(answerOf(firstPacket(subject))).success).toBe(true);
    const packet = secondPacket(subject, { angle: 'Time theft', brief: 'A clock made of bottles' });
    expect(secondVerdictSchema.safeParse(answerOf(packet)).success).toBe(true);
  });

  it('tell the first critic nothing of what was meant', () => {
    expect(firstPacket(subject)).not.toMatch(/angle|brief:/i);
  });
});
