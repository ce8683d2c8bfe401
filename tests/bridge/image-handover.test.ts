/** A peer's large images reach the hub through a file, and by the socket where that cannot be. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { chunkCount, FrameAssembler, frameLimits } from '../../schemas/bridge-frames.ts';
import { handOver, sweepHandover, takeOver, worthAFile } from '../../server/bridge/image-handover.ts';
import { openOutlet } from '../../server/bridge/outlet.ts';
import { secretFile } from '../../server/bridge/secret.ts';
import { filesConnected, makeSetting, type Setting } from './setting.ts';
import { record } from './stand-in-plugin.ts';

const megabyte = 1024 * 1024;
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'adsmith-handover-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));
const left = () => (existsSync(join(home, 'handover')) ? readdirSync(join(home, 'handover')) : []);

/** All bytes of a file that was left, its parts given back at once or kept. */
function read(file: { name: string; size: number }, giveBack: boolean): Buffer | undefined {
  const taken = takeOver(home, file);
  if (!taken) return undefined;
  try {
    const parts: Uint8Array[] = [];
    for (let index = 0; index < taken.n; index += 1) {
      const { part, used } = taken.next();
      parts.push(giveBack ? part.slice() : part);
      if (giveBack) used();
    }
    return Buffer.concat(parts);
  } finally {
    taken.end();
  }
}

describe('a file that is handed over', () => {
  it.each([worthAFile, 5 * megabyte, frameLimits.chunk, frameLimits.chunk + 1, 17 * megabyte])(
    'brings %d bytes, once, in parts that are used again or kept',
    (size) => {
      for (const giveBack of [true, false]) {
        const bytes = randomBytes(size);
        const file = handOver(home, bytes);
        if (!file) throw new Error('not left');
        const { mode } = statSync(join(home, 'handover', file.name));
        expect(mode & 0o077).toBe(0);
        expect(read(file, giveBack)?.equals(bytes)).toBe(true);
        expect(left()).toEqual([]);
        expect(read(file, giveBack)).toBeUndefined();
      }
    },
  );

  it('is not made for small images, for more than a message may have, or where there is no room for it', () => {
    expect(handOver(home, randomBytes(worthAFile - 1))).toBeUndefined();
    expect(handOver(home, new Uint8Array(frameLimits.message + 1))).toBeUndefined();
    writeFileSync(join(home, 'handover'), 'in the way');
    expect(handOver(home, randomBytes(worthAFile))).toBeUndefined();
  });

  it('is refused and deleted when it is a link, a folder, a pipe or of another length', () => {
    const folder = join(home, 'handover');
    mkdirSync(folder);
    const secret = join(home, 'secret.txt');
    writeFileSync(secret, 'not yours');
    const name = 'a'.repeat(32);
    const path = join(folder, name);
    symlinkSync(secret, path);
    expect(takeOver(home, { name, size: 9 })).toBeUndefined();
    expect(existsSync(secret)).toBe(true);
    expect(left()).toEqual([]);
    if (process.platform !== 'win32') execFileSync('mkfifo', [path]);
    expect(takeOver(home, { name, size: 9 })).toBeUndefined();
    writeFileSync(path, 'longer than nine');
    expect(takeOver(home, { name, size: 9 })).toBeUndefined();
    expect(left()).toEqual([]);
  });

  it('is swept away when its reader never came', () => {
    sweepHandover(home); // no folder yet
    const [old, fresh] = [handOver(home, randomBytes(worthAFile)), handOver(home, randomBytes(worthAFile))];
    const minutesAgo = new Date(Date.now() - 5 * 60_000);
    utimesSync(join(home, 'handover', old?.name ?? ''), minutesAgo, minutesAgo);
    sweepHandover(home);
    expect(left()).toEqual([fresh?.name]);
  });
});

it('a message sent part by part arrives as one', () => {
  const size = fc.oneof(
    fc.integer({ min: 1, max: 1000 }),
    fc.integer({ min: -9, max: 9 }).map((offset) => frameLimits.chunk + offset),
  );
  fc.assert(
    fc.property(size, fc.string({ minLength: 1, maxLength: 200 }), (length, id) => {
      const messages: (string | Uint8Array)[] = [];
      const ws = { OPEN: 1, readyState: 1, send: (frame: string | Uint8Array) => messages.push(frame) };
      const bytes = randomBytes(length);
      const n = chunkCount(length, frameLimits.chunk);
      const socket = ws as unknown as WebSocket;
      expect(openOutlet(socket, 9, { type: 'image', id }, { n, size: length }, length - 1)).toBeUndefined();
      const outlet = openOutlet(socket, 9, { type: 'image', id }, { n, size: length }, length);
      for (let index = 0; index < n; index += 1)
        outlet?.chunk(bytes.subarray(index * frameLimits.chunk, (index + 1) * frameLimits.chunk));
      const assembler = new FrameAssembler();
      const received = messages.map((frame) => assembler.push(frame)).at(-1);
      if (received?.kind !== 'message') throw new Error('not complete');
      const { bytes: arrived, ...rest } = received.message as { bytes: Uint8Array };
      expect(rest).toEqual({ type: 'image', id });
      expect(Buffer.compare(arrived, bytes)).toBe(0);
    }),
    { numRuns: 30 },
  );
});

describe("a peer's image", () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await makeSetting();
  });
  afterEach(() => setting.end());

  /** What a peer's images of these sizes were when the plugin had them. */
  async function send(sizes: number[], peerHome = setting.home) {
    const hub = setting.bridge('hub');
    await hub.sessions();
    const peer = setting.bridge('peer', { home: peerHome });
    await peer.sessions();
    const arrived: Buffer[] = [];
    const plugin = setting.plugin({
      execute: async (body, self, request) => {
        if (body.kind === 'run')
          for (const op of body.program.ops)
            if (op.op === 'set_image') arrived.push(Buffer.from(await self.image(op.image, request)));
        return record(body, self, request);
      },
    });
    await filesConnected(peer);
    const sent = sizes.map((size) => randomBytes(size));
    const ops = sent.map((bytes) => ({
      op: 'set_image' as const,
      node: '1:2',
      image: peer.putImage(bytes),
    }));
    const overSockets = vi.spyOn(WebSocket.prototype, 'send');
    await peer.request({ kind: 'run', program: { ops } });
    const binary = overSockets.mock.calls.reduce(
      (sum, [data]) => sum + (data instanceof Uint8Array ? data.length : 0),
      0,
    );
    overSockets.mockRestore();
    expect(arrived.map((bytes, index) => bytes.equals(sent[index] ?? Buffer.alloc(0)))).toEqual(
      sent.map(() => true),
    );
    return { binary, total: sizes.reduce((sum, size) => sum + size, 0), plugin };
  }

  it('crosses only the socket to the plugin, in one part or several, and leaves no file behind', async () => {
    const { binary, total, plugin } = await send([5 * megabyte, 5 * megabyte, 18 * megabyte]);
    expect(binary).toBe(total);
    expect(plugin.connections).toBe(1);
    expect(readdirSync(join(setting.home, 'handover'))).toEqual([]);
  });

  it('takes the socket when it is small', async () => {
    const { binary, total } = await send([1000]);
    expect(binary).toBe(2 * total);
  });

  it('takes the socket when no file can be made', async () => {
    writeFileSync(join(setting.home, 'handover'), 'in the way');
    const { binary, total } = await send([3 * megabyte, 9 * megabyte]);
    expect(binary).toBe(2 * total);
  });

  it('is asked for again, by the socket, when the hub cannot find the file', async () => {
    // As in a container that has its own folder and shares only the secret.
    copyFileSync(join(setting.home, secretFile), join(home, secretFile));
    const { binary, total } = await send([3 * megabyte, 9 * megabyte], home);
    expect(binary).toBe(2 * total);
  });
});
