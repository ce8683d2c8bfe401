/**
 * Compositions: where copy, product, logo and call to action go on a canvas of a given shape, so that they cannot
 * collide by accident. Rectangles are fractions [x, y, width, height] of the content area (the canvas less safe
 * zones and margins) or of the whole canvas; fractions below 0 or above 1 bleed off it on purpose.
 */
import { z } from 'zod';

export const aspectClasses = ['skyscraper', 'tall', 'portrait', 'square', 'landscape', 'banner'] as const;
export type AspectClass = (typeof aspectClasses)[number];

const fractionRectSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const anchorSchema = z.enum(['MIN', 'CENTER', 'MAX']);
export type Anchor = z.infer<typeof anchorSchema>;

const variantSchema = z.strictObject({
  copy: z.strictObject({
    in: z.enum(['content', 'canvas']).default('content'),
    rect: fractionRectSchema,
    align: z.enum(['LEFT', 'CENTER', 'RIGHT']),
    /** Where the copy sits in its region, vertically. */
    justify: anchorSchema,
    /** The column's direction; a banner's copy and button stand side by side. */
    direction: z.enum(['VERTICAL', 'HORIZONTAL']).default('VERTICAL'),
  }),
  product: z
    .strictObject({
      in: z.enum(['content', 'canvas']),
      rect: fractionRectSchema,
      /** Where a product smaller than its region stands in it. */
      anchor: z.tuple([anchorSchema, anchorSchema]),
      /** contain: the whole product in the region; cover: fills the region and is cut by the canvas. */
      fit: z.enum(['contain', 'cover']).default('contain'),
    })
    .nullable(),
  /** Corner or side of the content area for the logo; its strip is kept free when a logo is planned. */
  logo: z.tuple([anchorSchema, anchorSchema]),
  /** Multiplies the headline's size range. */
  headlineScale: z.number().positive().default(1),
});
export type CompositionVariant = z.infer<typeof variantSchema>;

export const compositionSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What it looks like, in a few words. */
  gist: z.string().max(40),
  /** What it looks like and when to take it, in one sentence for the model. */
  description: z.string(),
  /** A panel behind the copy. */
  card: z.boolean().default(false),
  variants: z.record(z.enum(aspectClasses), variantSchema),
  /** The layout an ad with a product much taller than wide changes to when it is adapted to these shapes. */
  slim: z.strictObject({ layout: z.string(), shapes: z.array(z.enum(aspectClasses)).min(1) }).optional(),
});
export type Composition = z.infer<typeof compositionSchema>;

export const compositionFileSchema = z.strictObject({
  about: z.string(),
  source: z.string(),
  asOf: z.string(),
  compositions: z.array(compositionSchema),
});
