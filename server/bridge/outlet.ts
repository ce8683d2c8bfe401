/** A message whose bytes are sent part by part, as they are read, instead of being put together first. */
import type { WebSocket } from 'ws';
import { announce, type ChunkHeader, type Message, nameOf } from '../../schemas/bridge-frames.ts';

/** Where the parts of a message go. */
export interface Outlet {
  /** `sent`: the part is on its way, its memory may be used again. */
  chunk(part: Uint8Array, sent?: () => void): void;
  /** No more will come: whoever got the beginning must be made to forget it. */
  abort(): void;
}

/** In how many parts the bytes of a message come, and how many bytes they are in all. */
export type Parts = Pick<ChunkHeader, 'n' | 'size'>;

/**
 * An outlet that sends on `ws` as message `number`; undefined when that is longer than `limit`. No part but the last is
 * shorter than `frameLimits.chunk`.
 */
export function openOutlet(
  ws: WebSocket,
  number: number,
  message: Message,
  { n, size }: Parts,
  limit: number,
): Outlet | undefined {
  if (size > limit) return undefined;
  let index = 0;
  return {
    chunk(part, sent = () => {}) {
      if (ws.readyState !== ws.OPEN) return sent();
      const first = index === 0 ? { ...nameOf(message), message: { ...message, bytes: null } } : {};
      ws.send(announce({ m: number, i: index, n, size, ...first }));
      ws.send(part, { binary: true }, sent);
      index += 1;
    },
    abort: () => ws.terminate(),
  };
}
