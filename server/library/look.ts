/** How a picture looks, in the few bytes kept in memory for every picture: hash 8, coarse layout 12, palette 4 a colour. */
import type { Features } from './features.ts';
import { coarseLength } from './layout-vector.ts';
import { type PaletteColour, packPalette, unpackPalette } from './palette.ts';

const HASH = 8;

/** Where the palette starts. */
export const paletteAt = HASH + coarseLength;

export function packLook(features: Pick<Features, 'hash' | 'coarse' | 'palette'>): Buffer {
  return Buffer.concat([
    features.hash,
    Buffer.from(features.coarse.buffer, features.coarse.byteOffset, features.coarse.byteLength),
    packPalette(features.palette),
  ]);
}

export const paletteOfLook = (look: Buffer): PaletteColour[] => unpackPalette(look.subarray(paletteAt));
