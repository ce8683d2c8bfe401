/** Matrices and boxes of records. Degrees follow Figma: positive is counter-clockwise, about the top-left corner. */
import { multiply } from './matrix.ts';
import type { NodeRecord } from './model.ts';

/** Throws nothing: a singular matrix gives infinities, which setters never let in. */
export function invert(m: Transform): Transform {
  const [[a, c, e], [b, d, f]] = m;
  const det = a * d - b * c;
  return [
    [d / det, -c / det, (c * f - d * e) / det],
    [-b / det, a / det, (b * e - a * f) / det],
  ];
}

/** `Math.atan2(-m10, m00)` in degrees, -180 to 180. */
export function rotationOf(m: Transform): number {
  const degrees = (Math.atan2(-m[1][0], m[0][0]) * 180) / Math.PI;
  return degrees === 0 ? 0 : degrees;
}

/** The same translation with a pure rotation of `degrees`. */
export function withRotation(m: Transform, degrees: number): Transform {
  const angle = (degrees * Math.PI) / 180;
  const cos = exact(Math.cos(angle));
  const sin = exact(Math.sin(angle));
  return [
    [cos, sin, m[0][2]],
    [0 - sin, cos, m[1][2]], // not -sin: a matrix holds no negative zero
  ];
}

/** Quarter turns give exact 0 and 1, so that boxes of turned nodes have no rounding dust. */
function exact(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) < 1e-15 ? nearest + 0 : value;
}

export function withTranslation(m: Transform, x: number, y: number): Transform {
  return [
    [m[0][0], m[0][1], x],
    [m[1][0], m[1][1], y],
  ];
}

/** Figma's transforms turn, skew and flip but never scale: both axes have length 1. */
export function withUnitAxes(m: Transform): Transform {
  const lengths = [Math.hypot(m[0][0], m[1][0]), Math.hypot(m[0][1], m[1][1])] as const;
  // Rounding dust is left alone, or writing a value back would change it.
  const [x, y] = lengths.map((length) => (Math.abs(length - 1) < 1e-6 ? 1 : length)) as [number, number];
  return [
    [m[0][0] / x, m[0][1] / y, m[0][2]],
    [m[1][0] / x, m[1][1] / y, m[1][2]],
  ];
}

/** Axis-aligned box around a `width` x `height` rectangle under `m`. */
export function boundsUnder(m: Transform, width: number, height: number): Rect {
  const xs = [0, width].flatMap((x) => [0, height].map((y) => m[0][0] * x + m[0][1] * y + m[0][2]));
  const ys = [0, width].flatMap((x) => [0, height].map((y) => m[1][0] * x + m[1][1] * y + m[1][2]));
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** Groups and boolean operations take their box from their children, whose coordinates pass through them. */
export function isGroupLike(record: NodeRecord): boolean {
  return record.type === 'GROUP' || record.type === 'BOOLEAN_OPERATION';
}

/** The ancestor that coordinates are relative to; null for a page. */
export function containerOf(record: NodeRecord): NodeRecord | null {
  let parent = record.parent;
  while (parent !== null && isGroupLike(parent)) parent = parent.parent;
  return parent;
}

/** Position on the page: the product of the transforms of all containers. */
export function absoluteTransform(record: NodeRecord): Transform {
  let result = record.props.relativeTransform;
  for (let at = containerOf(record); at !== null && at.type !== 'PAGE'; at = containerOf(at)) {
    result = multiply(at.props.relativeTransform, result);
  }
  return result;
}

/** Box on the page, as `absoluteBoundingBox`. */
export function absoluteBounds(record: NodeRecord): Rect {
  return boundsUnder(absoluteTransform(record), record.props.width, record.props.height);
}

/** Moves a record by `delta` (in container space). The children of groups move along: they hold the positions. */
export function applyDelta(record: NodeRecord, delta: Transform): void {
  record.props.relativeTransform = multiply(delta, record.props.relativeTransform);
  if (isGroupLike(record)) for (const child of record.children) applyDelta(child, delta);
}

/** Sets a record's transform; for a group the children carry the change. */
export function placeRecord(record: NodeRecord, transform: Transform): void {
  if (isGroupLike(record)) {
    const delta = multiply(transform, invert(record.props.relativeTransform));
    for (const child of record.children) applyDelta(child, delta);
  }
  record.props.relativeTransform = transform;
}
