/** A concept: one ad idea, from the moment it is started to its entry in the brand's log. */
import { z } from 'zod';

const text = z.string().min(1);

/** One expense; USD. A cost service adds them, the sum goes into the log. */
export const costSchema = z.strictObject({
  at: z.iso.datetime(),
  /** What was paid for, e.g. "product photo", "model". */
  what: text,
  usd: z.number().nonnegative(),
});
export type Cost = z.infer<typeof costSchema>;

/** A box on one page of one canvas; canvas px. */
export const placeSchema = z.strictObject({
  /** Which canvas and page: see `canvasKey`. */
  canvas: text,
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});
export type Place = z.infer<typeof placeSchema>;

export const ownerSchema = z.strictObject({ pid: z.int().positive(), host: z.string(), session: text });
export type Owner = z.infer<typeof ownerSchema>;

export const conceptSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^c_[\da-z]{6,32}$/),
  /** "Ad #n" of the brand. */
  number: z.int().positive(),
  brand: text,
  /** The brand's folder, real: two workspaces may have brands of one name. */
  folder: text,
  product: text.optional(),
  angle: text,
  /** 0: the angle's first visit; else the revisit. */
  visit: z.int().nonnegative(),
  /** The n-th concept of the angle: "C3". */
  ordinal: z.int().positive(),
  /** Format category id. */
  format: text,
  execution: text.optional(),
  title: text.optional(),
  /** Name of its frame. */
  name: text,
  placement: text.optional(),
  /** Kept free for it. */
  place: placeSchema.optional(),
  status: z.enum(['open', 'done', 'dropped']),
  /** Whose client works on it. */
  owner: ownerSchema,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  frameId: text.optional(),
  /** What was made and decided, for whoever goes on from here. */
  summary: text.optional(),
  score: z.number().min(0).max(10).optional(),
  references: z.array(text).optional(),
  costs: z.array(costSchema),
});
export type Concept = z.infer<typeof conceptSchema>;

export const totalCost = ({ costs }: Concept): number => costs.reduce((sum, { usd }) => sum + usd, 0);
