/** Any image file -> PNG or JPEG the canvas takes: upright, sRGB, at most 4096 px a side, trimmed if asked. */
import type { Sharp } from 'sharp';
import { AssetError } from './asset-error.ts';
import { contentBox, type PixelBox } from './content-box.ts';
import { defaultSvgSide, maxCanvasSide } from './limits.ts';
import { decode, decoding, type OpenImage, openImage, openImageBytes } from './open-image.ts';

export interface PrepareOptions {
  /** true or 'alpha': cut off transparent borders. 'background': cut off borders in the corners' colour. */
  trim?: boolean | 'alpha' | 'background';
  /** Longest side of the result in px, 1-4096. Images are never enlarged; an SVG is drawn at this size. */
  maxSide?: number;
}

export interface PreparedImage {
  bytes: Buffer;
  /** px of `bytes`. */
  width: number;
  height: number;
  format: 'png' | 'jpeg';
  /** The box that was kept, in px of the original; absent if nothing was cut. */
  trimmed?: PixelBox;
  /** px of the file as seen (after EXIF rotation). */
  original: { width: number; height: number };
  /** What was changed or should be known, one sentence each. */
  adjustments: string[];
  /** true if some pixel is not fully opaque. */
  hasAlpha: boolean;
}

/**
 * Prepares an image file inside `roots` for the canvas. The same file and options give the same bytes.
 * Photos stay JPEG, everything with transparency or flat art is PNG; an image that needs no change is passed on
 * byte for byte. Throws `AssetError`.
 */
export async function prepareImage(
  path: string,
  options: PrepareOptions,
  roots: readonly string[],
): Promise<PreparedImage> {
  checkOptions(options);
  return prepare(await openImage(path, roots), options);
}

/** The same for bytes that are already here; `where` names them in errors. */
export async function prepareImageBytes(
  bytes: Uint8Array,
  options: PrepareOptions,
  where: string,
): Promise<PreparedImage> {
  checkOptions(options);
  return prepare(await openImageBytes(bytes, where), options);
}

async function prepare(image: OpenImage, options: PrepareOptions): Promise<PreparedImage> {
  return decoding(image.where, prepareChecked(image, options));
}

async function prepareChecked(image: OpenImage, options: PrepareOptions): Promise<PreparedImage> {
  const { width, height, metadata, format } = image;
  const maxSide = options.maxSide ?? maxCanvasSide;
  const adjustments = [...image.notes];

  let pipeline = decode(image);
  // From here on px of `source`: for an SVG the size it is drawn at, else the file's.
  let source = { width, height };
  if (format === 'svg') {
    const drawn = decode(image, options.maxSide ?? defaultSvgSide);
    const { data, info } = await drawn.png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
    source = { width: info.width, height: info.height };
    pipeline = decode({ ...image, bytes: data, format: 'png' });
    adjustments.push(`SVG drawn as ${info.width} x ${info.height} px`);
  }

  let kept: PixelBox | undefined;
  if (options.trim !== undefined && options.trim !== false) {
    kept = await contentBox(pipeline, source, options.trim === 'background' ? 'background' : 'alpha');
    if (!kept) {
      throw new AssetError({
        code: 'bad_value',
        what:
          options.trim === 'background' ? 'the image is one flat colour' : 'the image is fully transparent',
        where: image.where,
        instead: 'Give another image, or set trim to false',
      });
    }
    if (kept.width === source.width && kept.height === source.height) kept = undefined;
  }
  if (kept) {
    pipeline = pipeline.extract(kept);
    adjustments.push(
      `Trimmed ${source.width} x ${source.height} px to ${kept.width} x ${kept.height} px of content`,
    );
  }

  const content = kept ?? source;
  const scaled = Math.max(content.width, content.height) > maxSide;
  if (scaled) {
    pipeline = pipeline.resize({ width: maxSide, height: maxSide, fit: 'inside', kernel: 'lanczos3' });
  }
  if (metadata.orientation !== undefined && metadata.orientation > 1) {
    adjustments.push('Turned upright as its EXIF orientation says');
  }
  if (image.frames > 1)
    adjustments.push(`First of ${image.frames} ${format === 'tiff' ? 'pages' : 'frames'} used`);
  if (metadata.space === 'cmyk')
    adjustments.push('Converted from CMYK to sRGB: colours may differ from print');
  if (metadata.depth !== undefined && /short|float|double|int/.test(metadata.depth)) {
    adjustments.push('Reduced to 8 bits per channel');
  }

  const hasAlpha = metadata.hasAlpha === true && !(await isOpaque(pipeline));
  const untouched = !kept && !scaled && canPass(image);
  const output = untouched
    ? await passedOn(image, pipeline)
    : await encode(pipeline, hasAlpha || !isPhotoFormat(image) ? 'png' : 'jpeg');
  if (scaled) {
    adjustments.push(
      `Scaled down from ${content.width} x ${content.height} px to ${output.width} x ${output.height} px`,
    );
  }
  return {
    ...output,
    ...(kept ? { trimmed: toOriginal(kept, source, { width, height }) } : {}),
    original: { width, height },
    adjustments,
    hasAlpha,
  };
}

function checkOptions(options: PrepareOptions): void {
  const { maxSide } = options;
  if (maxSide !== undefined && !(Number.isInteger(maxSide) && maxSide >= 1 && maxSide <= maxCanvasSide)) {
    throw new AssetError({
      code: 'bad_value',
      what: `${maxSide} is not a side length`,
      where: 'maxSide',
      instead: `Give a whole number of px from 1 to ${maxCanvasSide}`,
    });
  }
}

async function isOpaque(pipeline: Sharp): Promise<boolean> {
  const alpha = await pipeline.clone().extractChannel('alpha').raw({ depth: 'uchar' }).toBuffer();
  return alpha.every((value) => value === 255);
}

/** Photographs: their formats, when the content is opaque. PNG and GIF keep their flat colours sharp as PNG. */
function isPhotoFormat(image: OpenImage): boolean {
  return ['jpeg', 'webp', 'avif', 'tiff'].includes(image.format);
}

/** True if the file can go to the canvas as it is: 8-bit sRGB, no rotation, no profile, no metadata, one frame. */
function canPass({ format, metadata, frames, bytes }: OpenImage): boolean {
  const plain =
    metadata.depth === 'uchar' &&
    metadata.space === 'srgb' &&
    (metadata.orientation ?? 1) === 1 &&
    metadata.icc === undefined &&
    metadata.exif === undefined &&
    metadata.xmp === undefined &&
    frames === 1;
  if (!plain) return false;
  return format === 'jpeg' || (format === 'png' && !bytes.subarray(0, 4096).includes('acTL'));
}

async function passedOn(image: OpenImage, pipeline: Sharp) {
  // Decoded once all the same: a damaged file must fail here, not on the canvas.
  await pipeline.clone().stats();
  const format: 'png' | 'jpeg' = image.format === 'jpeg' ? 'jpeg' : 'png';
  return { bytes: image.bytes, width: image.width, height: image.height, format };
}

async function encode(pipeline: Sharp, format: 'png' | 'jpeg') {
  const encoder =
    format === 'png'
      ? pipeline.png({ compressionLevel: 7, adaptiveFiltering: true })
      : pipeline.jpeg({ quality: 92, chromaSubsampling: '4:4:4' });
  const { data, info } = await encoder.toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height, format };
}

/** An SVG is drawn larger or smaller than its own size; the report is in its own px. */
function toOriginal(
  box: PixelBox,
  source: { width: number; height: number },
  original: { width: number; height: number },
): PixelBox {
  const round = (value: number) => Math.round(value * 100) / 100;
  const sx = original.width / source.width;
  const sy = original.height / source.height;
  return {
    left: round(box.left * sx),
    top: round(box.top * sy),
    width: round(box.width * sx),
    height: round(box.height * sy),
  };
}
