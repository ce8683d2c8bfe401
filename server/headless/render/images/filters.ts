/**
 * Figma's image filters on RGBA pixels. Figma does not publish its formulas: these follow the usual photo-editing
 * ones, scaled so that ±1 is as strong as the ends of Figma's sliders look. Order: light, then colour.
 */

export function hasFilters(filters: ImageFilters | undefined): filters is ImageFilters {
  return filters !== undefined && Object.values(filters).some((value) => value !== undefined && value !== 0);
}

/** Exposure, highlights, shadows and contrast, for one channel value of 0..1. */
function tone(filters: ImageFilters): (value: number) => number {
  const { exposure = 0, contrast = 0, highlights = 0, shadows = 0 } = filters;
  const gain = 2 ** (exposure * 1.5);
  const slope = contrast >= 0 ? 1 + contrast : 1 + contrast * 0.7;
  return (value) => {
    let result = value * gain;
    // Bumps that leave black and white where they are and move the upper or the lower half.
    const clamped = Math.min(1, Math.max(0, result));
    result += highlights * 1.2 * clamped ** 2 * (1 - clamped);
    result += shadows * 1.2 * clamped * (1 - clamped) ** 2;
    return (result - 0.5) * slope + 0.5;
  };
}

/** Changes straight-alpha RGBA pixels in place. */
export function applyFilters(pixels: Uint8Array, filters: ImageFilters): void {
  const { saturation = 0, temperature = 0, tint = 0 } = filters;
  const curve = tone(filters);
  const table = Float32Array.from({ length: 256 }, (_, value) => curve(value / 255) * 255);
  const red = 1 + temperature * 0.2 + tint * 0.1;
  const green = 1 - tint * 0.2;
  const blue = 1 - temperature * 0.2 + tint * 0.1;
  const mix = 1 + saturation;
  for (let at = 0; at < pixels.length; at += 4) {
    const r = (table[pixels[at] ?? 0] ?? 0) * red;
    const g = (table[pixels[at + 1] ?? 0] ?? 0) * green;
    const b = (table[pixels[at + 2] ?? 0] ?? 0) * blue;
    const grey = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    pixels[at] = toByte(grey + (r - grey) * mix);
    pixels[at + 1] = toByte(grey + (g - grey) * mix);
    pixels[at + 2] = toByte(grey + (b - grey) * mix);
  }
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}
