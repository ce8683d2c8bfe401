/**
 * Images the server sends without being asked, right behind the request that needs them: that saves a question and its
 * way. What the main thread asks for is given from here, or waits here while it is announced and still on its way.
 */
import type { ImageRequest } from '../protocol/messages.ts';

/** Bytes kept for questions that may never come, because a program ended before its images; the oldest go first. */
const heldLimit = 64 * 1024 * 1024;

export class ImagesAhead {
  private readonly held = new Map<string, Uint8Array>();
  private size = 0;
  private readonly coming = new Set<string>();
  private waiting: ImageRequest[] = [];

  /** These follow on this socket. */
  expect(hashes: readonly string[]): void {
    for (const hash of hashes) this.coming.add(hash);
  }

  /** The image, if it is there: it is handed over, not kept. Or that the question waits here. */
  take(ask: ImageRequest): Uint8Array | 'waits' | undefined {
    const bytes = this.held.get(ask.hash);
    if (bytes !== undefined) {
      this.drop(ask.hash, bytes);
      return bytes;
    }
    if (!this.coming.has(ask.hash)) return undefined;
    this.waiting.push(ask);
    return 'waits';
  }

  /** An image has come, or is known not to come. Answers the questions that waited for it. */
  arrived(hash: string, bytes: Uint8Array | undefined): ImageRequest[] {
    this.coming.delete(hash);
    const answered = this.waiting.filter((ask) => ask.hash === hash);
    this.waiting = this.waiting.filter((ask) => ask.hash !== hash);
    if (answered.length === 0 && bytes !== undefined) this.hold(hash, bytes);
    return answered;
  }

  /** The socket is gone, and with it what was on its way: the questions have to be sent. */
  lost(): void {
    this.coming.clear();
    this.waiting = [];
  }

  private hold(hash: string, bytes: Uint8Array): void {
    const known = this.held.get(hash);
    if (known !== undefined) this.drop(hash, known);
    this.held.set(hash, bytes);
    this.size += bytes.length;
    for (const [oldest, old] of Array.from(this.held)) {
      if (this.size <= heldLimit) return;
      this.drop(oldest, old);
    }
  }

  private drop(hash: string, bytes: Uint8Array): void {
    this.held.delete(hash);
    this.size -= bytes.length;
  }
}
