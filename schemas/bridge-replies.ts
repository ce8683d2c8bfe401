/** What the plugin may answer, checked where it arrives: the plugin runs in a page and is not trusted blindly. */
import { z } from 'zod';
import { nodeInfoSchema } from './bridge.ts';
import type { CanvasReplies } from './canvas-request.ts';
import { boxSchema, programResultSchema } from './canvas-result.ts';
import { restoreReportSchema, snapshotSchema } from './snapshot.ts';

export const canvasReplySchemas: { [K in keyof CanvasReplies]: z.ZodType<CanvasReplies[K]> } = {
  run: programResultSchema,
  begin: z.object({ transaction: z.string().min(1).max(120), first: z.unknown().optional() }),
  commit: z.object({ committed: z.literal(true) }),
  rollback: z.object({ rolledBack: z.literal(true) }),
  export: z.object({
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    width: z.number(),
    height: z.number(),
  }),
  snapshot: snapshotSchema,
  restore: restoreReportSchema,
  status: z.object({
    document: z.string(),
    page: nodeInfoSchema,
    selection: z.array(nodeInfoSchema),
    frames: z.array(
      nodeInfoSchema.extend(boxSchema.shape).extend({ role: z.record(z.string(), z.string()).optional() }),
    ),
    openTransactions: z.array(z.string()),
  }),
  image: z.object({ bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
  fonts: z.object({
    families: z.array(
      z.object({
        family: z.string(),
        styles: z.array(z.string()),
        axes: z.array(z.string()).optional(),
      }),
    ),
  }),
};
