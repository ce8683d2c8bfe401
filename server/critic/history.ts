/** The reviews of an ad, kept on its frame as plugin data, so that they travel with the design. */
import { z } from 'zod';
import { firstVerdictSchema, secondVerdictSchema } from './verdict.ts';

/** Plugin data key of the frame. */
export const reviewsKey = 'reviews';
/** After so many rounds the result is shown as it is, with what remains open. */
export const MAX_ROUNDS = 3;

const roundSchema = z.strictObject({
  startedAt: z.string(),
  first: firstVerdictSchema.optional(),
  second: secondVerdictSchema.optional(),
  outcome: z.enum(['pass', 'revise', 'fail']).optional(),
  /** Who judged: the client's model asked by the server, or a subagent through the tool. */
  by: z.enum(['sampling', 'packet']),
});
export type Round = z.infer<typeof roundSchema>;

/** Rounds so far, oldest first. What cannot be read counts as none. */
export function readHistory(pluginData: Record<string, string>): Round[] {
  try {
    return z.array(roundSchema).parse(JSON.parse(pluginData[reviewsKey] ?? '[]'));
  } catch {
    return [];
  }
}

export function writeHistory(rounds: readonly Round[]): Record<string, string> {
  return { [reviewsKey]: JSON.stringify(rounds) };
}

/** The round that waits for a verdict. */
export function openRound(rounds: readonly Round[]): Round | undefined {
  const last = rounds.at(-1);
  return last && last.outcome === undefined ? last : undefined;
}
