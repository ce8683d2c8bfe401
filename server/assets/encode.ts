/** Making pictures small enough: exports for a placement's byte limit, screenshots for a model's eyes. */
import type { Sharp } from 'sharp';
import { AssetError } from './asset-error.ts';
import { maxInputPixels, screenshotLimits } from './limits.ts';
import { decoding } from './open-image.ts';
import { sharp } from './sharp.ts';

export interface EncodeTarget {
  format: 'PNG' | 'JPG';
  /** Byte limit of the file; without one the best quality is written. */
  maxBytes?: number;
  /** Colour behind transparent pixels in a JPEG, as #rrggbb. Default white. */
  background?: string;
}

export interface EncodedImage {
  bytes: Buffer;
  format: 'PNG' | 'JPG';
  width: number;
  height: number;
  /** JPEG quality that was used. */
  quality?: number;
  /** PNG palette size that was used; absent: full colour. */
  colours?: number;
  /** false: even the smallest acceptable version is over `maxBytes`. */
  fits: boolean;
  /** What was given up for size, one sentence each. */
  adjustments: string[];
}

const jpegQuality = { best: 95, worst: 40 } as const;
const paletteSizes = [256, 128, 64, 32] as const;

/**
 * Encodes a rendered image so that it stays within `maxBytes`: JPEG by the highest quality (95 down to 40) that
 * fits, PNG lossless first and then with ever smaller palettes. The pixel size never changes: a placement asks for it.
 * If nothing fits, the smallest version comes back with `fits: false`.
 */
export async function encodeToLimit(png: Uint8Array, target: EncodeTarget): Promise<EncodedImage> {
  const { maxBytes = Number.POSITIVE_INFINITY } = target;
  if (!(maxBytes > 0)) {
    throw new AssetError({
      code: 'bad_value',
      what: `${maxBytes} is not a byte limit`,
      where: 'maxBytes',
      instead: 'Give a positive number of bytes, or leave it out',
    });
  }
  const image = await decoding('rendered image', decodePixels(png));
  return target.format === 'JPG'
    ? asJpeg(image, maxBytes, target.background ?? '#ffffff')
    : asPng(image, png, maxBytes);
}

export interface Screenshot {
  bytes: Buffer;
  mimeType: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
  quality?: number;
}

/**
 * A picture for a model: long edge and base64 length within the limits. PNG is kept if it fits, else JPEG at the
 * highest quality that does; below quality 50 the picture gets smaller instead of uglier.
 */
export async function fitScreenshot(
  bytes: Uint8Array,
  limits: { maxSide: number; maxBase64Bytes: number } = screenshotLimits,
): Promise<Screenshot> {
  // Base64 makes 4 characters of every 3 bytes.
  const maxBytes = Math.floor(limits.maxBase64Bytes / 4) * 3;
  let side = limits.maxSide;
  for (;;) {
    const image = await decoding('screenshot', decodePixels(bytes, side));
    const png = await fromPixels(image).png({ compressionLevel: 6 }).toBuffer();
    if (png.length <= maxBytes) {
      return { bytes: png, mimeType: 'image/png', width: image.width, height: image.height };
    }
    const found = await bestJpeg(image, maxBytes, {
      background: '#ffffff',
      best: 90,
      worst: 50,
      mozjpeg: false,
    });
    if (found.fits || side <= 64) {
      const { quality } = found;
      return {
        bytes: found.bytes,
        mimeType: 'image/jpeg',
        width: image.width,
        height: image.height,
        quality,
      };
    }
    side = Math.floor(Math.max(image.width, image.height) * 0.8);
  }
}

interface Pixels {
  data: Buffer;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

async function decodePixels(bytes: Uint8Array, maxSide?: number): Promise<Pixels> {
  let pipeline: Sharp = sharp(bytes, { limitInputPixels: maxInputPixels }).toColourspace('srgb');
  if (maxSide !== undefined) {
    pipeline = pipeline.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true });
  }
  const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as Pixels['channels'] };
}

function fromPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

async function asJpeg(image: Pixels, maxBytes: number, background: string): Promise<EncodedImage> {
  const found = await bestJpeg(image, maxBytes, { background, ...jpegQuality, mozjpeg: true });
  const adjustments: string[] = [];
  if (found.quality < 80)
    adjustments.push(`JPEG quality lowered to ${found.quality} to fit ${maxBytes} bytes`);
  if (!found.fits)
    adjustments.push(tooBig(found.bytes.length, maxBytes, 'fewer photos and gradients, or another format'));
  if (hasTransparency(image)) adjustments.push(`JPEG has no transparency: drawn on ${background}`);
  const { width, height } = image;
  return {
    bytes: found.bytes,
    format: 'JPG',
    width,
    height,
    quality: found.quality,
    fits: found.fits,
    adjustments,
  };
}

/** The highest quality whose file fits, by bisection: size grows with quality. */
async function bestJpeg(
  image: Pixels,
  maxBytes: number,
  { background, best, worst, mozjpeg }: { background: string; best: number; worst: number; mozjpeg: boolean },
) {
  const encode = async (quality: number) => {
    // Full chroma resolution keeps coloured lettering sharp; below 80 it costs more than it shows.
    const chromaSubsampling = quality >= 80 ? '4:4:4' : '4:2:0';
    const pipeline = fromPixels(image).flatten({ background });
    return { quality, bytes: await pipeline.jpeg({ quality, chromaSubsampling, mozjpeg }).toBuffer() };
  };
  const top = await encode(best);
  if (top.bytes.length <= maxBytes) return { ...top, fits: true };
  let low = await encode(worst);
  if (low.bytes.length > maxBytes) return { ...low, fits: false };
  let high = best;
  while (high - low.quality > 1) {
    const middle = await encode((high + low.quality) >> 1);
    if (middle.bytes.length <= maxBytes) low = middle;
    else high = middle.quality;
  }
  return { ...low, fits: true };
}

async function asPng(image: Pixels, original: Uint8Array, maxBytes: number): Promise<EncodedImage> {
  const { width, height } = image;
  const base = { format: 'PNG' as const, width, height };
  const lossless = await pngOf(image);
  const small = lossless.length <= original.length ? lossless : Buffer.from(original);
  if (small.length <= maxBytes) return { ...base, bytes: small, fits: true, adjustments: [] };
  let last = { bytes: small, colours: 0 };
  for (const colours of paletteSizes) {
    const bytes = await pngOf(image, { colours });
    last = { bytes, colours };
    if (bytes.length <= maxBytes) {
      return {
        ...base,
        ...last,
        fits: true,
        adjustments: [`Reduced to ${colours} colours to fit ${maxBytes} bytes`],
      };
    }
  }
  const adjustments = [tooBig(last.bytes.length, maxBytes, 'JPG, which is far smaller for photos')];
  return { ...base, ...last, fits: false, adjustments };
}

/** Lossless unless a palette is asked for. (`effort` must not be set otherwise: sharp then makes a palette unasked.) */
function pngOf(image: Pixels, palette?: { colours: number }): Promise<Buffer> {
  const reduced = palette ? { palette: true, colours: palette.colours, dither: 0.9, effort: 5 } : {};
  return fromPixels(image)
    .png({ compressionLevel: 9, adaptiveFiltering: true, ...reduced })
    .toBuffer();
}

function hasTransparency({ data, channels }: Pixels): boolean {
  if (channels !== 4) return false;
  for (let index = 3; index < data.length; index += 4) if (data[index] !== 255) return true;
  return false;
}

function tooBig(bytes: number, maxBytes: number, instead: string): string {
  return `The smallest version has ${bytes} bytes, ${bytes - maxBytes} more than allowed: try ${instead}`;
}
