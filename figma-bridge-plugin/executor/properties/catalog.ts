/**
 * The properties a program may write, per node type: the writable members of Figma's typings (a test compares the
 * two), plus what the executor itself resolves. Needed before a node exists, to refuse a typo before the first write.
 */

const scene =
  'name visible locked componentPropertyReferences explicitVariableModes x y minWidth maxWidth minHeight maxHeight relativeTransform exportSettings';
const layout =
  'constrainProportions rotation layoutSizingHorizontal layoutSizingVertical layoutAlign layoutGrow layoutPositioning gridRowSpan gridColumnSpan gridChildHorizontalAlign gridChildVerticalAlign';
const blend = 'isMask maskType effects effectStyleId opacity blendMode';
const paint = 'strokes strokeStyleId strokeWeight strokeJoin strokeAlign dashPattern fills fillStyleId';
const geometry = 'strokeCap strokeMiterLimit variableWidthStrokeProperties complexStrokeProperties';
const corner = 'cornerRadius cornerSmoothing';
const corners = 'topLeftRadius topRightRadius bottomLeftRadius bottomRightRadius';
const sides = 'strokeTopWeight strokeBottomWeight strokeLeftWeight strokeRightWeight';
const constrained = 'constraints annotations';
const container = 'expanded';
const backgrounds = 'backgrounds backgroundStyleId';
const frame =
  'layoutGrids gridStyleId clipsContent guides layoutMode paddingLeft paddingRight paddingTop paddingBottom horizontalPadding verticalPadding primaryAxisSizingMode counterAxisSizingMode strokesIncludedInLayout layoutWrap primaryAxisAlignItems counterAxisAlignItems counterAxisAlignContent itemSpacing counterAxisSpacing itemReverseZIndex gridRowCount gridColumnCount gridRowGap gridColumnGap gridRowSizes gridColumnSizes gridAutoTracks gridItemsPositioning';
const scrolling = 'overflowDirection numberOfFixedChildren';
const text =
  'textAlignHorizontal textAlignVertical textAutoResize textTruncation maxLines autoRename textStyleId paragraphIndent paragraphSpacing textWrapStyle listSpacing hangingPunctuation hangingList textDecoration textDecorationStyle textDecorationOffset textDecorationThickness textDecorationColor textDecorationSkipInk lineHeight leadingTrim fontSize fontName textCase letterSpacing hyperlink characters';
const published = 'description descriptionMarkdown documentationLinks';

const shape = [scene, layout, blend, paint, geometry, constrained, 'reactions'].join(' ');
const frameLike = [shape, corner, corners, sides, container, backgrounds, frame, 'devStatus'].join(' ');

/** Not members of Figma's nodes; see `canvas-program.ts`. */
const everyNode = ['width', 'height', 'pluginData'];
const gridCell = ['gridRowAnchorIndex', 'gridColumnAnchorIndex'];
const textExtras = ['fontFamily', 'fontWeight', 'italic', 'textRanges'];

const words = (list: string): string[] => list.split(' ');

const members: Record<string, string[]> = {
  FRAME: words(`${frameLike} ${scrolling}`),
  COMPONENT: words(`${frameLike} ${scrolling} ${published}`),
  INSTANCE: words(`${frameLike} ${scrolling} mainComponent scaleFactor isExposedInstance`),
  COMPONENT_SET: words(`${frameLike} ${published}`).filter((name) => name !== 'reactions'),
  GROUP: words([scene, layout, blend, container, backgrounds, 'reactions'].join(' ')),
  SECTION: words([scene, paint, corner, corners, 'devStatus sectionContentsHidden'].join(' ')),
  TEXT: words(`${shape} ${text}`),
  RECTANGLE: words([shape, corner, corners, sides].join(' ')),
  ELLIPSE: words(`${shape} ${corner} arcData`),
  LINE: words(shape),
  POLYGON: words(`${shape} ${corner} pointCount`),
  STAR: words(`${shape} ${corner} pointCount innerRadius`),
  VECTOR: words(`${shape} ${corner} vectorNetwork vectorPaths handleMirroring`),
  BOOLEAN_OPERATION: words(`${shape} ${corner} ${container} booleanOperation`).filter(
    (name) => constrained.split(' ').indexOf(name) < 0,
  ),
  SLICE: words(`${scene} ${layout}`),
  PAGE: words('name guides backgrounds prototypeBackgrounds explicitVariableModes flowStartingPoints'),
};

/** Members of the typings for `type`, without the executor's own additions; undefined for types we do not write. */
export function figmaProperties(type: string): readonly string[] | undefined {
  return members[type];
}

/** Everything `props` may hold for `type`; undefined when the type is not one we know (then Figma is the judge). */
export function writableProperties(type: string): readonly string[] | undefined {
  // An SVG arrives as a FRAME; an extra spelling keeps error messages in the program's words.
  const known = members[type === 'SVG' ? 'FRAME' : type];
  if (known === undefined) return undefined;
  if (type === 'PAGE') return known.concat('pluginData');
  const extra = everyNode.concat(type === 'SECTION' ? [] : gridCell, type === 'TEXT' ? textExtras : []);
  return known.concat(extra, type === 'INSTANCE' ? ['componentProperties'] : []);
}

/** The node types that have the property, the executor's own ones included. */
export function typesWith(name: string): string[] {
  return Object.keys(members).filter((type) => (writableProperties(type) ?? []).indexOf(name) >= 0);
}
