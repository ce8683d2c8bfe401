import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHeadlessCanvas, type HeadlessCanvas } from '../canvas/headless-canvas.ts';
import { transferFrames } from './transfer.ts';

let from: HeadlessCanvas;
let to: HeadlessCanvas;
let frameId: string;
let textId: string;

beforeAll(async () => {
  from = createHeadlessCanvas({ systemFonts: false });
  to = createHeadlessCanvas({ systemFonts: false });
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#ff8800' } })
    .png()
    .toBuffer();
  const image = await from.putImage(picture);
  const { bindings } = await from.run({
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        as: 'ad',
        parent: null,
        props: { name: 'Ad', width: 200, height: 100, x: 40, y: 60, layoutMode: 'VERTICAL', paddingLeft: 10 },
      },
      {
        op: 'create',
        type: 'TEXT',
        as: 'text',
        parent: '$ad',
        props: { characters: 'Hello $9.99', fontSize: 20 },
      },
      {
        op: 'create',
        type: 'RECTANGLE',
        parent: '$ad',
        props: { width: 20, height: 20, fills: [{ type: 'IMAGE', image, scaleMode: 'FILL' }] },
      },
    ],
  });
  frameId = bindings['ad'] ?? '';
  textId = bindings['text'] ?? '';
  // The other document has nodes of its own under the same ids: they must not be touched.
  await to.run({
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        parent: null,
        props: { name: "Somebody else's", width: 300, height: 300 },
      },
    ],
  });
});
afterAll(async () => {
  await Promise.all([from.close(), to.close()]);
});

describe('a transfer', () => {
  it('rebuilds the frame beside what is there, with its pictures, and updates it the next time', async () => {
    const first = await transferFrames(from, to, [frameId], {});
    expect(first.frames).toEqual([{ from: frameId, to: expect.any(String), updated: false }]);
    const target = first.frames[0]?.to ?? '';
    const after = await to.status();
    expect(after.frames.map(({ name }) => name)).toEqual(["Somebody else's", 'Ad']);
    expect(after.frames[1]?.x).toBeGreaterThanOrEqual(300);
    const [there, here] = await Promise.all([
      to.export({ node: target, format: 'PNG' }),
      from.export({ node: frameId, format: 'PNG' }),
    ]);
    expect(Buffer.compare(there.bytes, here.bytes)).toBe(0);

    await from.run({ ops: [{ op: 'update', node: textId, props: { characters: 'Hello again' } }] });
    const second = await transferFrames(from, to, [frameId], first.ids);
    expect(second.frames).toEqual([{ from: frameId, to: target, updated: true }]);
    expect((await to.status()).frames).toHaveLength(2);
    const [updated, changed] = await Promise.all([
      to.export({ node: target, format: 'PNG' }),
      from.export({ node: frameId, format: 'PNG' }),
    ]);
    expect(Buffer.compare(updated.bytes, changed.bytes)).toBe(0);
  });
});
