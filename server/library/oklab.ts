/** sRGB bytes to OKLab and back (Björn Ottosson, https://bottosson.github.io/posts/oklab/). */

export interface Oklab {
  /** 0 black to 1 white. */
  l: number;
  a: number;
  b: number;
}

const linear = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** Writes L, a and b of one sRGB colour (0-255 a channel) to `out` from `at`. */
export function toOklab(r: number, g: number, b: number, out: Float32Array, at: number): void {
  const [lr, lg, lb] = [linear[r] ?? 0, linear[g] ?? 0, linear[b] ?? 0];
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  out[at] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  out[at + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  out[at + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
}

/** One colour, channels 0..1. */
export function oklabOf(colour: { r: number; g: number; b: number }): Oklab {
  const out = new Float32Array(3);
  toOklab(Math.round(colour.r * 255), Math.round(colour.g * 255), Math.round(colour.b * 255), out, 0);
  return { l: out[0] ?? 0, a: out[1] ?? 0, b: out[2] ?? 0 };
}

/** As sRGB 0..1, clipped to what a screen shows. */
export function fromOklab({ l, a, b }: Oklab): { r: number; g: number; b: number } {
  const l3 = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m3 = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s3 = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    r: gamma(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3),
    g: gamma(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3),
    b: gamma(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3),
  };
}

function gamma(value: number): number {
  const clipped = Math.min(1, Math.max(0, value));
  return clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055;
}
