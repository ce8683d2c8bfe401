/**
 * The plain data behind the headless Figma: what the document stores, the layout engine computes and the
 * painter reads. No behaviour lives here; `figma`'s strict façade is built on top (see `node.ts`).
 *
 * Units are px at 1x. Property names and value shapes are Figma's own.
 */

export type HeadlessNodeType =
  | 'DOCUMENT'
  | 'PAGE'
  | 'FRAME'
  | 'GROUP'
  | 'COMPONENT'
  | 'COMPONENT_SET'
  | 'INSTANCE'
  | 'SECTION'
  | 'TEXT'
  | 'RECTANGLE'
  | 'ELLIPSE'
  | 'LINE'
  | 'POLYGON'
  | 'STAR'
  | 'VECTOR'
  | 'BOOLEAN_OPERATION'
  | 'SLICE';

/** One run of equally styled characters; `end` is exclusive, both are UTF-16 offsets into `characters`. */
export interface TextRun {
  start: number;
  end: number;
  style: TextStyleProps;
}

/** The character-level properties of a text, as Figma's `getStyledTextSegments` names them. */
export interface TextStyleProps {
  fontName: { family: string; style: string };
  /** Variable-font axis values set through `fontName.variationSettings`, if any. */
  fontVariations?: Record<string, number>;
  fontSize: number;
  textCase: 'ORIGINAL' | 'UPPER' | 'LOWER' | 'TITLE' | 'SMALL_CAPS' | 'SMALL_CAPS_FORCED';
  textDecoration: 'NONE' | 'UNDERLINE' | 'STRIKETHROUGH';
  letterSpacing: LetterSpacing;
  lineHeight: LineHeight;
  fills: readonly Paint[];
  hyperlink: HyperlinkTarget | null;
  listOptions: TextListOptions;
  listSpacing: number;
  indentation: number;
  paragraphIndent: number;
  paragraphSpacing: number;
}

export type Sizing = 'FIXED' | 'HUG' | 'FILL';
export type GridTrack = { type: 'FLEX' | 'FIXED' | 'HUG'; value?: number };

/**
 * Everything a node can store. Each type has only the members Figma gives that type (the property table in
 * `properties.ts` decides which); the painter and the layout engine must not read a member the type lacks.
 */
export interface NodeProps {
  name: string;
  visible: boolean;
  locked: boolean;
  opacity: number;
  blendMode: BlendMode;
  isMask: boolean;
  maskType: 'ALPHA' | 'VECTOR' | 'LUMINANCE';
  effects: readonly Effect[];
  pluginData: Record<string, string>;
  sharedPluginData: Record<string, Record<string, string>>;

  /** Position and rotation relative to the nearest container that is not a group or boolean operation. */
  relativeTransform: Transform;
  width: number;
  height: number;
  constraints: Constraints;
  minWidth: number | null;
  maxWidth: number | null;
  minHeight: number | null;
  maxHeight: number | null;
  targetAspectRatio: { x: number; y: number } | null;

  fills: readonly Paint[];
  strokes: readonly Paint[];
  strokeWeight: number;
  strokeTopWeight: number;
  strokeRightWeight: number;
  strokeBottomWeight: number;
  strokeLeftWeight: number;
  strokeAlign: 'CENTER' | 'INSIDE' | 'OUTSIDE';
  strokeCap: StrokeCap;
  strokeJoin: StrokeJoin;
  strokeMiterLimit: number;
  dashPattern: readonly number[];
  topLeftRadius: number;
  topRightRadius: number;
  bottomLeftRadius: number;
  bottomRightRadius: number;
  cornerRadius: number;
  cornerSmoothing: number;

  clipsContent: boolean;
  layoutGrids: readonly LayoutGrid[];
  guides: readonly Guide[];
  exportSettings: readonly ExportSettings[];

  layoutMode: 'NONE' | 'HORIZONTAL' | 'VERTICAL' | 'GRID';
  layoutWrap: 'NO_WRAP' | 'WRAP';
  paddingTop: number;
  paddingRight: number;
  paddingBottom: number;
  paddingLeft: number;
  itemSpacing: number;
  /** null follows `itemSpacing`. */
  counterAxisSpacing: number | null;
  primaryAxisAlignItems: 'MIN' | 'CENTER' | 'MAX' | 'SPACE_BETWEEN' | 'SPACE_EVENLY' | 'SPACE_AROUND';
  counterAxisAlignItems: 'MIN' | 'CENTER' | 'MAX' | 'BASELINE';
  counterAxisAlignContent: 'AUTO' | 'SPACE_BETWEEN';
  itemReverseZIndex: boolean;
  strokesIncludedInLayout: boolean;
  /** Canonical sizing. `primaryAxisSizingMode`, `counterAxisSizingMode`, `layoutGrow` and `layoutAlign` are derived views. */
  layoutSizingHorizontal: Sizing;
  layoutSizingVertical: Sizing;
  layoutPositioning: 'AUTO' | 'ABSOLUTE';

  gridRowCount: number;
  gridColumnCount: number;
  gridRowGap: number;
  gridColumnGap: number;
  gridRowSizes: readonly GridTrack[];
  gridColumnSizes: readonly GridTrack[];
  gridRowAnchorIndex: number;
  gridColumnAnchorIndex: number;
  gridRowSpan: number;
  gridColumnSpan: number;
  gridChildHorizontalAlign: 'MIN' | 'CENTER' | 'MAX' | 'AUTO';
  gridChildVerticalAlign: 'MIN' | 'CENTER' | 'MAX' | 'AUTO';

  characters: string;
  /** Runs cover `characters` without gaps; an empty text has one run of length 0 that holds its style. */
  textRuns: readonly TextRun[];
  textAlignHorizontal: 'LEFT' | 'CENTER' | 'RIGHT' | 'JUSTIFIED';
  textAlignVertical: 'TOP' | 'CENTER' | 'BOTTOM';
  textAutoResize: 'NONE' | 'WIDTH_AND_HEIGHT' | 'HEIGHT' | 'TRUNCATE';
  textTruncation: 'DISABLED' | 'ENDING';
  maxLines: number | null;
  leadingTrim: 'CAP_HEIGHT' | 'NONE';
  hangingPunctuation: boolean;
  hangingList: boolean;
  autoRename: boolean;

  arcData: ArcData;
  pointCount: number;
  innerRadius: number;
  vectorPaths: readonly VectorPath[];
  booleanOperation: 'UNION' | 'INTERSECT' | 'SUBTRACT' | 'EXCLUDE';
  /** INSTANCE only: id of the main component. */
  mainComponentId: string | null;
  [extra: string]: unknown;
}

export interface NodeRecord {
  readonly id: string;
  readonly type: HeadlessNodeType;
  parent: NodeRecord | null;
  /** Back to front. Empty for leaves. */
  children: NodeRecord[];
  props: NodeProps;
  removed: boolean;
}

/** A line of shaped text. Coordinates are relative to the text box's top-left corner. */
export interface ShapedLine {
  /** UTF-16 offsets into the *source* characters (before textCase), end exclusive, without the line break. */
  start: number;
  end: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Distance from the box's top to the baseline. */
  baseline: number;
}

/** Glyphs of one font and size on one line, ready for `canvas.drawGlyphs`. */
export interface GlyphRun {
  /** Opaque handle of the typeface; the painter passes it back to the text engine. */
  typeface: unknown;
  fontSize: number;
  glyphs: Uint16Array;
  /** x,y per glyph (baseline origin), relative to the text box's top-left corner. */
  positions: Float32Array;
  /** Source character range this run was shaped from. */
  start: number;
  end: number;
}

export interface ShapedText {
  width: number;
  height: number;
  lines: ShapedLine[];
  runs: GlyphRun[];
  /** Underlines and strikethroughs as boxes, with the character range whose fills paint them. */
  decorations: { x: number; y: number; width: number; height: number; start: number; end: number }[];
  truncated: boolean;
  /** Code points no registered font has. */
  missing: number[];
}

/** What the layout engine needs to know about text; the real one is `text/engine.ts`. */
export interface TextMeasurer {
  /**
   * Shapes the text of a TEXT record. `wrapWidth` null means one line per paragraph (WIDTH_AND_HEIGHT).
   * The returned width and height follow Figma's rounding (auto sizes are integers).
   */
  shape(record: NodeRecord, wrapWidth: number | null): ShapedText;
}

/** Images by Figma's hash (SHA-1 hex of the bytes). */
export interface ImageStore {
  get(hash: string): { bytes: Uint8Array; width: number; height: number } | undefined;
}
