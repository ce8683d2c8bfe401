/** What a canvas answers. Boxes are px at 1x, in page coordinates (`absoluteBoundingBox`). */
import { z } from 'zod';
import { type CanvasErrorData, canvasErrorCodes } from './canvas-error.ts';

export { CanvasError, type CanvasErrorData } from './canvas-error.ts';

export const boxSchema = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type Box = z.infer<typeof boxSchema>;

/** Something that came out differently from what was asked, and why. */
export const adjustmentSchema = z.strictObject({
  kind: z.enum(['font', 'text_size', 'image', 'value', 'position']),
  /** Index of the op in the program. */
  op: z.int().optional(),
  nodeId: z.string().optional(),
  /** One sentence, ready to be shown. */
  message: z.string(),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

export const opResultSchema = z.looseObject({
  op: z.string(),
  id: z.string().optional(),
  box: boxSchema.optional(),
  /** `read`: the outline; `call`: the method's result as JSON (nodes as {id,type,name}). */
  value: z.unknown().optional(),
  /** `fit_text`. */
  fontSize: z.number().optional(),
  lines: z.number().optional(),
  fits: z.boolean().optional(),
});
export type OpResult = z.infer<typeof opResultSchema>;

export const programResultSchema = z.strictObject({
  /** Node id per binding name. */
  bindings: z.record(z.string(), z.string()),
  /** One per op, in order. */
  results: z.array(opResultSchema),
  adjustments: z.array(adjustmentSchema),
});
export type ProgramResult = z.infer<typeof programResultSchema>;

export const exportFormats = ['PNG', 'JPG', 'SVG', 'PDF'] as const;
export const exportRequestSchema = z.strictObject({
  node: z.string(),
  format: z.enum(exportFormats),
  /** Pixels per canvas px. Exactly one of scale, width, height; default scale 1. */
  scale: z.number().positive().optional(),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
  /** true: exactly the node's box (an ad's canvas); false: Figma's default, the render bounds. */
  useAbsoluteBounds: z.boolean().default(true),
  /** Nodes drawn fully transparent in this export only: layout stays, and the canvas is as it was afterwards. */
  hide: z.array(z.string()).max(2000).optional(),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;
export type ExportRequestInput = z.input<typeof exportRequestSchema>;

export const canvasErrorSchema = z.strictObject({
  op: z.int().optional(),
  opKind: z.string().optional(),
  path: z.string().optional(),
  message: z.string(),
  hint: z.string().optional(),
  code: z.enum(canvasErrorCodes),
}) satisfies z.ZodType<CanvasErrorData>;
