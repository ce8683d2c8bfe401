/** Which images of a request its client sends right behind it, without being asked. */
import { frameLimits } from '../../schemas/bridge-frames.ts';
import type { RelayedBody } from '../../schemas/bridge-peer.ts';
import type { ImageStore } from './image-store.ts';

export interface ImageAhead {
  hash: string;
  bytes: Uint8Array;
}

/** Bytes in all that go ahead with one request; what is beyond is asked for when its turn comes. */
const aheadLimit = 16 * 1024 * 1024;

/**
 * The images the request names that this process has and never sent: whoever else has them is not known here, but for
 * a new image it is a fair guess that the plugin lacks it. Only such as travel in one piece.
 */
export function imagesAhead(body: RelayedBody, images: ImageStore): ImageAhead[] {
  if (images.unsent.size === 0) return [];
  const named = new Set<string>();
  collect(body, images.unsent, named);
  const ahead: ImageAhead[] = [];
  let size = 0;
  for (const hash of named) {
    const bytes = images.peek(hash);
    if (!bytes || bytes.length > frameLimits.chunk || size + bytes.length > aheadLimit) continue;
    size += bytes.length;
    ahead.push({ hash, bytes });
  }
  return ahead;
}

function collect(value: unknown, known: ReadonlySet<string>, named: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === 'image' && typeof member === 'string' && known.has(member)) named.add(member);
    else collect(member, known, named);
  }
}
