/** Rectangles, px. */
import type { Rect } from '../../composition/compose.ts';

export const areaOf = ({ width, height }: Rect): number => Math.max(0, width) * Math.max(0, height);
export const rightOf = ({ x, width }: Rect): number => x + width;
export const bottomOf = ({ y, height }: Rect): number => y + height;

/** The part two boxes share; undefined if they share none. */
export function shared(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(rightOf(a), rightOf(b)) - x;
  const height = Math.min(bottomOf(a), bottomOf(b)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

export const contains = (outer: Rect, inner: Rect, tolerance = 0): boolean =>
  inner.x >= outer.x - tolerance &&
  inner.y >= outer.y - tolerance &&
  rightOf(inner) <= rightOf(outer) + tolerance &&
  bottomOf(inner) <= bottomOf(outer) + tolerance;

/** How far `inner` runs out of `outer` on each side, px; 0 where it does not. */
export function overhang(inner: Rect, outer: Rect) {
  const out = (value: number) => Math.max(0, value);
  return {
    left: out(outer.x - inner.x),
    top: out(outer.y - inner.y),
    right: out(rightOf(inner) - rightOf(outer)),
    bottom: out(bottomOf(inner) - bottomOf(outer)),
  };
}

export const inset = (box: Rect, by: { top: number; right: number; bottom: number; left: number }): Rect => ({
  x: box.x + by.left,
  y: box.y + by.top,
  width: Math.max(0, box.width - by.left - by.right),
  height: Math.max(0, box.height - by.top - by.bottom),
});

/** Area covered by at least one of the boxes, px²: a sweep over their edges. */
export function coveredArea(boxes: readonly Rect[]): number {
  const edges = [...new Set(boxes.flatMap((box) => [box.x, rightOf(box)]))].sort((a, b) => a - b);
  let total = 0;
  for (let index = 0; index + 1 < edges.length; index++) {
    const [left = 0, right = 0] = [edges[index], edges[index + 1]];
    const spans = boxes
      .filter((box) => box.x < right && rightOf(box) > left)
      .map((box) => [box.y, bottomOf(box)] as const)
      .sort((a, b) => a[0] - b[0]);
    let covered = 0;
    let reached = Number.NEGATIVE_INFINITY;
    for (const [top, bottom] of spans) {
      covered += Math.max(0, bottom - Math.max(top, reached));
      reached = Math.max(reached, bottom);
    }
    total += covered * (right - left);
  }
  return total;
}
