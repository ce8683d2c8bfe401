/** Transforms as rendering needs them; the maths they share with the document is in `matrix.ts`. */
import { IDENTITY, multiply } from '../../matrix.ts';
import type { NodeRecord } from '../../model.ts';

/** The inverse, or null for a transform that flattens the plane. */
export function invert(transform: Transform): Transform | null {
  const [[a, c, tx], [b, d, ty]] = transform;
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-12) return null;
  return [
    [d / determinant, -c / determinant, (c * ty - d * tx) / determinant],
    [-b / determinant, a / determinant, (b * tx - a * ty) / determinant],
  ];
}

export function applyTo(transform: Transform, x: number, y: number): { x: number; y: number } {
  const [[a, c, tx], [b, d, ty]] = transform;
  return { x: a * x + c * y + tx, y: b * x + d * y + ty };
}

/** The 3x3 row-major matrix CanvasKit takes. */
export function toMatrix(transform: Transform): number[] {
  return [...transform[0], ...transform[1], 0, 0, 1];
}

/** Lengths of the images of the unit vectors: how much a drawing grows along its own x and y. */
export function scaleOf(transform: Transform): { x: number; y: number } {
  const [[a, c], [b, d]] = transform;
  return { x: Math.hypot(a, b), y: Math.hypot(c, d) };
}

/** Groups and boolean operations have no coordinate system of their own: their children live in the one above. */
export function sharesParentSpace(record: NodeRecord): boolean {
  return record.type === 'GROUP' || record.type === 'BOOLEAN_OPERATION';
}

/** The nearest ancestor with a coordinate system, or null at the top. */
export function containerOf(record: NodeRecord): NodeRecord | null {
  let parent = record.parent;
  while (parent !== null && sharesParentSpace(parent)) parent = parent.parent;
  return parent;
}

/** Maps the node's own space to its page (Figma's `absoluteTransform`). Pages and the document are the origin. */
export function absoluteTransform(record: NodeRecord): Transform {
  if (record.type === 'PAGE' || record.type === 'DOCUMENT') return IDENTITY;
  const container = containerOf(record);
  const own = record.props.relativeTransform;
  return container === null ? own : multiply(absoluteTransform(container), own);
}
