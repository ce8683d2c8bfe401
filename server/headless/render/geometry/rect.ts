/** Axis-aligned rectangles in px. */
import { applyTo } from './transform.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function outset(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

export function offset(box: Box, dx: number, dy: number): Box {
  return { ...box, x: box.x + dx, y: box.y + dy };
}

/** The smallest box around both; null counts as nothing. */
export function union(one: Box | null, two: Box | null): Box | null {
  if (one === null) return two;
  if (two === null) return one;
  const x = Math.min(one.x, two.x);
  const y = Math.min(one.y, two.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, two.x + two.width) - x,
    height: Math.max(one.y + one.height, two.y + two.height) - y,
  };
}

/** What both have in common, or null when they do not touch. */
export function intersect(one: Box, two: Box): Box | null {
  const x = Math.max(one.x, two.x);
  const y = Math.max(one.y, two.y);
  const width = Math.min(one.x + one.width, two.x + two.width) - x;
  const height = Math.min(one.y + one.height, two.y + two.height) - y;
  return width < 0 || height < 0 ? null : { x, y, width, height };
}

export function contains(outer: Box, inner: Box, tolerance = 1e-3): boolean {
  return (
    inner.x >= outer.x - tolerance &&
    inner.y >= outer.y - tolerance &&
    inner.x + inner.width <= outer.x + outer.width + tolerance &&
    inner.y + inner.height <= outer.y + outer.height + tolerance
  );
}

/** The axis-aligned box around a transformed one. */
export function mapBox(transform: Transform, box: Box): Box {
  const corners = [
    applyTo(transform, box.x, box.y),
    applyTo(transform, box.x + box.width, box.y),
    applyTo(transform, box.x, box.y + box.height),
    applyTo(transform, box.x + box.width, box.y + box.height),
  ];
  const x = Math.min(...corners.map((corner) => corner.x));
  const y = Math.min(...corners.map((corner) => corner.y));
  return {
    x,
    y,
    width: Math.max(...corners.map((corner) => corner.x)) - x,
    height: Math.max(...corners.map((corner) => corner.y)) - y,
  };
}

/** CanvasKit's left, top, right, bottom. */
export function toLTRB(box: Box): Float32Array {
  return Float32Array.of(box.x, box.y, box.x + box.width, box.y + box.height);
}
