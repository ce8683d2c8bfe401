/** A veil between a picture and the copy, as light as legibility allows. */
import type { Rect, Regions } from '../composition/compose.ts';
import type { Backdrop } from './backdrop.ts';
import { contrastOf } from './contrast.ts';

export interface Scrim {
  /** 0: black, for white copy; 1: white, for dark copy. */
  tone: 0 | 1;
  /** Opacity behind the copy, 0..1; 0 when the picture is calm enough. */
  alpha: number;
  /** Side of the canvas it grows towards; `all`: even over the canvas. */
  edge: 'top' | 'bottom' | 'left' | 'right' | 'all';
}

/** A little above WCAG's 4.5:1, because a picture's brightest spots lie above its 95th percentile. */
const TARGET = 5.2;

/** The weakest veil with which white (or, on light pictures, dark) copy reads on `backdrop`. */
export function autoScrim(
  backdrop: Backdrop,
  regions: Regions,
  canvas: { width: number; height: number },
): Scrim {
  const tone = backdrop.median > 0.5 ? 1 : 0;
  const worst = tone === 0 ? backdrop.high : backdrop.low;
  const inkLuminance = tone === 0 ? 1 : 0.006;
  let alpha = 0;
  while (alpha < 0.9 && contrastOf(inkLuminance, veiled(worst, alpha, tone)) < TARGET) alpha += 0.05;
  return { tone, alpha: Math.round(alpha * 100) / 100, edge: edgeOf(regions.copy, canvas) };
}

/** Luminance under a veil; blending happens in sRGB, so through its transfer curve. */
function veiled(value: number, alpha: number, tone: 0 | 1): number {
  const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  const mixed = encoded * (1 - alpha) + tone * alpha;
  return mixed <= 0.04045 ? mixed / 12.92 : ((mixed + 0.055) / 1.055) ** 2.4;
}

function edgeOf(copy: Rect, canvas: { width: number; height: number }): Scrim['edge'] {
  const wide = copy.width > canvas.width * 0.66;
  const high = copy.height > canvas.height * 0.66;
  if (wide && high) return 'all';
  if (wide || !high) return copy.y + copy.height / 2 > canvas.height / 2 ? 'bottom' : 'top';
  return copy.x + copy.width / 2 > canvas.width / 2 ? 'right' : 'left';
}

/** How far a veil fades out beyond what it is for, as a share of the canvas. */
const FADE = 0.33;

/** The veil as a Figma paint: full behind the copy, fading out beyond it. */
export function scrimPaint(scrim: Scrim, copy: Rect, canvas: { width: number; height: number }, fade = FADE) {
  const { tone, alpha, edge } = scrim;
  const color = (a: number) => ({ r: tone, g: tone, b: tone, a });
  if (edge === 'all') return { type: 'SOLID', color: { r: tone, g: tone, b: tone }, opacity: alpha };
  const along = edge === 'top' || edge === 'bottom' ? canvas.height : canvas.width;
  const inner = {
    top: copy.y + copy.height,
    bottom: canvas.height - copy.y,
    left: copy.x + copy.width,
    right: canvas.width - copy.x,
  }[edge];
  const full = Math.min(0.95, inner / along);
  const end = Math.min(1, full + fade);
  const eased = (share: number) => ({
    position: full + (end - full) * share,
    color: color(alpha * (1 - share) ** 1.6),
  });
  return {
    type: 'GRADIENT_LINEAR',
    // Gradient space runs from the edge inwards.
    gradientTransform: {
      top: [
        [0, 1, 0],
        [-1, 0, 1],
      ],
      bottom: [
        [0, -1, 1],
        [1, 0, 0],
      ],
      left: [
        [1, 0, 0],
        [0, 1, 0],
      ],
      right: [
        [-1, 0, 1],
        [0, -1, 1],
      ],
    }[edge],
    gradientStops: [
      { position: 0, color: color(alpha) },
      { position: full, color: color(alpha) },
      eased(0.25),
      eased(0.5),
      eased(0.75),
      { position: end, color: color(0) },
    ],
  };
}
