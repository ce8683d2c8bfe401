/**
 * Images are resampled once, to the very pixels they will cover, before anything is drawn: a photo scaled by a good
 * filter and copied pixel by pixel is sharper and several times faster than one that CanvasKit scales while drawing.
 */

import type { CanvasKit } from 'canvaskit-wasm';
import sharp from 'sharp';
import { multiply } from '../../matrix.ts';
import type { ImageStore, NodeRecord } from '../../model.ts';
import { drawnTransform } from '../geometry/shape.ts';
import { scaleOf } from '../geometry/transform.ts';
import { isPaintVisible, paintedChildren } from '../record.ts';
import { type Pixels, type Stamp, stampCache } from './cache.ts';
import { applyFilters, hasFilters } from './filters.ts';
import { type ImagePlacement, placeImage, type Size } from './placement.ts';

/** Larger targets are drawn from the original; the paint then scales while drawing. */
const MAX_TARGET_PIXELS = 4096 * 4096;

export interface PlacedStamp {
  stamp: Stamp;
  placement: ImagePlacement;
}

/** The images of one drawing, resampled and held in the cache until `release`. */
export class PreparedImages {
  readonly #stamps = new Map<string, Stamp>();

  constructor(
    private readonly kit: CanvasKit,
    private readonly store: ImageStore,
  ) {}

  /** Resamples every image paint below `record`, drawn under `toDevice` (the space it is drawn in, to pixels). */
  async prepare(record: NodeRecord, toDevice: Transform): Promise<void> {
    const jobs = new Map<string, () => Promise<Pixels>>();
    this.#collect(record, toDevice, jobs);
    const cache = stampCache(this.kit);
    const missing = [...jobs].filter(([key]) => {
      const known = cache.hold(key);
      if (known !== undefined) this.#stamps.set(key, known);
      return known === undefined;
    });
    const results = await Promise.allSettled(
      missing.map(async ([key, resample]) => {
        this.#stamps.set(key, cache.add(key, await resample()));
      }),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** The stamp for a paint that fills `box` under `toDevice`; null when the document does not have the image. */
  find(paint: ImagePaint, box: Size, toDevice: Transform): PlacedStamp | null {
    const job = this.#job(paint, box, toDevice);
    const stamp = job === null ? undefined : this.#stamps.get(job.key);
    return job === null || stamp === undefined ? null : { stamp, placement: job.placement };
  }

  sizeOf(paint: ImagePaint): Size | null {
    return (paint.imageHash === null ? undefined : this.store.get(paint.imageHash)) ?? null;
  }

  release(): void {
    stampCache(this.kit).release(this.#stamps.keys());
    this.#stamps.clear();
  }

  #collect(record: NodeRecord, toParent: Transform, jobs: Map<string, () => Promise<Pixels>>): void {
    const toDevice = multiply(toParent, drawnTransform(record));
    for (const paint of imagePaints(record)) {
      const job = this.#job(paint, record.props, toDevice);
      if (job !== null) jobs.set(job.key, job.resample);
    }
    for (const child of paintedChildren(record)) this.#collect(child, toDevice, jobs);
  }

  #job(paint: ImagePaint, box: Size, toDevice: Transform) {
    const original = paint.imageHash === null ? undefined : this.store.get(paint.imageHash);
    if (original === undefined) return null;
    const placement = placeImage(paint, original, box);
    if (placement === null) return null;
    const size = targetSize(original, multiply(toDevice, placement.transform));
    const filters = hasFilters(paint.filters) ? paint.filters : undefined;
    const key = `${paint.imageHash} ${size.width}x${size.height} ${filters ? JSON.stringify(filters) : ''}`;
    return { key, placement, resample: () => resample(original, size, filters, paint.imageHash) };
  }
}

function imagePaints(record: NodeRecord): ImagePaint[] {
  const texts = record.type === 'TEXT' ? record.props.textRuns.flatMap((run) => run.style.fills) : [];
  return [...(record.props.fills ?? []), ...(record.props.strokes ?? []), ...texts].filter(
    (paint): paint is ImagePaint => paint.type === 'IMAGE' && isPaintVisible(paint),
  );
}

/** The size in device px the whole image would have, its own sides kept (a turned image is resampled unturned). */
function targetSize(original: Size, toDevice: Transform): Size {
  const scale = scaleOf(toDevice);
  const exact = { width: original.width * scale.x, height: original.height * scale.y };
  const span = snappedSpan(original, toDevice);
  const size = span ?? exact;
  const width = Math.max(1, Math.round(size.width));
  const height = Math.max(1, Math.round(size.height));
  return width * height > MAX_TARGET_PIXELS
    ? { width: original.width, height: original.height }
    : { width, height };
}

/** Upright images cover whole pixels: both edges are rounded, so neither is blurred. */
export function snappedSpan(
  original: Size,
  toDevice: Transform,
): { x: number; y: number; width: number; height: number } | null {
  const [[a, c, tx], [b, d, ty]] = toDevice;
  if (Math.abs(b) > 1e-6 || Math.abs(c) > 1e-6 || a <= 0 || d <= 0) return null;
  const x = Math.round(tx);
  const y = Math.round(ty);
  return {
    x,
    y,
    width: Math.max(1, Math.round(tx + a * original.width) - x),
    height: Math.max(1, Math.round(ty + d * original.height) - y),
  };
}

async function resample(
  original: { bytes: Uint8Array },
  size: Size,
  filters: ImageFilters | undefined,
  hash: string | null,
): Promise<Pixels> {
  try {
    const picture = sharp(original.bytes);
    // Lanczos leaves faint rings of alpha around cut-outs, which shadows would make visible.
    const { hasAlpha } = await picture.metadata();
    const kernel = hasAlpha ? 'cubic' : 'lanczos3';
    const { data, info } = await picture
      .toColourspace('srgb')
      .ensureAlpha()
      .resize(size.width, size.height, { fit: 'fill', kernel, fastShrinkOnLoad: false })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (filters !== undefined) applyFilters(pixels, filters);
    return { data: pixels, width: info.width, height: info.height };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Image ${hash ?? ''} cannot be decoded (${reason}). Upload it again as PNG, JPEG or GIF.`,
    );
  }
}
