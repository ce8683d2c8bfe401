/** How large each role's text may be on a placement. All sizes px at 1x of the canvas. */
import { z } from 'zod';
import data from './data/roles.json' with { type: 'json' };

export const textRoles = ['eyebrow', 'headline', 'subhead', 'body', 'cta', 'legal'] as const;
export type TextRole = (typeof textRoles)[number];
type FixedRole = Exclude<TextRole, 'headline'>;

const fixedSchema = z.strictObject({ size: z.number(), min: z.number() });
const kindSchema = z.strictObject({
  headline: z.strictObject({
    floor: z.number(),
    ranges: z.array(z.strictObject({ maxWords: z.number(), min: z.number(), max: z.number() })).min(1),
  }),
  eyebrow: fixedSchema,
  subhead: fixedSchema,
  body: fixedSchema,
  cta: fixedSchema,
  legal: fixedSchema,
});
const roles = z
  .strictObject({
    about: z.string(),
    source: z.string(),
    asOf: z.string(),
    social: kindSchema,
    display: kindSchema,
  })
  .parse(data);

/** The table as it stands in the data file: px on a 1080 px wide canvas (social), or as seen (display). */
export type SizeTable = z.infer<typeof kindSchema>;
export const sizeTables: { social: SizeTable; display: SizeTable } = roles;

export interface Canvas {
  width: number;
  height: number;
  kind: 'social' | 'display';
}

/** Least readable size of a role: scales with the width at which a phone shows the ad; display sizes are absolute. */
export function minimumSize(role: TextRole, canvas: Canvas): number {
  const table = roles[canvas.kind];
  const value = role === 'headline' ? table.headline.floor : table[role].min;
  // A landscape ad is as wide on the phone as a square one, and has half the height: it is not asked for more.
  const width = canvas.width > canvas.height ? Math.min(canvas.width, 1080) : canvas.width;
  return canvas.kind === 'display' ? value : Math.ceil((value * width) / 1080);
}

/** The size a role is set in when there is room for it. */
export function usualSize(role: FixedRole, canvas: Canvas): number {
  const value = roles[canvas.kind][role].size;
  if (canvas.kind === 'display') {
    // Fine print stays fine; the rest grows a little on the large formats, where it would look lost beside a headline.
    const large =
      role === 'legal' ? 1 : Math.min(1.35, Math.max(1, Math.sqrt(canvas.width * canvas.height) / 274));
    return canvas.height < 100 ? Math.min(value, 14) : Math.round(value * large);
  }
  return Math.max(
    minimumSize(role, canvas),
    Math.round((value * Math.sqrt(canvas.width * canvas.height)) / 1200),
  );
}

/** Sizes a headline of so many words is tried at; `floor` is the last resort. */
export function headlineRange(
  words: number,
  canvas: Canvas,
  scale: number,
): { min: number; max: number; floor: number } {
  const table = roles[canvas.kind].headline;
  const range =
    table.ranges.find(({ maxWords }) => words <= maxWords) ?? table.ranges[table.ranges.length - 1];
  const floor = minimumSize('headline', canvas);
  if (!range) return { min: floor, max: floor, floor };
  // A display ad keeps its sizes; a social one follows its area, so that a landscape ad does not get a portrait's type.
  const unit =
    canvas.kind === 'display'
      ? Math.min(1.6, Math.max(0.8, Math.sqrt(canvas.width * canvas.height) / 274))
      : Math.sqrt(canvas.width * canvas.height) / 1200;
  const max = Math.max(floor, Math.round(range.max * unit * scale));
  const min = Math.min(max, Math.max(floor, Math.round(range.min * unit * Math.min(1, scale))));
  return { min, max, floor };
}

/** The factor for spacings given for a 1080×1350 canvas; a display ad's spacings are a third of that at least. */
export function spacingUnit(canvas: Canvas): number {
  const unit = Math.sqrt(canvas.width * canvas.height) / 1207;
  return canvas.kind === 'display' ? Math.max(0.3, unit) : unit;
}

/** The distance on the grid nearest to `value`: whole steps of `grid` px, fours below 32 px; never nothing. */
export function onGrid(value: number, grid: number): number {
  const step = value < 32 ? Math.min(4, grid) : grid;
  return Math.max(step, Math.round(value / step) * step);
}

/** Words as a reader counts them. */
export function countWords(text: string): number {
  return text.split(/\s+/u).filter(Boolean).length;
}
