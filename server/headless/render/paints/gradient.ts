/** The four gradients. `gradientTransform` maps the node's unit square to gradient space; we draw with its inverse. */

import type { CanvasKit, RuntimeEffect, Shader } from 'canvaskit-wasm';
import { multiply, scaling } from '../../matrix.ts';
import { invert, toMatrix } from '../geometry/transform.ts';
import type { Size } from '../images/placement.ts';
import type { Scope } from '../scope.ts';

const DIAMOND = `uniform shader ramp;
half4 main(float2 at) {
  float2 away = abs(at - float2(0.5));
  return ramp.eval(float2(2 * (away.x + away.y), 0.5));
}`;

const diamonds = new WeakMap<CanvasKit, RuntimeEffect>();

interface Ramp {
  colors: Float32Array[];
  positions: number[];
}

/** Stops in order of position; Figma keeps them in any order. */
function ramp(kit: CanvasKit, stops: readonly ColorStop[]): Ramp {
  const sorted = [...stops].sort((one, two) => one.position - two.position);
  const [only] = sorted;
  if (sorted.length === 1 && only !== undefined) sorted.push(only);
  return {
    colors: sorted.map(({ color }) => kit.Color4f(color.r, color.g, color.b, color.a)),
    positions: sorted.map(({ position }) => Math.min(1, Math.max(0, position))),
  };
}

/** The last colour of a gradient: what is left of it when its transform flattens the plane. */
export function lastStop(stops: readonly ColorStop[]): RGBA {
  const sorted = [...stops].sort((one, two) => one.position - two.position);
  return sorted.at(-1)?.color ?? { r: 0, g: 0, b: 0, a: 0 };
}

/** Colours are interpolated without premultiplying, as in Figma's own SVG exports. null: nothing can be drawn. */
export function gradientShader(kit: CanvasKit, scope: Scope, paint: GradientPaint, box: Size): Shader | null {
  const inverse = invert(paint.gradientTransform);
  if (inverse === null) return null;
  // A line has no height; any will do, as its gradient cannot change across it.
  const toNode = multiply(scaling(box.width || 1, box.height || 1), inverse);
  const matrix = toMatrix(toNode);
  const { colors, positions } = ramp(kit, paint.gradientStops);
  const clamp = kit.TileMode.Clamp;
  switch (paint.type) {
    case 'GRADIENT_LINEAR':
      return scope.keep(kit.Shader.MakeLinearGradient([0, 0.5], [1, 0.5], colors, positions, clamp, matrix));
    case 'GRADIENT_RADIAL':
      return scope.keep(kit.Shader.MakeRadialGradient([0.5, 0.5], 0.5, colors, positions, clamp, matrix));
    case 'GRADIENT_ANGULAR':
      return scope.keep(kit.Shader.MakeSweepGradient(0.5, 0.5, colors, positions, clamp, matrix));
    case 'GRADIENT_DIAMOND': {
      const line = scope.keep(kit.Shader.MakeLinearGradient([0, 0.5], [1, 0.5], colors, positions, clamp));
      return scope.keep(diamondEffect(kit).makeShaderWithChildren([], [line], matrix));
    }
  }
}

function diamondEffect(kit: CanvasKit): RuntimeEffect {
  let effect = diamonds.get(kit);
  if (effect === undefined) {
    const compiled = kit.RuntimeEffect.Make(DIAMOND);
    if (compiled === null) throw new Error('CanvasKit cannot compile the diamond gradient');
    effect = compiled;
    diamonds.set(kit, effect);
  }
  return effect;
}
