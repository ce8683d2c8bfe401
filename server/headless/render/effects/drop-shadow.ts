/** Drop shadows: the silhouette, moved and blurred, behind the node. */
import type { NodeRecord } from '../../model.ts';
import { setBlend } from '../blend.ts';
import type { Painter } from '../context.ts';
import { inflate } from '../geometry/corners.ts';
import { type Box, offset, outset, toLTRB } from '../geometry/rect.ts';
import { roundRectPath } from '../geometry/shape.ts';
import { plainInk } from '../paints/ink.ts';
import { clips, isBoxShaped } from '../record.ts';
import { drawOutline, hardened, type OutlineSilhouette, paintedAlpha } from '../silhouette.ts';

/** Figma's blur radius is two standard deviations (its SVG exports write half of it as `stdDeviation`). */
export const sigmaOf = (radius: number): number => radius / 2;

/** How much of the shadow stays below the edge of an opaque node with see-through parts, px. */
const EDGE = 1;

export interface ShadowCaster {
  record: NodeRecord;
  /** Box of the node's drawing, without effects. */
  content: Box;
  /** The silhouette where it is one outline. */
  outline: OutlineSilhouette | null;
  /** Draws the node without its effects. */
  draw: () => void;
}

export function drawDropShadow(painter: Painter, caster: ShadowCaster, shadow: DropShadowEffect): void {
  if (shadow.color.a <= 0) return;
  if (caster.outline !== null) drawFromOutline(painter, caster, caster.outline, shadow);
  else drawFromPixels(painter, caster, shadow);
}

/** Figma takes spread only for rectangles, ellipses and clipping frames that have a fill. */
export function spreadOf(record: NodeRecord, spread: number | undefined): number {
  if (spread === undefined) return 0;
  const isAllowed =
    record.type === 'RECTANGLE' || record.type === 'ELLIPSE' || (isBoxShaped(record) && clips(record));
  return isAllowed ? spread : 0;
}

function drawFromOutline(
  painter: Painter,
  caster: ShadowCaster,
  outline: OutlineSilhouette,
  shadow: DropShadowEffect,
): void {
  const { kit, canvas, scope } = painter;
  const ink = plainInk(painter);
  const { r, g, b, a } = shadow.color;
  ink.setColorComponents(r, g, b, a);
  setBlend(kit, scope, ink, shadow.blendMode);
  if (shadow.radius > 0) {
    ink.setMaskFilter(
      scope.keep(kit.MaskFilter.MakeBlur(kit.BlurStyle.Normal, sigmaOf(shadow.radius), true)),
    );
  }
  canvas.save();
  if (!outline.opaque && shadow.showShadowBehindNode !== true) {
    canvas.clipPath(outline.path, kit.ClipOp.Difference, true);
  }
  canvas.translate(shadow.offset.x, shadow.offset.y);
  drawOutline(painter, spreadOutline(painter, caster, outline, shadow), ink);
  canvas.restore();
}

function spreadOutline(
  painter: Painter,
  { record }: ShadowCaster,
  outline: OutlineSilhouette,
  shadow: DropShadowEffect,
) {
  const spread = spreadOf(record, shadow.spread);
  if (spread === 0) return outline;
  const { kit, scope } = painter;
  if (outline.round !== null) {
    const round = inflate(outline.round, spread);
    return { path: roundRectPath(kit, scope, round), round };
  }
  if (spread < 0) return outline;
  const ring = outline.path.makeStroked({ width: spread * 2, join: kit.StrokeJoin.Round });
  if (ring === null) return outline;
  const grown = kit.Path.MakeFromOp(outline.path, scope.keep(ring), kit.PathOp.Union);
  return grown === null ? outline : { path: scope.keep(grown), round: null };
}

/** The general way: draw the node into a layer that keeps only its silhouette, and blur that. */
function drawFromPixels(painter: Painter, caster: ShadowCaster, shadow: DropShadowEffect): void {
  const { kit, canvas, scope } = painter;
  const moved = offset(outset(caster.content, shadow.radius * 1.5 + 2), shadow.offset.x, shadow.offset.y);
  const blend = plainInk(painter);
  setBlend(kit, scope, blend, shadow.blendMode);
  blend.setAlphaf(shadow.color.a);
  canvas.saveLayer(blend, toLTRB(moved));

  const hard = scope.keep(
    kit.ImageFilter.MakeColorFilter(hardened(painter, caster.record, shadow.color), null),
  );
  const cast = plainInk(painter);
  const sigma = sigmaOf(shadow.radius);
  cast.setImageFilter(
    sigma > 0 ? scope.keep(kit.ImageFilter.MakeBlur(sigma, sigma, kit.TileMode.Decal, hard)) : hard,
  );
  canvas.save();
  canvas.translate(shadow.offset.x, shadow.offset.y);
  canvas.saveLayer(cast, toLTRB(outset(caster.content, shadow.radius * 1.5 + 2)));
  caster.draw();
  canvas.restore();
  canvas.restore();

  if (shadow.showShadowBehindNode !== true) punchOut(painter, caster, kit.BlendMode.DstOut);
  canvas.restore();
}

/**
 * Of a silhouette blurred by one pixel, what lies more than about that far inside: there alpha is above 0.84. Skia's own
 * erosion takes ten times as long without a GPU.
 */
function inside({ kit, scope }: Painter) {
  const rows = [
    [1, 0, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [0, 0, 1, 0, 0],
    [0, 0, 0, STEEP, 0.5 - 0.84 * STEEP],
  ];
  return scope.keep(kit.ColorFilter.MakeMatrix(rows.flat()));
}

/** How fast it goes from nothing to all: alpha per alpha. */
const STEEP = 5;

/** Keeps (`DstIn`) or removes (`DstOut`) what lies in the caster's silhouette. */
export function punchOut(
  painter: Painter,
  caster: ShadowCaster,
  mode: Painter['kit']['BlendMode']['DstOut'],
): void {
  const { kit, scope } = painter;
  const ink = plainInk(painter);
  ink.setBlendMode(mode);
  const hard = hardened(painter, caster.record, { r: 0, g: 0, b: 0 });
  if (mode === kit.BlendMode.DstOut && paintedAlpha(caster.record) === 1) {
    // The shadow must still lie under the soft edge of the node, or a light line shows between the two.
    const silhouette = scope.keep(kit.ImageFilter.MakeColorFilter(hard, null));
    const soft = scope.keep(kit.ImageFilter.MakeBlur(EDGE, EDGE, kit.TileMode.Decal, silhouette));
    ink.setImageFilter(scope.keep(kit.ImageFilter.MakeColorFilter(inside(painter), soft)));
  } else {
    ink.setColorFilter(hard);
  }
  // DstIn must also clear what lies beyond the node, so its layer has to cover the whole clip.
  const isCut = mode === kit.BlendMode.DstOut;
  painter.canvas.saveLayer(ink, isCut ? toLTRB(outset(caster.content, 1)) : undefined);
  caster.draw();
  painter.canvas.restore();
}
