/**
 * Masks. A node with `isMask` is not drawn; it cuts the siblings above it, up to the end of their parent.
 * ALPHA uses its opacity, VECTOR only its outline, LUMINANCE its brightness.
 */
import type { NodeRecord } from '../model.ts';
import type { Painter } from './context.ts';
import { type Box, toLTRB } from './geometry/rect.ts';
import { drawnTransform, type Shape, shapeOf } from './geometry/shape.ts';
import { toMatrix } from './geometry/transform.ts';
import { plainInk } from './paints/ink.ts';
import { hasStroke, paintedChildren, visibleEffects, visibleFills } from './record.ts';
import { isOpaque } from './silhouette.ts';
import { drawTextArea } from './text.ts';

/** Draws children back to front, masks applied. `bounds` holds all of them. */
export function drawMasked(
  painter: Painter,
  children: readonly NodeRecord[],
  toDevice: Transform,
  bounds: Box,
  drawNode: (record: NodeRecord, toDevice: Transform) => void,
): void {
  const at = children.findIndex((child) => child.props.isMask === true);
  const mask = children[at];
  if (mask === undefined) {
    for (const child of children) drawNode(child, toDevice);
    return;
  }
  for (const child of children.slice(0, at)) drawNode(child, toDevice);
  const above = children.slice(at + 1);
  if (above.length === 0) return;

  const { kit, canvas, scope } = painter;
  const drawAbove = () => drawMasked(painter, above, toDevice, bounds, drawNode);
  const shape = shapeOf(kit, scope, mask);
  if (shape !== null && isPlainCut(mask, shape)) {
    canvas.save();
    clipTo(painter, mask, shape);
    drawAbove();
    canvas.restore();
    return;
  }
  canvas.saveLayer(undefined, toLTRB(bounds));
  drawAbove();
  const keep = plainInk(painter);
  keep.setBlendMode(kit.BlendMode.DstIn);
  if (mask.props.maskType === 'LUMINANCE') keep.setColorFilter(scope.keep(kit.ColorFilter.MakeLuma()));
  canvas.saveLayer(keep, undefined);
  if (mask.props.maskType === 'VECTOR') drawArea(painter, mask);
  else drawNode(mask, toDevice);
  canvas.restore();
  canvas.restore();
}

/** Masks that are the same as clipping to their outline, which is faster. */
function isPlainCut(mask: NodeRecord, shape: Shape): boolean {
  if (!shape.closed || hasStroke(mask)) return false;
  if (mask.props.maskType === 'VECTOR') return mask.children.length === 0;
  if (mask.props.maskType === 'LUMINANCE') return false;
  const isWhole = (mask.props.opacity ?? 1) === 1 && visibleEffects(mask).length === 0;
  return isWhole && paintedChildren(mask).length === 0 && visibleFills(mask).some(isOpaque);
}

function clipTo(painter: Painter, mask: NodeRecord, shape: Shape): void {
  const { kit, canvas, scope } = painter;
  const builder = new kit.PathBuilder();
  builder.addPath(shape.fill, toMatrix(drawnTransform(mask)));
  const path = scope.keep(builder.setFillType(shape.fill.getFillType()).detachAndDelete());
  canvas.clipPath(path, kit.ClipOp.Intersect, true);
}

/** The node's outline, filled whatever its paints and opacity are; for groups that of everything in them. */
function drawArea(painter: Painter, record: NodeRecord): void {
  const { kit, canvas, scope } = painter;
  canvas.save();
  canvas.concat(toMatrix(drawnTransform(record)));
  const shape = shapeOf(kit, scope, record);
  if (record.type === 'TEXT') drawTextArea(painter, record, plainInk(painter));
  else if (shape !== null) canvas.drawPath(shape.fill, plainInk(painter));
  if (record.type === 'GROUP') for (const child of paintedChildren(record)) drawArea(painter, child);
  canvas.restore();
}
