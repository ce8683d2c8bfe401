/** `image`: the bytes of an image of the document. */
import { fail, messageOf } from '../errors.ts';
import type { Session } from '../session.ts';

/** `hash` is Figma's (SHA-1 hex), as paints name it. */
export async function imageBytes(hash: string, { figma }: Session): Promise<Uint8Array> {
  const image = figma.getImageByHash(hash);
  if (image === null) {
    return fail('image', `The document has no image "${hash}".`, {
      path: 'hash',
      hint: 'Take the imageHash of an IMAGE paint.',
    });
  }
  try {
    return await image.getBytesAsync();
  } catch (error) {
    return fail('image', messageOf(error), { path: 'hash' });
  }
}
