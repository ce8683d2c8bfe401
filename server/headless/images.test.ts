import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from './image-header.ts';
import { startHeadless } from './test-support.ts';

/** Only the header counts for size and type. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

function gif(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(32);
  bytes.write('GIF89a');
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

/** An APP0 and a DHT segment stand before the frame header, as in real files. */
function jpeg(width: number, height: number): Uint8Array {
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 3, 0]),
    frame,
    Buffer.alloc(8),
  ]);
}

const WEBP = Buffer.from('RIFF\0\0\0\0WEBPVP8 0000');

describe('images', () => {
  it('are recognised by their header, with their size', () => {
    expect(readImageHeader(png(640, 480))).toEqual({ format: 'PNG', width: 640, height: 480 });
    expect(readImageHeader(gif(20, 10))).toEqual({ format: 'GIF', width: 20, height: 10 });
    expect(readImageHeader(jpeg(1200, 628))).toEqual({ format: 'JPEG', width: 1200, height: 628 });
    expect(readImageHeader(WEBP)).toBeNull();
    expect(readImageHeader(jpeg(8, 8).slice(0, 12))).toBeNull();
  });

  it('are named by the SHA-1 of their bytes and can be read back', async () => {
    const { figma } = await startHeadless();
    const bytes = png(300, 200);
    const image = figma.createImage(bytes);
    expect(image.hash).toBe(createHash('sha1').update(bytes).digest('hex'));
    expect(await image.getSizeAsync()).toEqual({ width: 300, height: 200 });
    expect(Buffer.from((await figma.getImageByHash(image.hash)?.getBytesAsync()) ?? [])).toEqual(bytes);
    expect(figma.getImageByHash('0'.repeat(40))).toBeNull();
  });

  it('are refused when too large, too small or of another type', async () => {
    const { figma } = await startHeadless();
    expect(() => figma.createImage(png(4097, 10))).toThrow('in createImage: Image is too large');
    expect(figma.createImage(png(4096, 4096)).hash).toHaveLength(40);
    expect(() => figma.createImage(new Uint8Array(3))).toThrow('in createImage: Image is too small');
    expect(() => figma.createImage(png(0, 10))).toThrow('in createImage: Image is too small');
    expect(() => figma.createImage(WEBP)).toThrow('in createImage: Image type is unsupported');
  });

  it('come from data URLs, never from the network', async () => {
    const { figma } = await startHeadless();
    const url = `data:image/png;base64,${Buffer.from(png(2, 2)).toString('base64')}`;
    expect((await figma.createImageAsync(url)).hash).toHaveLength(40);
    await expect(figma.createImageAsync('https://example.com/a.png')).rejects.toThrow(
      'in createImageAsync: The headless canvas does not load images from the network',
    );
  });
});
