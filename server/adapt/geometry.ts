/** Where free layers and gradients of one canvas go on another. px at 1x in the frame's own coordinates. */
import type { Rect } from '../composition/compose.ts';

export interface Size {
  width: number;
  height: number;
}

/** How much larger things are on `to`, so that they take the same share of the area. */
export function areaScale(from: Size, to: Size): number {
  return Math.sqrt((to.width * to.height) / (from.width * from.height));
}

/** Nearer to an edge than this share of the canvas counts as touching it. */
const TOUCH = 0.015;

/**
 * The box of a free layer on another canvas. On an axis where it reaches from edge to edge it does so again; touching
 * one edge it stays there; else its middle keeps its place. `stretch`: may its shape change (a field of colour may, a
 * picture may not)?
 */
export function mapBox(box: Rect, from: Size, to: Size, stretch: boolean): Rect {
  const scale = areaScale(from, to);
  const horizontal = mapSpan(box.x, box.width, from.width, to.width, scale, stretch);
  const vertical = mapSpan(box.y, box.height, from.height, to.height, scale, stretch);
  const [x, width] = toPixels(horizontal);
  const [y, height] = toPixels(vertical);
  return { x, y, width, height };
}

/** Both ends on whole px, so that what reached an edge still reaches it. */
function toPixels({ start, size }: { start: number; size: number }): [number, number] {
  const first = Math.round(start);
  return [first, Math.max(1, Math.round(start + size) - first)];
}

function mapSpan(start: number, size: number, from: number, to: number, scale: number, stretch: boolean) {
  const slack = from * TOUCH;
  const atStart = start <= slack;
  const atEnd = start + size >= from - slack;
  if (atStart && atEnd && stretch) {
    const share = to / from;
    return { start: start * share, size: size * share };
  }
  // A field that ends inside the canvas divides it: its border keeps its share.
  const grown = stretch && (atStart || atEnd) ? (size * to) / from : size * scale;
  if (atStart) return { start: start * scale, size: grown };
  if (atEnd) return { start: to - (from - start - size) * scale - grown, size: grown };
  return { start: ((start + size / 2) / from) * to - grown / 2, size: grown };
}

type Matrix = readonly (readonly number[])[];

/**
 * A `gradientTransform` for a canvas of another shape: a linear gradient spans it as before, the others keep their
 * shape (a circle stays a circle) and their middle's place.
 */
export function mapGradient(type: string, matrix: Matrix, from: Size, to: Size): number[][] {
  const [[a = 1, c = 0, e = 0] = [], [b = 0, d = 1, f = 0] = []] = matrix;
  const determinant = a * d - b * c;
  if (type === 'GRADIENT_LINEAR' || Math.abs(determinant) < 1e-9)
    return [
      [a, c, e],
      [b, d, f],
    ];
  // The middle, (.5, .5) of gradient space, in fractions of the box.
  const [u, v] = [0.5 - e, 0.5 - f];
  const middle = { x: (d * u - c * v) / determinant, y: (a * v - b * u) / determinant };
  const scale = areaScale(from, to);
  const sx = to.width / (from.width * scale);
  const sy = to.height / (from.height * scale);
  return [
    [a * sx, c * sy, e + a * middle.x * (1 - sx) + c * middle.y * (1 - sy)],
    [b * sx, d * sy, f + b * middle.x * (1 - sx) + d * middle.y * (1 - sy)],
  ];
}
