/** WCAG 2 contrast, and choosing an ink by it. Colours are sRGB with channels 0..1. */
export interface Rgb {
  r: number;
  g: number;
  b: number;
}

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

/** Relative luminance, 0 (black) to 1 (white); WCAG 2.x. */
export function luminance({ r, g, b }: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast ratio of two luminances, 1 to 21; WCAG 2.x. */
export function contrastOf(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Least contrast of a colour against every luminance it stands on. */
export function worstContrast(colour: Rgb, backdrop: readonly number[]): number {
  const own = luminance(colour);
  return Math.min(...backdrop.map((value) => contrastOf(own, value)));
}

/** `over` with opacity `alpha` on `under`. */
export function blend(over: Rgb, alpha: number, under: Rgb): Rgb {
  const mix = (a: number, b: number) => a * alpha + b * (1 - alpha);
  return { r: mix(over.r, under.r), g: mix(over.g, under.g), b: mix(over.b, under.b) };
}

export const black: Rgb = { r: 0, g: 0, b: 0 };
export const white: Rgb = { r: 1, g: 1, b: 1 };

const nearBlack: Rgb = { r: 0.067, g: 0.067, b: 0.075 };
/** A colour as dark as this, as a luminance, is still itself when it is made darker. */
const DARK = 0.2;

/**
 * The first of `wanted` that reaches `ratio` on all of `backdrop`; else a darker shade of a dark one of them, near-black
 * or white, if it does; else whatever does best. `reached` tells whether the ratio was met.
 */
export function pickInk(
  backdrop: readonly number[],
  wanted: readonly Rgb[],
  ratio: number,
): { ink: Rgb; contrast: number; reached: boolean } {
  for (const ink of wanted) {
    const contrast = worstContrast(ink, backdrop);
    if (contrast >= ratio) return { ink, contrast, reached: true };
  }
  const measured = (inks: readonly Rgb[]) =>
    inks.map((ink) => ({ ink, contrast: worstContrast(ink, backdrop) }));
  const shades = wanted
    .filter((ink) => luminance(ink) < DARK)
    .flatMap((ink) => [0.75, 0.5, 0.3].map((share) => blend(ink, share, black)));
  const plain = measured([nearBlack, white]).sort((a, b) => b.contrast - a.contrast);
  const shade = [...measured(shades), ...plain].find(({ contrast }) => contrast >= ratio);
  if (shade) return { ...shade, reached: true };
  const [best] = measured([nearBlack, white, ...wanted, black]).sort((a, b) => b.contrast - a.contrast);
  const chosen = best ?? { ink: nearBlack, contrast: 1 };
  return { ...chosen, reached: chosen.contrast >= ratio };
}
