/** Tree methods: adding, removing, cloning, searching. */
import { z } from 'zod/v3';
import type { HeadlessContext } from './context.ts';
import { walk } from './document.ts';
import { FigmaError } from './errors.ts';
import { moveToCell } from './grid.ts';
import { type Method, method, parseCallback } from './method.ts';
import type { NodeRecord } from './model.ts';
import { ALL, CONTAINERS, FRAMES, isFrame, LAYOUT, SCENE } from './node-types.ts';
import { gridOf } from './properties-grid.ts';
import { childrenOf } from './properties-node.ts';
import { adopt, cloneRecord, moveRecord, putOnCurrentPage, removeRecord } from './tree.ts';
import { index, parseArgument } from './validation.ts';

const criteriaSchema = z
  .object({
    types: z.array(z.string()).optional(),
    pluginData: z
      .object({ keys: z.array(z.string()).optional() })
      .strict()
      .optional(),
    sharedPluginData: z
      .object({ namespace: z.string(), keys: z.array(z.string()).optional() })
      .strict()
      .optional(),
  })
  .strict();
type Criteria = z.infer<typeof criteriaSchema>;

/** Everything below a node, in document order. On the document this needs every page loaded. */
function descendants(record: NodeRecord, context: HeadlessContext): NodeRecord[] {
  if (record.type === 'DOCUMENT') {
    for (const page of record.children) {
      if (context.loadedPages.has(page)) continue;
      throw new FigmaError(
        'Cannot search the document before all pages are loaded. Call `await figma.loadAllPagesAsync()` first.',
      );
    }
  }
  childrenOf(record, context);
  context.refresh();
  return [...walk(record)].slice(1);
}

function matches(record: NodeRecord, criteria: Criteria): boolean {
  const { types, pluginData, sharedPluginData } = criteria;
  if (types !== undefined && !types.includes(record.type)) return false;
  if (pluginData !== undefined && !hasKeys(record.props.pluginData, pluginData.keys)) return false;
  if (sharedPluginData === undefined) return true;
  return hasKeys(record.props.sharedPluginData[sharedPluginData.namespace] ?? {}, sharedPluginData.keys);
}

function hasKeys(data: Record<string, string>, keys: readonly string[] | undefined): boolean {
  return keys === undefined ? Object.keys(data).length > 0 : keys.some((key) => key in data);
}

function topLevelFrame(record: NodeRecord): NodeRecord | undefined {
  let found: NodeRecord | undefined;
  for (let at: NodeRecord | null = record; at !== null; at = at.parent) if (isFrame(at)) found = at;
  return found;
}

function cloneNode(record: NodeRecord, context: HeadlessContext): NodeRecord {
  context.settle(record);
  const copy = cloneRecord(record, context.document);
  if (record.type === 'PAGE') {
    adopt(context.document.root, copy, undefined, context.document);
    context.loadedPages.add(copy);
  } else {
    putOnCurrentPage(copy, context);
  }
  return copy;
}

export const treeMethods: readonly Method[] = [
  method('appendChild', CONTAINERS, (record, [child], context) => {
    moveRecord(record, context.recordOf(child, 'child'), undefined, context);
  }),
  method('insertChild', CONTAINERS, (record, [at, child], context) => {
    moveRecord(record, context.recordOf(child, 'child'), parseArgument('index', index, at), context);
  }),
  method('appendChildAt', FRAMES, (record, [node, row, column], context) => {
    const child = context.recordOf(node, 'node');
    const rowIndex = parseArgument('rowIndex', index, row);
    const columnIndex = parseArgument('columnIndex', index, column);
    if (record.props.layoutMode !== 'GRID') {
      throw new FigmaError('appendChildAt can only be used on frames with layoutMode GRID');
    }
    if (rowIndex >= record.props.gridRowCount || columnIndex >= record.props.gridColumnCount) {
      throw new FigmaError(
        `Cell (${rowIndex}, ${columnIndex}) is out of bounds: the grid has ${record.props.gridRowCount} rows and ${record.props.gridColumnCount} columns`,
      );
    }
    const { gridRowCount, gridRowSizes } = record.props;
    moveRecord(record, child, undefined, context);
    // The provisional first free cell may have added a row.
    Object.assign(record.props, { gridRowCount, gridRowSizes });
    moveToCell(record, child, rowIndex, columnIndex);
    context.touch(child, 'gridRowAnchorIndex', true);
  }),
  method('setGridChildPosition', LAYOUT, (record, [row, column], context) => {
    const grid = gridOf(record, 'setGridChildPosition');
    moveToCell(
      grid,
      record,
      parseArgument('rowIndex', index, row),
      parseArgument('columnIndex', index, column),
    );
    context.touch(record, 'gridRowAnchorIndex', true);
  }),
  method('remove', ALL, (record, _args, context) => removeRecord(record, context)),
  method('clone', [...SCENE, 'PAGE'], (record, _args, context) => context.node(cloneNode(record, context))),
  method('toString', ALL, (record) => `[object ${record.type.toLowerCase()} node "${record.props.name}"]`),
  method('getTopLevelFrame', ALL, (record, _args, context) => {
    const top = topLevelFrame(record);
    return top === undefined ? undefined : context.node(top);
  }),

  method('findChildren', CONTAINERS, (record, [callback], context) => {
    const nodes = childrenOf(record, context).map((child) => context.node(child));
    return callback === undefined ? nodes : nodes.filter(parseCallback(callback));
  }),
  method('findChild', CONTAINERS, (record, [callback], context) => {
    const nodes = childrenOf(record, context).map((child) => context.node(child));
    return nodes.find(parseCallback(callback)) ?? null;
  }),
  method('findAll', CONTAINERS, (record, [callback], context) => {
    const nodes = descendants(record, context).map((child) => context.node(child));
    return callback === undefined ? nodes : nodes.filter(parseCallback(callback));
  }),
  method('findOne', CONTAINERS, (record, [callback], context) => {
    const test = parseCallback(callback);
    for (const child of descendants(record, context)) {
      const node = context.node(child);
      if (test(node)) return node;
    }
    return null;
  }),
  method('findAllWithCriteria', CONTAINERS, (record, [raw], context) => {
    const criteria = parseArgument('criteria', criteriaSchema, raw);
    return descendants(record, context)
      .filter((child) => matches(child, criteria))
      .map((child) => context.node(child));
  }),
  method('findWidgetNodesByWidgetId', CONTAINERS, () => []),
];
