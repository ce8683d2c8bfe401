/** Which image models there are, what they take and what they cost. */
import { z } from 'zod';
import data from './data/models.json' with { type: 'json' };
import { GenerationError } from './generation-error.ts';

const usd = z.number().nonnegative();
const common = {
  id: z.string(),
  /** Model id at fal. */
  endpoint: z.string(),
  source: z.string(),
  asOf: z.string(),
};
const generatorSchema = z.strictObject({
  ...common,
  purpose: z.literal('generate'),
  /** Used when there are references. */
  editEndpoint: z.string(),
  maxReferences: z.int().positive(),
  ratios: z.array(z.string().regex(/^\d+:\d+$/)).min(1),
  /** side: px of a square. usd: a picture. */
  resolutions: z.record(z.string(), z.strictObject({ side: z.int().positive(), usd })),
});
const cutoutSchema = z.strictObject({
  ...common,
  purpose: z.literal('cutout'),
  /** What goes with `image_url`. */
  input: z.record(z.string(), z.unknown()),
  usd,
});
const fileSchema = z.strictObject({
  about: z.string(),
  models: z.array(z.discriminatedUnion('purpose', [generatorSchema, cutoutSchema])),
});
export type Generator = z.infer<typeof generatorSchema>;
export type Cutout = z.infer<typeof cutoutSchema>;

const { models } = fileSchema.parse(data);
const generators = models.filter((model) => model.purpose === 'generate');
const cutouts = models.filter((model) => model.purpose === 'cutout');

export const resolutionNames = ['1K', '2K', '4K'] as const;
export type Resolution = (typeof resolutionNames)[number];
export const generatorNames: readonly string[] = generators.map(({ id }) => id);

/** By id; the default without one. Throws `GenerationError`. */
export function findGenerator(id: string | undefined): Generator {
  const found = id === undefined ? generators[0] : generators.find((model) => model.id === id);
  if (found) return found;
  throw new GenerationError(
    `There is no image model "${id}".`,
    `Models: ${generatorNames.join(', ')} (ADSMITH_IMAGE_MODEL).`,
  );
}

export function findCutout(id: string | undefined): Cutout {
  const found = id === undefined ? cutouts[0] : cutouts.find((model) => model.id === id);
  if (found) return found;
  throw new GenerationError(
    `There is no model "${id}" that removes backgrounds.`,
    `Models: ${cutouts.map((model) => model.id).join(', ')}.`,
  );
}

/** px and USD of a picture at a resolution. Throws `GenerationError`. */
export function outputOf(model: Generator, resolution: Resolution): { side: number; usd: number } {
  const output = model.resolutions[resolution];
  if (output) return output;
  throw new GenerationError(
    `${model.id} does not make ${resolution} pictures.`,
    `It makes ${Object.keys(model.resolutions).join(', ')}.`,
    'resolution',
  );
}

/** Width over height of "4:5". */
export function ratioOf(text: string): number {
  const [width = 1, height = 1] = text.split(':').map(Number);
  return width / height;
}

/** px of a picture with this ratio; models keep the area of the square. */
export function sizeOf(ratio: string, side: number): { width: number; height: number } {
  const aspect = ratioOf(ratio);
  return { width: Math.round(side * Math.sqrt(aspect)), height: Math.round(side / Math.sqrt(aspect)) };
}

/** What to tell of a picture whose shape is not the one asked for, by more than an eye sees; nothing otherwise. */
export function otherShape(wanted: string, ratio: string): string | undefined {
  const aspect = aspectOf(wanted);
  if (aspect === undefined || Math.abs(Math.log(ratioOf(ratio) / aspect)) < 0.03) return undefined;
  return `asked for ${wanted.trim()}: made as ${ratio}, the nearest the model has`;
}

/** Width over height of "4:5", "1080x1350" or "4/5". */
function aspectOf(text: string): number | undefined {
  const [, w, h] = /^(\d+(?:\.\d+)?)\s*[:x×/]\s*(\d+(?:\.\d+)?)$/i.exec(text.trim()) ?? [];
  const aspect = Number(w) / Number(h);
  return Number.isFinite(aspect) && aspect > 0 ? aspect : undefined;
}

/** The ratio asked for, or the nearest the model makes ("1080x1920", "story" sizes, "0.8"). Throws `GenerationError`. */
export function nearestRatio(model: Generator, wanted: string): string {
  const text = wanted.trim();
  if (model.ratios.includes(text)) return text;
  const aspect = aspectOf(text);
  if (aspect === undefined) {
    throw new GenerationError(
      `"${wanted}" is no ratio.`,
      `Give one of ${model.ratios.join(', ')}, or a size such as 1080x1350.`,
      'ratio',
    );
  }
  const distance = (ratio: string) => Math.abs(Math.log(ratioOf(ratio) / aspect));
  return [...model.ratios].sort((a, b) => distance(a) - distance(b))[0] ?? '1:1';
}
