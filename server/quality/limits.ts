/** What each check allows, and where the number comes from. */
import { z } from 'zod';
import data from './data/checks.json' with { type: 'json' };

/** fail: a tier-1 check, stops an export. warn: worth a look. info: told, and no more. */
export const levels = ['fail', 'warn', 'info'] as const;
export type Level = (typeof levels)[number];

const file = z
  .strictObject({
    about: z.string(),
    asOf: z.string(),
    checks: z.record(
      z.string(),
      z.strictObject({
        level: z.enum(levels),
        limit: z.record(z.string(), z.number()),
        source: z.string(),
      }),
    ),
  })
  .parse(data);

/** Ids of all checks, in the order they are told. */
export type CheckId = keyof (typeof data)['checks'];
type LimitsOf<K extends CheckId> = (typeof data)['checks'][K]['limit'];

/** The limits of a check as the data file has them. */
export function limitsOf<K extends CheckId>(id: K): LimitsOf<K> {
  return data.checks[id].limit;
}

/** Every check with its level, limits and their source. */
export const checkFacts = file.checks;

export const checkIds = Object.keys(data.checks) as CheckId[];
