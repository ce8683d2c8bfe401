/** The document's images by Figma's hash: SHA-1 (hex) of the bytes. */
import { createHash } from 'node:crypto';
import { FigmaError } from './errors.ts';
import { type ImageHeader, readImageHeader } from './image-header.ts';
import type { ImageStore } from './model.ts';

/** Figma's limit for `createImage`, px per side. */
export const MAX_IMAGE_SIDE = 4096;

export interface StoredImage {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Bytes come in once per hash and are never changed. */
export class ImageLibrary implements ImageStore {
  readonly #images = new Map<string, StoredImage>();

  get(hash: string): StoredImage | undefined {
    return this.#images.get(hash);
  }

  hashes(): string[] {
    return [...this.#images.keys()];
  }

  /** Checks the bytes as `figma.createImage` does and answers their hash. */
  add(bytes: Uint8Array): string {
    const { width, height } = checkImage(bytes);
    // `slice` of a Buffer, as files are read into, would be no copy.
    const copy = new Uint8Array(bytes);
    const hash = createHash('sha1').update(copy).digest('hex');
    if (!this.#images.has(hash)) this.#images.set(hash, { bytes: copy, width, height });
    return hash;
  }
}

function checkImage(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 10) throw new FigmaError('Image is too small');
  const header = readImageHeader(bytes);
  if (header === null) throw new FigmaError('Image type is unsupported');
  if (header.width < 1 || header.height < 1) throw new FigmaError('Image is too small');
  if (header.width > MAX_IMAGE_SIDE || header.height > MAX_IMAGE_SIDE)
    throw new FigmaError('Image is too large');
  return header;
}
