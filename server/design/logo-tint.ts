/** A one-colour logo that would vanish on its background is set in the colour of the copy instead. */
import { sharp } from '../assets/sharp.ts';
import type { Backdrop } from './backdrop.ts';
import { contrastOf, luminance, pickInk, type Rgb } from './contrast.ts';

/** WCAG 1.4.11: graphics need 3:1. */
const LOGO_RATIO = 3;
/** Mean distance of the opaque pixels from their mean colour (0..255) up to which a logo counts as one colour. */
const ONE_COLOUR = 14;

/**
 * Recolours a transparent one-colour picture when it has less than 3:1 on `backdrop`.
 * @returns the new PNG, or undefined when the logo reads well or has colours of its own.
 */
export async function tintForBackdrop(
  bytes: Uint8Array,
  backdrop: Backdrop,
  inks: readonly Rgb[],
): Promise<Buffer | undefined> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const mean = [0, 0, 0];
  let weight = 0;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    weight += alpha;
    for (let channel = 0; channel < 3; channel++)
      mean[channel] = (mean[channel] ?? 0) + (data[at + channel] ?? 0) * alpha;
  }
  if (weight === 0) return undefined;
  const [r = 0, g = 0, b = 0] = mean.map((sum) => sum / weight);
  const levels = [backdrop.low, backdrop.median, backdrop.high];
  const own = luminance({ r: r / 255, g: g / 255, b: b / 255 });
  if (Math.min(...levels.map((level) => contrastOf(own, level))) >= LOGO_RATIO) return undefined;

  let spread = 0;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    spread +=
      alpha *
      (Math.abs((data[at] ?? 0) - r) + Math.abs((data[at + 1] ?? 0) - g) + Math.abs((data[at + 2] ?? 0) - b));
  }
  if (spread / weight / 3 > ONE_COLOUR) return undefined;

  const { ink } = pickInk(levels, inks, LOGO_RATIO);
  const painted = Buffer.from(data);
  for (let at = 0; at < painted.length; at += 4) {
    painted[at] = Math.round(ink.r * 255);
    painted[at + 1] = Math.round(ink.g * 255);
    painted[at + 2] = Math.round(ink.b * 255);
  }
  return sharp(painted, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
}
