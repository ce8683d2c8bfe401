/** Requests of the server: each id runs once, one after another, whatever happens to the socket meanwhile. */
import type { Reply } from '../../schemas/bridge.ts';
import { bridgeError } from '../../schemas/bridge-errors.ts';
import { ReplayCache } from '../../schemas/bridge-replay.ts';
import type { CanvasRequestMessage } from '../protocol/messages.ts';

export class Requests {
  private readonly cache = new ReplayCache<Reply>((reply) =>
    reply.ok && reply.bytes ? reply.bytes.length : 0,
  );
  private readonly running = new Map<string, (reply: Reply) => void>();
  private readonly cancelled = new Set<string>();

  constructor(
    /** Hands a request to the main thread; its answer comes through `answered`. */
    private readonly execute: (request: CanvasRequestMessage) => void,
    private readonly reply: (reply: Reply) => void,
    /** Tells the main thread that nobody waits for a request it is running. */
    private readonly stop: (id: string) => void,
  ) {}

  /** Takes a request. A known id is not run again: it gets the answer it had, or will have. */
  take(request: CanvasRequestMessage): void {
    void this.cache.run(request.id, () => this.perform(request)).then((reply) => this.reply(reply));
  }

  answered(reply: Reply): void {
    this.running.get(reply.id)?.(reply);
    this.running.delete(reply.id);
  }

  /** Nobody waits any more: what has not started is not started, what runs ends at its next op. */
  cancel(id: string): void {
    if (this.running.has(id)) this.stop(id);
    else if (this.cache.running.includes(id)) this.cancelled.add(id);
  }

  private perform(request: CanvasRequestMessage): Promise<Reply> {
    const { id } = request;
    if (this.cancelled.delete(id)) {
      return Promise.resolve({ type: 'reply', id, ok: false, error: bridgeError('CANCELLED') });
    }
    return new Promise((resolve) => {
      this.running.set(id, resolve);
      this.execute(request);
    });
  }
}
