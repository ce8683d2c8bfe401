/** The index of templates. The first nine fields are the documented ones; the rest is ours. */
import { z } from 'zod';
import { aspectClasses } from '../../schemas/composition.ts';

export const templateSchema = z.strictObject({
  id: z.string().regex(/^tmpl_\d{3,}$/),
  /** The frame on the "Templates" page; empty when the file could take none. */
  figmaFrameId: z.string(),
  /** Name of the format category. */
  formatCategory: z.string(),
  /** What the layout is, in words with hyphens. */
  layout: z.string(),
  textNodes: z.int().min(0),
  /** "center-bottom"; "none" without a product. */
  productPlacement: z.string(),
  /** Relative to the folder that holds the templates folder. */
  screenshotPath: z.string(),
  createdFrom: z.string(),
  createdAt: z.string(),
  name: z.string().default(''),
  placement: z.string().default(''),
  aspect: z.enum(aspectClasses).optional(),
  /** px. */
  size: z.tuple([z.number(), z.number()]).optional(),
  tags: z.array(z.string()).default([]),
  /** Like `screenshotPath`. */
  snapshotPath: z.string().default(''),
  /** What lies where: 6 x 8 cells row by row, a letter a role, "." for none. */
  map: z.string().default(''),
});
export type Template = z.infer<typeof templateSchema>;

/** A version that knows more fields may have written the file: they are kept. */
export const templateIndexSchema = z.looseObject({
  templates: z.array(z.looseObject(templateSchema.shape)),
});
