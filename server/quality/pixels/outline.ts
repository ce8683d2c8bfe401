/** How far the outline of a cut-out differs from what is around it. */
import { toOklab } from '../../library/oklab.ts';
import type { Raster } from './raster.ts';

/** Alpha from which a pixel belongs to the shape: shadows and soft edges do not. */
const SOLID = 128;
/** One px of the frame in so many, across and down, is looked at. */
const STEP = 2;
/** px of the frame inside of the edge and outside of it, where its own softness is over. */
const INSIDE = 2;
const OUTSIDE = 4;
/** A picture that fills its box has brought its own background. */
const FULL = 0.9;
/** Fewer places than this say nothing. */
const FEWEST = 40;

export interface Outline {
  /** OKLab distance that half of the outline has at least. */
  median: number;
  /** Share of the outline below `limit`. */
  faint: number;
}

/**
 * `picture`: the shape alone at `scale` (1 or 0.5), its top left pixel at `x`, `y` of `frame`, which is at 1x. undefined:
 * it has no outline of its own to speak of (a photo that fills its box, a speck).
 */
export function outlineOf(
  frame: Raster,
  picture: Raster,
  { x, y, limit, scale }: { x: number; y: number; limit: number; scale: number },
): Outline | undefined {
  const { width, height, data } = picture;
  const [step, inside, outside] = [STEP, INSIDE, OUTSIDE].map((px) =>
    Math.max(1, Math.round(px * scale)),
  ) as [number, number, number];
  const alpha = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= width || row >= height
      ? 0
      : (data[(row * width + column) * 4 + 3] ?? 0);
  const own = new Float32Array(3);
  const around = new Float32Array(3);
  const distances: number[] = [];
  let solid = 0;
  const look = (column: number, row: number, dx: number, dy: number) => {
    const [inX, inY] = [column - dx * inside, row - dy * inside];
    const [outX, outY] = [column + dx * outside, row + dy * outside];
    const [seenX, seenY] = [Math.round(outX / scale) + x, Math.round(outY / scale) + y];
    if (alpha(inX, inY) < SOLID || alpha(outX, outY) >= SOLID) return;
    if (seenX < 0 || seenY < 0 || seenX >= frame.width || seenY >= frame.height) return;
    const from = (inY * width + inX) * 4;
    const to = (seenY * frame.width + seenX) * frame.channels;
    toOklab(data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0, own, 0);
    toOklab(frame.data[to] ?? 0, frame.data[to + 1] ?? 0, frame.data[to + 2] ?? 0, around, 0);
    distances.push(
      Math.hypot(
        (own[0] ?? 0) - (around[0] ?? 0),
        (own[1] ?? 0) - (around[1] ?? 0),
        (own[2] ?? 0) - (around[2] ?? 0),
      ),
    );
  };
  for (let row = 0; row < height; row += step) {
    for (let column = 0; column < width; column += step) {
      if (alpha(column, row) < SOLID) continue;
      solid += step * step;
      for (const [dx, dy] of [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ] as const)
        if (alpha(column + dx, row + dy) < SOLID) look(column, row, dx, dy);
    }
  }
  if (distances.length < FEWEST || solid > width * height * FULL) return undefined;
  distances.sort((one, other) => one - other);
  return {
    median: distances[Math.floor(distances.length / 2)] ?? 0,
    faint: distances.filter((distance) => distance < limit).length / distances.length,
  };
}
