/** What is painted over a node. */
import type { CheckInput } from '../check.ts';
import { ancestorsOf, type CheckNode, isInside, isText, seen, walk } from './node.ts';
import { shared } from './rect.ts';

/** Painted layers over a node that meet its box: the outermost of each, without texts. */
export function layersAbove(
  node: CheckNode,
  { nodes, frame }: Pick<CheckInput, 'nodes' | 'frame'>,
): CheckNode[] {
  const around = new Set([frame, ...ancestorsOf(node)]);
  return nodes.filter(
    (each) =>
      each.z > node.z &&
      each.shown &&
      !isText(each) &&
      !each.isMask &&
      each.parent !== undefined &&
      around.has(each.parent) &&
      !isInside(each, node) &&
      !around.has(each) &&
      shared(each.drawn ?? each.box, node.box) !== undefined &&
      paints(each),
  );
}

/** A group of nothing but texts covers no more than its words do. */
const paints = (node: CheckNode): boolean =>
  [...walk(node)].some(
    (each) => each.shown && !isText(each) && seen([...each.fills, ...each.strokes]).length > 0,
  );
