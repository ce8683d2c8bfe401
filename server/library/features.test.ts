import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { openImageBytes } from '../assets/index.ts';
import { categoryOf, formatOf } from './category.ts';
import { featuresOf } from './features.ts';
import { layoutDistance } from './layout-vector.ts';
import { packPalette, paletteHex, unpackPalette } from './palette.ts';
import { hashDistance } from './perceptual-hash.ts';

const svg = (body: string, width = 400, height = 400) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`),
  );
const look = async (image: Sharp) => featuresOf(await openImageBytes(await image.toBuffer(), 'test'));
const scene = (ground: string, block: string) =>
  `<rect width="400" height="400" fill="${ground}"/><rect x="40" y="40" width="180" height="240" fill="${block}"/><rect x="300" y="330" width="60" height="30" fill="#ff2200"/>`;

describe('the palette', () => {
  it('names the colours of a flat picture, a small vivid one among them', async () => {
    const { palette } = await look(svg(scene('#f5efe6', '#1d3b2a')).png());
    expect(palette.map(paletteHex)).toEqual([
      '#f5efe6',
      expect.stringMatching(/^#1[cd]3[ab]2[9a]$/),
      expect.stringMatching(/^#f[c-f]2[0-9a-f]0[0-9a-f]$/),
    ]);
    const shares = palette.map(({ weight }) => weight);
    expect(shares[0]).toBeCloseTo(0.73, 1);
    expect(shares[1]).toBeCloseTo(0.26, 1);
    expect(shares[2]).toBeLessThan(0.02);
  });

  it('is one colour for a flat picture, white behind a transparent one', async () => {
    expect(
      (await look(svg('<rect width="400" height="400" fill="#336699"/>').png())).palette.map(paletteHex),
    ).toEqual(['#336699']);
    expect((await look(svg('').png())).palette.map(paletteHex)).toEqual(['#ffffff']);
  });

  it('survives packing within what the eye can tell', async () => {
    const { palette } = await look(svg(scene('#c0ffee', '#bada55')).png());
    const again = unpackPalette(packPalette(palette));
    for (const [at, { l, a, b }] of palette.entries())
      expect(
        Math.hypot(l - (again[at]?.l ?? 9), a - (again[at]?.a ?? 9), b - (again[at]?.b ?? 9)),
      ).toBeLessThan(0.005);
  });
});

describe('hash and layout', () => {
  it('stay close for copies and move for other pictures', async () => {
    const one = await look(svg(scene('#f5efe6', '#1d3b2a')).png());
    const copy = await look(svg(scene('#f5efe6', '#1d3b2a')).resize(150).jpeg({ quality: 40 }));
    const other = await look(svg(scene('#1d3b2a', '#f5efe6')).png());
    const grey = await look(svg(scene('#f5efe6', '#1d3b2a')).png().greyscale());
    expect(hashDistance(one.hash, copy.hash)).toBeLessThanOrEqual(4);
    expect(hashDistance(one.hash, other.hash)).toBeGreaterThan(24);
    expect(layoutDistance(one.layout, copy.layout)).toBeLessThan(0.02);
    expect(layoutDistance(one.layout, other.layout)).toBeGreaterThan(0.3);
    expect(hashDistance(one.hash, grey.hash)).toBeLessThanOrEqual(4);
  });
});

describe('a category', () => {
  it.each([
    ['Before & After', 'comparison'],
    ['borrowed-interface', 'borrowed_interface'],
    ['pr-media', 'pr_media'],
    ['data-stats', 'data_stats'],
    ['2024 testimonials, skincare', 'social_proof'],
    ['iPhone Notes', 'borrowed_interface'],
    ['Strong Copy', 'editorial'],
  ])('%s is %s', (folder, format) => expect(formatOf(folder)).toBe(format));

  it('is nothing for a folder that is none', () => expect(formatOf('Holiday sale')).toBeUndefined());

  it('is the first folder, or the root for pictures in it', () => {
    expect(categoryOf('a/b/c.jpg', 'root')).toEqual({ category: 'a', subfolders: ['b'] });
    expect(categoryOf('c.jpg', 'root')).toEqual({ category: 'root', subfolders: [] });
  });
});
