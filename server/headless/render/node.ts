/** Draws a node with its children: background blur, shadows, fills, children, strokes, and the effects over them. */
import { multiply } from '../matrix.ts';
import type { NodeRecord } from '../model.ts';
import { readsBackdrop, setBlend } from './blend.ts';
import { contentOf, reachOf } from './bounds.ts';
import type { Painter } from './context.ts';
import { blurBackground, drawLayerBlurred } from './effects/blur.ts';
import { drawDropShadow, type ShadowCaster } from './effects/drop-shadow.ts';
import { drawInnerShadow } from './effects/inner-shadow.ts';
import { drawNoise, drawTextured } from './effects/noise.ts';
import { isSquare, toRRect } from './geometry/corners.ts';
import { type Box, toLTRB } from './geometry/rect.ts';
import { drawnTransform, type Shape, shapeOf } from './geometry/shape.ts';
import { toMatrix } from './geometry/transform.ts';
import { drawMasked } from './masks.ts';
import { type InkBox, makeInk, plainInk } from './paints/ink.ts';
import {
  clips,
  hasStroke,
  isContainer,
  isVisible,
  paintedChildren,
  visibleEffects,
  visibleFills,
  visibleStrokes,
} from './record.ts';
import { drawOutline, outlineSilhouette } from './silhouette.ts';
import { drawStrokes, goesUnderFill } from './strokes/stroke.ts';
import { drawText, drawTextArea } from './text.ts';

/**
 * Draws `record` on a canvas that is in its parent's space (groups count as their container's space).
 * `parentToDevice` is that space's transform to device pixels.
 */
export function drawNode(painter: Painter, record: NodeRecord, parentToDevice: Transform): void {
  if (!isVisible(record) || record.type === 'SLICE') return;
  const { canvas } = painter;
  const own = drawnTransform(record);
  const reach = reachOf(painter.measure, record);
  if (reach === null) return;
  canvas.save();
  canvas.concat(toMatrix(own));
  if (!canvas.quickReject(toLTRB(reach)))
    drawInOwnSpace(painter, record, multiply(parentToDevice, own), reach);
  canvas.restore();
}

function drawInOwnSpace(painter: Painter, record: NodeRecord, toDevice: Transform, reach: Box): void {
  const { kit, canvas, scope } = painter;
  const shape = shapeOf(kit, scope, record);
  const opacity = record.props.opacity ?? 1;
  if (opacity <= 0) return;
  drawBackgroundBlur(painter, record, shape, reach, opacity);

  const mode = record.props.blendMode;
  const folds = canFold(record);
  const layered = !folds && (opacity < 1 || readsBackdrop(mode) || mustIsolate(record));
  if (layered) {
    const ink = plainInk(painter);
    ink.setAlphaf(opacity);
    if (mode !== undefined) setBlend(kit, scope, ink, mode);
    canvas.saveLayer(ink, toLTRB(reach));
  }
  const box: InkBox = { size: record.props, toDevice, alpha: folds ? opacity : 1 };
  if (folds && readsBackdrop(mode)) box.blendMode = mode;
  drawWithEffects(painter, record, shape, box);
  if (layered) canvas.restore();
}

/** A leaf that is painted once can carry its opacity and blend mode in that one paint: no layer needed. */
function canFold(record: NodeRecord): boolean {
  if (record.type === 'TEXT' || isContainer(record) || visibleEffects(record).length > 0) return false;
  const fills = visibleFills(record);
  const strokes = hasStroke(record) ? visibleStrokes(record) : [];
  const [only, ...others] = [...fills, ...strokes];
  if (only === undefined || others.length > 0) return false;
  return !readsBackdrop(only.blendMode) || !readsBackdrop(record.props.blendMode);
}

/** NORMAL containers blend their children among themselves; it only shows if one of them looks at its backdrop. */
export function mustIsolate(record: NodeRecord): boolean {
  if (!isContainer(record) || (record.props.blendMode ?? 'PASS_THROUGH') !== 'NORMAL') return false;
  const looksDown = (node: NodeRecord): boolean =>
    isVisible(node) &&
    (readsBackdrop(node.props.blendMode) ||
      [...visibleFills(node), ...visibleStrokes(node)].some((paint) => readsBackdrop(paint.blendMode)) ||
      node.children.some(looksDown));
  return record.children.some(looksDown);
}

function drawBackgroundBlur(
  painter: Painter,
  record: NodeRecord,
  shape: Shape | null,
  reach: Box,
  opacity: number,
): void {
  for (const effect of visibleEffects(record)) {
    if (effect.type === 'BACKGROUND_BLUR' && paintsArea(record)) {
      blurBackground(painter, effect, reach, opacity, clipOf(painter, record, shape));
    } else if (effect.type === 'GLASS' && paintsArea(record)) {
      const plain = { radius: effect.radius, blurType: 'NORMAL' } as const;
      blurBackground(painter, plain, reach, opacity, clipOf(painter, record, shape));
    }
  }
}

/** Figma blurs the background only behind something: a node without any visible fill shows it sharp. */
function paintsArea(record: NodeRecord): boolean {
  return record.type === 'TEXT' || visibleFills(record).length > 0;
}

function clipOf(painter: Painter, record: NodeRecord, shape: Shape | null) {
  if (shape !== null) return { path: shape.fill };
  return { mask: () => drawTextArea(painter, record, plainInk(painter)) };
}

/** Drop shadows lie below; the other effects work, in their order, on everything drawn so far. */
function drawWithEffects(painter: Painter, record: NodeRecord, shape: Shape | null, box: InkBox): void {
  const draw = () => drawContent(painter, record, shape, box);
  const effects = visibleEffects(record);
  const content = effects.length === 0 ? null : contentOf(painter.measure, record);
  if (content === null) {
    draw();
    return;
  }
  const caster: ShadowCaster = {
    record,
    content,
    outline: outlineSilhouette(painter, record, shape, box),
    draw,
  };
  const whole = { x: 0, y: 0, width: record.props.width, height: record.props.height };
  let drawn = () => {
    for (const effect of effects) {
      if (effect.type === 'DROP_SHADOW') drawDropShadow(painter, caster, effect);
    }
    draw();
  };
  for (const effect of effects) {
    const before = drawn;
    switch (effect.type) {
      case 'INNER_SHADOW':
        drawn = () => {
          before();
          drawInnerShadow(painter, caster, effect);
        };
        break;
      case 'LAYER_BLUR':
        drawn = () =>
          drawLayerBlurred(painter, effect, reachOf(painter.measure, record) ?? content, whole, before);
        break;
      case 'NOISE':
        drawn = () => {
          before();
          drawNoise(painter, effect, content, draw);
        };
        break;
      case 'TEXTURE':
        drawn = () => drawTextured(painter, effect, content, before);
        break;
      default:
        break;
    }
  }
  drawn();
}

/** The node without effects, opacity and blend mode. Frame strokes lie over the children, as in Figma. */
function drawContent(painter: Painter, record: NodeRecord, shape: Shape | null, box: InkBox): void {
  if (record.type === 'TEXT') {
    drawText(painter, record, box);
    return;
  }
  const strokeFirst =
    shape !== null &&
    (record.children.length === 0 || clips(record)) &&
    goesUnderFill(painter, record, shape, box);
  if (shape !== null) {
    if (strokeFirst) drawStrokes(painter, record, shape, box, true);
    for (const fill of visibleFills(record)) {
      const ink = makeInk(painter, fill, box);
      if (ink !== null) drawOutline(painter, { path: shape.fill, round: shape.round }, ink);
    }
  }
  if (isContainer(record)) drawChildren(painter, record, shape, box.toDevice);
  if (shape !== null && !strokeFirst) drawStrokes(painter, record, shape, box);
}

function drawChildren(painter: Painter, record: NodeRecord, shape: Shape | null, toDevice: Transform): void {
  const children = paintedChildren(record);
  const bounds = children.length === 0 ? null : reachOf(painter.measure, record);
  if (bounds === null) return;
  const { canvas } = painter;
  canvas.save();
  if (clips(record) && shape !== null) clipTo(painter, shape);
  drawMasked(painter, children, toDevice, bounds, (child, at) => drawNode(painter, child, at));
  canvas.restore();
}

function clipTo(painter: Painter, shape: Shape): void {
  const { kit, canvas } = painter;
  const { Intersect } = kit.ClipOp;
  if (shape.round === null) canvas.clipPath(shape.fill, Intersect, true);
  else if (isSquare(shape.round.corners)) canvas.clipRect(toLTRB(shape.round.box), Intersect, true);
  else canvas.clipRRect(toRRect(shape.round), Intersect, true);
}
