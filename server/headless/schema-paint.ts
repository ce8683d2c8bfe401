/** What Figma accepts as paints, and the defaults it fills in. */
import { z } from 'zod/v3';
import { finite, matrixSchema, vectorSchema, zeroToOne } from './validation.ts';

export const blendModeSchema = z.enum([
  'PASS_THROUGH',
  'NORMAL',
  'DARKEN',
  'MULTIPLY',
  'LINEAR_BURN',
  'COLOR_BURN',
  'LIGHTEN',
  'SCREEN',
  'LINEAR_DODGE',
  'COLOR_DODGE',
  'OVERLAY',
  'SOFT_LIGHT',
  'HARD_LIGHT',
  'DIFFERENCE',
  'EXCLUSION',
  'HUE',
  'SATURATION',
  'COLOR',
  'LUMINOSITY',
]);

/** Kept as given: the headless canvas has no variables, but a paint read from Figma may carry their aliases. */
const boundVariables = z.custom<Record<string, VariableAlias>>(isObject).optional();
const sourceColor = z.custom<ColorWithColorSpace>(isObject).optional();

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

export const rgbSchema = z.object({ r: zeroToOne, g: zeroToOne, b: zeroToOne, sourceColor }).strict();
export const rgbaSchema = z
  .object({ r: zeroToOne, g: zeroToOne, b: zeroToOne, a: zeroToOne, sourceColor })
  .strict();

const common = {
  visible: z.boolean().default(true),
  opacity: zeroToOne.default(1),
  blendMode: blendModeSchema.default('NORMAL'),
  boundVariables,
};

const solid = z.object({ type: z.literal('SOLID'), ...common, color: rgbSchema }).strict();

const stop = z.object({ position: finite, color: rgbaSchema, boundVariables }).strict();
const gradientMembers = {
  ...common,
  gradientTransform: matrixSchema,
  gradientStops: z.array(stop).min(1),
};
const linear = z.object({ type: z.literal('GRADIENT_LINEAR'), ...gradientMembers }).strict();
const radial = z.object({ type: z.literal('GRADIENT_RADIAL'), ...gradientMembers }).strict();
const angular = z.object({ type: z.literal('GRADIENT_ANGULAR'), ...gradientMembers }).strict();
const diamond = z.object({ type: z.literal('GRADIENT_DIAMOND'), ...gradientMembers }).strict();

const minusOneToOne = finite.min(-1).max(1);
const filters = z
  .object({
    exposure: minusOneToOne.optional(),
    contrast: minusOneToOne.optional(),
    saturation: minusOneToOne.optional(),
    temperature: minusOneToOne.optional(),
    tint: minusOneToOne.optional(),
    highlights: minusOneToOne.optional(),
    shadows: minusOneToOne.optional(),
  })
  .strict()
  .optional();
const scaleMode = z.enum(['FILL', 'FIT', 'CROP', 'TILE']);
const mediaMembers = {
  ...common,
  scaleMode,
  scalingFactor: finite.positive().optional(),
  rotation: finite.multipleOf(90).optional(),
  filters,
};
const image = z
  .object({
    type: z.literal('IMAGE'),
    ...mediaMembers,
    imageHash: z.string().nullable(),
    imageTransform: matrixSchema.optional(),
  })
  .strict();
const video = z
  .object({
    type: z.literal('VIDEO'),
    ...mediaMembers,
    videoHash: z.string().nullable(),
    videoTransform: matrixSchema.optional(),
  })
  .strict();
const pattern = z
  .object({
    type: z.literal('PATTERN'),
    ...common,
    sourceNodeId: z.string(),
    tileType: z.enum(['RECTANGULAR', 'HORIZONTAL_HEXAGONAL', 'VERTICAL_HEXAGONAL']),
    scalingFactor: finite,
    spacing: vectorSchema,
    horizontalAlignment: z.enum(['START', 'CENTER', 'END']),
  })
  .strict();

const paintSchema = z.discriminatedUnion('type', [
  solid,
  linear,
  radial,
  angular,
  diamond,
  image,
  video,
  pattern,
]);

/** `fills`, `strokes`, `backgrounds`. */
export const paintsSchema: z.ZodType<readonly Paint[], z.ZodTypeDef, unknown> = z.array(paintSchema);

export const solidPaintSchema: z.ZodType<SolidPaint, z.ZodTypeDef, unknown> = solid;

export const BLACK_FILL: readonly Paint[] = [solidFill(0, 0, 0)];
export const WHITE_FILL: readonly Paint[] = [solidFill(1, 1, 1)];
/** The grey of new shapes: #D9D9D9. */
export const GREY_FILL: readonly Paint[] = [solidFill(0xd9 / 255, 0xd9 / 255, 0xd9 / 255)];
/** The page behind everything: #F5F5F5. */
export const PAGE_FILL: readonly Paint[] = [solidFill(0xf5 / 255, 0xf5 / 255, 0xf5 / 255)];

function solidFill(r: number, g: number, b: number): Paint {
  const paint: Paint = { type: 'SOLID', visible: true, opacity: 1, blendMode: 'NORMAL', color: { r, g, b } };
  Object.freeze(paint.color);
  return Object.freeze(paint);
}
