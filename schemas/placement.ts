/** Where an ad runs: size, zones the app covers, limits. All px at 1x of the placement's own canvas. */
import { z } from 'zod';

export const insetsSchema = z.strictObject({
  top: z.number().min(0),
  right: z.number().min(0),
  bottom: z.number().min(0),
  left: z.number().min(0),
});
export type Insets = z.infer<typeof insetsSchema>;

export const placementSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  /** As a media plan would call it. */
  name: z.string(),
  platform: z.string(),
  /** social: seen scaled down on a phone; display: seen 1:1 on a page. Decides the minimum text sizes. */
  kind: z.enum(['social', 'display']),
  width: z.int().positive(),
  height: z.int().positive(),
  /** What the app's own interface covers. */
  safeZones: insetsSchema,
  /** Least distance of text and logos from the edge. */
  margin: z.number(),
  /** Largest file the placement takes. */
  maxBytes: z.int().positive(),
  fileTypes: z.array(z.enum(['PNG', 'JPG', 'GIF'])).min(1),
  /** Short names people use. */
  aliases: z.array(z.string()).default([]),
  /** What a reader of the number should know (conflicting sources, overridable zones, ...). */
  note: z.string().optional(),
  source: z.string(),
  asOf: z.string(),
});
export type Placement = z.infer<typeof placementSchema>;

export const placementFileSchema = z.strictObject({
  about: z.string(),
  placements: z.array(placementSchema),
});
