/** Value shapes of text styles. */
import { z } from 'zod/v3';
import { paintsSchema } from './schema-paint.ts';
import { finite, index, nonNegative } from './validation.ts';

export const fontNameSchema = z
  .object({
    family: z.string(),
    style: z.string().optional(),
    variationSettings: z.record(finite).optional(),
  })
  .strict();

export const letterSpacingSchema: z.ZodType<LetterSpacing, z.ZodTypeDef, unknown> = z
  .object({ value: finite, unit: z.enum(['PIXELS', 'PERCENT']) })
  .strict();

export const lineHeightSchema = z
  .discriminatedUnion('unit', [
    z.object({ unit: z.literal('PIXELS'), value: nonNegative }).strict(),
    z.object({ unit: z.literal('PERCENT'), value: nonNegative }).strict(),
    /** Figma lets AUTO carry a value and drops it. */
    z.object({ unit: z.literal('AUTO'), value: z.unknown().optional() }).strict(),
  ])
  .transform((value): LineHeight => (value.unit === 'AUTO' ? { unit: 'AUTO' } : value)) satisfies z.ZodType<
  LineHeight,
  z.ZodTypeDef,
  unknown
>;

export const fontSizeSchema = finite.min(1);
export const textCaseSchema = z.enum([
  'ORIGINAL',
  'UPPER',
  'LOWER',
  'TITLE',
  'SMALL_CAPS',
  'SMALL_CAPS_FORCED',
]);
export const textDecorationSchema = z.enum(['NONE', 'UNDERLINE', 'STRIKETHROUGH']);
export const hyperlinkSchema: z.ZodType<HyperlinkTarget | null, z.ZodTypeDef, unknown> = z
  .object({ type: z.enum(['URL', 'NODE']), value: z.string() })
  .strict()
  .nullable();
export const listOptionsSchema: z.ZodType<TextListOptions, z.ZodTypeDef, unknown> = z
  .object({ type: z.enum(['ORDERED', 'UNORDERED', 'NONE']) })
  .strict();
export const indentationSchema = z.number().int().min(0).max(5);

const styleSchema = z
  .object({
    fontName: z.object({ family: z.string(), style: z.string() }).strict(),
    fontVariations: z.record(finite).optional(),
    fontSize: fontSizeSchema,
    textCase: textCaseSchema,
    textDecoration: textDecorationSchema,
    letterSpacing: letterSpacingSchema,
    lineHeight: lineHeightSchema,
    fills: paintsSchema,
    hyperlink: hyperlinkSchema,
    listOptions: listOptionsSchema,
    listSpacing: nonNegative,
    indentation: indentationSchema,
    paragraphIndent: finite,
    paragraphSpacing: nonNegative,
  })
  .strict();

/** Stored style runs: without gaps from 0 on. Whether they fit the characters is checked with the whole node. */
export const runsSchema = z
  .array(z.object({ start: index, end: index, style: styleSchema }).strict())
  .min(1)
  .refine(
    (runs) =>
      runs.every((run, at) => run.start === (at === 0 ? 0 : runs[at - 1]?.end) && run.end >= run.start),
    'The runs have gaps',
  );
