/**
 * Members of Figma's typings that the headless canvas does not have, each with its reason. Using one throws; the
 * coverage test proves that every member is either implemented or on this list, and none is both.
 */

const STYLES = 'the headless document has no styles';
const VARIABLES = 'the headless document has no variables';
const DEV_MODE = 'Dev Mode is not emulated';
const MOTION = 'Figma Motion is not emulated';
const LIBRARIES = 'there are no team libraries';
const EDITOR = 'there is no editor window';
const OTHER_EDITOR = 'it belongs to FigJam, Slides or Buzz';
const OUTLINES = 'shapes are not turned into outlines';
const DECORATION = 'underlines and strikethroughs have one look here';
const SYNC = 'documentAccess is dynamic-page: use the asynchronous form';

function all(reason: string, names: string): [string, string][] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, reason]);
}

/** Members of `figma`. */
export const UNSUPPORTED_API: ReadonlyMap<string, string> = new Map([
  ...all(EDITOR, 'showUI ui closePlugin openExternal parameters saveVersionHistoryAsync'),
  ...all('the executor takes back its own work; there is no undo stack', 'triggerUndo'),
  ...all(EDITOR, 'currentUser activeUsers timer textreview codegen vscode payments'),
  ...all(DEV_MODE, 'devResources annotations'),
  ...all(MOTION, 'motion createCustomAnimationStyle getLocalCustomAnimationStylesAsync'),
  ...all(MOTION, 'getLocalCustomAnimationStyles moveLocalCustomAnimationStyleAfter'),
  ...all(MOTION, 'moveLocalCustomAnimationFolderAfter'),
  ...all(SYNC, 'getNodeById getStyleById getLocalPaintStyles getLocalTextStyles getLocalEffectStyles'),
  ...all(SYNC, 'getLocalGridStyles getFileThumbnailNode'),
  ...all(STYLES, 'createPaintStyle createTextStyle createEffectStyle createGridStyle getSelectionColors'),
  ...all(STYLES, 'moveLocalPaintStyleAfter moveLocalTextStyleAfter moveLocalEffectStyleAfter'),
  ...all(STYLES, 'moveLocalGridStyleAfter moveLocalPaintFolderAfter moveLocalTextFolderAfter'),
  ...all(STYLES, 'moveLocalEffectFolderAfter moveLocalGridFolderAfter'),
  ...all(VARIABLES, 'variables'),
  ...all(
    LIBRARIES,
    'teamLibrary importComponentByKeyAsync importComponentSetByKeyAsync importStyleByKeyAsync',
  ),
  ...all('shaders are not drawn', 'listAvailableShaders importShaderById'),
  ...all(OTHER_EDITOR, 'buzz createSlide createSlideRow createSticky createConnector createShapeWithText'),
  ...all(
    OTHER_EDITOR,
    'createCodeBlock createTable createLinkPreviewAsync createGif getSlideGrid setSlideGrid',
  ),
  ...all(OTHER_EDITOR, 'getCanvasGrid setCanvasGrid createCanvasRow moveNodesToCoord'),
  ...all(OUTLINES, 'flatten'),
  ...all('text on a path is not emulated', 'createTextPath'),
  ...all('transform groups are not emulated', 'transformGroup'),
  ...all('pages have no dividers', 'createPageDivider'),
  ...all('video is not drawn', 'createVideoAsync'),
  ...all('brush strokes are not drawn', 'loadBrushesAsync'),
  ...all('it is undocumented', 'createNodeFromJSXAsync'),
  ...all(
    'Figma deprecates empty boolean operations: use union, subtract, intersect or exclude',
    'createBooleanOperation',
  ),
  ...all('there is no list of Figma library colours', 'constants'),
  ...all('documents have no thumbnail', 'getFileThumbnailNodeAsync setFileThumbnailNodeAsync'),
]);

/** Members of nodes, whatever their type. */
export const UNSUPPORTED_NODE: ReadonlyMap<string, string> = new Map([
  ...all(VARIABLES, 'setBoundVariable setExplicitVariableModeForCollection getRangeBoundVariable'),
  ...all(VARIABLES, 'clearExplicitVariableModeForCollection setRangeBoundVariable'),
  ...all(MOTION, 'applyAnimationStyle removeAnimationStyle applyManualKeyframeTrack'),
  ...all(MOTION, 'removeManualKeyframeTrack setTimelineDuration'),
  ...all(DEV_MODE, 'getDevResourcesAsync addDevResourceAsync editDevResourceAsync deleteDevResourceAsync'),
  ...all(DEV_MODE, 'setDevResourcePreviewAsync getCSSAsync getMeasurements getMeasurementsForNode'),
  ...all(DEV_MODE, 'addMeasurement editMeasurement deleteMeasurement'),
  ...all(OUTLINES, 'outlineStroke fillGeometry strokeGeometry'),
  ...all('slots are not emulated', 'createSlot'),
  ...all(LIBRARIES, 'getPublishStatusAsync'),
  ...all('grid tracks cannot be reordered', 'reorderRows reorderColumns'),
  ...all(SYNC, 'setRangeTextStyleId setRangeFillStyleId'),
  ...all(STYLES, 'setRangeTextStyleIdAsync setRangeFillStyleIdAsync'),
  ...all(
    DECORATION,
    'setRangeTextDecorationStyle setRangeTextDecorationOffset setRangeTextDecorationThickness',
  ),
  ...all(DECORATION, 'setRangeTextDecorationColor setRangeTextDecorationSkipInk'),
  ...all('balanced wrapping is not emulated', 'setRangeTextWrapStyle'),
]);
