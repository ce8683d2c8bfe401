/**
 * Contrast of a text on real pixels. The text's colour is that of its own render, the background that of the frame
 * without any text: under the glyphs and in a ring around them. Averaging the text's box would count glyphs as
 * background and be wrong on every background, plain ones included.
 */
import { contrastOf } from '../../design/contrast.ts';
import type { Ink } from './ink.ts';
import { luminance8 } from './luminance.ts';
import type { Raster } from './raster.ts';

export interface PixelContrast {
  /** Contrast ratio that all but `percentile` of the pixels reach. */
  low: number;
  median: number;
  /** Share of pixels below `limit`. */
  below: number;
  /** Largest share below `limit` in any stretch about a letter wide. */
  worstSpot: number;
  /** Luminances of the background, 5th and 95th percentile. */
  background: { low: number; high: number };
}

export interface ContrastOptions {
  /** Opacity of everything around the text. */
  opacity: number;
  /** The text has a shadow or a glow: it is part of what the glyphs stand on. */
  effects: boolean;
  ringPx: number;
  percentile: number;
  limit: number;
  /** px; how wide a stretch must be to count as a spot. */
  letter: number;
  /** Measure as if the glyphs had this colour (0..255) instead of their own. */
  colour?: readonly [number, number, number] | undefined;
  /**
   * The frame as it is seen, where something lies over the text or it is blended: its pixels are the text's. What is
   * covered altogether is left out.
   */
  shown?: Raster | undefined;
  /** Colours of the letters (0..255), where there are emoji among them: those bring their own colours and are not copy. */
  letters?: readonly (readonly [number, number, number])[] | undefined;
}

const BINS = 2048;
const MOST = 21;

/** undefined when none of the text's pixels is inside the frame. */
export function contrastOn(
  background: Raster,
  ink: Ink,
  options: ContrastOptions,
): PixelContrast | undefined {
  const { ringPx, limit, effects } = options;
  const pad = ringPx;
  const [width, height] = [ink.picture.width + pad * 2, ink.picture.height + pad * 2];
  const textLuminance = new Float32Array(width * height).fill(-1);
  const steps = new Uint8Array(width * height).fill(255);
  let queue = seed(background, ink, options, width, pad, textLuminance, steps);

  const histogram = new Uint32Array(BINS);
  const backgrounds = new Uint32Array(256);
  const spots = new Map<number, [number, number]>();
  let count = 0;
  let under = 0;
  const measure = (index: number): void => {
    const own = textLuminance[index] ?? 0;
    const [column, row] = [index % width, Math.floor(index / width)];
    const behind = behindAt(background, ink, column - pad, row - pad, effects);
    if (behind < 0) return;
    const ratio = contrastOf(own, behind);
    const bin = Math.min(BINS - 1, Math.floor(((ratio - 1) / (MOST - 1)) * (BINS - 1)));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
    const level = Math.round(behind * 255);
    backgrounds[level] = (backgrounds[level] ?? 0) + 1;
    count++;
    const weak = ratio < limit;
    if (weak) under++;
    const key = Math.floor(column / options.letter) * 100_000 + Math.floor(row / options.letter);
    const spot = spots.get(key) ?? [0, 0];
    spot[0]++;
    if (weak) spot[1]++;
    spots.set(key, spot);
  };

  if (!effects) for (const index of queue) measure(index);
  // Outwards from the glyphs, one pixel at a time; every ring pixel is compared with the glyph it is nearest to.
  for (let step = 1; step <= ringPx; step++) {
    const next: number[] = [];
    for (const index of queue) {
      const [column, row] = [index % width, Math.floor(index / width)];
      for (const [dx, dy] of around) {
        const [x, y] = [column + dx, row + dy];
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const other = y * width + x;
        if ((steps[other] ?? 0) !== 255) continue;
        steps[other] = step;
        textLuminance[other] = textLuminance[index] ?? 0;
        next.push(other);
        // A shadow hides where the soft edge ends: the first pixel is left out.
        const soft = effects ? step < 2 : isSoftEdge(ink, x - pad, y - pad);
        if (!soft) measure(other);
      }
    }
    queue = next;
  }
  if (count === 0) return undefined;
  const fewest = Math.max(12, count * 0.002);
  let worstSpot = 0;
  for (const [all, weak] of spots.values()) if (all >= fewest) worstSpot = Math.max(worstSpot, weak / all);
  return {
    low: ratioAt(histogram, count * options.percentile),
    median: ratioAt(histogram, count * 0.5),
    below: under / count,
    worstSpot,
    background: { low: levelAt(backgrounds, count * 0.05), high: levelAt(backgrounds, count * 0.95) },
  };
}

const around = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** Marks the glyph pixels inside the frame with the luminance they are seen with; answers their indexes. */
function seed(
  background: Raster,
  ink: Ink,
  { opacity, colour, shown, letters }: ContrastOptions,
  width: number,
  pad: number,
  textLuminance: Float32Array,
  steps: Uint8Array,
): number[] {
  const { picture, mask, x, y } = ink;
  const queue: number[] = [];
  for (let row = 0; row < picture.height; row++) {
    const frameRow = y + row;
    for (let column = 0; column < picture.width; column++) {
      const at = row * picture.width + column;
      if (mask[at] !== 1) continue;
      const index = (row + pad) * width + column + pad;
      steps[index] = 0;
      const frameColumn = x + column;
      const inside =
        frameRow >= 0 && frameColumn >= 0 && frameRow < background.height && frameColumn < background.width;
      if (!inside || (letters && !isNear(picture.data, at * 4, letters))) continue;
      const from = (frameRow * background.width + frameColumn) * 3;
      if (shown && !colour && isAltered(shown, background, ink, at, from, opacity)) {
        const [r = 0, g = 0, b = 0] = shown.data.subarray(from, from + 3);
        const { data } = background;
        const covered = r === data[from] && g === data[from + 1] && b === data[from + 2];
        // A half-covered rim has a mixed colour of its own.
        const solid = (picture.data[at * 4 + 3] ?? 0) >= (ink.alphas?.[at] ?? ink.alpha) * 0.9;
        if (!solid) steps[index] = 255;
        if (!solid || covered) continue;
        textLuminance[index] = luminance8(r, g, b);
        queue.push(index);
        continue;
      }
      const share = ((ink.alphas?.[at] ?? ink.alpha) / 255) * opacity;
      const seen = (channel: number) =>
        (colour?.[channel] ?? picture.data[at * 4 + channel] ?? 0) * share +
        (background.data[from + channel] ?? 0) * (1 - share);
      textLuminance[index] = luminance8(seen(0), seen(1), seen(2));
      queue.push(index);
    }
  }
  return queue;
}

/** Levels a letter's pixel may differ from its fill. */
const LETTER = 24;

function isNear(
  data: Uint8Array,
  at: number,
  colours: readonly (readonly [number, number, number])[],
): boolean {
  return colours.some((colour) =>
    colour.every((value, channel) => Math.abs(value - (data[at + channel] ?? 0)) <= LETTER),
  );
}

/** Levels a host's own blending may differ from ours. */
const SAME = 12;

/** The pixel is not what the text over its background makes: something lies over it, or it is blended. */
function isAltered(
  shown: Raster,
  background: Raster,
  { picture }: Ink,
  at: number,
  from: number,
  opacity: number,
): boolean {
  const alpha = ((picture.data[at * 4 + 3] ?? 0) / 255) * opacity;
  for (let channel = 0; channel < 3; channel++) {
    const plain =
      (picture.data[at * 4 + channel] ?? 0) * alpha + (background.data[from + channel] ?? 0) * (1 - alpha);
    if (Math.abs(plain - (shown.data[from + channel] ?? 0)) > SAME) return true;
  }
  return false;
}

/** Luminance behind a pixel of the text's picture; -1 outside the frame. */
function behindAt(background: Raster, ink: Ink, column: number, row: number, effects: boolean): number {
  const [x, y] = [ink.x + column, ink.y + row];
  if (x < 0 || y < 0 || x >= background.width || y >= background.height) return -1;
  const at = (y * background.width + x) * 3;
  const { data } = background;
  let [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
  const { picture } = ink;
  if (effects && column >= 0 && row >= 0 && column < picture.width && row < picture.height) {
    const own = (row * picture.width + column) * 4;
    const alpha = (picture.data[own + 3] ?? 0) / 255;
    r = (picture.data[own] ?? 0) * alpha + r * (1 - alpha);
    g = (picture.data[own + 1] ?? 0) * alpha + g * (1 - alpha);
    b = (picture.data[own + 2] ?? 0) * alpha + b * (1 - alpha);
  }
  return luminance8(r, g, b);
}

/** The half-covered rim of a glyph is neither text nor background. */
function isSoftEdge(ink: Ink, column: number, row: number): boolean {
  const { picture } = ink;
  if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) return false;
  return (picture.data[(row * picture.width + column) * 4 + 3] ?? 0) > ink.alpha * 0.1;
}

function ratioAt(histogram: Uint32Array, rank: number): number {
  let passed = 0;
  for (let bin = 0; bin < BINS; bin++) {
    passed += histogram[bin] ?? 0;
    if (passed > rank) return 1 + (bin / (BINS - 1)) * (MOST - 1);
  }
  return MOST;
}

function levelAt(levels: Uint32Array, rank: number): number {
  let passed = 0;
  for (let level = 0; level < 256; level++) {
    passed += levels[level] ?? 0;
    if (passed > rank) return level / 255;
  }
  return 1;
}
