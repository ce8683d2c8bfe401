/** Strokes: inside, centred or outside the outline, with dashes, line endings and a weight per side. */
import type {
  CanvasKit,
  StrokeCap as InkCap,
  StrokeJoin as InkJoin,
  Paint as InkPaint,
} from 'canvaskit-wasm';
import type { NodeRecord } from '../../model.ts';
import { readsBackdrop } from '../blend.ts';
import type { Painter } from '../context.ts';
import { inflate, isSquare, type RoundRect, toRRect } from '../geometry/corners.ts';
import type { Shape } from '../geometry/shape.ts';
import { type InkBox, makeInk } from '../paints/ink.ts';
import { hasStroke, strokeOverhang, strokeWeights, visibleFills, visibleStrokes } from '../record.ts';
import { hidesBelow } from '../silhouette.ts';
import { arrowPath, isArrowhead } from './arrowheads.ts';
import { ringOf } from './ring.ts';

/** How far an outside stroke reaches below a fill that hides it, px. */
const UNDERLAP = 1;

/**
 * Paints every visible stroke of the node. With `underFill` an outside stroke is drawn before the fill and continues
 * below it: two soft edges side by side would let the background shine through as a hairline.
 */
export function drawStrokes(
  painter: Painter,
  record: NodeRecord,
  shape: Shape,
  box: InkBox,
  underFill = false,
): void {
  if (!hasStroke(record)) return;
  for (const stroke of visibleStrokes(record)) {
    const ink = makeInk(painter, stroke, box);
    if (ink !== null) drawStroke(painter, record, shape, ink, underFill ? UNDERLAP : 0);
  }
}

/** Whether the stroke lies outside a fill that hides whatever is below it, so that it can be drawn first. */
export function goesUnderFill(painter: Painter, record: NodeRecord, shape: Shape, box: InkBox): boolean {
  if (record.props.strokeAlign !== 'OUTSIDE' || !shape.closed || dashIntervals(record) !== null) return false;
  const { top, right, bottom, left } = strokeWeights(record);
  if (top !== right || right !== bottom || bottom !== left) return false;
  if (visibleStrokes(record).some((stroke) => readsBackdrop(stroke.blendMode))) return false;
  return visibleFills(record).some((fill) => hidesBelow(painter, fill, box));
}

function drawStroke(
  painter: Painter,
  record: NodeRecord,
  shape: Shape,
  ink: InkPaint,
  underlap: number,
): void {
  const weights = strokeWeights(record);
  const { top, right, bottom, left } = weights;
  const dashes = dashIntervals(record);
  if (top !== right || right !== bottom || bottom !== left) {
    drawSides(painter, record, shape, ink, dashes);
  } else if (shape.round !== null && dashes === null && keepsCorners(record, shape.round)) {
    drawBand(painter, record, shape.round, top, ink, underlap);
  } else if (isArrowhead(record.props.strokeCap) && !shape.closed && dashes === null) {
    ink.setStyle(painter.kit.PaintStyle.Fill);
    painter.canvas.drawPath(
      arrowPath(painter.kit, painter.scope, shape.line, top, record.props.strokeCap),
      ink,
    );
  } else {
    drawAlong(painter, record, shape, top, ink, dashes, underlap > 0);
  }
}

/** Round and bevelled joins change square corners of strokes that reach outside; the band is always mitred. */
function keepsCorners(record: NodeRecord, round: RoundRect): boolean {
  const join = record.props.strokeJoin ?? 'MITER';
  return join === 'MITER' || strokeOverhang(record, 1) === 0 || !isSquare(round.corners);
}

/** The area between two rounded rectangles: exact at every weight and free of clipping seams. */
function drawBand(
  painter: Painter,
  record: NodeRecord,
  round: RoundRect,
  weight: number,
  ink: InkPaint,
  underlap: number,
): void {
  const out = strokeOverhang(record, weight);
  const outer = inflate(round, out);
  const inner = inflate(round, out - weight - underlap);
  ink.setStyle(painter.kit.PaintStyle.Fill);
  if (inner.box.width <= 0 || inner.box.height <= 0) painter.canvas.drawRRect(toRRect(outer), ink);
  else painter.canvas.drawDRRect(toRRect(outer), toRRect(inner), ink);
}

/** A weight per side. Dashed sides are separate lines, solid ones share mitred corners. */
function drawSides(
  painter: Painter,
  record: NodeRecord,
  shape: Shape,
  ink: InkPaint,
  dashes: number[] | null,
): void {
  const { kit, canvas } = painter;
  const { sides, outer, middle, inner } = ringOf(record, shape);
  if (dashes === null) {
    ink.setStyle(kit.PaintStyle.Fill);
    if (inner.box.width <= 0 || inner.box.height <= 0) canvas.drawRRect(toRRect(outer), ink);
    else canvas.drawDRRect(toRRect(outer), toRRect(inner), ink);
    return;
  }
  prepareStroke(painter, record, ink, dashes);
  const { x, y, width, height } = middle.box;
  const [x0, y0, x1, y1] = [x, y, x + width, y + height];
  const lines: [number, number, number, number, number][] = [
    [sides.top, x0, y0, x1, y0],
    [sides.right, x1, y0, x1, y1],
    [sides.bottom, x1, y1, x0, y1],
    [sides.left, x0, y1, x0, y0],
  ];
  for (const [weight, ...ends] of lines) {
    if (weight <= 0) continue;
    ink.setStrokeWidth(weight);
    canvas.drawLine(...ends, ink);
  }
}

/** A pen along the outline. Inside and outside strokes are twice as wide and cut at the outline. */
function drawAlong(
  painter: Painter,
  record: NodeRecord,
  shape: Shape,
  weight: number,
  ink: InkPaint,
  dashes: number[] | null,
  underFill: boolean,
): void {
  const { kit, canvas } = painter;
  const align = shape.closed ? (record.props.strokeAlign ?? 'CENTER') : 'CENTER';
  prepareStroke(painter, record, ink, dashes);
  if (align === 'CENTER') {
    ink.setStrokeWidth(weight);
    canvas.drawPath(shape.line, ink);
    return;
  }
  ink.setStrokeWidth(weight * 2);
  if (underFill) {
    canvas.drawPath(shape.line, ink);
    return;
  }
  canvas.save();
  canvas.clipPath(shape.fill, align === 'INSIDE' ? kit.ClipOp.Intersect : kit.ClipOp.Difference, true);
  canvas.drawPath(shape.line, ink);
  canvas.restore();
}

/** Sets style, caps, joins and dashes, everything but the width. */
function prepareStroke(painter: Painter, record: NodeRecord, ink: InkPaint, dashes: number[] | null): void {
  const { kit, scope } = painter;
  ink.setStyle(kit.PaintStyle.Stroke);
  ink.setStrokeCap(inkCap(kit, record.props.strokeCap));
  ink.setStrokeJoin(inkJoin(kit, record.props.strokeJoin));
  ink.setStrokeMiter(record.props.strokeMiterLimit ?? 4);
  if (dashes !== null) ink.setPathEffect(scope.keep(kit.PathEffect.MakeDash(dashes, 0)));
}

/** Figma repeats an odd pattern to make it even, as SVG does; all zeros is a solid line. */
export function dashIntervals(record: NodeRecord): number[] | null {
  const pattern = record.props.dashPattern ?? [];
  if (pattern.length === 0 || pattern.every((length) => length <= 0)) return null;
  return pattern.length % 2 === 0 ? [...pattern] : [...pattern, ...pattern];
}

export function inkCap(kit: CanvasKit, cap: StrokeCap | undefined): InkCap {
  if (cap === 'ROUND') return kit.StrokeCap.Round;
  return cap === 'SQUARE' ? kit.StrokeCap.Square : kit.StrokeCap.Butt;
}

export function inkJoin(kit: CanvasKit, join: StrokeJoin | undefined): InkJoin {
  if (join === 'ROUND') return kit.StrokeJoin.Round;
  return join === 'BEVEL' ? kit.StrokeJoin.Bevel : kit.StrokeJoin.Miter;
}
