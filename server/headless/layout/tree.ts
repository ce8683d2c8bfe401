/** Questions the layout engine asks about a node record. Nothing here changes a node. */
import type { NodeProps, NodeRecord, Sizing } from '../model.ts';

export type Axis = 'x' | 'y';
export type FlowMode = 'HORIZONTAL' | 'VERTICAL' | 'GRID';

/** Property names and per-axis readings, so that every rule is written once for both axes. */
export const other = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x');

/** The auto-layout mode of a node, or null for everything that does not lay out its children. */
export function flowMode(record: NodeRecord): FlowMode | null {
  switch (record.type) {
    case 'FRAME':
    case 'COMPONENT':
    case 'COMPONENT_SET':
    case 'INSTANCE': {
      const mode = record.props.layoutMode;
      return mode === 'HORIZONTAL' || mode === 'VERTICAL' || mode === 'GRID' ? mode : null;
    }
    default:
      return null;
  }
}

/** Groups and boolean operations have no coordinate system: their children are placed in the one above. */
export function isGroupLike(record: NodeRecord): boolean {
  return record.type === 'GROUP' || record.type === 'BOOLEAN_OPERATION';
}

/** Whether an auto-layout parent places this child. Hidden and ABSOLUTE children are left out. */
export function isInFlow(record: NodeRecord): boolean {
  return record.props.visible !== false && record.props.layoutPositioning !== 'ABSOLUTE';
}

export function flowChildren(record: NodeRecord): NodeRecord[] {
  return record.children.filter(isInFlow);
}

/** Whether the node sits in its parent's auto-layout right now. */
export function hasFlowParent(record: NodeRecord): boolean {
  return record.parent !== null && flowMode(record.parent) !== null && isInFlow(record);
}

export function length(record: NodeRecord, axis: Axis): number {
  return axis === 'x' ? record.props.width : record.props.height;
}

/** `layoutSizing*` as stored; nodes that lack the member are FIXED. */
export function sizing(record: NodeRecord, axis: Axis): Sizing {
  const value = axis === 'x' ? record.props.layoutSizingHorizontal : record.props.layoutSizingVertical;
  return value ?? 'FIXED';
}

/**
 * A FILL child that asks for no length: a leaf, or a frame that holds nothing but such children. `known` remembers
 * answers for one layout run.
 */
export function isSoft(record: NodeRecord, axis: Axis, known?: Map<NodeRecord, boolean>): boolean {
  if (sizing(record, axis) !== 'FILL') return false;
  if (flowMode(record) === null) return true;
  let soft = known?.get(record);
  if (soft === undefined) {
    soft = flowChildren(record).every((child) => isSoft(child, axis, known));
    known?.set(record, soft);
  }
  return soft;
}

export interface Limits {
  min: number;
  max: number;
}

export const NO_LIMITS: Limits = { min: 0, max: Number.POSITIVE_INFINITY };

/** Minimum and maximum length on an axis. The minimum wins when the two contradict each other, as in CSS. */
export function limits(record: NodeRecord, axis: Axis): Limits {
  const props = record.props;
  const min = (axis === 'x' ? props.minWidth : props.minHeight) ?? null;
  const max = (axis === 'x' ? props.maxWidth : props.maxHeight) ?? null;
  if (min === null && max === null) return NO_LIMITS;
  return { min: min ?? 0, max: max ?? Number.POSITIVE_INFINITY };
}

export function clamp(value: number, { min, max }: Limits): number {
  return Math.max(Math.min(value, max), min);
}

/** Whether text grows with its characters on this axis when nothing else decides its length. */
export function textHugs(props: NodeProps, axis: Axis): boolean {
  if (props.textAutoResize === 'WIDTH_AND_HEIGHT') return true;
  return axis === 'y' && props.textAutoResize === 'HEIGHT';
}
