/** Reference pictures: checked when they are named, made small and uploaded when they are needed. */
import { open, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { AssetError, maxImageBytes, prepareImage, resolveInRoots, sniff } from '../assets/index.ts';
import { GenerationError } from './generation-error.ts';
import type { Generator } from './models.ts';

/** Long side of an uploaded reference, px: more brings the models nothing. */
const UPLOAD_SIDE = 2048;

/**
 * Real paths of the references. Only the first bytes of each are read, since the caller answers at once. Throws
 * `GenerationError` that names the one that is wrong.
 */
export async function checkReferences(
  references: readonly string[],
  roots: readonly string[],
  model: Generator,
): Promise<string[]> {
  if (references.length > model.maxReferences) {
    throw new GenerationError(
      `${references.length} references are more than ${model.id} looks at.`,
      `Give the ${model.maxReferences} that matter most; three or four good ones are enough.`,
      'references',
    );
  }
  return Promise.all(
    references.map(async (reference, index) => {
      try {
        const path = await resolveInRoots(reference, roots);
        await checkHead(path, reference);
        return path;
      } catch (error) {
        if (!(error instanceof AssetError)) throw error;
        throw new GenerationError(
          `${error.where}: ${error.what}.`,
          `${error.instead}.`,
          `references[${index}]`,
        );
      }
    }),
  );
}

async function checkHead(path: string, where: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  try {
    const stat = await handle?.stat();
    if (!handle || !stat?.isFile()) {
      throw new AssetError({
        code: 'not_a_file',
        what: 'this is not a file that can be read',
        where,
        instead: 'Name one picture',
      });
    }
    if (stat.size > maxImageBytes) {
      throw new AssetError({
        code: 'too_large',
        what: `the file has ${Math.round(stat.size / 1e6)} MB, the limit is ${maxImageBytes / 1e6} MB`,
        where,
        instead: 'Use a smaller version: 2048 px a side is plenty',
      });
    }
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const kind = sniff(buffer.subarray(0, bytesRead));
    if ('not' in kind) {
      throw new AssetError({
        code: 'unsupported',
        what: `this is ${kind.not}, not a picture, whatever its name says`,
        where,
        instead: 'Give a PNG, JPEG, WebP or AVIF',
      });
    }
  } finally {
    await handle?.close();
  }
}

/** The bytes to upload: upright, sRGB, at most 2048 px a side. Throws `AssetError`. */
export async function referenceBytes(path: string): Promise<{ bytes: Uint8Array; type: string }> {
  // The path was real and inside the allowed folders; a link put in its place since would lead elsewhere.
  if ((await realpath(path).catch(() => path)) !== path) {
    throw new AssetError({
      code: 'not_allowed',
      what: 'a link has taken the place of the file',
      where: path,
      instead: 'Name the file itself',
    });
  }
  const prepared = await prepareImage(path, { maxSide: UPLOAD_SIDE }, [path]);
  return { bytes: prepared.bytes, type: `image/${prepared.format}` };
}

export const referenceName = (path: string) => basename(path);
