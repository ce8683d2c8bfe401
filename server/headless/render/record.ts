/**
 * Tolerant readers of a record's properties. Each node type stores only the members Figma gives it, so the painter
 * asks here instead of reading `props` and guessing what is there.
 */
import type { NodeRecord } from '../model.ts';

export function isVisible(record: NodeRecord): boolean {
  return record.props.visible !== false && !record.removed;
}

/** Node types that are boxes: a rectangle with corner radii that fills, strokes and clips. */
export function isFrameLike(record: NodeRecord): boolean {
  return ['FRAME', 'COMPONENT', 'COMPONENT_SET', 'INSTANCE'].includes(record.type);
}

/** Frame-likes, rectangles and sections: everything outlined by a rounded rectangle. */
export function isBoxShaped(record: NodeRecord): boolean {
  return record.type === 'RECTANGLE' || record.type === 'SECTION' || isFrameLike(record);
}

export function isContainer(record: NodeRecord): boolean {
  return (
    isFrameLike(record) || record.type === 'GROUP' || record.type === 'SECTION' || record.type === 'PAGE'
  );
}

export function isPaintVisible(paint: Paint): boolean {
  return paint.visible !== false && (paint.opacity ?? 1) > 0;
}

export function visibleFills(record: NodeRecord): readonly Paint[] {
  return (record.props.fills ?? []).filter(isPaintVisible);
}

export function visibleStrokes(record: NodeRecord): readonly Paint[] {
  return (record.props.strokes ?? []).filter(isPaintVisible);
}

export function visibleEffects(record: NodeRecord): readonly Effect[] {
  return (record.props.effects ?? []).filter((effect) => effect.visible !== false);
}

export function clips(record: NodeRecord): boolean {
  return isFrameLike(record) && record.props.clipsContent === true;
}

/** Children in painting order, back to front, without what is never drawn. */
export function paintedChildren(record: NodeRecord): NodeRecord[] {
  if (record.props.sectionContentsHidden === true) return [];
  const shown = record.children.filter((child) => isVisible(child) && child.type !== 'SLICE');
  return record.props.itemReverseZIndex === true ? shown.reverse() : shown;
}

export interface StrokeWeights {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Stroke weight per side; only box shapes can have unequal sides. */
export function strokeWeights(record: NodeRecord): StrokeWeights {
  const all = typeof record.props.strokeWeight === 'number' ? record.props.strokeWeight : 0;
  if (!isBoxShaped(record)) return { top: all, right: all, bottom: all, left: all };
  return {
    top: record.props.strokeTopWeight ?? all,
    right: record.props.strokeRightWeight ?? all,
    bottom: record.props.strokeBottomWeight ?? all,
    left: record.props.strokeLeftWeight ?? all,
  };
}

export function maxStrokeWeight(record: NodeRecord): number {
  const { top, right, bottom, left } = strokeWeights(record);
  return Math.max(top, right, bottom, left);
}

/** Whether the node draws a stroke at all. */
export function hasStroke(record: NodeRecord): boolean {
  return maxStrokeWeight(record) > 0 && visibleStrokes(record).length > 0;
}

/** How far a stroke reaches beyond the outline it follows. */
export function strokeOverhang(record: NodeRecord, weight: number): number {
  switch (record.props.strokeAlign ?? 'CENTER') {
    case 'INSIDE':
      return 0;
    case 'OUTSIDE':
      return weight;
    default:
      return weight / 2;
  }
}
