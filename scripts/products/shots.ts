/** The list of pictures: what is photographed, from where, and into which file. */
import sharp, { type Sharp } from 'sharp';
import { renderBackdrop } from './backdrop.ts';
import { bottle } from './bottle.ts';
import { render, type Shot } from './camera.ts';
import { jar } from './jar.ts';
import { logoPng, logoSvg } from './logo.ts';
import { palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { renderSmear } from './smear.ts';
import { tube } from './tube.ts';

export interface NamedShot {
  name: string;
  /** Below the brand's folder. */
  file: string;
  take(scale: number): Promise<{ data: Buffer; info: string }>;
}

const maxBytes = 400_000;
/** Radians, clockwise: like a bottle propped against something. */
const leaning = -0.3;

export const shots: readonly NamedShot[] = [
  cutOut('serum', 'products/first-light-serum/assets/first-light-serum.png', () => bottle(), {
    width: 660,
    height: 1720,
    target: [0, 52.2, 0],
    span: 112,
    elevation: 5,
    distance: 900,
    exposure: 0.82,
  }),
  cutOut(
    'serum-leaning',
    'products/first-light-serum/assets/first-light-serum-leaning.png',
    () => bottle(leaning),
    {
      width: 800,
      height: 1460,
      target: [-52.2 * Math.sin(leaning), 52.2 * Math.cos(leaning), 0],
      span: 109,
      elevation: 5,
      distance: 900,
      exposure: 0.82,
    },
  ),
  cutOut('tube', 'products/slow-cream/assets/slow-cream.png', () => tube(), {
    width: 700,
    height: 1760,
    target: [0, 65.5, 0],
    span: 139,
    elevation: 4,
    distance: 900,
    exposure: 0.92,
  }),
  {
    name: 'smear',
    file: 'products/slow-cream/assets/slow-cream-texture.png',
    take: (scale) => {
      const width = Math.round(1500 * scale);
      const height = Math.round(720 * scale);
      return small(sharp(renderSmear(width, height, '#fbecd2'), { raw: { width, height, channels: 4 } }));
    },
  },
  cutOut('jar', 'products/second-sleep-balm/assets/second-sleep-balm.png', () => jar(), {
    width: 1080,
    height: 1032,
    target: [0, 25, 0],
    span: 66,
    elevation: 15,
    distance: 800,
    exposure: 0.82,
  }),
  {
    name: 'backdrop',
    file: 'brand/backdrop-morning-wall.jpg',
    take: async (scale) => {
      // Tall enough for a story to have a pixel for each of its own.
      const width = Math.round(1600 * scale);
      const height = Math.round(2000 * scale);
      const pixels = renderBackdrop(width, height, '#e9b98d');
      const image = sharp(pixels, { raw: { width, height, channels: 3 } });
      return { data: await image.jpeg({ quality: 84, mozjpeg: true }).toBuffer(), info: 'JPEG' };
    },
  },
  ...(['pine', 'oat'] as const).flatMap((colour): NamedShot[] => {
    const svg = logoSvg('Ondrelle', palette[colour]);
    const file = colour === 'pine' ? 'brand/logo' : `brand/logo-${colour}`;
    return [
      { name: 'logo', file: `${file}.svg`, take: async () => ({ data: Buffer.from(svg), info: 'outlines' }) },
      {
        name: 'logo',
        file: `${file}.png`,
        take: async () => ({ data: await logoPng(svg, 1200), info: 'lossless' }),
      },
    ];
  }),
];

/** A product on nothing. `scale` below 1 is for looking quickly. */
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

/** Always lossless: a palette would show as bands on opal glass. Too many bytes means too many pixels. */
async function small(image: Sharp): Promise<{ data: Buffer; info: string }> {
  const data = await image.png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer();
  if (data.length > maxBytes)
    throw new Error(`${data.length} bytes are more than ${maxBytes}: make the picture smaller`);
  return { data, info: 'lossless' };
}
