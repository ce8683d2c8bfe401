/**
 * Ads made by the product itself, for measuring: families of one brand, layout, background and placement, whose members
 * differ in what they say or show. Nothing is harder to tell from a copy.
 */
import sharp from 'sharp';
import { startClient, textOf } from '../e2e/client.ts';

export interface MadeAd {
  family: number;
  name: string;
  png: Buffer;
}

const products = [
  'products/first-light-serum/assets/first-light-serum.png',
  'products/slow-cream/assets/slow-cream.png',
  'products/second-sleep-balm/assets/second-sleep-balm.png',
];
const families = [
  { format: 'portrait', layout: 'stacked', stops: ['#f9e3a6', '#f3c476'] },
  { format: 'feed', layout: 'split_left', stops: ['#dfe8e3', '#9fbfae'] },
  { format: 'story', layout: 'copy_bottom', stops: ['#2b2140', '#0f0b1c'] },
  { format: '300x250', layout: 'split_right', stops: ['#ffffff', '#f1ece4'] },
  { format: 'landscape', layout: 'editorial', stops: ['#b4472e', '#e08b5a'] },
  { format: 'feed', layout: 'oversized', stops: ['#f7f7f5', '#f7f7f5'] },
];
const copies = [
  { headline: 'You have four minutes.', subhead: 'We need one.', cta: 'Try it' },
  { headline: 'Skin, before coffee.', subhead: 'Dry in under a minute.', cta: 'Try it' },
  { headline: 'Twelve per cent light.', subhead: 'Stable vitamin C.', cta: 'See how' },
  { headline: 'Wake up. Then wake up.', subhead: 'One pump, every morning.', cta: 'See how' },
];

/** Six families of five ads each: four with other words (product 0), one with the first words and another product. */
export async function makeAds(): Promise<MadeAd[]> {
  const server = await startClient();
  try {
    const ads: MadeAd[] = [];
    for (const [family, { format, layout, stops }] of families.entries()) {
      const members = [
        ...copies.map((copy) => ({ copy, product: 0 })),
        { copy: copies[0] as (typeof copies)[number], product: 1 + (family % 2) },
      ];
      for (const [member, { copy, product }] of members.entries()) {
        const frameId = '$ad.frameId';
        const args = { format, layout, brand: 'ondrelle', logo: false };
        const { steps } = await server.call('batch_pipeline', {
          pipeline: [
            { id: 'ad', tool: 'build_ad_skeleton', args },
            { tool: 'set_background', args: { frameId, type: 'gradient', config: { stops } } },
            { tool: 'apply_typography', args: { frameId, ...copy } },
            { tool: 'place_product', args: { frameId, imagePath: products[product] } },
          ],
        });
        const id = textOf(steps, 0, 'frameId');
        const { images } = await server.ask('get_canvas_screenshot', {
          nodeId: id,
          quality: 'final',
          scale: 1,
        });
        const [picture] = images;
        if (!picture) throw new Error('no picture');
        ads.push({ family, name: `f${family}-${member}`, png: picture.bytes });
      }
    }
    return ads;
  } finally {
    await server.close();
  }
}

/** What happens to ads on their way through the web: the copies a library should recognise. */
export const changes: Record<string, (png: Buffer) => Promise<Buffer>> = {
  'JPEG q40': (png) => sharp(png).jpeg({ quality: 40 }).toBuffer(),
  'JPEG q40, 400 px': (png) =>
    sharp(png).resize({ width: 400, withoutEnlargement: true }).jpeg({ quality: 40 }).toBuffer(),
  'scaled 50 %': (png) => scaled(png, 0.5),
  'cropped 3 % a side': (png) => cropped(png, 0.03, 0.03, 0.03, 0.03),
  'cropped 5 % at one side': (png) => cropped(png, 0, 0, 0.05, 0),
  'cropped 5 % at two sides, WebP q50': async (png) =>
    sharp(await cropped(png, 0.05, 0.05, 0, 0))
      .webp({ quality: 50 })
      .toBuffer(),
  'cropped 5 % a side': (png) => cropped(png, 0.05, 0.05, 0.05, 0.05),
};

async function scaled(png: Buffer, factor: number): Promise<Buffer> {
  const { width } = await sharp(png).metadata();
  return sharp(png)
    .resize({ width: Math.round(width * factor) })
    .png()
    .toBuffer();
}

/** Cuts off shares of the sides. */
async function cropped(
  png: Buffer,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Promise<Buffer> {
  const { width, height } = await sharp(png).metadata();
  return sharp(png)
    .extract({
      left: Math.floor(width * left),
      top: Math.floor(height * top),
      width: Math.floor(width * (1 - left - right)),
      height: Math.floor(height * (1 - top - bottom)),
    })
    .png()
    .toBuffer();
}
