/** Lays a built tree out from scrambled sizes and compares every box with Figma's. */
import { relayout, resizeRecord } from '../../server/headless/layout/index.ts';
import { isTurned, moveBy } from '../../server/headless/layout/transform.ts';
import {
  flowChildren,
  flowMode,
  hasFlowParent,
  isGroupLike,
  isSoft,
  sizing,
  textHugs,
} from '../../server/headless/layout/tree.ts';
import type { NodeRecord, TextMeasurer } from '../../server/headless/model.ts';
import type { BuiltTree } from './build.ts';
import { multiply, uprightBox } from './geometry.ts';
import type { Box } from './rest.ts';

export interface Comparison {
  record: NodeRecord;
  expected: Box;
  actual: Box;
  /** Largest difference of an edge position or a size, px on the page. */
  error: number;
  /** The same relative to the parent's own (computed) corner: errors from above do not count. */
  relativeError: number;
}

/** Far from any right answer; larger, so that constraints can be undone exactly. */
const SCRAMBLE = 37;

/** Whether the stored length of a FILL leaf reaches a hugging frame through FILL frames only. */
function feedsHug(record: NodeRecord, axis: 'x' | 'y'): boolean {
  const { parent } = record;
  if (!parent || flowMode(parent) === null) return false;
  if (isSoft(record, axis) && !flowChildren(parent).every((child) => isSoft(child, axis))) return false;
  const mode = sizing(parent, axis);
  return mode === 'HUG' || (mode === 'FILL' && hasFlowParent(parent) && feedsHug(parent, axis));
}

/** What layout decides about a node is made wrong, so that nothing can be right by having been given. */
function scramble(record: NodeRecord): void {
  for (const child of record.children) scramble(child);
  if (!hasFlowParent(record) && flowMode(record) === null && record.type !== 'TEXT') return;
  const decided = (axis: 'x' | 'y'): boolean => {
    if (isGroupLike(record)) return false;
    if (record.type === 'TEXT' && textHugs(record.props, axis)) return true;
    const mode = sizing(record, axis);
    if (mode === 'HUG') return flowMode(record) !== null && flowChildren(record).length > 0;
    if (mode !== 'FILL' || !hasFlowParent(record)) return false;
    // Where nothing but FILL leaves is in a hugging parent, their stored size is an input.
    return !isSoft(record, axis) || !feedsHug(record, axis);
  };
  if (!isTurned(record)) {
    resizeRecord(
      record,
      record.props.width + (decided('x') ? SCRAMBLE : 0),
      record.props.height + (decided('y') ? SCRAMBLE : 0),
      { constraints: true },
    );
  }
  if (hasFlowParent(record)) moveBy(record, SCRAMBLE, -SCRAMBLE);
}

/** Compares every node whose box layout decides: children in auto-layout flow, and frames or texts that hug. */
export function compareTree(tree: BuiltTree, text: TextMeasurer): Comparison[] {
  scramble(tree.root);
  relayout(tree.root, text);
  const found: Comparison[] = [];
  const visit = (
    record: NodeRecord,
    container: Transform,
    expectedParent: Box | undefined,
    parent: Box | undefined,
  ): void => {
    const absolute = record.parent ? multiply(container, record.props.relativeTransform) : container;
    const actual = uprightBox(absolute, record.props.width, record.props.height);
    const expected = tree.boxes.get(record);
    if (expected && isDecided(record)) {
      const size = Math.max(
        Math.abs(actual.width - expected.width),
        Math.abs(actual.height - expected.height),
      );
      const place = Math.max(Math.abs(actual.x - expected.x), Math.abs(actual.y - expected.y));
      const offset =
        parent && expectedParent
          ? Math.max(
              Math.abs(actual.x - parent.x - (expected.x - expectedParent.x)),
              Math.abs(actual.y - parent.y - (expected.y - expectedParent.y)),
            )
          : place;
      found.push({
        record,
        expected,
        actual,
        error: Math.max(size, place),
        relativeError: Math.max(size, hasFlowParent(record) ? offset : 0),
      });
    }
    if (record.props.visible === false && record.parent) return;
    const inner = isGroupLike(record) ? container : absolute;
    for (const child of record.children) visit(child, inner, expected, actual);
  };
  visit(tree.root, tree.origin, undefined, undefined);
  return found;
}

function isDecided(record: NodeRecord): boolean {
  if (record.props.visible === false) return false;
  if (hasFlowParent(record)) return true;
  if (flowMode(record) === null) return false;
  return sizing(record, 'x') === 'HUG' || sizing(record, 'y') === 'HUG';
}
