/** The lines of a text as its glyphs show them. */
import type { Rect } from '../../composition/compose.ts';
import { countWords } from '../../typography/sizes.ts';
import type { TextCheckNode } from '../frame/node.ts';
import { wordsByLength } from './line-words.ts';

export interface InkLine extends Rect {
  /** px along the line; of a turned line its box is larger. */
  length: number;
  words: number;
}

/** 1 where a glyph is, one byte a pixel, with the box of all glyphs in it. */
export interface GlyphMask {
  mask: Uint8Array;
  width: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Top down, in px of the mask. */
export function linesOf(node: TextCheckNode, glyphs: GlyphMask): InkLine[] {
  // A quarter of a degree over a whole line is less than its leading.
  const angle = Math.abs(Math.sin(node.angle)) < 0.005 ? 0 : node.angle;
  const straight = angle === 0 ? undefined : straighten(glyphs, angle);
  const lines = bandsIn(node, straight ?? glyphs);
  const counted = withWords(node, lines);
  return straight ? counted.map((line) => ({ ...line, ...straight.back(line) })) : counted;
}

/**
 * By the line height where it is one for the whole text, since descenders may touch the next line; else by the empty
 * rows between lines.
 */
function bandsIn(node: TextCheckNode, glyphs: GlyphMask): InkLine[] {
  const { size, lineHeight, runs } = node.text;
  const even = runs.every((run) => run.size === size);
  const bands =
    even && lineHeight !== undefined ? pitchBands(glyphs, lineHeight * size, size) : rowBands(glyphs, size);
  // Soft edges widen the gaps between letters of small type by about a pixel.
  const gap = size * 0.17 + 0.9 + spacingOf(node);
  return bands.flatMap(([top, bottom]) => {
    const line = extent(glyphs, top, bottom, gap);
    return line ? [line] : [];
  });
}

/** The gaps are believed when they find as many words as there are, or when some words are cut off. */
function withWords(node: TextCheckNode, lines: readonly InkLine[]): InkLine[] {
  const { characters, decorated, size } = node.text;
  const seen = lines.reduce((sum, { words }) => sum + words, 0);
  const shown = Math.max(0, ...lines.map(({ length }) => length));
  const cut =
    shown < node.box.width - size && node.drawn !== null && node.drawn.width < node.box.width - size;
  if (!decorated && (cut || seen === countWords(characters))) return [...lines];
  const counts = wordsByLength(
    characters,
    lines.map(({ length }) => length),
  );
  return lines.map((line, index) => ({ ...line, words: counts?.[index] ?? line.words }));
}

/** Height of a line's ink as a share of the size, between x-height alone and ascenders with descenders. */
const INK_SHARE = 0.74;

function pitchBands({ top, bottom }: GlyphMask, pitch: number, size: number): [number, number][] {
  const height = bottom - top + 1;
  const count = Math.max(1, Math.round((height - size * INK_SHARE) / pitch) + 1);
  return Array.from({ length: count }, (_, index) => [
    Math.round(top + index * pitch),
    index === count - 1 ? bottom : Math.min(bottom, Math.round(top + index * pitch + size * 0.8)),
  ]);
}

function rowBands({ mask, width, top, bottom }: GlyphMask, size: number): [number, number][] {
  const bands: [number, number][] = [];
  let start = -1;
  for (let row = top; row <= bottom + 1; row++) {
    const inked = row <= bottom && mask.subarray(row * width, (row + 1) * width).includes(1);
    if (inked && start < 0) start = row;
    if (!inked && start >= 0) {
      bands.push([start, row - 1]);
      start = -1;
    }
  }
  return joined(bands, size);
}

/** Dots, accents and underlines belong to the line they are nearest to. */
function joined(bands: readonly [number, number][], size: number): [number, number][] {
  const thin = ([top, bottom]: readonly [number, number]) => bottom - top + 1 < size * 0.16;
  const near = size * 0.3;
  const lines: [number, number][] = [];
  for (const [index, band] of bands.entries()) {
    const last = lines.at(-1);
    const before = last ? band[0] - last[1] : Number.POSITIVE_INFINITY;
    const next = bands[index + 1];
    const after = next ? next[0] - band[1] : Number.POSITIVE_INFINITY;
    if (last && thin(band) && before < near && before <= after) last[1] = band[1];
    else if (last && thin(last) && before < near) last[1] = band[1];
    else lines.push([...band]);
  }
  return lines;
}

function extent(
  { mask, width, ...all }: GlyphMask,
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
  const length = right - left + 1;
  return { x: left, y: first, width: length, height: last - first + 1, length, words };
}

interface Straight extends GlyphMask {
  /** The upright box in the turned mask around a box of the straight one. */
  back(box: Rect): Rect;
}

/** The mask turned back by the node's angle (radians), so that its lines are rows. */
function straighten({ mask, width, left, top, right, bottom }: GlyphMask, angle: number): Straight {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ] as const;
  const across = corners.map(([x, y]) => x * cos + y * sin);
  const down = corners.map(([x, y]) => y * cos - x * sin);
  const [fromX, fromY] = [Math.floor(Math.min(...across)), Math.floor(Math.min(...down))];
  const ownWidth = Math.ceil(Math.max(...across)) - fromX + 1;
  const ownHeight = Math.ceil(Math.max(...down)) - fromY + 1;
  const own = new Uint8Array(ownWidth * ownHeight);
  const bounds = { left: ownWidth, top: ownHeight, right: -1, bottom: -1 };
  for (let row = 0; row < ownHeight; row++) {
    for (let column = 0; column < ownWidth; column++) {
      const x = Math.round((column + fromX) * cos - (row + fromY) * sin);
      const y = Math.round((column + fromX) * sin + (row + fromY) * cos);
      if (x < left || x > right || y < top || y > bottom || mask[y * width + x] !== 1) continue;
      own[row * ownWidth + column] = 1;
      bounds.left = Math.min(bounds.left, column);
      bounds.right = Math.max(bounds.right, column);
      bounds.top = Math.min(bounds.top, row);
      bounds.bottom = row;
    }
  }
  return {
    mask: own,
    width: ownWidth,
    ...bounds,
    back(box) {
      const xs = [box.x + fromX, box.x + box.width + fromX];
      const ys = [box.y + fromY, box.y + box.height + fromY];
      const points = xs.flatMap((x) => ys.map((y) => [x * cos - y * sin, x * sin + y * cos] as const));
      const x = Math.min(...points.map(([each]) => each));
      const y = Math.min(...points.map(([, each]) => each));
      return {
        x,
        y,
        width: Math.max(...points.map(([each]) => each)) - x,
        height: Math.max(...points.map(([, each]) => each)) - y,
      };
    },
  };
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
