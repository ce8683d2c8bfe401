/** The document's images by the two names they have: SHA-256 (programs) and Figma's SHA-1 (paints). */
import { createHash } from 'node:crypto';
import { CanvasError } from '../../schemas/canvas-result.ts';
import type { ImageLibrary } from '../headless/images.ts';

export class ImageIndex {
  /** SHA-256 to SHA-1. */
  private readonly names = new Map<string, string>();
  private readonly indexed = new Set<string>();

  constructor(private readonly images: ImageLibrary) {}

  /** Answers the SHA-256. Throws `CanvasError` for what Figma would refuse as an image. */
  add(bytes: Uint8Array): string {
    let hash: string;
    try {
      hash = this.images.add(bytes);
    } catch (error) {
      throw new CanvasError({
        code: 'image',
        message: error instanceof Error ? error.message : String(error),
        hint: 'Figma takes PNG, JPEG and GIF of at most 4096 px a side: convert or scale the image first.',
      });
    }
    return this.index(hash, bytes);
  }

  /** By either name. Throws `CanvasError` (code `image`) if there is no such image. */
  get(hash: string): Uint8Array {
    const direct = this.images.get(hash);
    if (direct !== undefined) return direct.bytes;
    this.indexAll();
    const image = this.images.get(this.names.get(hash) ?? '');
    if (image !== undefined) return image.bytes;
    throw new CanvasError({
      code: 'image',
      message: `There is no image "${hash}" on this canvas.`,
      hint: 'Hand the image over first, then use the hash it was answered with.',
    });
  }

  /** A document that was opened from a file knows its images by SHA-1 only. */
  private indexAll(): void {
    for (const hash of this.images.hashes()) {
      const image = this.indexed.has(hash) ? undefined : this.images.get(hash);
      if (image !== undefined) this.index(hash, image.bytes);
    }
  }

  private index(hash: string, bytes: Uint8Array): string {
    const name = createHash('sha256').update(bytes).digest('hex');
    this.names.set(name, hash);
    this.indexed.add(hash);
    return name;
  }
}
