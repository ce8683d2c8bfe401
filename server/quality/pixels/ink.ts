/** The glyphs of one text as pixels, from a render of that text alone. */
import type { Rect } from '../../composition/compose.ts';
import { seen, type TextCheckNode } from '../frame/node.ts';
import { type InkLine, linesOf } from './lines.ts';
import type { Raster } from './raster.ts';

export interface Ink {
  /** RGBA of the text alone. */
  picture: Raster;
  /** Place of its top left pixel in the frame, whole px. */
  x: number;
  y: number;
  /** 1 where a glyph is, not its soft edge and not its shadow; one byte a pixel. */
  mask: Uint8Array;
  /** Alpha of the glyphs where they are solid, 0..255. */
  alpha: number;
  /** The same by pixel, where the words are not equally solid: half-transparent runs, gradients that fade. */
  alphas: Uint8Array | undefined;
  /** Box of all glyphs in the frame. */
  box: Rect;
  /** Boxes of the lines in the frame, top down. */
  lines: InkLine[];
}

/** undefined: nothing to see. `x`, `y`: the top left pixel's place in the frame. */
export function inkOf(node: TextCheckNode, picture: Raster, x: number, y: number): Ink | undefined {
  const { data, width, height } = picture;
  const fills = node.hasEffects ? solidFills(node) : [];
  const counts = new Uint32Array(256);
  for (let at = 3; at < data.length; at += 4) {
    const alpha = data[at] ?? 0;
    if (alpha > 0 && isFill(data, at - 3, fills)) counts[alpha] = (counts[alpha] ?? 0) + 1;
  }
  const drawn = solidAlpha(counts);
  if (drawn === 0) return undefined;
  const alpha = Math.max(drawn, strengthOf(node) * 255);
  const alphas = isUneven(node) ? solidAround(picture) : undefined;
  const least = (at: number) =>
    alphas ? Math.max(FAINTEST, (alphas[at >> 2] ?? 0) * 0.5) : Math.max(1, drawn * 0.5);
  const mask = new Uint8Array(width * height);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let row = 0, at = 3; row < height; row++) {
    for (let column = 0; column < width; column++, at += 4) {
      if ((data[at] ?? 0) < least(at) || !isFill(data, at - 3, fills)) continue;
      mask[row * width + column] = 1;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  if (right < 0) return undefined;
  const box = { x: x + left, y: y + top, width: right - left + 1, height: bottom - top + 1 };
  const lines = linesOf(node, { mask, width, left, top, right, bottom }).map((line) => ({
    ...line,
    x: line.x + x,
    y: line.y + y,
  }));
  return { picture, x, y, mask, alpha, alphas, box, lines };
}

/** The alpha that solid parts have: high, and not of a few stray pixels. */
function solidAlpha(counts: Uint32Array): number {
  let total = 0;
  for (const count of counts) total += count;
  let above = 0;
  for (let alpha = 255; alpha > 0; alpha--) {
    above += counts[alpha] ?? 0;
    if (above > 0 && above >= total * 0.02) return alpha;
  }
  return 0;
}

/**
 * How solid the words were asked to be, 0..1; 0 where effects and gradients leave that to the pixels. The strokes of
 * small type are thinner than a pixel, so no pixel of theirs has it; WCAG measures the colour that was set.
 */
function strengthOf({ hasEffects, props, text }: TextCheckNode): number {
  const fills = text.runs.flatMap((run) => seen(run.fills));
  if (hasEffects || fills.length === 0 || fills.some(({ type }) => type !== 'SOLID')) return 0;
  const own = typeof props['opacity'] === 'number' ? props['opacity'] : 1;
  return own * Math.min(...fills.map(({ opacity }) => opacity ?? 1));
}

/** Below this nobody would take it for a glyph, 0..255. */
const FAINTEST = 6;

/** Some of the words are more solid than others. */
function isUneven(node: TextCheckNode): boolean {
  const strengths = node.text.runs.flatMap(({ fills }) =>
    seen(fills).flatMap((paint) => {
      const own = paint.opacity ?? 1;
      return paint.gradientStops?.map(({ color }) => own * color.a) ?? [own];
    }),
  );
  return strengths.length > 1 && Math.max(...strengths) - Math.min(...strengths) > 0.05;
}

/** px around a pixel in which the solid part of its stroke is looked for. */
const REACH = 3;

/** The greatest alpha near each pixel: rows first, then columns. */
function solidAround({ data, width, height }: Raster): Uint8Array {
  const rows = new Uint8Array(width * height);
  const all = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let most = 0;
      const end = Math.min(width - 1, column + REACH);
      for (let x = Math.max(0, column - REACH); x <= end; x++)
        most = Math.max(most, data[(row * width + x) * 4 + 3] ?? 0);
      rows[row * width + column] = most;
    }
  }
  for (let row = 0; row < height; row++) {
    const end = Math.min(height - 1, row + REACH);
    for (let column = 0; column < width; column++) {
      let most = 0;
      for (let y = Math.max(0, row - REACH); y <= end; y++)
        most = Math.max(most, rows[y * width + column] ?? 0);
      all[row * width + column] = most;
    }
  }
  return all;
}

type Rgb8 = readonly [number, number, number];

/** A text with a shadow is told from it by its colours. */
function solidFills(node: TextCheckNode): Rgb8[] {
  const fills = node.text.runs.flatMap((run) => run.fills);
  if (fills.some(({ type }) => type !== 'SOLID')) return [];
  return fills.flatMap(({ color }) =>
    color ? [[color.r * 255, color.g * 255, color.b * 255] as const] : [],
  );
}

const NEAR = 40;
function isFill(data: Uint8Array, at: number, fills: readonly Rgb8[]): boolean {
  if (fills.length === 0) return true;
  return fills.some(
    ([r, g, b]) =>
      Math.abs((data[at] ?? 0) - r) + Math.abs((data[at + 1] ?? 0) - g) + Math.abs((data[at + 2] ?? 0) - b) <
      NEAR,
  );
}
