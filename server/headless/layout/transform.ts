/** Small affine geometry: Figma's `relativeTransform` is `[[a, c, tx], [b, d, ty]]`. */
import type { NodeRecord } from '../model.ts';
import { isGroupLike } from './tree.ts';

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

const EPSILON = 1e-6;

/** Whether the node is rotated, skewed or flipped. */
export function isTurned(record: NodeRecord): boolean {
  const [[a, c], [b, d]] = record.props.relativeTransform;
  return (
    Math.abs(a - 1) > EPSILON || Math.abs(d - 1) > EPSILON || Math.abs(b) > EPSILON || Math.abs(c) > EPSILON
  );
}

/** Whether the node is turned by 90 or 270 degrees, so that its width lies on the vertical axis. */
export function isQuarterTurned(record: NodeRecord): boolean {
  const [[a], [b]] = record.props.relativeTransform;
  return Math.abs(a) < EPSILON && Math.abs(b) > EPSILON;
}

/** The axis-aligned box of a `width` x `height` rectangle under a transform. */
export function boundsOf(transform: Transform, width: number, height: number): Bounds {
  const [[a, c, tx], [b, d, ty]] = transform;
  const xs = [0, a * width, c * height, a * width + c * height];
  const ys = [0, b * width, d * height, b * width + d * height];
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x: x + tx, y: y + ty, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The node's axis-aligned box in the coordinates of its nearest container that is not a group. */
export function bounds(record: NodeRecord): Bounds {
  return boundsOf(record.props.relativeTransform, record.props.width, record.props.height);
}

/** Differences that only rounding makes, px. */
const DUST = 1e-9;

/**
 * Moves the node so that its axis-aligned box starts at `x`, `y`; a group takes its children along. The result must
 * not depend on where the node was: laying out twice, or undoing, has to give the very same numbers.
 */
export function moveTo(record: NodeRecord, x: number, y: number): void {
  if (isGroupLike(record)) {
    // A group is where its children are; adding rounding dust to all of them would never come to rest.
    const box = bounds(record);
    const dx = x - box.x;
    const dy = y - box.y;
    if (Math.abs(dx) > DUST || Math.abs(dy) > DUST) moveBy(record, dx, dy);
    return;
  }
  const { relativeTransform, width, height } = record.props;
  const [[a, c], [b, d]] = relativeTransform;
  const offset = boundsOf(
    [
      [a, c, 0],
      [b, d, 0],
    ],
    width,
    height,
  );
  const [tx, ty] = [x - offset.x, y - offset.y];
  if (tx === relativeTransform[0][2] && ty === relativeTransform[1][2]) return;
  record.props.relativeTransform = [
    [a, c, tx],
    [b, d, ty],
  ];
}

export function moveBy(record: NodeRecord, dx: number, dy: number): void {
  if (dx === 0 && dy === 0) return;
  const [[a, c, tx], [b, d, ty]] = record.props.relativeTransform;
  record.props.relativeTransform = [
    [a, c, tx + dx],
    [b, d, ty + dy],
  ];
  if (isGroupLike(record)) for (const child of record.children) moveBy(child, dx, dy);
}
