/** The file beside a picture that says what it is: `name.json`, or `name.txt` with the words in the picture. */
import { z } from 'zod';
import { isInside, readRegularFile, resolveInRoots } from '../assets/index.ts';

/** A sidecar is a few lines; anything larger is something else. */
const MAX_BYTES = 64_000;
const MAX_TEXT = 4_000;
const MAX_TAGS = 40;

const line = z.string().trim().max(500);
const text = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value.join('\n') : value).trim().slice(0, MAX_TEXT));
const tags = z
  .union([z.string().transform((value) => value.split(',')), z.array(z.string())])
  .transform((values) =>
    [...new Set(values.map((value) => value.trim().slice(0, 80)))].filter(Boolean).slice(0, MAX_TAGS),
  );

/** Every field may be missing; fields not known here are left alone. */
export const sidecarSchema = z.looseObject({
  /** The words in the picture. */
  text: text.optional(),
  licence: line.optional(),
  license: line.optional(),
  source: line.optional(),
  tags: tags.optional(),
  angle: line.optional(),
  /** Format category (L2); wins over the folder's. */
  format: line.optional(),
  brand: line.optional(),
  placement: line.optional(),
  layout: line.optional(),
});

export interface Facts {
  text?: string;
  licence?: string;
  source?: string;
  brand?: string;
  angle?: string;
  format?: string;
  tags: { key: string; value: string }[];
}

/** Reads a sidecar inside `root`. Throws an `Error` whose message says what is wrong with it. */
export async function readSidecar(path: string, root: string): Promise<Facts> {
  const real = await resolveInRoots(path, [root]);
  if (!isInside(real, root)) throw new Error('the sidecar is outside the folder');
  const written = (await readRegularFile(real, MAX_BYTES, path)).toString('utf8').replace(/^\uFEFF/, '');
  if (path.toLowerCase().endsWith('.txt')) {
    const words = written.trim().slice(0, MAX_TEXT);
    return { tags: [], ...(words && { text: words }) };
  }
  return parseSidecar(written);
}

function parseSidecar(written: string): Facts {
  let json: unknown;
  try {
    json = JSON.parse(written);
  } catch (error) {
    throw new Error(`the sidecar is not JSON (${error instanceof Error ? error.message : error})`);
  }
  const parsed = sidecarSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`the sidecar's ${issue?.path.join('.') || 'content'}: ${issue?.message ?? 'not usable'}`);
  }
  const { license, tags: words = [], placement, layout, text, source, brand, angle, format } = parsed.data;
  const licence = parsed.data.licence || license;
  return {
    ...(text && { text }),
    ...(licence && { licence }),
    ...(source && { source }),
    ...(brand && { brand }),
    ...(angle && { angle }),
    ...(format && { format }),
    tags: [
      ...words.map((value) => ({ key: 'tag', value })),
      ...(placement ? [{ key: 'placement', value: placement }] : []),
      ...(layout ? [{ key: 'layout', value: layout }] : []),
    ],
  };
}
