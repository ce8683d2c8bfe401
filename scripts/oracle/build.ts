/** REST nodes as the document model's records, with Figma's answers kept aside. */
import type {
  GridTrack,
  HeadlessNodeType,
  NodeProps,
  NodeRecord,
  Sizing,
} from '../../server/headless/model.ts';
import { IDENTITY, invert, multiply, placementOf } from './geometry.ts';
import {
  type Box,
  boxOf,
  childrenOf,
  choiceOf,
  isObject,
  type JsonObject,
  numberOf,
  objectOf,
  parseTracks,
  type RestNode,
  stringOf,
} from './rest.ts';
import { olderSpaceBetween } from './space-between.ts';
import { textBoxProps } from './text-style.ts';

export interface BuiltTree {
  root: NodeRecord;
  /** The root's own transform on the page. */
  origin: Transform;
  /** Figma's box of every node that has one and that can be compared. */
  boxes: Map<NodeRecord, Box>;
  sources: Map<NodeRecord, RestNode>;
  /** Nodes without a box, or with a rotation their size cannot be derived from. */
  unboxed: number;
}

const TYPES: Record<string, HeadlessNodeType> = {
  FRAME: 'FRAME',
  GROUP: 'GROUP',
  COMPONENT: 'COMPONENT',
  COMPONENT_SET: 'COMPONENT_SET',
  INSTANCE: 'INSTANCE',
  SECTION: 'SECTION',
  // What an instance's user puts into a component: a frame in every respect that layout knows.
  SLOT: 'FRAME',
  TEXT: 'TEXT',
  RECTANGLE: 'RECTANGLE',
  ELLIPSE: 'ELLIPSE',
  LINE: 'LINE',
  REGULAR_POLYGON: 'POLYGON',
  POLYGON: 'POLYGON',
  STAR: 'STAR',
  BOOLEAN_OPERATION: 'BOOLEAN_OPERATION',
  SLICE: 'SLICE',
};

const isGroupType = (type: string): boolean => type === 'GROUP' || type === 'BOOLEAN_OPERATION';

/** `given`: nodes that stand for themselves with the size the file has, without what is in them. */
export function buildTree(rest: RestNode, given: ReadonlySet<RestNode> = new Set()): BuiltTree {
  const tree = { boxes: new Map<NodeRecord, Box>(), sources: new Map<NodeRecord, RestNode>(), unboxed: 0 };
  let origin = IDENTITY;

  const build = (
    node: RestNode,
    parent: NodeRecord | null,
    above: Transform,
    container: Transform,
  ): NodeRecord => {
    const box = boxOf(node);
    const placement = box ? placementOf(node, box, above) : null;
    const absolute = placement?.absolute ?? (box ? translated(box) : container);
    const width = placement?.width ?? box?.width ?? 0;
    const height = placement?.height ?? box?.height ?? 0;
    if (!parent) origin = absolute;
    const leaf = given.has(node);
    const record: NodeRecord = {
      id: stringOf(node, 'id') ?? '',
      type: TYPES[node.type] ?? 'VECTOR',
      parent,
      children: [],
      props: propsOf(node, parent),
      removed: false,
    };
    Object.assign(record.props, {
      width,
      height,
      relativeTransform: parent ? multiply(invert(container), absolute) : IDENTITY,
    });
    if (leaf) standAlone(record.props);
    tree.sources.set(record, node);
    if (box && placement) tree.boxes.set(record, box);
    else tree.unboxed++;
    const inner = isGroupType(node.type) ? container : absolute;
    // What a boolean operation or an icon is drawn from never takes part in layout.
    if (node.type !== 'BOOLEAN_OPERATION' && !leaf) {
      record.children = childrenOf(node).map((child) => build(child, record, absolute, inner));
    }
    return record;
  };
  const root = build(rest, null, IDENTITY, IDENTITY);
  return { root, origin, ...tree };
}

/** What hugged its content has the size it is given, now that the content is not looked at. */
function standAlone(props: NodeProps): void {
  props.layoutMode = 'NONE';
  if (props.layoutSizingHorizontal === 'HUG') props.layoutSizingHorizontal = 'FIXED';
  if (props.layoutSizingVertical === 'HUG') props.layoutSizingVertical = 'FIXED';
}

function translated(box: Box): Transform {
  return [
    [1, 0, box.x],
    [0, 1, box.y],
  ];
}

const MODES = ['HORIZONTAL', 'VERTICAL', 'GRID'] as const;
const SIZINGS = ['FIXED', 'HUG', 'FILL'] as const;

function propsOf(node: RestNode, parent: NodeRecord | null): NodeProps {
  const mode = choiceOf(node, 'layoutMode', MODES) ?? 'NONE';
  const style = objectOf(node, 'style') ?? {};
  const props = {
    name: stringOf(node, 'name') ?? '',
    visible: node.visible !== false && boxOf(node) !== null,
    isMask: node.isMask === true,
    constraints: constraintsOf(node),
    strokes: strokesOf(node),
    strokeWeight: numberOf(node, 'strokeWeight') ?? 0,
    ...strokeWeightsOf(node),
    strokeAlign: choiceOf(node, 'strokeAlign', ['INSIDE', 'OUTSIDE', 'CENTER']) ?? 'INSIDE',
    minWidth: numberOf(node, 'minWidth') ?? null,
    maxWidth: numberOf(node, 'maxWidth') ?? null,
    minHeight: numberOf(node, 'minHeight') ?? null,
    maxHeight: numberOf(node, 'maxHeight') ?? null,
    targetAspectRatio: ratioOf(node),
    layoutPositioning: choiceOf(node, 'layoutPositioning', ['ABSOLUTE']) ?? 'AUTO',
    ...(node.type === 'TEXT' ? textBoxProps(node) : {}),
    ...(mode === 'NONE' ? { layoutMode: mode } : frameProps(node, mode)),
    // Until late 2020 every child carried its own counter-axis alignment.
    layoutAlign: choiceOf(node, 'layoutAlign', ['MIN', 'CENTER', 'MAX']) ?? 'INHERIT',
    ...gridChildProps(node),
  };
  const sizes = {
    layoutSizingHorizontal: sizingOf(node, parent, mode, 'x', style),
    layoutSizingVertical: sizingOf(node, parent, mode, 'y', style),
  };
  // Only what the layout engine reads; the rest of a record belongs to painting and editing.
  return { ...props, ...sizes } as unknown as NodeProps;
}

function ratioOf(node: RestNode): { x: number; y: number } | null {
  const ratio = objectOf(node, 'targetAspectRatio');
  const [x, y] = ratio ? [numberOf(ratio, 'x'), numberOf(ratio, 'y')] : [];
  return x !== undefined && y !== undefined ? { x, y } : null;
}

function strokesOf(node: RestNode): { visible: boolean }[] {
  const strokes = Array.isArray(node.strokes) ? node.strokes : [];
  return strokes.filter(isObject).map((stroke) => ({ visible: stroke.visible !== false }));
}

function strokeWeightsOf(node: RestNode) {
  const weights = objectOf(node, 'individualStrokeWeights');
  if (!weights) return {};
  return {
    strokeTopWeight: numberOf(weights, 'top') ?? 0,
    strokeRightWeight: numberOf(weights, 'right') ?? 0,
    strokeBottomWeight: numberOf(weights, 'bottom') ?? 0,
    strokeLeftWeight: numberOf(weights, 'left') ?? 0,
  };
}

const CONSTRAINTS: Record<string, ConstraintType> = {
  LEFT: 'MIN',
  TOP: 'MIN',
  RIGHT: 'MAX',
  BOTTOM: 'MAX',
  CENTER: 'CENTER',
  LEFT_RIGHT: 'STRETCH',
  TOP_BOTTOM: 'STRETCH',
  SCALE: 'SCALE',
};

function constraintsOf(node: RestNode): Constraints {
  const given = objectOf(node, 'constraints') ?? {};
  return {
    horizontal: CONSTRAINTS[stringOf(given, 'horizontal') ?? ''] ?? 'MIN',
    vertical: CONSTRAINTS[stringOf(given, 'vertical') ?? ''] ?? 'MIN',
  };
}

function frameProps(node: RestNode, mode: (typeof MODES)[number]) {
  const across = numberOf(node, 'horizontalPadding') ?? 0;
  const down = numberOf(node, 'verticalPadding') ?? 0;
  return {
    layoutMode: mode,
    layoutWrap: choiceOf(node, 'layoutWrap', ['WRAP']) ?? 'NO_WRAP',
    paddingLeft: numberOf(node, 'paddingLeft') ?? across,
    paddingRight: numberOf(node, 'paddingRight') ?? across,
    paddingTop: numberOf(node, 'paddingTop') ?? down,
    paddingBottom: numberOf(node, 'paddingBottom') ?? down,
    itemSpacing: numberOf(node, 'itemSpacing') ?? 0,
    // REST leaves the member out when it is 0 as well as when it follows itemSpacing (never, in a REST file).
    counterAxisSpacing: numberOf(node, 'counterAxisSpacing') ?? 0,
    primaryAxisAlignItems:
      choiceOf(node, 'primaryAxisAlignItems', [
        'CENTER',
        'MAX',
        'SPACE_BETWEEN',
        'SPACE_EVENLY',
        'SPACE_AROUND',
      ]) ?? 'MIN',
    counterAxisAlignItems: choiceOf(node, 'counterAxisAlignItems', ['CENTER', 'MAX', 'BASELINE']) ?? 'MIN',
    counterAxisAlignContent: choiceOf(node, 'counterAxisAlignContent', ['SPACE_BETWEEN']) ?? 'AUTO',
    strokesIncludedInLayout: node.strokesIncludedInLayout === true,
    ...olderSpaceBetween(node),
    ...(mode === 'GRID' ? gridProps(node) : {}),
  };
}

function gridProps(node: RestNode) {
  const tracks = (key: string, count: number): GridTrack[] => {
    const found: GridTrack[] = parseTracks(stringOf(node, key) ?? '');
    while (found.length < count) found.push({ type: 'FLEX', value: 1 });
    return found;
  };
  const rows = numberOf(node, 'gridRowCount') ?? 1;
  const columns = numberOf(node, 'gridColumnCount') ?? 1;
  return {
    gridRowCount: rows,
    gridColumnCount: columns,
    gridRowGap: numberOf(node, 'gridRowGap') ?? 0,
    gridColumnGap: numberOf(node, 'gridColumnGap') ?? 0,
    gridRowSizes: tracks('gridRowsSizing', rows),
    gridColumnSizes: tracks('gridColumnsSizing', columns),
  };
}

function gridChildProps(node: RestNode) {
  const aligns = ['MIN', 'CENTER', 'MAX', 'AUTO'] as const;
  return {
    gridRowAnchorIndex: numberOf(node, 'gridRowAnchorIndex') ?? 0,
    gridColumnAnchorIndex: numberOf(node, 'gridColumnAnchorIndex') ?? 0,
    gridRowSpan: numberOf(node, 'gridRowSpan') ?? 1,
    gridColumnSpan: numberOf(node, 'gridColumnSpan') ?? 1,
    gridChildHorizontalAlign: choiceOf(node, 'gridChildHorizontalAlign', aligns) ?? 'AUTO',
    gridChildVerticalAlign: choiceOf(node, 'gridChildVerticalAlign', aligns) ?? 'AUTO',
  };
}

/**
 * Whether something grows along the frame. A frame that hugs and holds such a child has nothing to hug: Figma leaves it
 * as long as it was when that began (66.67 px each where the content of three such children is 72), so its length
 * cannot be derived from the file and is given.
 */
function holdsGrowing(node: RestNode): boolean {
  return childrenOf(node).some(
    (child) =>
      child.visible !== false &&
      child.layoutPositioning !== 'ABSOLUTE' &&
      numberOf(child, 'layoutGrow') === 1,
  );
}

/** `layoutSizing*`; in files older than that, `layoutGrow`, `layoutAlign` and the frame's own sizing modes. */
function sizingOf(
  node: RestNode,
  parent: NodeRecord | null,
  mode: NodeProps['layoutMode'],
  axis: 'x' | 'y',
  style: JsonObject,
): Sizing {
  const given = choiceOf(node, axis === 'x' ? 'layoutSizingHorizontal' : 'layoutSizingVertical', SIZINGS);
  const main = mode !== 'GRID' && (mode === 'HORIZONTAL') === (axis === 'x');
  if (given === 'HUG' && main && holdsGrowing(node)) return 'FIXED';
  if (given) return given;
  const parentMode = parent?.props.layoutMode;
  const flows = node.layoutPositioning !== 'ABSOLUTE';
  if (flows && (parentMode === 'HORIZONTAL' || parentMode === 'VERTICAL')) {
    const along = (parentMode === 'HORIZONTAL') === (axis === 'x');
    if (along ? numberOf(node, 'layoutGrow') === 1 : node.layoutAlign === 'STRETCH') return 'FILL';
  }
  if (mode === 'HORIZONTAL' || mode === 'VERTICAL') {
    const key =
      (mode === 'HORIZONTAL') === (axis === 'x') ? 'primaryAxisSizingMode' : 'counterAxisSizingMode';
    return node[key] === 'FIXED' ? 'FIXED' : 'HUG';
  }
  const grows = style.textAutoResize;
  return grows === 'WIDTH_AND_HEIGHT' || (grows === 'HEIGHT' && axis === 'y') ? 'HUG' : 'FIXED';
}
