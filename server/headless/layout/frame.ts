/** An auto-layout frame's own numbers: paddings, spacings, and the space strokes take. */
import type { NodeProps, NodeRecord } from '../model.ts';
import type { Axis } from './tree.ts';

export interface Insets {
  before: number;
  after: number;
}

interface StrokeWeights {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

function strokeWeights(props: NodeProps): StrokeWeights {
  const visible = props.strokes?.some((paint) => paint.visible !== false) ?? false;
  if (!visible) return { top: 0, right: 0, bottom: 0, left: 0 };
  const all = typeof props.strokeWeight === 'number' ? props.strokeWeight : 0;
  return {
    top: props.strokeTopWeight ?? all,
    right: props.strokeRightWeight ?? all,
    bottom: props.strokeBottomWeight ?? all,
    left: props.strokeLeftWeight ?? all,
  };
}

function alongAxis(weights: StrokeWeights, axis: Axis, share: number): Insets {
  return axis === 'x'
    ? { before: weights.left * share, after: weights.right * share }
    : { before: weights.top * share, after: weights.bottom * share };
}

/** Paddings, plus the inner part of the frame's own stroke when `strokesIncludedInLayout`. */
export function contentInsets(record: NodeRecord, axis: Axis): Insets {
  const props = record.props;
  const padding =
    axis === 'x'
      ? { before: props.paddingLeft ?? 0, after: props.paddingRight ?? 0 }
      : { before: props.paddingTop ?? 0, after: props.paddingBottom ?? 0 };
  if (!props.strokesIncludedInLayout) return padding;
  const share = props.strokeAlign === 'INSIDE' ? 1 : props.strokeAlign === 'CENTER' ? 0.5 : 0;
  const stroke = alongAxis(strokeWeights(props), axis, share);
  return { before: padding.before + stroke.before, after: padding.after + stroke.after };
}

/** The space a child's stroke takes outside its box when the parent has `strokesIncludedInLayout`. */
export function outerStroke(parent: NodeRecord, child: NodeRecord, axis: Axis): Insets {
  const props = child.props;
  if (!parent.props.strokesIncludedInLayout) return { before: 0, after: 0 };
  const share = props.strokeAlign === 'OUTSIDE' ? 1 : props.strokeAlign === 'CENTER' ? 0.5 : 0;
  return alongAxis(strokeWeights(props), axis, share);
}

/** The axis along which the frame places its children one after another. */
export function mainAxis(record: NodeRecord): Axis {
  return record.props.layoutMode === 'VERTICAL' ? 'y' : 'x';
}

export function wraps(record: NodeRecord): boolean {
  return record.props.layoutWrap === 'WRAP';
}
