import { createHash } from 'node:crypto';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageInfo } from './image-info.ts';
import { prepareImage } from './prepare-image.ts';

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'prepare-image-')));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const red = { r: 200, g: 30, b: 20, alpha: 1 };

/** A transparent canvas with one solid box on it. */
function boxOnClear(
  width: number,
  height: number,
  box: { left: number; top: number; width: number; height: number },
) {
  const patch = { create: { width: box.width, height: box.height, channels: 4 as const, background: red } };
  return sharp({
    create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  }).composite([{ input: patch, left: box.left, top: box.top }]);
}

async function file(name: string, content: Buffer | string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, content);
  return path;
}

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: red } });

describe('preparing an image for the canvas', () => {
  it('passes a plain PNG on byte for byte', async () => {
    const png = await flat(300, 200).png().toBuffer();
    const prepared = await prepareImage(await file('plain.png', png), {}, [root]);
    expect(prepared.bytes.equals(png)).toBe(true);
    expect(prepared).toMatchObject({
      width: 300,
      height: 200,
      format: 'png',
      hasAlpha: false,
      adjustments: [],
    });
  });

  it('trims transparent borders and says which box was kept', async () => {
    const box = { left: 37, top: 11, width: 120, height: 190 };
    const path = await file('bottle.png', await boxOnClear(400, 300, box).png().toBuffer());
    const prepared = await prepareImage(path, { trim: true }, [root]);
    expect(prepared).toMatchObject({
      width: 120,
      height: 190,
      trimmed: box,
      original: { width: 400, height: 300 },
    });
    expect(prepared.hasAlpha).toBe(false);
  });

  it('does not mistake colour left in transparent pixels, or dust of alpha, for content', async () => {
    const raw = Buffer.alloc(60 * 40 * 4, 0);
    for (let pixel = 0; pixel < 60 * 40; pixel++) raw.set([pixel % 256, 90, 40, pixel % 9], pixel * 4);
    for (let y = 10; y < 20; y++) for (let x = 30; x < 50; x++) raw[(y * 60 + x) * 4 + 3] = 255;
    const png = await sharp(raw, { raw: { width: 60, height: 40, channels: 4 } })
      .png()
      .toBuffer();
    const prepared = await prepareImage(await file('dust.png', png), { trim: true }, [root]);
    expect(prepared.trimmed).toEqual({ left: 30, top: 10, width: 20, height: 10 });
  });

  it('leaves a white border alone unless asked for', async () => {
    const box = { left: 50, top: 60, width: 100, height: 80 };
    const onWhite = boxOnClear(300, 240, box).flatten({ background: '#ffffff' });
    const path = await file('white.png', await onWhite.png().toBuffer());
    expect((await prepareImage(path, { trim: true }, [root])).trimmed).toBeUndefined();
    expect((await prepareImage(path, { trim: 'background' }, [root])).trimmed).toEqual(box);
  });

  it('refuses to trim an image without content', async () => {
    const clear = sharp({ create: { width: 10, height: 10, channels: 4, background: '#00000000' } });
    const path = await file('clear.png', await clear.png().toBuffer());
    await expect(prepareImage(path, { trim: true }, [root])).rejects.toThrow(/fully transparent/);
  });

  it('turns a photo upright as its EXIF orientation says', async () => {
    const jpeg = await flat(300, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const prepared = await prepareImage(await file('phone.jpg', jpeg), {}, [root]);
    expect(prepared).toMatchObject({
      width: 100,
      height: 300,
      original: { width: 100, height: 300 },
      format: 'jpeg',
    });
    expect(prepared.adjustments.join()).toContain('upright');
    expect((await sharp(prepared.bytes).metadata()).orientation).toBeUndefined();
  });

  it('trims in upright coordinates when a photo is both rotated and has borders', async () => {
    const png = await boxOnClear(200, 100, { left: 10, top: 20, width: 50, height: 30 }).png().toBuffer();
    const rotated = await sharp(png).withMetadata({ orientation: 6 }).webp({ lossless: true }).toBuffer();
    const prepared = await prepareImage(await file('rotated.webp', rotated), { trim: true }, [root]);
    expect(prepared.trimmed).toEqual({ left: 50, top: 10, width: 30, height: 50 });
    expect(prepared).toMatchObject({ width: 30, height: 50 });
  });

  it('scales a 12,000 px image down to 4096 and reports it', async () => {
    const path = await file('huge.png', await flat(12_000, 3000).png().toBuffer());
    const prepared = await prepareImage(path, {}, [root]);
    expect(prepared).toMatchObject({ width: 4096, height: 1024, original: { width: 12_000, height: 3000 } });
    expect(prepared.adjustments).toEqual(['Scaled down from 12000 x 3000 px to 4096 x 1024 px']);
  });

  it('never enlarges', async () => {
    const path = await file('small.png', await flat(40, 30).png().toBuffer());
    expect(await prepareImage(path, { maxSide: 2000 }, [root])).toMatchObject({ width: 40, height: 30 });
  });

  it.each(['webp', 'avif', 'tiff', 'gif'] as const)(
    'reads %s, whatever the extension says',
    async (format) => {
      const path = await file(`really-${format}.png`, await flat(64, 48).toFormat(format).toBuffer());
      const prepared = await prepareImage(path, {}, [root]);
      expect(prepared).toMatchObject({ width: 64, height: 48, format: format === 'gif' ? 'png' : 'jpeg' });
      const pixel = await sharp(prepared.bytes).raw().toBuffer();
      expect(Math.abs((pixel[0] ?? 0) - red.r)).toBeLessThan(6);
    },
  );

  it('keeps the transparency of a WebP by writing PNG', async () => {
    const webp = await boxOnClear(64, 48, { left: 0, top: 0, width: 20, height: 20 }).webp().toBuffer();
    expect(await prepareImage(await file('cut.webp', webp), {}, [root])).toMatchObject({
      format: 'png',
      hasAlpha: true,
    });
  });

  it('uses the first frame of an animation and says so', async () => {
    const frames = Buffer.concat([Buffer.alloc(16 * 16 * 3, 250), Buffer.alloc(16 * 16 * 3, 10)]);
    const gif = await sharp(frames, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
      .gif()
      .toBuffer();
    const prepared = await prepareImage(await file('moving.gif', gif), {}, [root]);
    expect(prepared).toMatchObject({ width: 16, height: 16 });
    expect(prepared.adjustments).toContain('First of 2 frames used');
    expect((await sharp(prepared.bytes).raw().toBuffer())[0]).toBeGreaterThan(200);
  });

  it('converts CMYK to sRGB', async () => {
    const cmyk = await flat(32, 32).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const prepared = await prepareImage(await file('print.jpg', cmyk), {}, [root]);
    expect((await sharp(prepared.bytes).metadata()).space).toBe('srgb');
    expect(prepared.adjustments.join()).toContain('CMYK');
    const [r = 0, g = 255] = await sharp(prepared.bytes).raw().toBuffer();
    expect(r).toBeGreaterThan(g + 80);
  });

  it('converts a wide-gamut profile to sRGB values', async () => {
    const p3 = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c8503c' } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const prepared = await prepareImage(await file('p3.png', p3), {}, [root]);
    const [r = 0, g = 0, b = 0] = await sharp(prepared.bytes).raw().toBuffer();
    expect(Math.abs(r - 200) + Math.abs(g - 80) + Math.abs(b - 60)).toBeLessThan(9);
    expect((await sharp(prepared.bytes).metadata()).icc).toBeUndefined();
  });

  it('gives the same bytes every time', async () => {
    const path = await file(
      'again.tiff',
      await boxOnClear(300, 300, { left: 9, top: 9, width: 200, height: 100 }).tiff().toBuffer(),
    );
    const hash = async () =>
      createHash('sha256')
        .update((await prepareImage(path, { trim: true, maxSide: 100 }, [root])).bytes)
        .digest('hex');
    expect(await hash()).toBe(await hash());
  });
});

describe('SVG', () => {
  const logo =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40"><rect x="30" width="60" height="40" fill="#c8321e"/></svg>';

  it('is drawn large enough to stay sharp, with transparency, and trimmed in its own px', async () => {
    const prepared = await prepareImage(await file('logo.svg', logo), { trim: true, maxSide: 1200 }, [root]);
    expect(prepared).toMatchObject({ format: 'png', original: { width: 120, height: 40 } });
    expect(prepared.trimmed).toEqual({ left: 30, top: 0, width: 60, height: 40 });
    expect([prepared.width, prepared.height]).toEqual([600, 400]);
  });

  it('never loads files or addresses, and says what was left out', async () => {
    const secret = await file('secret.png', await flat(50, 50).png().toBuffer());
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="50" height="50"><rect width="5" height="5" fill="#00ff00"/><image href="file://${secret}" width="50" height="50"/><image xlink:href="secret.png" width="50" height="50"/><image href="http://127.0.0.1:9/x.png" width="9" height="9"/></svg>`;
    const prepared = await prepareImage(await file('spy.svg', svg), { maxSide: 50 }, [root]);
    const pixels = await sharp(prepared.bytes).ensureAlpha().raw().toBuffer();
    expect(pixels[(40 * 50 + 40) * 4 + 3]).toBe(0);
    expect(prepared.adjustments[0]).toMatch(/^3 external reference\(s\) in the SVG were not loaded/);
  });

  it.each([
    [
      'an entity bomb',
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
      /entities/,
    ],
    [
      'an external entity',
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
      /entities/,
    ],
    [
      'embedded HTML',
      '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><p>hi</p></foreignObject></svg>',
      /foreignObject/,
    ],
    ['broken markup', '<svg xmlns="http://www.w3.org/2000/svg"><rect', /cannot be decoded/],
  ])('refuses %s', async (_name, svg, message) => {
    await expect(prepareImage(await file('bad.svg', svg), {}, [root])).rejects.toThrow(message);
  });

  it('draws an SVG of absurd size at a sane one', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="45000"><rect width="90000" height="45000" fill="red"/></svg>';
    const prepared = await prepareImage(await file('vast.svg', svg), { maxSide: 400 }, [root]);
    expect(Math.max(prepared.width, prepared.height)).toBeLessThanOrEqual(400);
  });
});

describe('hostile and broken files', () => {
  it('refuses a text file called .png and says what it is', async () => {
    const path = await file('notes.png', 'shopping list: soap');
    await expect(prepareImage(path, {}, [root])).rejects.toThrow(/this is text, not an image/);
  });

  it('names the usual impostors', async () => {
    await expect(prepareImage(await file('a.png', '%PDF-1.7 ...'), {}, [root])).rejects.toThrow(/a PDF/);
    await expect(prepareImage(await file('b.jpg', '<!doctype html><p>404'), {}, [root])).rejects.toThrow(
      /web page/,
    );
    await expect(prepareImage(await file('c.jpg', ''), {}, [root])).rejects.toThrow(/an empty file/);
  });

  it('refuses a cut-off JPEG instead of drawing half of it', async () => {
    const noise = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, i) => (i * 7919) % 251));
    const jpeg = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
      .jpeg()
      .toBuffer();
    const path = await file('cut.jpg', jpeg.subarray(0, jpeg.length >> 1));
    await expect(prepareImage(path, {}, [root])).rejects.toMatchObject({
      name: 'AssetError',
      code: 'broken',
    });
  });

  it('refuses a PNG whose header promises 60,000 x 60,000 px before decoding it', async () => {
    const png = await flat(4, 4).png().toBuffer();
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    const path = await file('bomb.png', png);
    await expect(prepareImage(path, {}, [root])).rejects.toMatchObject({
      code: 'too_large',
      what: expect.stringContaining('60000 x 60000 px (3600 million)'),
    });
  });

  it('refuses a link that leads out of the allowed folders', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'private.png'), await flat(4, 4).png().toBuffer());
    await symlink(join(outside, 'private.png'), join(root, 'innocent.png'));
    await expect(prepareImage(join(root, 'innocent.png'), {}, [root])).rejects.toThrow(/a link leads out/);
    await rm(outside, { recursive: true });
  });

  it('refuses a folder', async () => {
    await expect(prepareImage(root, {}, [root])).rejects.toMatchObject({ code: 'not_a_file' });
  });

  it.each([0, -1, 4097, 1.5, Number.NaN])('refuses maxSide %s', async (maxSide) => {
    await expect(prepareImage('x.png', { maxSide }, [root])).rejects.toMatchObject({ where: 'maxSide' });
  });
});

describe('image info', () => {
  it('reads size and kind from the header', async () => {
    const path = await file(
      'info.webp',
      await boxOnClear(70, 50, { left: 0, top: 0, width: 9, height: 9 }).webp().toBuffer(),
    );
    expect(await imageInfo(path, [root])).toMatchObject({
      format: 'webp',
      width: 70,
      height: 50,
      hasAlpha: true,
      frames: 1,
    });
  });
});

/** CRC-32 as PNG chunks carry it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
