/** How restless pixels are. */
import type { Rect } from '../../composition/compose.ts';
import { luma8 } from './luminance.ts';
import type { Raster } from './raster.ts';

export interface Texture {
  /** Standard deviation of the brightness, 0..0.5. */
  sigma: number;
  /** Mean Sobel magnitude; 1 where black meets white at every pixel. */
  gradient: number;
}

/** Over the pixels of the boxes (px of the raster); undefined when they are all outside. */
export function textureIn(raster: Raster, boxes: readonly Rect[]): Texture | undefined {
  let [count, sum, squares, slopes] = [0, 0, 0, 0];
  for (const box of boxes) {
    const field = brightness(raster, box);
    if (!field) continue;
    const { values, width, height } = field;
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const own = values[y * width + x] ?? 0;
        count++;
        sum += own;
        squares += own * own;
        slopes += slopeIn(values, width, y * width + x);
      }
    }
  }
  if (count === 0) return undefined;
  const mean = sum / count;
  return { sigma: Math.sqrt(Math.max(0, squares / count - mean * mean)), gradient: slopes / count };
}

/** Sobel magnitudes inside a box, every second pixel, and the steepest of them. */
export function slopesIn(raster: Raster, box: Rect): { sum: number; count: number; most: number } {
  const field = brightness(raster, box);
  const found = { sum: 0, count: 0, most: 0 };
  if (!field) return found;
  const { values, width, height } = field;
  for (let y = 1; y < height - 1; y += 2) {
    for (let x = 1; x < width - 1; x += 2) {
      const slope = slopeIn(values, width, y * width + x);
      found.sum += slope;
      found.count++;
      if (slope > found.most) found.most = slope;
    }
  }
  return found;
}

/** The brightness of a part of a raster, row by row; undefined when less than 3 x 3 px of it are there. */
function brightness(raster: Raster, box: Rect) {
  const left = Math.max(0, Math.floor(box.x) - 1);
  const top = Math.max(0, Math.floor(box.y) - 1);
  const right = Math.min(raster.width, Math.ceil(box.x + box.width) + 1);
  const bottom = Math.min(raster.height, Math.ceil(box.y + box.height) + 1);
  const [width, height] = [right - left, bottom - top];
  if (width < 3 || height < 3) return undefined;
  const values = new Float32Array(width * height);
  const { data, channels } = raster;
  for (let y = 0; y < height; y++) {
    let at = ((y + top) * raster.width + left) * channels;
    for (let x = 0; x < width; x++, at += channels) {
      values[y * width + x] = luma8(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    }
  }
  return { values, width, height };
}

/** Sobel magnitude at a place that is not on the border; a full step from black to white is 1. */
function slopeIn(values: Float32Array, width: number, at: number): number {
  const a = values[at - width - 1] ?? 0;
  const b = values[at - width] ?? 0;
  const c = values[at - width + 1] ?? 0;
  const d = values[at - 1] ?? 0;
  const e = values[at + 1] ?? 0;
  const f = values[at + width - 1] ?? 0;
  const g = values[at + width] ?? 0;
  const h = values[at + width + 1] ?? 0;
  const across = c + 2 * e + h - a - 2 * d - f;
  const down = f + 2 * g + h - a - 2 * b - c;
  return Math.min(1, Math.sqrt(across * across + down * down) / 4);
}
