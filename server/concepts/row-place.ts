/** Where a concept's frame goes: the concepts of one angle form a row, and nothing lies on anything else. */
import type { CanvasStatus } from '../../schemas/canvas-request.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** px between frames of a row; rows are twice as far apart. */
const GAP = 160;

/** A canvas and its page, as far as they can be told apart: a reservation holds for one page. */
export function canvasKey(kind: string, { document, page }: Pick<CanvasStatus, 'document' | 'page'>): string {
  return `${kind}:${document}:${page.id}`;
}

/**
 * A free box of `size`: right of `row`, the boxes of the same angle; below everything when the row is empty.
 * `taken` are all frames and reservations of the page.
 */
export function placeInRow(
  size: { width: number; height: number },
  row: readonly Box[],
  taken: readonly Box[],
): Box {
  if (taken.length === 0 && row.length === 0) return { x: 0, y: 0, ...size };
  const start =
    row.length > 0
      ? { x: Math.max(...row.map(right)) + GAP, y: Math.min(...row.map(({ y }) => y)) }
      : { x: Math.min(...taken.map(({ x }) => x)), y: Math.max(...taken.map(bottom)) + 2 * GAP };
  return shiftedRight({ x: Math.ceil(start.x), y: Math.ceil(start.y), ...size }, taken);
}

/** The box, moved to the right until it is clear of all `taken` ones. */
export function shiftedRight(box: Box, taken: readonly Box[]): Box {
  let { x } = box;
  // Each step clears at least one box for good, so this ends.
  for (;;) {
    const blocking = taken.filter((other) => overlaps({ ...box, x }, other));
    if (blocking.length === 0) return { ...box, x };
    x = Math.ceil(Math.max(...blocking.map(right)) + GAP);
  }
}

const right = ({ x, width }: Box) => x + width;
const bottom = ({ y, height }: Box) => y + height;

function overlaps(a: Box, b: Box): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}
