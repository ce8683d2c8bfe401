/** From a path or bytes to something sharp may decode: known format, checked size, notes about what is special. */
import type { Metadata, Sharp } from 'sharp';
import { AssetError, messageOf } from './asset-error.ts';
import { readRegularFile, resolveInRoots } from './jail.ts';
import { decodeSeconds, maxImageBytes, maxInputPixels } from './limits.ts';
import { sharp } from './sharp.ts';
import { type ImageFormat, sniff } from './sniff.ts';
import { checkSvg } from './svg-input.ts';

export interface OpenImage {
  bytes: Buffer;
  format: ImageFormat;
  /** Size as seen: after EXIF rotation; for an SVG its own size. */
  width: number;
  height: number;
  /** Frames of an animated GIF or WebP, pages of a TIFF. */
  frames: number;
  metadata: Metadata;
  /** What the caller should know already. */
  notes: string[];
  /** The name to use in errors. */
  where: string;
}

/** Reads and checks an image file inside `roots`. Throws `AssetError`. Pixels are not decoded yet. */
export async function openImage(path: string, roots: readonly string[]): Promise<OpenImage> {
  const real = await resolveInRoots(path, roots);
  return openImageBytes(await readRegularFile(real, maxImageBytes, path), path);
}

/** The same for bytes that are already here (a download, a canvas image); `where` names them in errors. */
export async function openImageBytes(bytes: Uint8Array, where: string): Promise<OpenImage> {
  const kind = sniff(bytes);
  if ('not' in kind) {
    throw new AssetError({
      code: 'unsupported',
      what: `this is ${kind.not}, not an image, whatever its name says`,
      where,
      instead: 'Give a PNG, JPEG, GIF, WebP, AVIF, TIFF or SVG',
    });
  }
  const notes = kind.format === 'svg' ? checkSvg(bytes, where) : [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const metadata = await readMetadata(buffer, kind.format, where);
  const frames = metadata.pages ?? 1;
  const { width, height } = metadata.autoOrient;
  if (!(width > 0 && height > 0)) {
    throw broken(where, 'the image has no size');
  }
  if (kind.format !== 'svg' && width * height > maxInputPixels) {
    throw new AssetError({
      code: 'too_large',
      what: `the image says it has ${width} x ${height} px (${Math.round((width * height) / 1e6)} million), the limit is ${maxInputPixels / 1e6} million`,
      where,
      instead: 'Scale it down first; 4096 px a side is the most the canvas uses',
    });
  }
  return { bytes: buffer, format: kind.format, width, height, frames, metadata, notes, where };
}

/** A sharp pipeline over the first frame, upright, in sRGB. `svgSide` is the long edge an SVG is drawn at. */
export function decode(image: OpenImage, svgSide?: number): Sharp {
  const density =
    image.format === 'svg' && svgSide !== undefined
      ? Math.min(100_000, Math.max(1, (72 * svgSide) / Math.max(image.width, image.height)))
      : undefined;
  return sharp(image.bytes, {
    limitInputPixels: maxInputPixels,
    failOn: 'truncated',
    autoOrient: true,
    pages: 1,
    ...(density === undefined ? {} : { density }),
  })
    .timeout({ seconds: decodeSeconds })
    .toColourspace('srgb');
}

/** Turns what the decoder says into our error. */
export async function decoding<T>(where: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof AssetError ? error : broken(where, messageOf(error));
  }
}

async function readMetadata(bytes: Buffer, format: ImageFormat, where: string): Promise<Metadata> {
  // Only the header is read here, so the pixel limit is ours to check, with a better message.
  const options = format === 'svg' ? { density: 72 } : {};
  return decoding(where, sharp(bytes, { limitInputPixels: false, failOn: 'none', ...options }).metadata());
}

function broken(where: string, reason: string): AssetError {
  return new AssetError({
    code: 'broken',
    what: `the image cannot be decoded (${reason.split('\n')[0]?.trim() ?? reason})`,
    where,
    instead: 'The file is damaged or cut off: export or download it again',
  });
}
