/** What a critic answers, and what the server makes of it. The rule is the project's: section 4.6 of its specification. */
import { z } from 'zod';

/** Pass 1, fresh eyes: what anybody can see without knowing what was meant. */
export const tier1 = {
  product_accuracy:
    'The product is shown as it is: label, proportions, colours; nothing invented or distorted.',
  headline: 'The headline leads, is understood at once, breaks well, has no mistake.',
  spacing: 'Gaps and margins are even and meant; nothing crowds, touches or floats lost.',
  legibility: 'Every word can be read at the size a phone or page shows it.',
  safe_zones: 'Words and logo keep clear of the edges and of what the app covers.',
  image_integration: 'Pictures belong: light, edges, shadow and sharpness agree with the rest.',
} as const;

/** Pass 2, contextual: what only somebody who knows the brand and the brief can judge. */
export const tier2 = {
  dynamic_shot: 'The product is shown with intent: angle, crop, scale or situation, not just put there.',
  background: 'The background says something: place, mood, contrast. It is a decision.',
  variety: 'It does not repeat position, shot, energy or background of the recent ads.',
  brand_consistency: "Colours, type, tone and claims are the brand's.",
} as const;

const mark = z.strictObject({
  ok: z.boolean(),
  /** What is wrong and where; required when it is not ok. */
  note: z.string().max(400).optional(),
});
const marks = <T extends Record<string, string>>(items: T) =>
  z.strictObject(
    Object.fromEntries(Object.keys(items).map((key) => [key, mark])) as { [K in keyof T]: typeof mark },
  );

export const firstVerdictSchema = z.strictObject({
  pass: z.literal(1),
  /** What the critic remembers after half a second. */
  remembered: z.string().max(400),
  tier1: marks(tier1),
});
export const secondVerdictSchema = z.strictObject({
  pass: z.literal(2),
  tier2: marks(tier2),
  /** 0-10: does the execution serve the angle? */
  alignment: z.number().min(0).max(10),
  why: z.string().max(600),
});
export type FirstVerdict = z.infer<typeof firstVerdictSchema>;
export type SecondVerdict = z.infer<typeof secondVerdictSchema>;

export const LEAST_ALIGNMENT = 7;
/** Of the four of tier 2: with three the ad passes; from three failures on it fails. */
const ENOUGH_TIER2 = 3;

/** `revise`: neither passed nor failed by the rule (two of tier 2 fail): worth another round. */
export type Outcome = 'pass' | 'revise' | 'fail';

export interface Score {
  outcome: Outcome;
  /** "spacing: the button touches the jar" */
  issues: string[];
}

/** Scores a round. Without a second verdict the first one must have failed. */
export function score(first: FirstVerdict, second?: SecondVerdict): Score {
  const failed1 = failures(first.tier1);
  const failed2 = second ? failures(second.tier2) : [];
  const misses = second !== undefined && second.alignment < LEAST_ALIGNMENT;
  const issues = [
    ...failed1,
    ...failed2,
    ...(misses ? [`alignment ${second.alignment}/10: ${second.why}`] : []),
  ];
  const fail = failed1.length > 0 || failed2.length >= ENOUGH_TIER2 || misses;
  if (fail) return { outcome: 'fail', issues };
  const passed2 = Object.keys(tier2).length - failed2.length;
  return { outcome: passed2 >= ENOUGH_TIER2 ? 'pass' : 'revise', issues };
}

function failures(given: Record<string, { ok: boolean; note?: string | undefined }>): string[] {
  return Object.entries(given).flatMap(([name, { ok, note }]) =>
    ok ? [] : [`${name}: ${note ?? 'not ok'}`],
  );
}
