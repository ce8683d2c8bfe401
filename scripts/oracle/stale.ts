/**
 * Nodes whose boxes in the file contradict the file itself. Figma lays an instance out when somebody opens it, not when
 * a file is asked for over REST: texts and properties overridden since then are new, the frames around them old. From
 * what such a file says no layout can be derived, so the oracle tells these nodes apart.
 *
 * The check is arithmetic on the file's own boxes, without the layout engine, and only where there is no choice: a
 * frame that hugs must be as long as its visible children, children packed at the start must begin at the padding, and
 * each where the one before it ends.
 */
import { type Box, boxOf, childrenOf, numberOf, objectOf, type RestNode } from './rest.ts';

/** Beyond what rounding can explain. */
const TOLERANCE = 1;

/** The innermost instances with a contradiction somewhere below them, and frames outside instances that have one. */
export function staleNodes(tree: RestNode): Set<RestNode> {
  const found = new Set<RestNode>();
  const visit = (node: RestNode, instance: RestNode | null): void => {
    // Below a turned node upright boxes say nothing about lengths.
    if (node.visible === false || isTurned(node)) return;
    const within = node.type === 'INSTANCE' ? node : instance;
    if (contradictsItself(node)) found.add(within ?? node);
    for (const child of childrenOf(node)) visit(child, within);
  };
  visit(tree, null);
  return found;
}

interface Line {
  box: Box;
  children: { node: RestNode; box: Box }[];
  mode: 'HORIZONTAL' | 'VERTICAL';
}

/** The frame's line of children where every one of them is an upright box; else null. */
function lineOf(node: RestNode): Line | null {
  const mode = node.layoutMode;
  const box = boxOf(node);
  if (!box || (mode !== 'HORIZONTAL' && mode !== 'VERTICAL') || node.layoutWrap === 'WRAP') return null;
  if (node.strokesIncludedInLayout === true || isTurned(node)) return null;
  const children: Line['children'] = [];
  for (const child of childrenOf(node)) {
    if (child.visible === false || child.layoutPositioning === 'ABSOLUTE') continue;
    const found = boxOf(child);
    if (!found || isTurned(child)) return null;
    children.push({ node: child, box: found });
  }
  return children.length > 0 ? { box, children, mode } : null;
}

function isTurned(node: RestNode): boolean {
  const matrix = node.relativeTransform;
  if (Array.isArray(matrix) && Array.isArray(matrix[0]) && Math.abs(Number(matrix[0][0]) - 1) > 1e-3)
    return true;
  return Math.abs(numberOf(node, 'rotation') ?? 0) > 1e-3;
}

function contradictsItself(node: RestNode): boolean {
  const line = lineOf(node);
  if (!line) return false;
  return (
    hugsWrongly(node, line, 'x') ||
    hugsWrongly(node, line, 'y') ||
    startsWrongly(node, line) ||
    followsWrongly(node, line)
  );
}

const lengthOf = (box: Box, axis: 'x' | 'y'): number => (axis === 'x' ? box.width : box.height);

function paddings(node: RestNode, axis: 'x' | 'y'): [number, number] {
  const both = numberOf(node, axis === 'x' ? 'horizontalPadding' : 'verticalPadding') ?? 0;
  const [before, after] = axis === 'x' ? ['paddingLeft', 'paddingRight'] : ['paddingTop', 'paddingBottom'];
  return [numberOf(node, before ?? '') ?? both, numberOf(node, after ?? '') ?? both];
}

function hugsWrongly(node: RestNode, { box, children, mode }: Line, axis: 'x' | 'y'): boolean {
  if (node[axis === 'x' ? 'layoutSizingHorizontal' : 'layoutSizingVertical'] !== 'HUG') return false;
  const [smallest, largest] = axis === 'x' ? ['minWidth', 'maxWidth'] : ['minHeight', 'maxHeight'];
  if (numberOf(node, smallest ?? '') !== undefined || numberOf(node, largest ?? '') !== undefined)
    return false;
  if (node.counterAxisAlignItems === 'BASELINE' || objectOf(node, 'targetAspectRatio')) return false;
  const along = (mode === 'HORIZONTAL') === (axis === 'x');
  const spacing = numberOf(node, 'itemSpacing') ?? 0;
  if (along && spacing < 0) return false;
  const gap = node.primaryAxisAlignItems === 'SPACE_BETWEEN' ? 0 : spacing;
  const lengths = children.map((child) => lengthOf(child.box, axis));
  const content = along
    ? lengths.reduce((sum, length) => sum + length, gap * (lengths.length - 1))
    : Math.max(...lengths);
  const [before, after] = paddings(node, axis);
  return Math.abs(lengthOf(box, axis) - content - before - after) > TOLERANCE;
}

/** Until late 2020 a child could be aligned on its own. */
const OLD_ALIGNMENTS = ['MIN', 'CENTER', 'MAX'];

/** Across the line, where children are aligned to the start. */
function startsWrongly(node: RestNode, { box, children, mode }: Line): boolean {
  if (node.counterAxisAlignItems !== undefined && node.counterAxisAlignItems !== 'MIN') return false;
  const cross = mode === 'HORIZONTAL' ? 'y' : 'x';
  const [before] = paddings(node, cross);
  return children.some(
    (child) =>
      !OLD_ALIGNMENTS.some((align) => align === child.node.layoutAlign) &&
      Math.abs(child.box[cross] - box[cross] - before) > TOLERANCE,
  );
}

/** Along the line, where children are packed at the start. */
function followsWrongly(node: RestNode, { box, children, mode }: Line): boolean {
  if (node.primaryAxisAlignItems !== undefined && node.primaryAxisAlignItems !== 'MIN') return false;
  const spacing = numberOf(node, 'itemSpacing') ?? 0;
  if (spacing < 0) return false;
  const axis = mode === 'HORIZONTAL' ? 'x' : 'y';
  let expected = box[axis] + paddings(node, axis)[0];
  for (const child of children) {
    if (Math.abs(child.box[axis] - expected) > TOLERANCE) return true;
    expected = child.box[axis] + lengthOf(child.box, axis) + spacing;
  }
  return false;
}
