/** A logo of one colour, but for small accents, that would vanish on its background is set in the copy's colour. */
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
  const target: Triple = [ink.r * 255, ink.g * 255, ink.b * 255];
  const { main, accent } = coloursOf(data, [r, g, b]);
  // An accent that is told from the old colour alone (a light tick on a dark tile) changes places with it.
  const told = accent && contrastOf(luminanceOf(accent), luminanceOf(target)) >= ACCENT_RATIO;
  const kept = told ? accent : main;
  const painted = Buffer.from(data);
  for (let at = 0; at < painted.length; at += 4) {
    // Edges between the two are mixtures of them, and become mixtures again.
    const share = accent ? Math.min(1, distance(data, at, main) / between(accent, main)) : 0;
    for (let channel = 0; channel < 3; channel++) {
      const own = told
        ? share > 0.9
          ? (data[at + channel] ?? 0)
          : (kept[channel] ?? 0)
        : (kept[channel] ?? 0);
      painted[at + channel] = Math.round((target[channel] ?? 0) * (1 - share) + own * share);
    }
  }
  return sharp(painted, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
}

type Triple = [number, number, number];

/** Mean difference of the channels (0..255) from which a pixel is of another colour than the logo. */
const FAR = 40;
/** Less of another colour than this share of the logo is noise. */
const LEAST_ACCENT = 0.004;
/** Contrast an accent needs against the logo's new colour to be seen in it. */
const ACCENT_RATIO = 1.6;

const luminanceOf = ([r, g, b]: Triple): number => luminance({ r: r / 255, g: g / 255, b: b / 255 });
const between = (one: Triple, other: Triple): number =>
  (Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]) + Math.abs(one[2] - other[2])) / 3;
const distance = (data: Buffer, at: number, colour: Triple): number =>
  between([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0], colour);

/** The colour most of the logo has, and the mean of what is clearly another, if there is any. */
function coloursOf(data: Buffer, mean: Triple): { main: Triple; accent: Triple | undefined } {
  const meanOf = (holds: (at: number) => boolean): { colour: Triple; weight: number } => {
    const sum: Triple = [0, 0, 0];
    let weight = 0;
    for (let at = 0; at < data.length; at += 4) {
      const alpha = data[at + 3] ?? 0;
      if (alpha < 128 || !holds(at)) continue;
      weight += alpha;
      for (const channel of [0, 1, 2] as const) sum[channel] += (data[at + channel] ?? 0) * alpha;
    }
    const colour = sum.map((value) => value / Math.max(1, weight)) as Triple;
    return { colour, weight };
  };
  const all = meanOf(() => true).weight;
  const near = meanOf((at) => distance(data, at, mean) <= FAR);
  const main = near.weight > 0 ? near.colour : mean;
  const far = meanOf((at) => distance(data, at, main) > FAR);
  return { main, accent: far.weight > all * LEAST_ACCENT ? far.colour : undefined };
}
