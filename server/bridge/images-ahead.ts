/** Which images of a request its client sends right behind it, without being asked. */
import { frameLimits } from '../../schemas/bridge-frames.ts';
import type { RelayedBody } from '../../schemas/bridge-peer.ts';
import { textsUnder } from '../../schemas/texts-under.ts';
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
  const ahead: ImageAhead[] = [];
  let size = 0;
  for (const hash of textsUnder('image', body)) {
    const bytes = images.unsent.has(hash) ? images.peek(hash) : undefined;
    if (!bytes || bytes.length > frameLimits.chunk || size + bytes.length > aheadLimit) continue;
    size += bytes.length;
    ahead.push({ hash, bytes });
  }
  return ahead;
}
