/** Facts about an image file, from its header. */
import { openImage } from './open-image.ts';
import type { ImageFormat } from './sniff.ts';

export interface ImageInfo {
  format: ImageFormat;
  /** px as seen, after EXIF rotation. */
  width: number;
  height: number;
  bytes: number;
  /** The file has an alpha channel (it may still be fully opaque). */
  hasAlpha: boolean;
  frames: number;
  /** "srgb", "cmyk", "b-w", ... */
  colourSpace: string;
  notes: string[];
}

/** Reads the header of an image file inside `roots`; no pixels are decoded. Throws `AssetError`. */
export async function imageInfo(path: string, roots: readonly string[]): Promise<ImageInfo> {
  const image = await openImage(path, roots);
  return {
    format: image.format,
    width: image.width,
    height: image.height,
    bytes: image.bytes.length,
    hasAlpha: image.metadata.hasAlpha ?? false,
    frames: image.frames,
    colourSpace: image.metadata.space ?? 'unknown',
    notes: image.notes,
  };
}
