/** `figma.group`, `ungroup`, the boolean operations and `createComponentFromNode`. Grouped nodes stay where they are. */

import { joinSet, leaveSet, takeDefaults } from './components/sets.ts';
import type { HeadlessContext } from './context.ts';
import { ancestorOfType, isInside, pageOf } from './document.ts';
import { FigmaError } from './errors.ts';
import { frozenCopy } from './freeze.ts';
import { absoluteBounds, absoluteTransform, containerOf, invert, placeRecord } from './geometry.ts';
import { IDENTITY, multiply } from './matrix.ts';
import type { NodeProps, NodeRecord } from './model.ts';
import { initialProps } from './properties.ts';
import { selectedIds } from './properties-page.ts';
import { syncSizing } from './sizing.ts';
import { adopt, checkMove, convertRecord, requireContainer, samePage } from './tree.ts';
import { index, parseArgument } from './validation.ts';

type GroupType = 'GROUP' | 'BOOLEAN_OPERATION';

function parseNodes(raw: unknown, context: HeadlessContext): NodeRecord[] {
  if (!Array.isArray(raw)) throw new FigmaError('Argument "nodes" failed validation: Expected array');
  const records = [...new Set(raw.map((node) => context.recordOf(node, 'nodes')))];
  if (records.length === 0) throw new FigmaError('First argument must be an array of at least one node');
  return records;
}

/** Where nodes are on the page. Read before the first of them moves: auto layout would shift the others. */
function placesOf(nodes: readonly NodeRecord[], context: HeadlessContext): Transform[] {
  for (const node of nodes) context.settle(node);
  return nodes.map(absoluteTransform);
}

/** Moves nodes into `parent` and back to their places on the page; the first to index `at`, the others behind it. */
function moveInPlace(
  parent: NodeRecord,
  children: readonly NodeRecord[],
  places: readonly Transform[],
  at: number | undefined,
  context: HeadlessContext,
): void {
  children.forEach((child, offset) => {
    checkMove(parent, child, at === undefined ? undefined : at + offset, context);
    adopt(parent, child, at === undefined ? undefined : at + offset, context.document);
    const container = containerOf(child);
    const isOnPage = container === null || container.type === 'PAGE';
    const space = isOnPage ? IDENTITY : absoluteTransform(container);
    placeRecord(child, frozenCopy(multiply(invert(space), places[offset] ?? IDENTITY)));
  });
}

/** Document order, so that the stacking inside the group is the one on the canvas. */
function inDocumentOrder(records: NodeRecord[]): NodeRecord[] {
  const order = new Map<NodeRecord, string>();
  for (const record of records) {
    const path: string[] = [];
    for (let at = record; at.parent !== null; at = at.parent) {
      path.unshift(String(at.parent.children.indexOf(at)).padStart(8, '0'));
    }
    order.set(record, path.join('/'));
  }
  return [...records].sort((a, b) => ((order.get(a) ?? '') < (order.get(b) ?? '') ? -1 : 1));
}

/** Makes a group (or boolean operation) of `nodes` in `parent`. */
export function groupNodes(
  type: GroupType,
  [rawNodes, rawParent, rawIndex]: readonly unknown[],
  props: Partial<NodeProps>,
  context: HeadlessContext,
): object {
  const nodes = inDocumentOrder(parseNodes(rawNodes, context));
  const parent = context.recordOf(rawParent, 'parent');
  const at = rawIndex === undefined ? undefined : parseArgument('index', index, rawIndex);
  requireContainer(parent, 'parent');
  if (at !== undefined && at > parent.children.length) {
    throw new FigmaError(`Cannot insert at index ${at}: the parent has ${parent.children.length} children`);
  }
  checkGroupable(nodes, parent);
  // Before anything moves: a refusal halfway would leave half a group.
  for (const node of nodes) checkMove(parent, node, undefined, context);
  const places = placesOf(nodes, context);
  const group = context.document.create(type, { ...initialProps(type), ...props });
  adopt(parent, group, at, context.document);
  // The first child arrives before the group has a box, so the group must have no transform of its own yet.
  moveInPlace(group, nodes, places, undefined, context);
  context.document.invalidate(group);
  return context.node(group);
}

/** Makes a component set around components, which stay where they are. It is as large as they are together. */
export function combineAsVariants(
  [rawNodes, rawParent, rawIndex]: readonly unknown[],
  context: HeadlessContext,
): object {
  const nodes = parseNodes(rawNodes, context);
  const parent = context.recordOf(rawParent, 'parent');
  const at = rawIndex === undefined ? undefined : parseArgument('index', index, rawIndex);
  requireContainer(parent, 'parent');
  const other = nodes.find(({ type }) => type !== 'COMPONENT');
  if (other !== undefined) throw new FigmaError(`Only components can be variants, got a ${other.type} node`);
  checkGroupable(nodes, parent);
  for (const node of nodes) checkMove(parent, node, undefined, context);
  const places = placesOf(nodes, context);
  const boxes = nodes.map(absoluteBounds);
  const set = context.document.create('COMPONENT_SET', initialProps('COMPONENT_SET'));
  adopt(parent, set, at, context.document);
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  set.props.width = Math.max(...boxes.map(({ x, width }) => x + width)) - left;
  set.props.height = Math.max(...boxes.map(({ y, height }) => y + height)) - top;
  const space = parent.type === 'PAGE' ? IDENTITY : absoluteTransform(parent);
  const place: Transform = [
    [1, 0, left],
    [0, 1, top],
  ];
  placeRecord(set, frozenCopy(multiply(invert(space), place)));
  for (const node of nodes) {
    if (node.parent?.type === 'COMPONENT_SET') leaveSet(node.parent, node);
    joinSet(set, node, context);
  }
  moveInPlace(set, nodes, places, undefined, context);
  takeDefaults(set, context);
  return context.node(set);
}

function checkGroupable(nodes: readonly NodeRecord[], parent: NodeRecord): void {
  for (const node of nodes) {
    if (node.type === 'PAGE' || node.type === 'DOCUMENT' || node.type === 'SECTION') {
      throw new FigmaError(`Cannot group a ${node.type} node`);
    }
    if (isInside(parent, node))
      throw new FigmaError('Cannot move node. New parent is the node itself or is inside of it');
    if (!samePage(node, parent)) throw new FigmaError('Grouped nodes must be in the same page as the parent');
    if (ancestorOfType(node, 'INSTANCE'))
      throw new FigmaError('Cannot move node. Node is inside of an instance');
  }
  if (parent.type === 'INSTANCE' || ancestorOfType(parent, 'INSTANCE')) {
    throw new FigmaError('Cannot move node. New parent is an instance or is inside of an instance');
  }
}

/** Moves the children out, where they are, and removes the container. */
export function ungroup(raw: unknown, context: HeadlessContext): object[] {
  const group = context.recordOf(raw, 'node');
  requireContainer(group, 'node');
  const { parent } = group;
  if (parent === null || parent.type === 'DOCUMENT')
    throw new FigmaError(`Cannot ungroup a ${group.type} node`);
  if (ancestorOfType(group, 'INSTANCE') || group.type === 'INSTANCE') {
    throw new FigmaError('Cannot ungroup an instance or a node inside of an instance');
  }
  context.settle(group);
  const children = [...group.children];
  const page = pageOf(group);
  const selected = page === undefined ? [] : selectedIds(page);
  // The group vanishes with its last child, so its place is taken before.
  moveInPlace(parent, children, placesOf(children, context), parent.children.indexOf(group), context);
  if (!group.removed) context.document.remove(group);
  if (page !== undefined && selected.includes(group.id)) {
    page.props['selectedIds'] = Object.freeze([
      ...selected.filter((id) => id !== group.id),
      ...children.map((child) => child.id),
    ]);
    context.selectionChanged();
  }
  return children.map((child) => context.node(child));
}

/** A frame becomes a component in place; anything else gets a component around it. */
export function componentFromNode(raw: unknown, context: HeadlessContext): object {
  const record = context.recordOf(raw, 'node');
  const refusedType = ['COMPONENT', 'COMPONENT_SET', 'INSTANCE', 'PAGE', 'DOCUMENT', 'SECTION'].includes(
    record.type,
  );
  const inside = (['COMPONENT', 'COMPONENT_SET', 'INSTANCE'] as const).some((type) =>
    ancestorOfType(record, type),
  );
  const { parent } = record;
  if (refusedType || inside || parent === null) throw new FigmaError('Cannot create component from node');
  context.settle(record);
  if (record.type === 'FRAME') {
    const props = { ...initialProps('COMPONENT'), ...record.props };
    return context.node(convertRecord(record, 'COMPONENT', props, context.document));
  }
  const { width, height, relativeTransform, name } = record.props;
  const props: NodeProps = {
    ...initialProps('COMPONENT'),
    name,
    width,
    height,
    relativeTransform,
    fills: [],
    clipsContent: false,
  };
  const places = placesOf([record], context);
  const component = context.document.create('COMPONENT', props);
  adopt(parent, component, parent.children.indexOf(record), context.document);
  moveInPlace(component, [record], places, undefined, context);
  syncSizing(component);
  return context.node(component);
}
