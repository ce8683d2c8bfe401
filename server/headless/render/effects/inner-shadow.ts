/** Inner shadows: what the moved, blurred silhouette leaves uncovered of the node, on top of it. */
import { setBlend } from '../blend.ts';
import type { Painter } from '../context.ts';
import { inflate } from '../geometry/corners.ts';
import { outset, toLTRB } from '../geometry/rect.ts';
import { roundRectPath } from '../geometry/shape.ts';
import { plainInk } from '../paints/ink.ts';
import type { OutlineSilhouette } from '../silhouette.ts';
import { hardened } from '../silhouette.ts';
import { punchOut, type ShadowCaster, sigmaOf, spreadOf } from './drop-shadow.ts';

export function drawInnerShadow(painter: Painter, caster: ShadowCaster, shadow: InnerShadowEffect): void {
  if (shadow.color.a <= 0) return;
  if (caster.outline !== null) drawInOutline(painter, caster, caster.outline, shadow);
  else drawInPixels(painter, caster, shadow);
}

/** A plate with a hole in the shape of the node, blurred and seen only inside the node. */
function drawInOutline(
  painter: Painter,
  caster: ShadowCaster,
  outline: OutlineSilhouette,
  shadow: InnerShadowEffect,
): void {
  const { kit, canvas, scope } = painter;
  const spread = spreadOf(caster.record, shadow.spread);
  const hole =
    outline.round === null ? outline.path : roundRectPath(kit, scope, inflate(outline.round, -spread));
  const far =
    Math.abs(shadow.offset.x) + Math.abs(shadow.offset.y) + shadow.radius * 2 + Math.abs(spread) + 2;
  const builder = new kit.PathBuilder().addRect(toLTRB(outset(caster.content, far)));
  builder.addPath(hole, [1, 0, shadow.offset.x, 0, 1, shadow.offset.y, 0, 0, 1]);
  const plate = scope.keep(builder.setFillType(kit.FillType.EvenOdd).detachAndDelete());
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
  canvas.clipPath(outline.path, kit.ClipOp.Intersect, true);
  canvas.drawPath(plate, ink);
  canvas.restore();
}

function drawInPixels(painter: Painter, caster: ShadowCaster, shadow: InnerShadowEffect): void {
  const { kit, canvas, scope } = painter;
  const bounds = toLTRB(outset(caster.content, 1));
  const blend = plainInk(painter);
  setBlend(kit, scope, blend, shadow.blendMode);
  blend.setAlphaf(shadow.color.a);
  canvas.save();
  canvas.clipRect(bounds, kit.ClipOp.Intersect, false);
  canvas.saveLayer(blend, bounds);
  const { r, g, b } = shadow.color;
  canvas.drawColor(kit.Color4f(r, g, b, 1), kit.BlendMode.Src);

  const hard = scope.keep(
    kit.ImageFilter.MakeColorFilter(hardened(painter, caster.record, shadow.color), null),
  );
  const hole = plainInk(painter);
  const sigma = sigmaOf(shadow.radius);
  hole.setBlendMode(kit.BlendMode.DstOut);
  hole.setImageFilter(
    sigma > 0 ? scope.keep(kit.ImageFilter.MakeBlur(sigma, sigma, kit.TileMode.Decal, hard)) : hard,
  );
  canvas.save();
  canvas.translate(shadow.offset.x, shadow.offset.y);
  canvas.saveLayer(hole, toLTRB(outset(caster.content, shadow.radius * 1.5 + 2)));
  caster.draw();
  canvas.restore();
  canvas.restore();

  punchOut(painter, caster, kit.BlendMode.DstIn);
  canvas.restore();
  canvas.restore();
}
