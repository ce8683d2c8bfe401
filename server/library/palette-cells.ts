/**
 * Colour search over a million palettes: OKLab in 32 x 32 x 32 cells, so that the distance of any stored colour to an
 * asked one is a look-up in a table made for the query.
 */
import type { Oklab } from './oklab.ts';

const SIDE = 32;
/** Range of a and b the cells cover; sRGB reaches from -0.31 to 0.28. */
const REACH = 0.33;

/** Stands for "no colour here". */
export const noColour = SIDE ** 3;

/** The cell of a stored colour: L of 0..255, a and b of -127..127 for -0.5..0.5. */
export function colourCell(l: number, a: number, b: number): number {
  return ((l >> 3) * SIDE + along(a / 254)) * SIDE + along(b / 254);
}

const along = (value: number) =>
  Math.min(SIDE - 1, Math.max(0, Math.floor(((value + REACH) / (2 * REACH)) * SIDE)));

/**
 * For every cell: 0 if its colours are further than `tolerance` from `colour` (OKLab distance), else 1 to 255, the more
 * the nearer.
 */
export function nearness(colour: Oklab, tolerance: number): Uint8Array {
  const table = new Uint8Array(noColour + 1);
  const middle = (index: number) => ((index + 0.5) / SIDE) * 2 * REACH - REACH;
  for (let l = 0; l < SIDE; l += 1) {
    for (let a = 0; a < SIDE; a += 1) {
      for (let b = 0; b < SIDE; b += 1) {
        const distance = Math.hypot((l + 0.5) / SIDE - colour.l, middle(a) - colour.a, middle(b) - colour.b);
        if (distance <= tolerance)
          table[(l * SIDE + a) * SIDE + b] = Math.max(1, Math.round(255 * (1 - distance / tolerance)));
      }
    }
  }
  return table;
}

/** For every cell: 1 if `holds` for the colour in its middle. */
export function cellTable(holds: (colour: Oklab) => boolean): Uint8Array {
  const table = new Uint8Array(noColour + 1);
  const middle = (index: number) => ((index + 0.5) / SIDE) * 2 * REACH - REACH;
  for (let l = 0; l < SIDE; l += 1)
    for (let a = 0; a < SIDE; a += 1)
      for (let b = 0; b < SIDE; b += 1)
        if (holds({ l: (l + 0.5) / SIDE, a: middle(a), b: middle(b) })) table[(l * SIDE + a) * SIDE + b] = 1;
  return table;
}
