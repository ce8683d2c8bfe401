/** Ads and pictures the tests build with. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

export interface Step {
  id?: string;
  tool: string;
  args?: Record<string, unknown>;
}

export const serum = 'products/first-light-serum/assets/first-light-serum.png';

/** A story with a gradient, two texts, a product with a shadow and a picture of it all: one call. */
export const standardStory: Step[] = [
  { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'story', brand: 'ondrelle' } },
  {
    tool: 'set_background',
    args: { frameId: '$ad.frameId', type: 'gradient', config: { stops: ['#f9e3a6', '#f3c476'] } },
  },
  {
    tool: 'apply_typography',
    args: {
      frameId: '$ad.frameId',
      headline: 'You have four minutes. We need one.',
      subhead: '12 % vitamin C. Dry in under a minute.',
    },
  },
  { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: serum, shadow: 'soft' } },
  { tool: 'get_canvas_screenshot', args: { nodeId: '$ad.frameId' } },
];

/** A bottle-like shape with transparent borders, as a PNG in `folder`. */
export async function writeProduct(folder: string, name = 'hero.png'): Promise<string> {
  const path = join(folder, name);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="600">' +
    '<rect x="120" y="140" width="160" height="360" rx="36" fill="#2f5a4c"/>' +
    '<rect x="160" y="80" width="80" height="60" fill="#d9b36c"/></svg>';
  await writeFile(path, await sharp(Buffer.from(svg)).png().toBuffer());
  return path;
}
