/** Relative luminance of 8-bit sRGB channels, by table; WCAG 2.x. */
const linear = new Float32Array(256);
for (let value = 0; value < 256; value++) {
  const channel = value / 255;
  linear[value] = channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** 0 (black) to 1 (white); channels 0..255, fractions are rounded. */
export function luminance8(r: number, g: number, b: number): number {
  return (
    0.2126 * (linear[Math.round(r)] ?? 0) +
    0.7152 * (linear[Math.round(g)] ?? 0) +
    0.0722 * (linear[Math.round(b)] ?? 0)
  );
}

/** Brightness as the eye scales it, 0..1: what gradients and their spread are measured in. */
export const luma8 = (r: number, g: number, b: number): number => (0.299 * r + 0.587 * g + 0.114 * b) / 255;
