import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { withoutEvenGround } from './even-ground.ts';

const draw = (inside: string, ground = '#ffffff') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="${ground}"/>${inside}</svg>`,
    ),
  )
    .flatten()
    .jpeg({ quality: 85 })
    .toBuffer();

async function pixels(bytes: Buffer | undefined) {
  if (!bytes) throw new Error('nothing was taken out');
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)];
}

/** Rings, as in "oo". */
const rings = [40, 160]
  .map((x) => `<circle cx="${x}" cy="50" r="20" fill="none" stroke="#204080" stroke-width="10"/>`)
  .join('');

describe('a logo on an even ground', () => {
  it('loses it, inside letters too, and keeps its colours', async () => {
    const at = await pixels(await withoutEvenGround(await draw(rings)));
    expect(at(2, 2)[3]).toBe(0);
    expect(at(40, 50)[3]).toBe(0);
    const [r = 0, , b = 0, alpha] = at(60, 50);
    expect(alpha).toBe(255);
    expect(b).toBeGreaterThan(r + 60);
  });

  it('keeps what is drawn inside a badge', async () => {
    const badge =
      '<rect x="20" y="10" width="160" height="80" fill="#204080"/><rect x="80" y="40" width="40" height="20" fill="#fff"/>';
    const at = await pixels(await withoutEvenGround(await draw(badge)));
    expect(at(2, 2)[3]).toBe(0);
    expect(at(100, 50)).toEqual([255, 255, 255, 255].map((value) => expect.closeTo(value, -1)));
  });

  it('has soft edges without a rim of the ground', async () => {
    const at = await pixels(await withoutEvenGround(await draw(rings)));
    for (let x = 10; x < 32; x++) {
      const [r = 0, , , alpha = 0] = at(x, 50);
      if (alpha > 0) expect(r, `x ${x}`).toBeLessThan(110);
    }
  });

  it('is left as it is where it has transparency, no even border, or nothing on it', async () => {
    const photo = await sharp({
      create: {
        width: 60,
        height: 60,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    expect(await withoutEvenGround(photo)).toBeUndefined();
    expect(await withoutEvenGround(await draw(''))).toBeUndefined();
    const cut = await sharp({
      create: { width: 60, height: 60, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(await withoutEvenGround(cut)).toBeUndefined();
  });
});
