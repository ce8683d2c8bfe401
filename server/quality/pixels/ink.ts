/** The glyphs of one text as pixels, from a render of that text alone. */
import type { Rect } from '../../composition/compose.ts';
import { countWords } from '../../typography/sizes.ts';
import type { TextCheckNode } from '../frame/node.ts';
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
  /** Box of all glyphs in the frame. */
  box: Rect;
  /** Boxes of the lines in the frame, top down. */
  lines: InkLine[];
}

export interface InkLine extends Rect {
  /** Words as the gaps between the glyphs tell them. */
  words: number;
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
  const alpha = solidAlpha(counts);
  if (alpha === 0) return undefined;
  const least = Math.max(1, alpha * 0.5);
  const mask = new Uint8Array(width * height);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let row = 0, at = 3; row < height; row++) {
    for (let column = 0; column < width; column++, at += 4) {
      if ((data[at] ?? 0) < least || !isFill(data, at - 3, fills)) continue;
      mask[row * width + column] = 1;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  if (right < 0) return undefined;
  const box = { x: x + left, y: y + top, width: right - left + 1, height: bottom - top + 1 };
  const lines = linesOf(node, mask, width, { left, top, right, bottom }).map((line) => ({
    ...line,
    x: line.x + x,
    y: line.y + y,
  }));
  return { picture, x, y, mask, alpha, box, lines };
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

interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Line boxes in px of the picture. By the line height where it is one for the whole text, since descenders may touch
 * the next line; else by the empty rows between lines.
 */
function linesOf(node: TextCheckNode, mask: Uint8Array, width: number, all: Bounds): InkLine[] {
  const { size, lineHeight, runs } = node.text;
  const even = runs.every((run) => run.size === size);
  const bands =
    even && lineHeight !== undefined && !node.turned
      ? pitchBands(all, lineHeight * size, size)
      : rowBands(mask, width, all);
  // Soft edges widen the gaps between letters of small type by about a pixel.
  const gap = size * 0.17 + 0.9 + spacingOf(node);
  const lines = bands.flatMap(([top, bottom]) => {
    const line = extent(mask, width, all, top, bottom, gap);
    return line ? [line] : [];
  });
  return node.text.decorated ? withWordsByWidth(lines, countWords(node.text.characters)) : lines;
}

/** An underline fills the gaps between the words: they are shared out by the widths of the lines. */
function withWordsByWidth(lines: readonly InkLine[], words: number): InkLine[] {
  const total = lines.reduce((sum, line) => sum + line.width, 0);
  return lines.map((line) => ({ ...line, words: Math.max(1, Math.round((words * line.width) / total)) }));
}

/** Height of a line's ink as a share of the size, between x-height alone and ascenders with descenders. */
const INK_SHARE = 0.74;

function pitchBands(all: Bounds, pitch: number, size: number): [number, number][] {
  const height = all.bottom - all.top + 1;
  const count = Math.max(1, Math.round((height - size * INK_SHARE) / pitch) + 1);
  return Array.from({ length: count }, (_, index) => [
    Math.round(all.top + index * pitch),
    index === count - 1 ? all.bottom : Math.min(all.bottom, Math.round(all.top + index * pitch + size * 0.8)),
  ]);
}

function rowBands(mask: Uint8Array, width: number, all: Bounds): [number, number][] {
  const bands: [number, number][] = [];
  let start = -1;
  for (let row = all.top; row <= all.bottom + 1; row++) {
    const inked = row <= all.bottom && mask.subarray(row * width, (row + 1) * width).includes(1);
    if (inked && start < 0) start = row;
    if (!inked && start >= 0) {
      bands.push([start, row - 1]);
      start = -1;
    }
  }
  // The dot of an i above capitals of nothing else is no line of its own.
  return bands.filter(([top, bottom]) => bottom - top >= 2);
}

function extent(
  mask: Uint8Array,
  width: number,
  all: Bounds,
  top: number,
  bottom: number,
  gap: number,
): InkLine | undefined {
  const columns = new Uint8Array(width);
  let [first, last] = [-1, -1];
  for (let row = Math.max(top, all.top); row <= bottom; row++) {
    for (let column = all.left; column <= all.right; column++) {
      if (mask[row * width + column] !== 1) continue;
      columns[column] = 1;
      if (first < 0) first = row;
      last = row;
    }
  }
  const left = columns.indexOf(1);
  if (left < 0) return undefined;
  const right = columns.lastIndexOf(1);
  let words = 1;
  let empty = 0;
  for (let column = left; column <= right; column++) {
    if (columns[column] === 1) {
      if (empty > gap) words++;
      empty = 0;
    } else empty++;
  }
  return { x: left, y: first, width: right - left + 1, height: last - first + 1, words };
}

/** px that letter spacing adds between glyphs. */
function spacingOf(node: TextCheckNode): number {
  const [run] = Array.isArray(node.props['runs']) ? (node.props['runs'] as unknown[]) : [];
  if (typeof run !== 'object' || run === null || !('letterSpacing' in run)) return 0;
  const { letterSpacing } = run;
  if (typeof letterSpacing !== 'object' || letterSpacing === null) return 0;
  const { unit, value } = letterSpacing as { unit?: unknown; value?: unknown };
  if (typeof value !== 'number') return 0;
  return unit === 'PERCENT' ? (value / 100) * node.text.size : value;
}
