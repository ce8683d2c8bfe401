/**
 * Which properties a template keeps, and what a new node has anyway. Everything not named here is dropped: styles,
 * variables, links, annotations, prototype reactions and other plugins' data may all carry a brand.
 */

/** Value that is left out because a new node has it; undefined: always kept. */
const kept: Readonly<Record<string, unknown>> = {
  visible: true,
  locked: false,
  opacity: 1,
  blendMode: 'PASS_THROUGH',
  isMask: false,
  maskType: 'ALPHA',
  fills: undefined,
  strokes: [],
  strokeWeight: 1,
  strokeTopWeight: 1,
  strokeRightWeight: 1,
  strokeBottomWeight: 1,
  strokeLeftWeight: 1,
  strokeAlign: 'INSIDE',
  strokeCap: 'NONE',
  strokeJoin: 'MITER',
  strokeMiterLimit: 4,
  dashPattern: [],
  cornerRadius: 0,
  topLeftRadius: 0,
  topRightRadius: 0,
  bottomLeftRadius: 0,
  bottomRightRadius: 0,
  cornerSmoothing: 0,
  effects: [],
  clipsContent: undefined,
  guides: [],
  layoutGrids: [],
  layoutMode: 'NONE',
  layoutWrap: 'NO_WRAP',
  primaryAxisAlignItems: 'MIN',
  counterAxisAlignItems: 'MIN',
  counterAxisAlignContent: 'AUTO',
  counterAxisSpacing: null,
  paddingTop: 0,
  paddingRight: 0,
  paddingBottom: 0,
  paddingLeft: 0,
  itemSpacing: 0,
  itemReverseZIndex: false,
  strokesIncludedInLayout: false,
  gridRowCount: 0,
  gridColumnCount: 0,
  gridRowGap: 0,
  gridColumnGap: 0,
  gridRowSizes: [],
  gridColumnSizes: [],
  gridRowAnchorIndex: undefined,
  gridColumnAnchorIndex: undefined,
  gridRowSpan: 1,
  gridColumnSpan: 1,
  gridChildHorizontalAlign: 'AUTO',
  gridChildVerticalAlign: 'AUTO',
  layoutPositioning: 'AUTO',
  layoutGrow: 0,
  layoutAlign: 'INHERIT',
  primaryAxisSizingMode: undefined,
  counterAxisSizingMode: undefined,
  layoutSizingHorizontal: undefined,
  layoutSizingVertical: undefined,
  minWidth: null,
  maxWidth: null,
  minHeight: null,
  maxHeight: null,
  constraints: { horizontal: 'MIN', vertical: 'MIN' },
  relativeTransform: undefined,
  width: undefined,
  height: undefined,
  arcData: undefined,
  pointCount: undefined,
  innerRadius: undefined,
  characters: undefined,
  runs: undefined,
  textAlignHorizontal: 'LEFT',
  textAlignVertical: 'TOP',
  textAutoResize: undefined,
  leadingTrim: 'NONE',
  textTruncation: 'DISABLED',
  maxLines: null,
};

/** Of a run of text; hyperlinks and lists stay behind. */
const runKept: Readonly<Record<string, unknown>> = {
  start: undefined,
  end: undefined,
  fontName: undefined,
  fontSize: undefined,
  fills: undefined,
  textCase: 'ORIGINAL',
  letterSpacing: undefined,
  lineHeight: undefined,
  textDecoration: 'NONE',
  paragraphIndent: 0,
  paragraphSpacing: 0,
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function pick(props: Record<string, unknown>, table: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(props).filter(
      ([key, value]) => Object.hasOwn(table, key) && (table[key] === undefined || !same(value, table[key])),
    ),
  );
}

/** A node's properties that belong to its layout and look. */
export const keptProps = (props: Record<string, unknown>): Record<string, unknown> => pick(props, kept);

/** A run's style. */
export const keptRun = (run: Record<string, unknown>): Record<string, unknown> => pick(run, runKept);
