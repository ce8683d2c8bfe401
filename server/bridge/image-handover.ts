/**
 * How a large image gets from one of our processes to the one that holds the port: through a file beside the secret.
 * Both belong to one user on one computer, and the file is written, read once and deleted before it ever leaves the
 * page cache. Over a socket the same bytes come in pieces of 64 kB that the hub has to gather, which makes its garbage
 * collector run in the middle of it (docs/bridge.md has the figures).
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { chunkCount, frameLimits } from '../../schemas/bridge-frames.ts';
import type { HandedOver } from '../../schemas/bridge-peer.ts';

/** Shorter images take the socket: writing, reading and deleting a file is no faster for them, bytes. */
export const worthAFile = 256 * 1024;
/** What is older was left by a process that was killed, ms; a hub reads a file as soon as it hears of it. */
const leftBehind = 60_000;

const folderOf = (home: string) => join(home, 'handover');

/** Leaves bytes for the hub; undefined where that cannot be (a full or read-only disk): the socket takes them. */
export function handOver(home: string, bytes: Uint8Array): HandedOver | undefined {
  if (bytes.length < worthAFile || bytes.length > frameLimits.message) return undefined;
  const name = randomBytes(16).toString('hex');
  const path = join(folderOf(home), name);
  try {
    mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
    writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' });
    return { name, size: bytes.length };
  } catch {
    remove(path);
    return undefined;
  }
}

/** A file that is being taken: its parts in order, each as long as a frame may be. */
export interface Taken {
  /** How many parts there are. */
  n: number;
  size: number;
  /** The next part, and whom to tell when nobody needs it any more. Throws when it cannot be read. */
  next(): { part: Uint8Array; used: () => void };
  /** Deletes the file; to be called in any case. */
  end(): void;
}

/** Opens what `handOver` has left. Undefined, and the file gone, when it is not as announced. */
export function takeOver(home: string, { name, size }: HandedOver): Taken | undefined {
  const path = join(folderOf(home), name);
  // Without waiting for anything but the disk: no link is followed, no pipe waited for. Windows has neither flag.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  let file: number | undefined;
  const end = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    remove(path);
  };
  try {
    const opened = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    file = opened;
    const stat = fstatSync(opened);
    if (!stat.isFile() || stat.size !== size) throw new Error('Not the file that was announced.');
    let at = 0;
    return {
      n: chunkCount(size, frameLimits.chunk),
      size,
      next() {
        const length = Math.min(frameLimits.chunk, size - at);
        const { part, used } = spare.lend(length);
        for (let filled = 0; filled < length; ) {
          const read = readSync(opened, part, filled, length - filled, at + filled);
          if (read === 0) throw new Error('The file became shorter.');
          filled += read;
        }
        at += length;
        return { part, used };
      },
      end,
    };
  } catch {
    end();
    return undefined;
  }
}

/** Deletes what processes that were killed have left. */
export function sweepHandover(home: string): void {
  const folder = folderOf(home);
  try {
    for (const name of readdirSync(folder))
      if (Date.now() - statSync(join(folder, name)).mtimeMs > leftBehind)
        rmSync(join(folder, name), { force: true });
  } catch {
    // No folder yet, or somebody else is sweeping.
  }
}

/** `force` forgives only a file that is not there. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Swept away later.
  }
}

/**
 * Memory for one part, used again and again: memory allocated anew for every image is what makes the collector run.
 * While it is lent out, others get memory of their own.
 */
class Spare {
  private memory: Uint8Array | undefined;
  private lent = false;

  lend(length: number): { part: Uint8Array; used: () => void } {
    if (this.lent) return { part: new Uint8Array(length), used: () => {} };
    this.memory ??= new Uint8Array(frameLimits.chunk);
    this.lent = true;
    return {
      part: this.memory.subarray(0, length),
      used: () => {
        this.lent = false;
      },
    };
  }
}
const spare = new Spare();
