/** How light or dark the canvas is behind a region: what an ink has to stand out from. */
import { sharp } from '../assets/sharp.ts';
import type { Canvas } from '../canvas/canvas.ts';
import type { Rect } from '../composition/compose.ts';
import { blend, luminance, type Rgb, white } from './contrast.ts';
import type { PaintLike } from './read-node.ts';

/**
 * Luminances a plain fill can show: one for a solid, the stops' for a gradient, undefined where only pixels tell
 * (images, patterns). Paints are given back to front, as Figma lists them; the canvas behind is white.
 */
export function luminancesOfFills(fills: readonly PaintLike[]): number[] | undefined {
  let layers: Rgb[] = [white];
  for (const paint of fills) {
    if (paint.visible === false) continue;
    const opacity = paint.opacity ?? 1;
    if (paint.type === 'SOLID' && paint.color) {
      const { color } = paint;
      layers = layers.map((under) => blend(color, opacity, under));
    } else if (paint.type.startsWith('GRADIENT') && paint.gradientStops) {
      const stops = paint.gradientStops;
      layers = layers.flatMap((under) => stops.map(({ color }) => blend(color, opacity * color.a, under)));
    } else if (opacity > 0) {
      return undefined;
    }
  }
  return layers.map(luminance);
}

export interface Backdrop {
  /** 5th and 95th percentile and median of the luminance, 0..1. */
  low: number;
  median: number;
  high: number;
}

/** Longest side in px of the small picture that is sampled; enough for percentiles, and cheap. */
const SAMPLE_SIDE = 160;

/** Renders the frame small and reads the luminance in `rect` (px of the frame). */
export async function sampleBackdrop(
  canvas: Canvas,
  frame: { id: string; width: number; height: number },
  rect: Rect,
): Promise<Backdrop> {
  const [only] = await sampleBackdrops(canvas, frame, [rect]);
  return only ?? { low: 1, median: 1, high: 1 };
}

/** The same for several places from one picture; `tail`: the share of pixels that count as outliers at each end. */
export async function sampleBackdrops(
  canvas: Canvas,
  frame: { id: string; width: number; height: number },
  rects: readonly Rect[],
  tail = 0.05,
): Promise<Backdrop[]> {
  const scale = SAMPLE_SIDE / Math.max(frame.width, frame.height);
  const { bytes } = await canvas.export({ node: frame.id, format: 'PNG', scale });
  return Promise.all(rects.map((rect) => sampleOf(bytes, scale, rect, tail)));
}

async function sampleOf(bytes: Uint8Array, scale: number, rect: Rect, tail: number): Promise<Backdrop> {
  const picture = sharp(bytes).flatten({ background: '#ffffff' }).toColourspace('srgb');
  const { width = 1, height = 1 } = await sharp(bytes).metadata();
  const left = clamp(Math.floor(rect.x * scale), 0, width - 1);
  const top = clamp(Math.floor(rect.y * scale), 0, height - 1);
  const { data, info } = await picture
    .extract({
      left,
      top,
      width: clamp(Math.ceil(rect.width * scale), 1, width - left),
      height: clamp(Math.ceil(rect.height * scale), 1, height - top),
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const values: number[] = [];
  for (let at = 0; at + 2 < data.length; at += info.channels) {
    const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
    values.push(luminance({ r: r / 255, g: g / 255, b: b / 255 }));
  }
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 1;
  return { low: at(tail), median: at(0.5), high: at(1 - tail) };
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
