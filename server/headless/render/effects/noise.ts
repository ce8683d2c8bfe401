/**
 * NOISE and TEXTURE with the recipe of Figma's SVG exports: fractal noise of 3 octaves at 1/size; noise dots are a band
 * of its alpha as wide as the density, texture shifts pixels by its red and green. Figma's seed is random, ours is not.
 */
import type { CanvasKit, RuntimeEffect, Shader } from 'canvaskit-wasm';
import { setBlend } from '../blend.ts';
import type { Painter } from '../context.ts';
import { type Box, outset, toLTRB } from '../geometry/rect.ts';
import { plainInk } from '../paints/ink.ts';

const OCTAVES = 3;
const SEED = 1;

/** Dots where the noise lies in `band`; colours either given or, for MULTITONE, stretched from the noise itself. */
const DOTS = `uniform shader noise;
uniform float4 low;
uniform float4 high;
uniform float2 lowBand;
uniform float2 highBand;
uniform float multitone;
half4 main(float2 at) {
  half4 raw = noise.eval(at);
  float value = multitone > 0.5 ? raw.a : dot(float3(raw.rgb) / max(raw.a, 0.001), float3(0.2125, 0.7154, 0.0721));
  if (multitone > 0.5) {
    if (value < lowBand.x || value >= lowBand.y) return half4(0);
    float3 colour = clamp(float3(raw.rgb) / max(raw.a, 0.001) * 2 - 0.5, 0, 1);
    return half4(half3(colour * low.a), half(low.a));
  }
  if (value >= lowBand.x && value < lowBand.y) return half4(half3(low.rgb * low.a), half(low.a));
  if (value >= highBand.x && value < highBand.y) return half4(half3(high.rgb * high.a), half(high.a));
  return half4(0);
}`;

const compiled = new WeakMap<CanvasKit, RuntimeEffect>();

function dots(kit: CanvasKit): RuntimeEffect {
  let effect = compiled.get(kit);
  if (effect === undefined) {
    const made = kit.RuntimeEffect.Make(DOTS);
    if (made === null) throw new Error('CanvasKit cannot compile the noise effect');
    effect = made;
    compiled.set(kit, effect);
  }
  return effect;
}

function noise(painter: Painter, size: number, sizeY: number): Shader {
  const { kit, scope } = painter;
  // Skia samples this noise on its lattice, where it is flat, if there is a whole number of waves per pixel.
  const frequency = (value: number) => 0.92 / Math.max(1.4, value);
  return scope.keep(kit.Shader.MakeFractalNoise(frequency(size), frequency(sizeY), OCTAVES, SEED, 0, 0));
}

/** Dots over the node, only where `content` has drawn something. */
export function drawNoise(painter: Painter, effect: NoiseEffect, box: Box, content: () => void): void {
  const { kit, canvas, scope } = painter;
  const { color } = effect;
  const second = effect.noiseType === 'DUOTONE' ? effect.secondaryColor : { r: 0, g: 0, b: 0, a: 0 };
  const alpha = effect.noiseType === 'MULTITONE' ? effect.opacity : color.a;
  const density = Math.min(1, Math.max(0, effect.density));
  // Luminance of this noise lies around one half, mostly within ±0.25: the bands share that range.
  const middle = 0.5;
  const low = [middle - density * 0.5, middle];
  const high = effect.noiseType === 'DUOTONE' ? [middle, middle + density * 0.5] : [2, 2];
  const uniforms = [
    color.r,
    color.g,
    color.b,
    alpha,
    second.r,
    second.g,
    second.b,
    second.a,
    ...low,
    ...high,
    effect.noiseType === 'MULTITONE' ? 1 : 0,
  ];
  const size = effect.noiseSizeVector ?? { x: effect.noiseSize, y: effect.noiseSize };
  const shader = scope.keep(dots(kit).makeShaderWithChildren(uniforms, [noise(painter, size.x, size.y)]));
  const area = toLTRB(outset(box, 1));
  const blend = plainInk(painter);
  setBlend(kit, scope, blend, effect.blendMode);
  canvas.saveLayer(blend, area);
  const ink = plainInk(painter);
  ink.setShader(shader);
  canvas.drawRect(area, ink);
  const keep = plainInk(painter);
  keep.setBlendMode(kit.BlendMode.DstIn);
  canvas.saveLayer(keep, area);
  content();
  canvas.restore();
  canvas.restore();
}

/** Frays what `draw` draws: every pixel is taken from up to half the radius away. */
export function drawTextured(painter: Painter, effect: TextureEffect, box: Box, draw: () => void): void {
  const { kit, canvas, scope } = painter;
  const size = effect.noiseSizeVector ?? { x: effect.noiseSize, y: effect.noiseSize };
  const map = scope.keep(kit.ImageFilter.MakeShader(noise(painter, size.x, size.y)));
  const ink = plainInk(painter);
  ink.setImageFilter(
    scope.keep(
      kit.ImageFilter.MakeDisplacementMap(
        kit.ColorChannel.Red,
        kit.ColorChannel.Green,
        effect.radius,
        map,
        null,
      ),
    ),
  );
  const area = toLTRB(outset(box, effect.radius));
  canvas.saveLayer(ink, area);
  draw();
  canvas.restore();
}
