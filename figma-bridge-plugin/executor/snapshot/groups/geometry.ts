/** Position, size, and how a node behaves in its parent's layout: everything that a change elsewhere can move. */
import {
  hasMember,
  isAutoLayout,
  isDerivedContainer,
  isRecord,
  type Props,
  setMember,
} from '../../node-access.ts';
import { decode, sameValue } from '../../value.ts';
import { differs, type PropertyGroup, readMembers, type Writer } from '../group.ts';

const members =
  'layoutPositioning layoutGrow layoutAlign primaryAxisSizingMode counterAxisSizingMode textAutoResize minWidth maxWidth minHeight maxHeight targetAspectRatio gridRowAnchorIndex gridColumnAnchorIndex gridRowSpan gridColumnSpan gridChildHorizontalAlign gridChildVerticalAlign constraints layoutSizingHorizontal layoutSizingVertical relativeTransform width height'.split(
    ' ',
  );
/** Figma resets these on `resize`, so they are written after it. They rule the derived `layoutSizing*`. */
const sizing = 'layoutGrow layoutAlign primaryAxisSizingMode counterAxisSizingMode textAutoResize'.split(' ');
const limits = ['minWidth', 'maxWidth', 'minHeight', 'maxHeight'];
const gridCell = ['gridRowAnchorIndex', 'gridColumnAnchorIndex'];
const gridChild = ['gridRowSpan', 'gridColumnSpan'];
const gridAlign = ['gridChildHorizontalAlign', 'gridChildVerticalAlign'];
const outsideGrid = members.filter((name) => name.indexOf('grid') !== 0 || gridAlign.indexOf(name) >= 0);

function inGrid(node: BaseNode): boolean {
  const parent = node.parent;
  return parent !== null && 'layoutMode' in parent && parent.layoutMode === 'GRID';
}

export const geometry: PropertyGroup = {
  name: 'geometry',
  phase: 'geometry',
  members,
  read(node) {
    if (node.type === 'PAGE' || node.type === 'DOCUMENT') return {};
    return readMembers(node, inGrid(node) ? members : outsideGrid);
  },
  async write(node, target, current, writer) {
    const write = async (name: string, from: Props): Promise<void> => {
      if (!differs(target, from, name) || !hasMember(node, name)) return;
      await writer.attempt(node, name, () => setMember(node, name, decode(target[name])));
    };
    for (const name of limits) await write(name, current);
    await writeRatioLock(node, target, current, writer);
    if (differs(target, current, 'layoutPositioning')) await write('layoutPositioning', current);
    if (inGrid(node)) await writeGridCell(node, target, current, writer);
    for (const name of gridAlign) await write(name, current);
    await write('constraints', current);
    await writeSize(node, target, current, writer);
    // A transform that auto layout decides is derived: writing it would only keep the rotation, which is wanted.
    await write('relativeTransform', geometry.read(node, writer.session));
  },
};

async function writeSize(node: BaseNode, target: Props, current: Props, writer: Writer): Promise<void> {
  const { width, height } = target;
  const resized = differs(target, current, 'width') || differs(target, current, 'height');
  if (
    resized &&
    typeof width === 'number' &&
    typeof height === 'number' &&
    !isDerivedContainer(node) &&
    'resizeWithoutConstraints' in node
  ) {
    await writer.attempt(node, 'size', () => node.resizeWithoutConstraints(width, height));
  }
  const now = geometry.read(node, writer.session);
  for (const name of sizing) {
    if (!differs(target, now, name) || !hasMember(node, name)) continue;
    await writer.attempt(node, name, () => setMember(node, name, target[name]));
  }
  const settled = geometry.read(node, writer.session);
  for (const name of ['layoutSizingHorizontal', 'layoutSizingVertical']) {
    if (!differs(target, settled, name) || !hasMember(node, name)) continue;
    if (!isAutoLayout(node) && !isAutoLayout(node.parent)) continue;
    await writer.attempt(node, name, () => setMember(node, name, target[name]));
  }
}

async function writeRatioLock(node: BaseNode, target: Props, current: Props, writer: Writer): Promise<void> {
  if (!('lockAspectRatio' in node)) return;
  const wanted = target['targetAspectRatio'];
  const has = current['targetAspectRatio'];
  if (!('targetAspectRatio' in target) || sameValue(wanted, has)) return;
  await writer.attempt(node, 'targetAspectRatio', () => {
    if (!isRecord(wanted)) return node.unlockAspectRatio();
    const sized = typeof target['width'] === 'number' && typeof target['height'] === 'number';
    if (sized) node.resizeWithoutConstraints(Number(target['width']), Number(target['height']));
    node.lockAspectRatio();
  });
}

async function writeGridCell(node: BaseNode, target: Props, current: Props, writer: Writer): Promise<void> {
  const [row, column] = gridCell.map((name) => target[name]);
  const moved = gridCell.some((name) => differs(target, current, name));
  const spans = gridChild.filter((name) => differs(target, current, name));
  // Smaller spans first, so that the cell is free to be moved into.
  for (const name of spans) await writer.attempt(node, name, () => setMember(node, name, 1));
  if (moved && 'setGridChildPosition' in node && typeof row === 'number' && typeof column === 'number') {
    await writer.attempt(node, 'gridPosition', () => node.setGridChildPosition(row, column));
  }
  for (const name of spans) await writer.attempt(node, name, () => setMember(node, name, target[name]));
}
