import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeToLimit, fitScreenshot } from './encode.ts';

/** A picture with gradients and grain: compresses like a photo, not like a flat colour. */
async function photo(width: number, height: number, grain = 40): Promise<Buffer> {
  const raw = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let i = 0; i < raw.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    raw[i] = Math.min(255, Math.floor(((i / raw.length) * 180 + ((seed >>> 24) * grain) / 255) | 0));
  }
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

let picture: Buffer;
beforeAll(async () => {
  picture = await photo(600, 400);
});

describe('encoding to a byte limit', () => {
  it('takes the highest JPEG quality that fits', async () => {
    const free = await encodeToLimit(picture, { format: 'JPG' });
    expect(free.quality).toBe(95);
    const limit = Math.floor(free.bytes.length * 0.4);
    const fitted = await encodeToLimit(picture, { format: 'JPG', maxBytes: limit });
    expect(fitted.fits).toBe(true);
    expect(fitted.bytes.length).toBeLessThanOrEqual(limit);
    expect(fitted.bytes.length).toBeGreaterThan(limit * 0.8);
    expect(await sharp(fitted.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 400 });
  });

  it('leaves a PNG lossless while it fits, then reduces colours and says so', async () => {
    const free = await encodeToLimit(picture, { format: 'PNG' });
    expect(free.colours).toBeUndefined();
    expect((await sharp(free.bytes).raw().toBuffer()).equals(await sharp(picture).raw().toBuffer())).toBe(
      true,
    );
    const fitted = await encodeToLimit(picture, { format: 'PNG', maxBytes: free.bytes.length >> 1 });
    expect(fitted.fits).toBe(true);
    expect(fitted.colours).toBeLessThanOrEqual(256);
    expect(fitted.adjustments[0]).toContain('colours');
  });

  it.each(['PNG', 'JPG'] as const)('says by how much the smallest %s is too big', async (format) => {
    const result = await encodeToLimit(picture, { format, maxBytes: 500 });
    expect(result.fits).toBe(false);
    expect(result.adjustments.join()).toContain(`${result.bytes.length - 500} more than allowed`);
  });

  it('puts a colour behind transparency in a JPEG and reports it', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const result = await encodeToLimit(clear, { format: 'JPG', background: '#f3ecdf' });
    expect((await sharp(result.bytes).raw().toBuffer())[0]).toBeGreaterThan(238);
    expect(result.adjustments.join()).toContain('#f3ecdf');
  });

  it('refuses limits that make no sense and bytes that are no image', async () => {
    await expect(encodeToLimit(picture, { format: 'JPG', maxBytes: 0 })).rejects.toMatchObject({
      where: 'maxBytes',
    });
    await expect(encodeToLimit(Buffer.from('no'), { format: 'JPG' })).rejects.toMatchObject({
      code: 'broken',
    });
  });
});

describe('fitting a screenshot', () => {
  it('keeps a PNG that fits', async () => {
    const shot = await fitScreenshot(
      await sharp({ create: { width: 1080, height: 1350, channels: 3, background: '#345' } })
        .png()
        .toBuffer(),
    );
    expect(shot).toMatchObject({ mimeType: 'image/png', width: 1080, height: 1350 });
  });

  it('scales the long edge to 1568 and stays below the base64 limit', async () => {
    const shot = await fitScreenshot(await photo(1080, 1920, 90));
    expect(Math.max(shot.width, shot.height)).toBeLessThanOrEqual(1568);
    expect(shot.bytes.toString('base64').length).toBeLessThanOrEqual(700_000);
    expect(shot.mimeType).toBe('image/jpeg');
  });

  it('gets smaller rather than uglier when quality alone is not enough', async () => {
    const shot = await fitScreenshot(picture, { maxSide: 1568, maxBase64Bytes: 6000 });
    expect(shot.bytes.toString('base64').length).toBeLessThanOrEqual(6000);
    expect(shot.width).toBeLessThan(600);
    expect(shot.quality).toBeGreaterThanOrEqual(50);
  });
});
