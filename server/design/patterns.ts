/** Seamless pattern tiles, drawn once and used as a tiled image fill (every Figma version takes those). */

import type { Rgba } from '../../schemas/colour.ts';
import { sharp } from '../assets/sharp.ts';

export const patternNames = ['dots', 'grid', 'stripes', 'checks', 'crosses', 'waves'] as const;
export type PatternName = (typeof patternNames)[number];

/** Tile side in px at 1x for scale 1, and its marks as SVG in a 100×100 box. */
const tiles: Record<PatternName, { side: number; svg: string }> = {
  dots: { side: 48, svg: '<circle cx="50" cy="50" r="9"/>' },
  grid: { side: 80, svg: '<path d="M0 0H100V3H3V100H0Z"/>' },
  stripes: {
    side: 56,
    svg: '<path d="M-25 75L75 -25L100 0L0 100ZM50 125L125 50L150 75L75 150Z" transform="translate(0 0)"/>',
  },
  checks: { side: 96, svg: '<path d="M0 0H50V50H0ZM50 50H100V100H50Z"/>' },
  crosses: { side: 88, svg: '<path d="M47 36H53V47H64V53H53V64H47V53H36V47H47Z"/>' },
  waves: {
    side: 96,
    svg: '<path d="M0 50C16 30 34 30 50 50S84 70 100 50" fill="none" stroke-width="5" class="line"/>',
  },
};

/** Tiles are drawn larger than shown, so that they stay sharp in exports at 2x. */
const OVERSAMPLE = 2;

/** A tile as PNG and the `scalingFactor` that shows it at its size (px at 1x, times `scale`). */
export async function patternTile(
  name: PatternName,
  colour: Rgba,
  scale: number,
): Promise<{ png: Buffer; scalingFactor: number }> {
  const { side, svg } = tiles[name];
  const pixels = Math.max(4, Math.round(side * scale * OVERSAMPLE));
  const rgb = `rgb(${[colour.r, colour.g, colour.b].map((channel) => Math.round(channel * 255)).join(',')})`;
  const paint = svg.includes('class="line"') ? `stroke="${rgb}" fill="none"` : `fill="${rgb}"`;
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 100 100"><g ${paint} opacity="${colour.a}">${svg}</g></svg>`;
  return { png: await sharp(Buffer.from(markup)).png().toBuffer(), scalingFactor: 1 / OVERSAMPLE };
}
