/**
 * A canvas program: data that says what to do on a canvas, run in order, all or nothing.
 *
 * Node references (`node`, `parent`, `target`) are either a node id (`"1:23"`) or `"$name"`, the node bound
 * by an earlier op's `as`. Only those fields are references: text such as `"$9.99"` in `props` never is.
 */
import { z } from 'zod';

export const nodeRefSchema = z.string().min(1);
export const bindingNameSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/**
 * Figma property names and value shapes, plus what the executor resolves in the host, because only the host knows:
 * - TEXT: `fontFamily`, `fontWeight` (100-950), `italic`: resolved to the family's real style name (or variable axis);
 *   `textRanges`: `[{start, end, ...character properties}]`, applied after `characters`.
 * - paints of type IMAGE: `image: <sha256>` instead of `imageHash`.
 * - `pluginData`: `{key: value}`, kept in the shared namespace `adsmith` (`''` deletes).
 * - `width`/`height`: resize. `x`/`y`: position in the parent. `rotation`: degrees, about the top-left corner.
 */
export const propsSchema = z.record(z.string(), z.unknown());

export const creatableTypes = [
  'FRAME',
  'TEXT',
  'RECTANGLE',
  'ELLIPSE',
  'LINE',
  'POLYGON',
  'STAR',
  'VECTOR',
  'COMPONENT',
  'SECTION',
  'GROUP',
  'SVG',
  // A page takes only a name, and has no parent.
  'PAGE',
] as const;

const createOp = z.strictObject({
  op: z.literal('create'),
  type: z.enum(creatableTypes),
  as: bindingNameSchema.optional(),
  /** null: the current page. */
  parent: nodeRefSchema.nullable(),
  /** Position among the parent's children, 0 = back. Default: on top. */
  index: z.int().min(0).optional(),
  props: propsSchema.default({}),
  /** GROUP: the nodes to group (they must share a parent). */
  children: z.array(nodeRefSchema).optional(),
  /** SVG: the markup. */
  svg: z.string().optional(),
});
const updateOp = z.strictObject({ op: z.literal('update'), node: nodeRefSchema, props: propsSchema });
const deleteOp = z.strictObject({ op: z.literal('delete'), node: nodeRefSchema });
const moveOp = z.strictObject({
  op: z.literal('move'),
  node: nodeRefSchema,
  parent: nodeRefSchema.nullable(),
  index: z.int().min(0).optional(),
});
const cloneOp = z.strictObject({
  op: z.literal('clone'),
  node: nodeRefSchema,
  /** Default: the parent of the original. null: the current page. */
  parent: nodeRefSchema.nullable().optional(),
  index: z.int().min(0).optional(),
  as: bindingNameSchema.optional(),
  props: propsSchema.optional(),
});
const setImageOp = z.strictObject({
  op: z.literal('set_image'),
  node: nodeRefSchema,
  /** SHA-256 (hex) of bytes known to the canvas's image source. */
  image: z.string().regex(/^[0-9a-f]{64}$/),
  scaleMode: z.enum(['FILL', 'FIT', 'CROP', 'TILE']).default('FILL'),
  /** CROP only. */
  imageTransform: z.array(z.array(z.number())).optional(),
  /** TILE only. */
  scalingFactor: z.number().positive().optional(),
});
const readOp = z.strictObject({
  op: z.literal('read'),
  node: nodeRefSchema.nullable(),
  depth: z.int().min(0).optional(),
  /** Figma property names; default: a compact outline. `"*"`: everything that can be serialised. */
  fields: z.union([z.literal('*'), z.array(z.string())]).optional(),
});
const callOp = z.strictObject({
  op: z.literal('call'),
  /** Omitted: the method is called on `figma` itself. */
  target: nodeRefSchema.optional(),
  /** Name of a Plugin API method, e.g. "createPolygon", "resize", "setRangeFontSize". */
  method: z.string().min(1),
  /** JSON values; `{"$node": "<ref>"}` stands for a node. */
  args: z.array(z.unknown()).default([]),
  as: bindingNameSchema.optional(),
});
/**
 * Largest font size at which a text fits, measured by the host with the real fonts.
 * The text is set to wrap at `width` (textAutoResize HEIGHT). A size fits when the widest single word is within
 * `width`, the text is within `maxHeight` and `maxLines`, and `container` (if given) is within `containerMaxHeight`.
 */
const fitTextOp = z.strictObject({
  op: z.literal('fit_text'),
  node: nodeRefSchema,
  width: z.number().positive(),
  maxHeight: z.number().positive().optional(),
  maxLines: z.int().positive().optional(),
  container: nodeRefSchema.optional(),
  containerMaxHeight: z.number().positive().optional(),
  minFontSize: z.number().min(1),
  maxFontSize: z.number().min(1),
  /** Sizes tried are multiples of this. */
  step: z.number().positive().default(1),
  /**
   * Then narrows the text (FIXED width) to the least width that keeps its number of lines, so that no line is left
   * with a single word.
   */
  balance: z.boolean().default(false),
  /**
   * Prefers lines that end where sentences or their parts do, at the price of a little size (never below
   * `minFontSize`); texts of which that cannot be had are balanced.
   */
  phrases: z.boolean().default(false),
});

export const canvasOpSchema = z.discriminatedUnion('op', [
  createOp,
  updateOp,
  deleteOp,
  moveOp,
  cloneOp,
  setImageOp,
  readOp,
  callOp,
  fitTextOp,
]);
export type CanvasOp = z.infer<typeof canvasOpSchema>;
export type CanvasOpInput = z.input<typeof canvasOpSchema>;
/** The op of one kind, e.g. `OpOf<'create'>`. */
export type OpOf<K extends CanvasOp['op']> = Extract<CanvasOp, { op: K }>;

export const canvasProgramSchema = z.strictObject({ ops: z.array(canvasOpSchema) });
export type CanvasProgram = z.infer<typeof canvasProgramSchema>;
export type CanvasProgramInput = z.input<typeof canvasProgramSchema>;
