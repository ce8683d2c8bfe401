/** Which node types share which of Figma's mixins (names as in the plugin typings). */
import type { HeadlessNodeType, NodeRecord } from './model.ts';

type Types = readonly HeadlessNodeType[];

export const FRAMES: Types = ['FRAME', 'COMPONENT', 'COMPONENT_SET', 'INSTANCE'];
/** DefaultFrameMixin: frames that can be prototyped with. */
export const PROTOTYPE_FRAMES: Types = ['FRAME', 'COMPONENT', 'INSTANCE'];
/** DefaultShapeMixin. */
export const SHAPES: Types = [
  'RECTANGLE',
  'ELLIPSE',
  'LINE',
  'POLYGON',
  'STAR',
  'VECTOR',
  'TEXT',
  'BOOLEAN_OPERATION',
];
/** SceneNodeMixin: everything that can stand on a page. */
export const SCENE: Types = [...FRAMES, ...SHAPES, 'GROUP', 'SECTION', 'SLICE'];
export const ALL: Types = [...SCENE, 'PAGE', 'DOCUMENT'];
/** BlendMixin. */
export const BLENDABLE: Types = [...FRAMES, ...SHAPES, 'GROUP'];
/** LayoutMixin. */
export const LAYOUT: Types = [...FRAMES, ...SHAPES, 'GROUP', 'SLICE'];
/** DimensionAndPositionMixin. */
export const POSITIONED: Types = [...LAYOUT, 'SECTION'];
export const CONSTRAINED: Types = [...FRAMES, ...SHAPES.filter((type) => type !== 'BOOLEAN_OPERATION')];
/** ChildrenMixin. */
export const CONTAINERS: Types = [...FRAMES, 'GROUP', 'BOOLEAN_OPERATION', 'SECTION', 'PAGE', 'DOCUMENT'];
/** GeometryMixin: fills and strokes. */
export const GEOMETRY: Types = [...FRAMES, ...SHAPES];
/** MinimalFillsMixin and MinimalStrokesMixin. */
export const PAINTED: Types = [...GEOMETRY, 'SECTION'];
/** CornerMixin. */
export const CORNERED: Types = [
  ...FRAMES,
  'RECTANGLE',
  'ELLIPSE',
  'POLYGON',
  'STAR',
  'VECTOR',
  'BOOLEAN_OPERATION',
  'SECTION',
];
/** RectangleCornerMixin. */
export const FOUR_CORNERED: Types = [...FRAMES, 'RECTANGLE', 'SECTION'];
/** IndividualStrokesMixin. */
export const FOUR_SIDED: Types = [...FRAMES, 'RECTANGLE'];
/** AspectRatioLockMixin. */
export const RATIO_LOCKABLE: Types = [
  ...FRAMES,
  ...SHAPES.filter((type) => type !== 'LINE'),
  'GROUP',
  'SECTION',
];
export const EXPORTABLE: Types = [...SCENE, 'PAGE'];
/** Types that Figma lets have prototype reactions. */
export const REACTIVE: Types = [...PROTOTYPE_FRAMES, ...SHAPES, 'GROUP'];

const KNOWN = new Set<string>(ALL);

export function isNodeType(value: string): value is HeadlessNodeType {
  return KNOWN.has(value);
}

const FRAME_SET = new Set<string>(FRAMES);
const CONTAINER_SET = new Set<string>(CONTAINERS);

export function isFrame(record: NodeRecord): boolean {
  return FRAME_SET.has(record.type);
}

export function isContainer(record: NodeRecord): boolean {
  return CONTAINER_SET.has(record.type);
}

/** A frame with auto layout (any direction). */
export function hasAutoLayout(record: NodeRecord | null): boolean {
  return record !== null && isFrame(record) && record.props.layoutMode !== 'NONE';
}

/** A child whose place is decided by its parent's auto layout. */
export function isInFlow(record: NodeRecord): boolean {
  return hasAutoLayout(record.parent) && record.props.layoutPositioning !== 'ABSOLUTE';
}
