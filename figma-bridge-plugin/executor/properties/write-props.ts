/**
 * Writes a program's `props` to a node that is already in its parent, in the order Figma needs, so that no caller has
 * to know it: layoutMode, size, plain properties, text, then what depends on the parent's layout, then the name.
 */
import { fail } from '../errors.ts';
import { callMember, hasMember, isAutoLayout, isRecord, type Props, setMember } from '../node-access.ts';
import type { Session } from '../session.ts';
import { namespace } from '../snapshot/groups/identity.ts';
import type { Deferred } from './deferred.ts';
import { guarded, guardedAsync } from './guarded.ts';
import { isTextProperty, writeText, writeTextBox } from './write-text.ts';

export interface WriteContext {
  session: Session;
  deferred: Deferred;
  op: number;
  opKind: string;
}

/** Before the size: turning auto layout on changes the sizing, and what follows is refused without it. */
const early = ['layoutMode', 'layoutWrap', 'gridRowCount', 'gridColumnCount'];
/** Wholes before parts, and rules before what they allow. Other plain properties come after, in the given order. */
const ordered = [
  'strokeWeight',
  'cornerRadius',
  'itemSpacing',
  'horizontalPadding',
  'verticalPadding',
  'primaryAxisSizingMode',
  'counterAxisSizingMode',
];
/** Depend on the parent's layout, so they may have to wait for it. */
const inParent = ['layoutPositioning', 'layoutSizingHorizontal', 'layoutSizingVertical'];
const limits = ['minWidth', 'maxWidth', 'minHeight', 'maxHeight'];
const position = ['relativeTransform', 'rotation', 'x', 'y'];
const late = new Set([
  ...inParent,
  ...limits,
  ...position,
  'width',
  'height',
  'name',
  'autoRename',
  'pluginData',
  'constraints',
  'gridRowAnchorIndex',
  'gridColumnAnchorIndex',
  'gridRowSpan',
  'gridColumnSpan',
]);

/** Members that Figma takes through a method only. */
const methods: Record<string, string> = {
  reactions: 'setReactionsAsync',
  vectorNetwork: 'setVectorNetworkAsync',
  fillStyleId: 'setFillStyleIdAsync',
  strokeStyleId: 'setStrokeStyleIdAsync',
  effectStyleId: 'setEffectStyleIdAsync',
  gridStyleId: 'setGridStyleIdAsync',
  textStyleId: 'setTextStyleIdAsync',
  backgroundStyleId: 'setFillStyleIdAsync',
  componentProperties: 'setProperties',
};
const paints = ['fills', 'strokes', 'backgrounds'];

export async function writeProps(node: BaseNode, given: Props, context: WriteContext): Promise<void> {
  const props: Props = {};
  for (const name of Object.keys(given)) if (given[name] !== undefined) props[name] = given[name];
  const rank = (name: string): number => {
    const at = ordered.indexOf(name);
    return at < 0 ? ordered.length : at;
  };
  const isText = node.type === 'TEXT';
  const plain = Object.keys(props)
    .filter((name) => early.indexOf(name) < 0 && !late.has(name) && !(isText && isTextProperty(name)))
    .sort((left, right) => rank(left) - rank(right));

  for (const name of early) if (name in props) writeMember(node, name, props[name]);
  if (node.type === 'TEXT') {
    await writeText(node, props, context.session);
    writeTextBox(node, props);
  }
  writeSize(node, props);
  for (const name of plain) await writePlain(node, name, props[name], context.session);
  writeInParent(node, props, context);
  writeIdentity(node, props);
}

function writeMember(node: BaseNode, name: string, value: unknown): void {
  guarded(`props.${name}`, () => setMember(node, name, value));
}

async function writePlain(node: BaseNode, name: string, value: unknown, session: Session): Promise<void> {
  const method = methods[name];
  if (method !== undefined && hasMember(node, method)) {
    return guardedAsync(`props.${name}`, async () => callMember(node, method, [value]));
  }
  if (paints.indexOf(name) < 0) return writeMember(node, name, value);
  const resolved = await session.images.resolvePaints(value);
  const hasPattern =
    Array.isArray(resolved) && resolved.some((paint) => isRecord(paint) && paint['type'] === 'PATTERN');
  if (!hasPattern) return writeMember(node, name, resolved);
  const setter = name === 'strokes' ? 'setStrokesAsync' : 'setFillsAsync';
  return guardedAsync(`props.${name}`, async () => callMember(node, setter, [resolved]));
}

/** The axis that `props` say nothing about keeps its sizing: Figma's resize would fix both. */
function writeSize(node: BaseNode, props: Props): void {
  if (!('width' in props || 'height' in props)) return;
  if (!('resize' in node)) {
    fail('not_allowed', `A ${node.type} node cannot be resized.`, { path: 'props.width' });
  }
  const width = 'width' in props ? Number(props['width']) : node.width;
  let height = 'height' in props ? Number(props['height']) : node.height;
  if (node.type === 'LINE') {
    if (height !== 0)
      fail('bad_value', 'A LINE has height 0; its thickness is strokeWeight.', {
        path: 'props.height',
        hint: 'Leave height out, set strokeWeight, and use rotation for another direction.',
      });
    height = 0;
  }
  const before = sizingOf(node);
  const wasText = node.type === 'TEXT' ? node.textAutoResize : undefined;
  guarded('width' in props ? 'props.width' : 'props.height', () => node.resize(width, height));
  if (node.type === 'TEXT') {
    // A width alone means "wrap here"; both mean a box. An explicit textAutoResize wins.
    const given = props['textAutoResize'];
    const wraps =
      'height' in props ? 'NONE' : wasText === 'NONE' || wasText === 'TRUNCATE' ? wasText : 'HEIGHT';
    const wanted = typeof given === 'string' ? given : wraps;
    if (node.textAutoResize !== wanted && wanted !== 'WIDTH_AND_HEIGHT')
      setMember(node, 'textAutoResize', wanted);
    return;
  }
  if (before === undefined) return;
  if (!('width' in props)) keepSizing(node, 'layoutSizingHorizontal', before.horizontal);
  if (!('height' in props)) keepSizing(node, 'layoutSizingVertical', before.vertical);
}

function sizingOf(node: BaseNode): { horizontal: string; vertical: string } | undefined {
  if (!('layoutSizingHorizontal' in node)) return undefined;
  return { horizontal: node.layoutSizingHorizontal, vertical: node.layoutSizingVertical };
}

function keepSizing(
  node: BaseNode,
  name: 'layoutSizingHorizontal' | 'layoutSizingVertical',
  value: string,
): void {
  if (value !== 'FIXED') setMember(node, name, value);
}

function writeInParent(node: BaseNode, props: Props, context: WriteContext): void {
  if (node.type === 'DOCUMENT' || node.type === 'PAGE') return;
  const { deferred, op, opKind } = context;
  const place: Props = {};
  for (const name of position) if (name in props) place[name] = props[name];
  const fillsWidth = props['layoutSizingHorizontal'] === 'FILL';
  if (node.type === 'TEXT' && fillsWidth && node.textAutoResize === 'WIDTH_AND_HEIGHT') {
    // Figma ignores FILL on a text that does not wrap.
    if (!('textAutoResize' in props)) writeMember(node, 'textAutoResize', 'HEIGHT');
  }
  for (const name of inParent) {
    if (!(name in props)) continue;
    const afterwards =
      name === 'layoutPositioning' && Object.keys(place).length > 0 ? { afterwards: place } : {};
    deferred.write({ op, opKind, node, property: name, value: props[name], ...afterwards });
  }
  for (const name of limits) {
    if (name in props) deferred.write({ op, opKind, node, property: name, value: props[name] });
  }
  writeGridCell(node, props);
  for (const name of position) if (name in place) writeMember(node, name, place[name]);
  if ('constraints' in props) writeMember(node, 'constraints', props['constraints']);
  reportIgnoredPosition(node, props, context);
}

function writeGridCell(node: SceneNode, props: Props): void {
  const row = props['gridRowAnchorIndex'];
  const column = props['gridColumnAnchorIndex'];
  if ((row !== undefined || column !== undefined) && 'setGridChildPosition' in node) {
    guarded('props.gridRowAnchorIndex', () =>
      node.setGridChildPosition(
        Number(row ?? node.gridRowAnchorIndex),
        Number(column ?? node.gridColumnAnchorIndex),
      ),
    );
  }
  for (const name of ['gridRowSpan', 'gridColumnSpan'])
    if (name in props) writeMember(node, name, props[name]);
}

/** Figma ignores x and y of a child in the flow without a word; we say it. */
function reportIgnoredPosition(node: SceneNode, props: Props, { session, op }: WriteContext): void {
  if (!('x' in props || 'y' in props) || props['layoutPositioning'] === 'ABSOLUTE') return;
  if (!isAutoLayout(node.parent) || !('layoutPositioning' in node) || node.layoutPositioning !== 'AUTO')
    return;
  session.adjust({
    kind: 'position',
    op,
    nodeId: node.id,
    message: `x and y of "${node.name}" were ignored: its parent's auto layout places it (layoutPositioning: "ABSOLUTE" takes it out of the flow).`,
  });
}

function writeIdentity(node: BaseNode, props: Props): void {
  for (const name of ['name', 'autoRename']) if (name in props) writeMember(node, name, props[name]);
  const data = props['pluginData'];
  if (!isRecord(data)) return;
  for (const key of Object.keys(data)) {
    guarded(`props.pluginData.${key}`, () => node.setSharedPluginData(namespace, key, String(data[key])));
  }
}
