/** The stand-in's models: they check their input as fal's do, and draw something that can be told from a mistake. */
import sharp from 'sharp';
import { z } from 'zod';

const ratios = ['auto', '21:9', '16:9', '3:2', '4:3', '5:4', '1:1', '4:5', '3:4', '2:3', '9:16'] as const;
const generateSchema = z.strictObject({
  prompt: z.string().min(3),
  aspect_ratio: z.enum(ratios).optional(),
  resolution: z.enum(['1K', '2K', '4K']).optional(),
  num_images: z.int().min(1).max(4).optional(),
  limit_generations: z.boolean().optional(),
  output_format: z.enum(['jpeg', 'png', 'webp']).optional(),
  seed: z.int().optional(),
});
const editSchema = generateSchema.extend({ image_urls: z.array(z.url()).min(1) });
const cutoutSchema = z.looseObject({ image_url: z.url() });
const schemas: Record<string, z.ZodType> = {
  'fal-ai/nano-banana-pro': generateSchema,
  'fal-ai/nano-banana-pro/edit': editSchema,
  'fal-ai/nano-banana-2': generateSchema,
  'fal-ai/nano-banana-2/edit': editSchema,
  'fal-ai/birefnet/v2': cutoutSchema,
  'fal-ai/bria/background/remove': cutoutSchema,
};

export const isModel = (endpoint: string) => endpoint in schemas;

/** Runs a model; marks in the prompt make it fail as fal's models do. Pictures go into `files`, by their address. */
export async function runModel(
  { endpoint, input, id }: { endpoint: string; input: Record<string, unknown>; id: string },
  files: Map<string, Buffer>,
  side: number,
): Promise<{ status: number; body: unknown }> {
  const parsed = schemas[endpoint]?.safeParse(input);
  if (!parsed?.success) {
    const detail = (parsed?.error.issues ?? []).map(({ path, message, code }) => ({
      loc: ['body', ...path],
      msg: message,
      type: code,
    }));
    return { status: 422, body: { detail } };
  }
  const prompt = String(input['prompt'] ?? '');
  const refusal = (type: string, msg: string, status = 422) => ({
    status,
    body: { detail: [{ loc: ['body', 'prompt'], msg, type, input: { prompt } }] },
  });
  if (prompt.includes('[policy]')) {
    return refusal(
      'content_policy_violation',
      'The content could not be processed because it contained material flagged by a content checker.',
    );
  }
  if (prompt.includes('[broken]')) return refusal('internal_server_error', 'Internal server error', 500);
  if (prompt.includes('[nothing]'))
    return { status: 200, body: { images: [], description: 'I cannot draw that.' } };
  const url = `https://v3.fal.media/files/stand-in/${id}.png`;
  const cutout = schemas[endpoint] === cutoutSchema;
  files.set(
    url,
    cutout ? await cutOut(files.get(String(input['image_url']))) : await draw(input, prompt, files, side),
  );
  const file = { url, content_type: 'image/png' };
  return { status: 200, body: cutout ? { image: file } : { images: [file], description: '' } };
}

/** The first reference, or a block of colour, in the middle of a light picture. */
async function draw(
  input: Record<string, unknown>,
  prompt: string,
  files: ReadonlyMap<string, Buffer>,
  side: number,
): Promise<Buffer> {
  const [w = 1, h = 1] = String(input['aspect_ratio'] ?? '1:1')
    .split(':')
    .map(Number);
  const width = Math.round(side * Math.sqrt(w / h));
  const height = Math.round(side / Math.sqrt(w / h));
  if (prompt.includes('[blank]')) return flat(width, height, '#808080');
  const [reference] = z.array(z.string()).catch([]).parse(input['image_urls']);
  const shown = reference === undefined || prompt.includes('[other]') ? undefined : files.get(reference);
  const inside = shown
    ? await sharp(shown)
        .resize({ width: Math.round(width * 0.6), height: Math.round(height * 0.6), fit: 'inside' })
        .png()
        .toBuffer()
    : await flat(
        Math.round(width * 0.5),
        Math.round(height * 0.5),
        prompt.includes('[other]') ? '#10d020' : '#a03050',
      );
  return sharp({ create: { width, height, channels: 3, background: '#e9e9e6' } })
    .composite([{ input: inside }])
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** The middle kept, the rest transparent. */
async function cutOut(bytes: Buffer | undefined): Promise<Buffer> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++) {
      const outside = Math.abs(x / info.width - 0.5) > 0.3 || Math.abs(y / info.height - 0.5) > 0.3;
      if (outside) data[(y * info.width + x) * 4 + 3] = 0;
    }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
}

const flat = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
