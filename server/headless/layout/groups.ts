/** Groups and boolean operations have no size of their own: their box is what their children cover. */
import type { NodeRecord } from '../model.ts';
import { type Bounds, boundsOf } from './transform.ts';

/** Undoes the linear part of a transform; null when it is singular. */
function inverseLinear([[a, c], [b, d]]: Transform): Transform | null {
  const determinant = a * d - b * c;
  if (Math.abs(determinant) < 1e-12) return null;
  return [
    [d / determinant, -c / determinant, 0],
    [-b / determinant, a / determinant, 0],
  ];
}

function multiply(m: Transform, n: Transform): Transform {
  const [[a, c, tx], [b, d, ty]] = m;
  const [[e, g, ux], [f, h, uy]] = n;
  return [
    [a * e + c * f, a * g + c * h, a * ux + c * uy + tx],
    [b * e + d * f, b * g + d * h, b * ux + d * uy + ty],
  ];
}

/**
 * The children that decide the group's box: the visible ones, and of those above a mask, which it cuts to its own
 * shape, none. In a group where everything is hidden all of them do, because a group cannot be without a box.
 */
function deciding(record: NodeRecord): NodeRecord[] {
  const visible = record.children.filter((child) => child.props.visible !== false);
  if (visible.length === 0) return record.children;
  const mask = visible.findIndex((child) => child.props.isMask === true);
  return mask < 0 ? visible : visible.filter((child, index) => index < mask || child.props.isMask === true);
}

/** The child boxes that decide the group's box, in the group's own (possibly rotated) axes. */
function contributing(record: NodeRecord, toGroupAxes: Transform): Bounds[] {
  const boxes = deciding(record).map((child) =>
    boundsOf(multiply(toGroupAxes, child.props.relativeTransform), child.props.width, child.props.height),
  );
  // What a subtraction leaves lies within its bottom shape.
  if (record.type === 'BOOLEAN_OPERATION' && record.props.booleanOperation === 'SUBTRACT') {
    return boxes.slice(0, 1);
  }
  return boxes;
}

/** Sets the group's size and origin from its children; the children and the group's rotation stay. */
export function fitGroup(record: NodeRecord): void {
  const linear = record.props.relativeTransform;
  const inverse = inverseLinear(linear);
  if (!inverse || record.children.length === 0) return;
  const boxes = contributing(record, inverse);
  const intersect = record.type === 'BOOLEAN_OPERATION' && record.props.booleanOperation === 'INTERSECT';
  const low = intersect ? Math.max : Math.min;
  const high = intersect ? Math.min : Math.max;
  const left = low(...boxes.map((box) => box.x));
  const top = low(...boxes.map((box) => box.y));
  const right = high(...boxes.map((box) => box.x + box.width));
  const bottom = high(...boxes.map((box) => box.y + box.height));
  const [[a, c], [b, d]] = linear;
  record.props.width = withoutDust(Math.max(right - left, 0));
  record.props.height = withoutDust(Math.max(bottom - top, 0));
  record.props.relativeTransform = [
    [a, c, a * left + c * top],
    [b, d, b * left + d * top],
  ];
}

/** A size must not depend on where the group is: 182.66… - 82.66… is 100, not 100.00000000000001. */
function withoutDust(size: number): number {
  return size < 1e6 ? Math.round(size * 1e9) / 1e9 : size;
}
