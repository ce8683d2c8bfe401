/** Figma's blend modes on CanvasKit paints. */
import type { Blender, CanvasKit, Paint as InkPaint, RuntimeEffect } from 'canvaskit-wasm';
import type { Scope } from './scope.ts';

/**
 * Figma calls LINEAR_BURN "plus darker" and exports it as CSS `plus-darker`, which Skia lacks:
 * the result darkens by the sum of what both colours are short of full.
 */
const PLUS_DARKER = `half4 main(half4 src, half4 dst) {
  half alpha = min(1, src.a + dst.a);
  half3 colour = half3(alpha) - (half3(src.a) - src.rgb) - (half3(dst.a) - dst.rgb);
  return half4(max(half3(0), colour), alpha);
}`;

const plusDarker = new WeakMap<CanvasKit, RuntimeEffect>();

function makePlusDarker(kit: CanvasKit, scope: Scope): Blender {
  let effect = plusDarker.get(kit);
  if (effect === undefined) {
    const compiled = kit.RuntimeEffect.MakeForBlender(PLUS_DARKER);
    if (compiled === null) throw new Error('CanvasKit cannot compile the LINEAR_BURN blend mode');
    effect = compiled;
    plusDarker.set(kit, effect);
  }
  return scope.keep(effect.makeBlender([]));
}

/** Sets how the paint mixes with what is below it. PASS_THROUGH paints like NORMAL. */
export function setBlend(kit: CanvasKit, scope: Scope, paint: InkPaint, mode: BlendMode): void {
  if (mode === 'LINEAR_BURN') paint.setBlender(makePlusDarker(kit, scope));
  else paint.setBlendMode(skiaMode(kit, mode));
}

function skiaMode(kit: CanvasKit, mode: BlendMode) {
  const modes = kit.BlendMode;
  switch (mode) {
    case 'DARKEN':
      return modes.Darken;
    case 'MULTIPLY':
      return modes.Multiply;
    case 'COLOR_BURN':
      return modes.ColorBurn;
    case 'LIGHTEN':
      return modes.Lighten;
    case 'SCREEN':
      return modes.Screen;
    case 'LINEAR_DODGE':
      return modes.Plus;
    case 'COLOR_DODGE':
      return modes.ColorDodge;
    case 'OVERLAY':
      return modes.Overlay;
    case 'SOFT_LIGHT':
      return modes.SoftLight;
    case 'HARD_LIGHT':
      return modes.HardLight;
    case 'DIFFERENCE':
      return modes.Difference;
    case 'EXCLUSION':
      return modes.Exclusion;
    case 'HUE':
      return modes.Hue;
    case 'SATURATION':
      return modes.Saturation;
    case 'COLOR':
      return modes.Color;
    case 'LUMINOSITY':
      return modes.Luminosity;
    default:
      return modes.SrcOver;
  }
}

/** Whether the mode looks at what lies below, so that it matters which group the node is blended in. */
export function readsBackdrop(mode: BlendMode | undefined): boolean {
  return mode !== undefined && mode !== 'NORMAL' && mode !== 'PASS_THROUGH';
}
