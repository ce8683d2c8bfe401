/**
 * Messages that are passed on while they arrive: an image from a peer is not put together in the hub and taken apart
 * again, each chunk goes on to the plugin as it comes. Only the message's JSON is read and written anew.
 */
import type { WebSocket } from 'ws';
import {
  BadFrame,
  encodeFrameHeader,
  encodeHead,
  type FrameHeader,
  frameLimits,
  type Message,
  nameOf,
  readHead,
  splitFrame,
} from '../../schemas/bridge-frames.ts';

/** Where the chunks of a message go on to. */
export interface Outlet {
  chunk(part: Uint8Array): void;
  /** No more will come: whoever got the beginning must be made to forget it. */
  abort(): void;
}

/** How a message arrives, as far as its outlet must know. */
export interface Arriving {
  header: FrameHeader;
  /** Length of its JSON with the length before it: where the bytes begin. */
  headLength: number;
}

/** Only these are passed on: their JSON is short, so it is in the first chunk. */
const passable: ReadonlySet<string> = new Set(['image']);

/** The messages of one socket that are on their way through. */
export class PassThrough {
  private readonly open = new Map<
    number,
    { outlet: Outlet; header: FrameHeader; next: number; left: number }
  >();

  /**
   * Takes a binary frame if it belongs to a message that is passed on; `choose` decides at the first chunk. Throws
   * `BadFrame` when it breaks the format.
   */
  take(frame: Uint8Array, choose: (message: object, arriving: Arriving) => Outlet | undefined): boolean {
    const { header, chunk } = splitFrame(frame);
    if (header.i === 0) {
      if (header.type === undefined || !passable.has(header.type)) return false;
      if (header.n === 1 || header.size > frameLimits.message || this.open.has(header.m)) return false;
      const { message, end } = readHead(chunk);
      const outlet = choose(message, { header, headLength: end });
      if (!outlet) return false;
      this.open.set(header.m, { outlet, header, next: 0, left: header.size });
    }
    const entry = this.open.get(header.m);
    if (!entry) return false;
    entry.left -= chunk.length;
    const last = header.i === entry.header.n - 1;
    if (
      header.i !== entry.next ||
      header.n !== entry.header.n ||
      entry.left < 0 ||
      (last && entry.left > 0)
    ) {
      this.open.delete(header.m);
      entry.outlet.abort();
      throw new BadFrame('A chunk on its way through came out of order or had the wrong length.');
    }
    entry.next += 1;
    if (last) this.open.delete(header.m);
    entry.outlet.chunk(chunk);
    return true;
  }

  abort(): void {
    for (const { outlet } of this.open.values()) outlet.abort();
    this.open.clear();
  }
}

/**
 * An outlet that sends on `ws` as message `number`, with `message` in place of the arriving JSON. Undefined when the
 * new message would have to be cut into another number of chunks.
 */
export function openOutlet(
  ws: WebSocket,
  number: number,
  message: Message,
  { header, headLength }: Arriving,
  limit: number,
): Outlet | undefined {
  const head = encodeHead(message);
  const size = header.size - headLength + head.length;
  if (size > limit || Math.ceil(size / frameLimits.chunk) !== header.n) return undefined;
  let index = 0;
  const send = (part: Uint8Array, fin: boolean) => ws.send(part, { binary: true, fin });
  return {
    chunk(part) {
      if (ws.readyState !== ws.OPEN) return;
      const first = index === 0;
      // One WebSocket message in fragments: nothing is copied.
      send(
        encodeFrameHeader({ m: number, i: index, n: header.n, size, ...(first ? nameOf(message) : {}) }),
        false,
      );
      if (first) send(head, false);
      send(first ? part.subarray(headLength) : part, true);
      index += 1;
    },
    abort: () => ws.terminate(),
  };
}
