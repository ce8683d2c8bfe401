/** Resizing, and what it does to children that no auto-layout places: Figma's constraints. */
import type { NodeRecord } from '../model.ts';
import { fitGroup } from './groups.ts';
import { bounds, isQuarterTurned, isTurned, moveBy, moveTo } from './transform.ts';
import { flowMode, isGroupLike } from './tree.ts';

export interface ResizeOptions {
  /** Whether children follow their constraints (`resize`) or stay put (`resizeWithoutConstraints`). */
  constraints: boolean;
}

/**
 * Sets a node's size in px (its own axes, before rotation). Children follow their constraints where the node does
 * not lay them out: all children without auto-layout, the ABSOLUTE ones with it. Groups scale their children. A LINE
 * keeps height 0. The node's top-left corner stays. Auto-layout inside is not run: call `relayout` afterwards.
 */
export function resizeRecord(
  record: NodeRecord,
  width: number,
  height: number,
  options: ResizeOptions,
): void {
  const { props } = record;
  const before = { width: props.width, height: props.height };
  const after = { width, height: record.type === 'LINE' ? 0 : height };
  if (before.width === after.width && before.height === after.height) return;
  if (isGroupLike(record)) {
    scaleGroup(record, after.width, after.height);
    return;
  }
  props.width = after.width;
  props.height = after.height;
  if (!options.constraints || record.type === 'SECTION') return;
  const laidOut = flowMode(record) !== null;
  for (const child of record.children) {
    if (laidOut && child.props.layoutPositioning !== 'ABSOLUTE') continue;
    followParent(child, before, after);
  }
}

interface Size {
  width: number;
  height: number;
}

/** A node without constraints is a group: its children follow the frame instead, and the group fits them again. */
function followParent(child: NodeRecord, before: Size, after: Size): void {
  if (isGroupLike(child)) {
    for (const member of child.children) followParent(member, before, after);
    fitGroup(child);
    return;
  }
  const box = bounds(child);
  const constraints = child.props.constraints ?? { horizontal: 'MIN', vertical: 'MIN' };
  const x = follow(constraints.horizontal, box.x, box.width, before.width, after.width);
  const y = follow(constraints.vertical, box.y, box.height, before.height, after.height);
  if (!isTurned(child)) {
    resizeRecord(child, x.length, y.length, { constraints: true });
    moveTo(child, x.start, y.start);
  } else if (isQuarterTurned(child)) {
    resizeRecord(child, y.length, x.length, { constraints: true });
    moveTo(child, x.start, y.start);
  } else {
    // A slanted box cannot take an arbitrary upright size: it keeps its own and stays in the middle.
    moveBy(
      child,
      x.start + x.length / 2 - (box.x + box.width / 2),
      y.start + y.length / 2 - (box.y + box.height / 2),
    );
  }
}

function follow(
  constraint: ConstraintType,
  start: number,
  length: number,
  before: number,
  after: number,
): { start: number; length: number } {
  const delta = after - before;
  switch (constraint) {
    case 'MAX':
      return { start: start + delta, length };
    case 'CENTER':
      return { start: start + delta / 2, length };
    case 'STRETCH':
      return { start, length: Math.max(length + delta, 0) };
    case 'SCALE': {
      const ratio = before === 0 ? 1 : after / before;
      return { start: start * ratio, length: length * ratio };
    }
    default:
      return { start, length };
  }
}

function scaleGroup(group: NodeRecord, width: number, height: number): void {
  const { props } = group;
  const origin = { x: props.relativeTransform[0][2], y: props.relativeTransform[1][2] };
  const ratio = {
    x: props.width === 0 ? 1 : width / props.width,
    y: props.height === 0 ? 1 : height / props.height,
  };
  for (const child of group.children) {
    const box = bounds(child);
    const turned = isQuarterTurned(child);
    resizeRecord(
      child,
      child.props.width * (turned ? ratio.y : ratio.x),
      child.props.height * (turned ? ratio.x : ratio.y),
      { constraints: true },
    );
    moveTo(child, origin.x + (box.x - origin.x) * ratio.x, origin.y + (box.y - origin.y) * ratio.y);
  }
  props.width = width;
  props.height = height;
}
