/** Images by hash: each is created in the host once a session, however many paints use it. */
import { fail, messageOf } from './errors.ts';
import type { ExecutorHost } from './host.ts';
import { isRecord } from './node-access.ts';

export interface Images {
  /** Figma's hash of the image named by SHA-256, or by Figma's own SHA-1. Throws `CanvasError` (code `image`). */
  figmaHash(hash: string): Promise<string>;
  /** The paints with every `image: <sha256>` (and unknown `imageHash`) turned into an `imageHash` the host has. */
  resolvePaints(paints: unknown): Promise<unknown>;
}

export function createImages(figma: PluginAPI, host: ExecutorHost): Images {
  const created = new Map<string, Promise<string>>();

  async function create(hash: string): Promise<string> {
    let bytes: Uint8Array;
    try {
      bytes = await host.image(hash);
    } catch (error) {
      return fail('image', `The image ${hash} is not known here (${messageOf(error)}).`, {
        hint: 'Hand the image over first (putImage), then use the hash it answered.',
      });
    }
    try {
      return figma.createImage(bytes).hash;
    } catch (error) {
      return fail('image', messageOf(error), {
        hint: 'Figma takes PNG, JPEG and GIF of at most 4096 px a side: convert or scale the image first.',
      });
    }
  }

  function figmaHash(hash: string): Promise<string> {
    // 40 hex digits are Figma's own hash: nothing to do while the document still has the image.
    if (hash.length === 40 && figma.getImageByHash(hash) !== null) return Promise.resolve(hash);
    let creating = created.get(hash);
    if (creating === undefined) {
      creating = create(hash).catch((error: unknown) => {
        created.delete(hash);
        throw error;
      });
      created.set(hash, creating);
    }
    return creating;
  }

  async function resolvePaint(paint: unknown): Promise<unknown> {
    if (!isRecord(paint) || paint['type'] !== 'IMAGE') return paint;
    const { image, ...rest } = paint;
    const hash = image ?? paint['imageHash'];
    if (typeof hash !== 'string') return paint;
    return { scaleMode: 'FILL', ...rest, imageHash: await figmaHash(hash) };
  }

  return {
    figmaHash,
    async resolvePaints(paints) {
      return Array.isArray(paints) ? Promise.all(paints.map(resolvePaint)) : paints;
    },
  };
}
