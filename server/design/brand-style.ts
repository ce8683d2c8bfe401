/** A brand's colours and type in the shape the tools design with. */
import type { Rgb } from './contrast.ts';

export interface BrandStyle {
  name: string;
  /** In the brand's own order; `role` as the brand's file words it. */
  colours: { rgb: Rgb; hex: string; name: string; role: string }[];
  headline?: { family: string; weight?: number | undefined } | undefined;
  body?: { family: string; weight?: number | undefined } | undefined;
}

/** The first colour whose role or name mentions one of `words`. */
export function colourFor(style: BrandStyle | undefined, ...words: string[]): Rgb | undefined {
  for (const word of words) {
    const found = style?.colours.find(({ role, name }) => `${role} ${name}`.toLowerCase().includes(word));
    if (found) return found.rgb;
  }
  return undefined;
}
