/** Where the page is free, so that ads built in parallel do not overlap. */
import { z } from 'zod';

const framesSchema = z.object({ frames: z.array(z.object({ x: z.number(), width: z.number() })) });

/** Right edge, in page px, of the top-level frames in a `status` reply; undefined on an empty page. */
export function occupiedUntil(status: unknown): number | undefined {
  const parsed = framesSchema.safeParse(status);
  if (!parsed.success || parsed.data.frames.length === 0) return undefined;
  return Math.max(...parsed.data.frames.map(({ x, width }) => x + width));
}
