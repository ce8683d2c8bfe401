/** The list of pictures: what is photographed, from where, and into which file. */
import sharp, { type Sharp } from 'sharp';
import { bottle } from './bottle.ts';
import { jar } from './jar.ts';
import { render, type Shot } from './camera.ts';
import type { Scene } from './scene.ts';
import { tube } from './tube.ts';

export interface NamedShot {
  name: string;
  /** Below the brand's folder. */
  file: string;
  take(scale: number): Promise<{ data: Buffer; info: string }>;
}

const maxBytes = 400_000;

export const shots: readonly NamedShot[] = [
  cutOut('serum', 'products/first-light-serum/assets/first-light-serum.png', () => bottle(), {
    width: 660, height: 1720, target: [0, 52.2, 0], span: 112, elevation: 5, distance: 900, exposure: 0.82,
  }),
  cutOut('tube', 'products/slow-cream/assets/slow-cream.png', () => tube(), {
    width: 700, height: 1760, target: [0, 65.5, 0], span: 139, elevation: 4, distance: 900, exposure: 0.82,
  }),
  cutOut('jar', 'products/second-sleep-balm/assets/second-sleep-balm.png', () => jar(), {
    width: 1360, height: 1300, target: [0, 25, 0], span: 66, elevation: 15, distance: 800, exposure: 0.82,
  }),
];

/** A product on nothing: rendered, cropped to a margin of 2 %, written as PNG. */
function cutOut(name: string, file: string, scene: () => Promise<Scene>, shot: Shot): NamedShot {
  return {
    name,
    file,
    take: async (scale) => {
      const width = Math.round(shot.width * scale);
      const height = Math.round(shot.height * scale);
      const pixels = render(await scene(), { ...shot, width, height });
      return small(sharp(pixels, { raw: { width, height, channels: 4 } }));
    },
  };
}

/** Lossless if that is small enough, else the largest palette that is. */
async function small(image: Sharp): Promise<{ data: Buffer; info: string }> {
  const lossless = await image.clone().png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer();
  if (lossless.length <= maxBytes) return { data: lossless, info: 'lossless' };
  for (const colours of [256, 192, 128]) {
    const data = await image.clone().png({ palette: true, colours, dither: 1, effort: 10, compressionLevel: 9 }).toBuffer();
    if (data.length <= maxBytes) return { data, info: `${colours} colours (lossless ${Math.round(lossless.length / 1000)} kB)` };
  }
  throw new Error(`cannot be made smaller than ${maxBytes} bytes`);
}
