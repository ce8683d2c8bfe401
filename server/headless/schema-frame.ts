/** Value shapes of frames: grids, guides, constraints, tracks, export settings. */
import { z } from 'zod/v3';
import type { GridTrack } from './model.ts';
import { rgbaSchema } from './schema-paint.ts';
import { finite, nonNegative } from './validation.ts';

const constraint = z.enum(['MIN', 'CENTER', 'MAX', 'STRETCH', 'SCALE']);
export const constraintsSchema: z.ZodType<Constraints, z.ZodTypeDef, unknown> = z
  .object({ horizontal: constraint, vertical: constraint })
  .strict();

const boundVariables = z.record(z.unknown()).optional();
const gridCommon = {
  visible: z.boolean().default(true),
  color: rgbaSchema.default({ r: 1, g: 0, b: 0, a: 0.1 }),
  boundVariables,
};
/** `count` may be Infinity ("auto"). */
const count = z.number().min(1);
const trackMembers = {
  alignment: z.enum(['MIN', 'MAX', 'STRETCH', 'CENTER']),
  gutterSize: finite,
  count,
  sectionSize: finite.optional(),
  offset: finite.optional(),
  ...gridCommon,
};
const layoutGrid = z.discriminatedUnion('pattern', [
  z.object({ pattern: z.literal('ROWS'), ...trackMembers }).strict(),
  z.object({ pattern: z.literal('COLUMNS'), ...trackMembers }).strict(),
  z.object({ pattern: z.literal('GRID'), sectionSize: finite, ...gridCommon }).strict(),
]);
export const layoutGridsSchema = z.array(layoutGrid) as unknown as z.ZodType<
  readonly LayoutGrid[],
  z.ZodTypeDef,
  unknown
>;

export const guidesSchema: z.ZodType<readonly Guide[], z.ZodTypeDef, unknown> = z.array(
  z.object({ axis: z.enum(['X', 'Y']), offset: finite }).strict(),
);

export const gridTrackSchema: z.ZodType<GridTrack, z.ZodTypeDef, unknown> = z
  .object({ type: z.enum(['FLEX', 'FIXED', 'HUG']), value: nonNegative.optional() })
  .strict();

const exportConstraint = z
  .object({ type: z.enum(['SCALE', 'WIDTH', 'HEIGHT']), value: finite.positive() })
  .strict();
const exportCommon = {
  suffix: z.string().optional(),
  contentsOnly: z.boolean().optional(),
  useAbsoluteBounds: z.boolean().optional(),
  colorProfile: z.enum(['DOCUMENT', 'SRGB', 'DISPLAY_P3_V4']).optional(),
};
const svgMembers = {
  ...exportCommon,
  svgOutlineText: z.boolean().optional(),
  svgIdAttribute: z.boolean().optional(),
  svgSimplifyStroke: z.boolean().optional(),
};
const jpg = z
  .object({ format: z.literal('JPG'), ...exportCommon, constraint: exportConstraint.optional() })
  .strict();
const png = z
  .object({ format: z.literal('PNG'), ...exportCommon, constraint: exportConstraint.optional() })
  .strict();
const svg = z.object({ format: z.literal('SVG'), ...svgMembers }).strict();
const pdf = z.object({ format: z.literal('PDF'), ...exportCommon }).strict();

/** `node.exportSettings`. */
export const exportSettingsSchema: z.ZodType<readonly ExportSettings[], z.ZodTypeDef, unknown> = z.array(
  z.discriminatedUnion('format', [jpg, png, svg, pdf]),
);

/** The argument of `exportAsync`: also the formats that answer something else than bytes. */
export const exportArgumentSchema = z
  .discriminatedUnion('format', [
    jpg,
    png,
    svg,
    pdf,
    z.object({ format: z.literal('SVG_STRING'), ...svgMembers }).strict(),
    z.object({ format: z.literal('JSON_REST_V1') }).strict(),
  ])
  .default({ format: 'PNG' });
