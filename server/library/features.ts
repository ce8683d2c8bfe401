/** What the index knows about how a picture looks, from one small decode. */
import { decode, decoding, type OpenImage } from '../assets/index.ts';
import { coarseLength, layoutGrid, layoutOf } from './layout-vector.ts';
import { toOklab } from './oklab.ts';
import { type PaletteColour, paletteOf } from './palette.ts';
import { hashSide, perceptualHash } from './perceptual-hash.ts';

export interface Features {
  /** px as seen. */
  width: number;
  height: number;
  hash: Buffer;
  palette: PaletteColour[];
  layout: Int8Array;
  coarse: Int8Array;
}

/** px a side everything is computed from. */
const SIDE = 64;

/** Decodes (a JPEG at a fraction of its size) and measures. Throws `AssetError` for a damaged file. */
export async function featuresOf(image: OpenImage): Promise<Features> {
  const { data } = await decoding(
    image.where,
    decode(image, SIDE * 4)
      .flatten({ background: '#ffffff' })
      .resize({ width: SIDE, height: SIDE, fit: 'fill' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  const channels = data.length / (SIDE * SIDE);
  const lab = new Float32Array(SIDE * SIDE * 3);
  for (let index = 0; index < SIDE * SIDE; index += 1) {
    const r = data[index * channels] ?? 0;
    const g = channels < 3 ? r : (data[index * channels + 1] ?? 0);
    const b = channels < 3 ? r : (data[index * channels + 2] ?? 0);
    toOklab(r, g, b, lab, index * 3);
  }
  return {
    width: image.width,
    height: image.height,
    hash: perceptualHash(lightness(lab)),
    palette: paletteOf(lab, SIDE),
    layout: layoutOf(lab, SIDE, layoutGrid),
    coarse: layoutOf(lab, SIDE, Math.sqrt(coarseLength / 3)),
  };
}

/** L at half the side. */
function lightness(lab: Float32Array): Float32Array {
  const step = SIDE / hashSide;
  return Float32Array.from({ length: hashSide * hashSide }, (_, index) => {
    const from = Math.floor(index / hashSide) * step * SIDE + (index % hashSide) * step;
    return (
      ((lab[from * 3] ?? 0) +
        (lab[(from + 1) * 3] ?? 0) +
        (lab[(from + SIDE) * 3] ?? 0) +
        (lab[(from + SIDE + 1) * 3] ?? 0)) /
      (step * step)
    );
  });
}
