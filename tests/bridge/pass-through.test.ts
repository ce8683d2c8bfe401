/** Images of a peer go through the hub while they arrive. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import {
  type ChunkHeader,
  encodeFrames,
  FrameAssembler,
  FrameReader,
  frameLimits,
} from '../../schemas/bridge-frames.ts';
import { openOutlet, PassThrough } from '../../server/bridge/pass-through.ts';
import { buildClient, ClientProcess } from './client-driver.ts';
import { filesConnected, makeSetting, numbered, type Setting, until } from './setting.ts';
import { record } from './stand-in-plugin.ts';

/** Short chunks, so that not so much has to be sent for several. */
const chunk = 1024 * 1024;

/** The sending half of a socket: collects what arrives at the other end. */
function collector() {
  const messages: (string | Uint8Array)[] = [];
  let terminated = false;
  const ws = {
    OPEN: 1,
    readyState: 1,
    send(frame: string | Uint8Array) {
      messages.push(frame);
    },
    terminate() {
      terminated = true;
    },
  };
  return { ws: ws as unknown as WebSocket, messages, terminated: () => terminated };
}

/** Hands the chunks of frames to `take`; answers what it answered for each. */
function chunksOf<T>(
  frames: (string | Uint8Array)[],
  take: (...chunk: [header: ChunkHeader, chunk: Uint8Array]) => T,
): T[] {
  const reader = new FrameReader();
  return frames.flatMap((frame) => {
    const read = reader.read(frame);
    return read.kind === 'chunk' ? [take(read.header, read.chunk)] : [];
  });
}

const imageOf = (id: string, size: number) => ({
  type: 'image',
  id,
  hash: 'a'.repeat(40),
  bytes: randomBytes(size),
});

describe('a message that is passed on', () => {
  it('arrives with its new name and the same bytes, or is not passed on at all', () => {
    const near = fc.integer({ min: -400, max: 400 }).map((offset) => 2 * chunk + offset);
    const size = fc.oneof(near, fc.integer({ min: 1, max: 4 * chunk }));
    const name = fc.string({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(size, name, name, (length, oldId, newId) => {
        const image = imageOf(oldId, length);
        const { ws, messages } = collector();
        const passing = new PassThrough();
        const taken = chunksOf(encodeFrames(image, 7, { chunk }), (header, bytes) =>
          passing.take(header, bytes, (_message, arriving) =>
            openOutlet(ws, 9, { type: 'image', id: newId }, arriving, frameLimits.message),
          ),
        );
        // What comes in one piece has arrived by the time it could be passed on.
        expect(new Set(taken)).toEqual(new Set([length > chunk]));
        if (length <= chunk) {
          expect(messages).toEqual([]);
          return;
        }
        const assembler = new FrameAssembler();
        const received = messages.map((frame) => assembler.push(frame)).at(-1);
        if (received?.kind !== 'message') throw new Error('not complete');
        const { bytes, ...rest } = received.message as { bytes: Uint8Array };
        expect(rest).toEqual({ type: 'image', id: newId });
        expect(Buffer.compare(bytes, image.bytes)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('is broken off when its chunks do not fit', () => {
    const { ws, terminated } = collector();
    const passing = new PassThrough();
    const frames = encodeFrames(imageOf('x', 3 * chunk), 7, { chunk });
    const take = (header: ChunkHeader, bytes: Uint8Array) =>
      passing.take(header, bytes, (_message, arriving) =>
        openOutlet(ws, 9, { type: 'image', id: 'y' }, arriving, frameLimits.message),
      );
    expect(chunksOf(frames.slice(0, 2), take)).toEqual([true]);
    expect(() => chunksOf(frames.slice(4), take)).toThrow('out of order');
    expect(terminated()).toBe(true);
  });
});

describe('a peer that is killed while its image is on the way', () => {
  let setting: Setting;
  let folder = '';
  beforeEach(async () => {
    setting = await makeSetting();
    folder = await mkdtemp(join(tmpdir(), 'adsmith-pass-'));
  });
  afterEach(async () => {
    await setting.end();
    await rm(folder, { recursive: true, force: true });
  });

  it('leaves no half image behind, and the file works on', async () => {
    const hub = setting.bridge('hub');
    await hub.sessions();
    const peer = new ClientProcess({
      program: await buildClient(folder),
      port: setting.port,
      home: setting.home,
    });
    setting.defer(() => peer.kill());
    await peer.sessions();
    const outcomes: string[] = [];
    const plugin = setting.plugin({
      execute: async (body, self, request) => {
        if (body.kind === 'run' && body.program.ops[0]?.op === 'set_image')
          await self.image(body.program.ops[0].image, request).then(
            () => outcomes.push('arrived'),
            () => outcomes.push('missing'),
          );
        return record(body, self, request);
      },
    });
    await filesConnected(hub);
    peer.call({ do: 'image', size: 60 * 1024 * 1024 }).catch(() => {});
    await until('a part is there', () => plugin.bytesReceived > 2 * 1024 * 1024);
    await peer.kill();
    await until('the plugin knows', () => outcomes.length > 0);
    await hub.request({ kind: 'run', program: numbered(1) });
    // The machine may have been quick enough to send it all; half of it is what must not be.
    if (outcomes[0] === 'missing') expect(plugin.connections).toBe(2);
    expect(plugin.executed.filter(({ body }) => JSON.stringify(body).includes('n:1'))).toHaveLength(1);
  });
});
