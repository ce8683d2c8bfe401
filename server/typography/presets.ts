/** Type pairings by name. */
import { z } from 'zod';
import data from './data/presets.json' with { type: 'json' };

export const presetNames = ['modern', 'bold', 'editorial', 'classic', 'technical'] as const;
export type PresetName = (typeof presetNames)[number];
export const ctaShapes = ['pill', 'rounded', 'square'] as const;

const presetSchema = z.strictObject({
  headline: z.strictObject({
    family: z.string(),
    weight: z.number(),
    case: z.enum(['original', 'upper']),
    /** % of the font size. */
    letterSpacing: z.number(),
    /** % of the font size, at display sizes. */
    lineHeight: z.number(),
  }),
  body: z.strictObject({ family: z.string(), weight: z.number() }),
  cta: z.strictObject({ shape: z.enum(ctaShapes), weight: z.number() }),
});
export type Preset = z.infer<typeof presetSchema>;

const presets = z
  .strictObject({
    about: z.string(),
    source: z.string(),
    asOf: z.string(),
    presets: z.record(z.enum(presetNames), presetSchema),
  })
  .parse(data).presets;

export function preset(name: PresetName): Preset {
  return presets[name];
}
