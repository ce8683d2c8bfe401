/**
 * Sizing in auto layout. Figma stores `primaryAxisSizingMode`/`counterAxisSizingMode` on a frame and
 * `layoutGrow`/`layoutAlign` on a child, all relative to an axis; `layoutSizingHorizontal`/`Vertical` is how they
 * come out on the screen's axes. A record stores the former; `syncSizing` writes the latter, which the layout engine
 * reads, whenever anything it depends on changes. So turning a parent's direction turns its children's FILL, and a
 * FILL set before the child gets its auto-layout parent comes true when it does: as in Figma.
 */
import type { NodeRecord, Sizing } from './model.ts';
import { hasAutoLayout, isInFlow } from './node-types.ts';

export type Axis = 'horizontal' | 'vertical';

/** Does the frame lay its children out along `axis`? GRID counts as horizontal. */
function isPrimary(frame: NodeRecord, axis: Axis): boolean {
  return (frame.props.layoutMode === 'VERTICAL') === (axis === 'vertical');
}

/** The frame's own sizing mode property that rules `axis`. */
export function modeProperty(
  frame: NodeRecord,
  axis: Axis,
): 'primaryAxisSizingMode' | 'counterAxisSizingMode' {
  return isPrimary(frame, axis) ? 'primaryAxisSizingMode' : 'counterAxisSizingMode';
}

/** What the child's `layoutGrow` and `layoutAlign` ask for on `axis`. */
function wantsFill(child: NodeRecord, axis: Axis): boolean {
  const { parent } = child;
  if (parent === null || !isInFlow(child)) return false;
  return isPrimary(parent, axis) ? child.props['layoutGrow'] === 1 : child.props['layoutAlign'] === 'STRETCH';
}

function sizingOf(record: NodeRecord, axis: Axis): Sizing {
  if (wantsFill(record, axis)) return 'FILL';
  if (record.type === 'TEXT') {
    const { textAutoResize } = record.props;
    const hugs =
      textAutoResize === 'WIDTH_AND_HEIGHT' || (textAutoResize === 'HEIGHT' && axis === 'vertical');
    return hugs ? 'HUG' : 'FIXED';
  }
  return hasAutoLayout(record) && record.props[modeProperty(record, axis)] === 'AUTO' ? 'HUG' : 'FIXED';
}

/** Recomputes the record's sizing; call `syncChildren` too when its `layoutMode` changed. */
export function syncSizing(record: NodeRecord): void {
  // Pages and sections have no sizing.
  if (!('layoutSizingHorizontal' in record.props)) return;
  record.props.layoutSizingHorizontal = sizingOf(record, 'horizontal');
  record.props.layoutSizingVertical = sizingOf(record, 'vertical');
}

export function syncChildren(frame: NodeRecord): void {
  for (const child of frame.children) syncSizing(child);
}

/** Writes what makes `sizing` true on `axis` (the caller has checked that it is legal). */
export function applySizing(record: NodeRecord, axis: Axis, sizing: Sizing): void {
  const { parent } = record;
  if (parent !== null && hasAutoLayout(parent)) {
    if (isPrimary(parent, axis)) record.props['layoutGrow'] = sizing === 'FILL' ? 1 : 0;
    else record.props['layoutAlign'] = sizing === 'FILL' ? 'STRETCH' : 'INHERIT';
  }
  if (hasAutoLayout(record)) record.props[modeProperty(record, axis)] = sizing === 'HUG' ? 'AUTO' : 'FIXED';
  if (record.type === 'TEXT') applyTextSizing(record, axis, sizing);
  syncSizing(record);
}

/** A text's own sizing is `textAutoResize`. FILL leaves it: Figma ignores FILL until the text wraps. */
function applyTextSizing(record: NodeRecord, axis: Axis, sizing: Sizing): void {
  const { textAutoResize } = record.props;
  if (sizing === 'FILL') return;
  if (axis === 'horizontal') {
    if (sizing === 'HUG') record.props.textAutoResize = 'WIDTH_AND_HEIGHT';
    else if (textAutoResize === 'WIDTH_AND_HEIGHT') record.props.textAutoResize = 'HEIGHT';
  } else if (sizing === 'FIXED') {
    if (textAutoResize !== 'TRUNCATE') record.props.textAutoResize = 'NONE';
  } else if (textAutoResize === 'NONE' || textAutoResize === 'TRUNCATE') {
    record.props.textAutoResize = 'HEIGHT';
  }
}
