/** Layer blur and background blur, even and progressive. */
import type { Shader } from 'canvaskit-wasm';
import type { Painter } from '../context.ts';
import { type Box, outset, toLTRB } from '../geometry/rect.ts';
import { plainInk } from '../paints/ink.ts';
import { sigmaOf } from './drop-shadow.ts';

/** Blur strengths a progressive blur is blended from. */
const STEPS = 6;

/** Draws what `draw` draws, blurred. `box` is the node's own box (for the direction of progressive blurs). */
export function drawLayerBlurred(
  painter: Painter,
  effect: BlurEffect,
  content: Box,
  box: Box,
  draw: () => void,
): void {
  if (effect.blurType === 'PROGRESSIVE') {
    drawProgressive(painter, effect, content, box, draw);
    return;
  }
  withBlur(painter, sigmaOf(effect.radius), content, draw);
}

function withBlur(painter: Painter, sigma: number, content: Box, draw: () => void, mode?: 'add'): void {
  const { kit, canvas, scope } = painter;
  if (sigma <= 0 && mode === undefined) {
    draw();
    return;
  }
  const ink = plainInk(painter);
  if (sigma > 0)
    ink.setImageFilter(scope.keep(kit.ImageFilter.MakeBlur(sigma, sigma, kit.TileMode.Decal, null)));
  canvas.saveLayer(ink, toLTRB(outset(content, sigma * 3 + 2)));
  draw();
  canvas.restore();
}

/** Strengths blended by weights that add up to one everywhere, so a flat colour stays as it is. */
function drawProgressive(
  painter: Painter,
  effect: BlurEffectProgressive,
  content: Box,
  box: Box,
  draw: () => void,
): void {
  const { kit, canvas } = painter;
  const far = outset(content, Math.max(effect.radius, effect.startRadius) * 1.5 + 2);
  canvas.saveLayer(undefined, toLTRB(far));
  for (let step = 0; step <= STEPS; step += 1) {
    const part = step / STEPS;
    const radius = effect.startRadius + (effect.radius - effect.startRadius) * part;
    const add = plainInk(painter);
    add.setBlendMode(kit.BlendMode.Plus);
    canvas.saveLayer(add, toLTRB(far));
    withBlur(painter, sigmaOf(radius), content, draw);
    const keep = plainInk(painter);
    keep.setBlendMode(kit.BlendMode.DstIn);
    keep.setShader(ramp(painter, effect, box, [part - 1 / STEPS, part, part + 1 / STEPS], [0, 1, 0]));
    canvas.drawRect(toLTRB(far), keep);
    canvas.restore();
  }
  canvas.restore();
}

/** Opacity along the blur's direction: `weights` at `places` (0 start, 1 end), held beyond both ends. */
function ramp(
  painter: Painter,
  effect: BlurEffectProgressive,
  box: Box,
  places: number[],
  weights: number[],
): Shader {
  const { kit, scope } = painter;
  const inside = places.map((place, index) => ({ place, weight: weights[index] ?? 0 }));
  const first = inside.filter(({ place }) => place <= 0).at(-1);
  const last = inside.find(({ place }) => place >= 1);
  const kept = inside.filter(
    (each) => (each.place >= 0 && each.place <= 1) || each === first || each === last,
  );
  const at = (point: Vector): [number, number] => [box.x + point.x * box.width, box.y + point.y * box.height];
  return scope.keep(
    kit.Shader.MakeLinearGradient(
      at(effect.startOffset),
      at(effect.endOffset),
      kept.map(({ weight }) => kit.Color4f(0, 0, 0, weight)),
      kept.map(({ place }) => Math.min(1, Math.max(0, place))),
      kit.TileMode.Clamp,
    ),
  );
}

/**
 * Replaces what is already on the canvas by its blurred self, wherever `mask` draws. Must run before the node opens
 * a layer of its own: a backdrop filter sees the current layer only.
 */
export function blurBackground(
  painter: Painter,
  effect: BlurEffect | { radius: number; blurType: 'NORMAL' },
  box: Box,
  alpha: number,
  clip: { path: Parameters<Painter['canvas']['clipPath']>[0] } | { mask: () => void },
): void {
  const { kit, canvas } = painter;
  canvas.save();
  if ('path' in clip) canvas.clipPath(clip.path, kit.ClipOp.Intersect, true);
  else canvas.clipRect(toLTRB(box), kit.ClipOp.Intersect, true);
  const mask = 'mask' in clip ? clip.mask : null;
  if (effect.blurType === 'NORMAL') {
    blurStep(painter, sigmaOf(effect.radius), box, alpha, null, mask);
  } else {
    // Blurring twice adds variances, so each step only brings what the steps before have not.
    let before = 0;
    for (let step = 0; step <= STEPS; step += 1) {
      const part = step / STEPS;
      const sigma = sigmaOf(effect.startRadius + (effect.radius - effect.startRadius) * part);
      const more = Math.sqrt(Math.max(0, sigma ** 2 - before ** 2));
      before = Math.max(before, sigma);
      const weight = step === 0 ? null : ramp(painter, effect, box, [part - 1 / STEPS, part], [0, 1]);
      if (more > 0) blurStep(painter, more, box, alpha, weight, mask);
    }
  }
  canvas.restore();
}

function blurStep(
  painter: Painter,
  sigma: number,
  box: Box,
  alpha: number,
  weight: Shader | null,
  mask: (() => void) | null,
): void {
  const { kit, canvas, scope } = painter;
  if (sigma <= 0) return;
  const blur = scope.keep(kit.ImageFilter.MakeBlur(sigma, sigma, kit.TileMode.Clamp, null));
  const ink = plainInk(painter);
  ink.setAlphaf(alpha);
  canvas.saveLayer(ink, toLTRB(box), blur, 0, kit.TileMode.Clamp);
  const keep = plainInk(painter);
  keep.setBlendMode(kit.BlendMode.DstIn);
  if (weight !== null) {
    keep.setShader(weight);
    canvas.drawRect(toLTRB(box), keep);
    keep.setShader(null);
  }
  if (mask !== null) {
    canvas.saveLayer(keep);
    mask();
    canvas.restore();
  }
  canvas.restore();
}
