/** Luminances behind an ad's copy. */
import type { Canvas } from '../canvas/canvas.ts';
import type { AdFrame } from './ad-frame.ts';
import { luminancesOfFills, sampleBackdrop } from './backdrop.ts';
import { contrastOf } from './contrast.ts';

/** From light to dark end: below this any ink that reads on both is as good as one chosen for a part. */
const STRONG = 3;

/**
 * Luminances that occur behind the copy region: from the frame's fills where they are plain, else from pixels.
 * The copy itself must not be on the canvas, or must be hidden.
 */
export async function copyBackdrop(canvas: Canvas, ad: AdFrame): Promise<number[]> {
  const plain = luminancesOfFills(ad.node.fills);
  // Of a strong gradient only the part behind the copy counts.
  if (plain && contrastOf(Math.max(...plain), Math.min(...plain)) < STRONG) return plain;
  const { low, median, high } = await sampleBackdrop(canvas, ad.node, ad.regions.copy);
  return [low, median, high];
}
