/**
 * Messages that are passed on while they arrive: an image from a peer is not put together in the hub and taken apart
 * again, each chunk goes on to the plugin as it comes. Only the message's JSON is read and written anew.
 */
import type { WebSocket } from 'ws';
import {
  announce,
  BadFrame,
  type ChunkHeader,
  frameLimits,
  type Message,
  nameOf,
} from '../../schemas/bridge-frames.ts';

/** Where the chunks of a message go on to. */
export interface Outlet {
  chunk(part: Uint8Array): void;
  /** No more will come: whoever got the beginning must be made to forget it. */
  abort(): void;
}

/** How a message arrives: the announcement of its first chunk. */
export type Arriving = Pick<ChunkHeader, 'n' | 'size'>;

const passable: ReadonlySet<string> = new Set(['image']);

/** The messages of one socket that are on their way through. */
export class PassThrough {
  private readonly open = new Map<
    number,
    { outlet: Outlet; header: ChunkHeader; next: number; left: number }
  >();

  /**
   * Takes a chunk if it belongs to a message that is passed on; `choose` decides at the first. Throws `BadFrame` when
   * it breaks the format.
   */
  take(
    header: ChunkHeader,
    chunk: Uint8Array,
    choose: (message: object, arriving: Arriving) => Outlet | undefined,
  ): boolean {
    if (header.i === 0) {
      const { type, message, n, size, m } = header;
      if (type === undefined || !passable.has(type) || message === undefined) return false;
      if (n === 1 || size > frameLimits.message || this.open.has(m)) return false;
      const outlet = choose(message, header);
      if (!outlet) return false;
      this.open.set(m, { outlet, header, next: 0, left: size });
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
 * message is longer than `limit`.
 */
export function openOutlet(
  ws: WebSocket,
  number: number,
  message: Message,
  { n, size }: Arriving,
  limit: number,
): Outlet | undefined {
  if (size > limit) return undefined;
  let index = 0;
  return {
    chunk(part) {
      if (ws.readyState !== ws.OPEN) return;
      const first = index === 0 ? { ...nameOf(message), message: { ...message, bytes: null } } : {};
      ws.send(announce({ m: number, i: index, n, size, ...first }));
      ws.send(part, { binary: true });
      index += 1;
    },
    abort: () => ws.terminate(),
  };
}
