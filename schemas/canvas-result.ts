/** What a canvas answers. Boxes are px at 1x, in page coordinates (`absoluteBoundingBox`). */
import { z } from 'zod';

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
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;
export type ExportRequestInput = z.input<typeof exportRequestSchema>;

/** A failure inside a program: nothing of the program remains on the canvas. */
export const canvasErrorSchema = z.strictObject({
  /** Index of the failing op, if one failed. */
  op: z.int().optional(),
  /** Kind of that op. */
  opKind: z.string().optional(),
  /** Property or argument that was wrong, e.g. "props.fills[0].color". */
  path: z.string().optional(),
  /** What was wrong, in Figma's own words where Figma said it. */
  message: z.string(),
  /** What to do instead. */
  hint: z.string().optional(),
  code: z.enum([
    'bad_value',
    'unknown_node',
    'unknown_binding',
    'unknown_property',
    'not_allowed',
    'font',
    'image',
    'cancelled',
    'disconnected',
    'timeout',
    'internal',
  ]),
});
export type CanvasErrorData = z.infer<typeof canvasErrorSchema>;

/** Thrown by every canvas for anything that went wrong while running a request. */
export class CanvasError extends Error {
  override readonly name = 'CanvasError';
  constructor(readonly data: CanvasErrorData) {
    super(data.message);
  }
}
