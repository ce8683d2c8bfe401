/** Image bytes, fetched through the panel when a program needs them. */
import type { PanelPort } from './panel-port.ts';

interface Wait {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

export class ImageRequests {
  private readonly waits = new Map<string, Wait>();
  private number = 0;
  /** Id of the request being worked on: the server asks its client for the image first. */
  working: string | undefined;

  constructor(private readonly panel: PanelPort) {}

  /** Bytes by SHA-256 or by Figma's SHA-1, hex. Rejects when no connected server has them. */
  fetch(hash: string): Promise<Uint8Array> {
    this.number += 1;
    const id = `image-${this.number}`;
    return new Promise((resolve, reject) => {
      this.waits.set(id, { resolve, reject });
      const request = this.working;
      this.panel.send({
        type: 'image_request',
        ask: { type: 'image_request', id, hash, ...(request === undefined ? {} : { request }) },
      });
    });
  }

  answer(id: string, bytes: Uint8Array | undefined, error: string | undefined): void {
    const wait = this.waits.get(id);
    if (wait === undefined) return;
    this.waits.delete(id);
    if (bytes !== undefined) wait.resolve(bytes);
    else wait.reject(new Error(error ?? 'the server sent no bytes'));
  }

  /** Nobody will answer any more. */
  giveUp(reason: string): void {
    for (const wait of Array.from(this.waits.values())) wait.reject(new Error(reason));
    this.waits.clear();
  }
}
