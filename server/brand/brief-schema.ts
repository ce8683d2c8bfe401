/**
 * What a designer needs to know about a brand before the first frame, in about a kilobyte. Lines of text rather than
 * objects: half the bytes, and a model reads them as well. Code that needs the values asks the store for `facts`.
 */
import { z } from 'zod';

const line = z.string().min(1);
const lines = z.array(line);

export const brandBriefSchema = z.strictObject({
  brand: line,
  /** The brand's folder; every path below is relative to it. */
  folder: line,
  /** "Pine #1f3b33: text, logo" */
  colours: lines,
  /** "Headlines: Fraunces 400/600" */
  type: lines,
  voice: lines,
  logos: lines,
  products: z.array(
    z.strictObject({
      id: line,
      price: line.optional(),
      benefits: lines.optional(),
      /** What may be said. */
      claims: lines.optional(),
      /** What must not be said. */
      never: lines.optional(),
      /** "products/.../serum.png 660x1720": path and px. */
      images: lines.optional(),
    }),
  ),
  /** Newest first: "Time Theft 2/4", the concepts it has; "(revisit 1)" where it was complete before. */
  angles: lines.optional(),
  /** Last first: what earlier ads of the product, or the brand, have taught. */
  learnings: lines.optional(),
  /** Newest first: "Title (format, angle)". */
  recent: lines,
  formats: z.strictObject({
    /** Used by the last three ads: take another. */
    avoid: lines,
    /** Not used by the last eight ads: never used ones first. */
    unused: lines,
  }),
  /** What the files do not say. Nothing is made up for it: ask the user. */
  missing: lines.optional(),
  /** true: more is in the brand's files. */
  shortened: z.literal(true).optional(),
});
export type BrandBrief = z.infer<typeof brandBriefSchema>;
export type ProductBrief = BrandBrief['products'][number];
