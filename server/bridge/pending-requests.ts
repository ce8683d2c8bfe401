/** What a client has asked and not heard of yet. It survives the hub: the same ids are sent to the next one. */
import { type Reply, requestId } from '../../schemas/bridge.ts';
import type { ClientToHub } from '../../schemas/bridge-peer.ts';
import { BridgeError, errorFromReply } from './bridge-error.ts';
import { Deadlines } from './deadlines.ts';

type Question = Extract<ClientToHub, { type: 'request' | 'reserve' }>;
type Unsent<T> = T extends unknown ? Omit<T, 'id' | 'budget'> : never;

interface Waiting {
  message: Question;
  deadline: number;
  giveUp(code: 'TIMEOUT' | 'CANCELLED'): void;
  resolve(reply: Extract<Reply, { ok: true }>): void;
  reject(error: Error): void;
}

export interface AskOptions {
  /** ms. */
  timeout: number;
  signal?: AbortSignal;
  send(message: ClientToHub): void;
}

export class PendingRequests {
  private readonly waiting = new Map<string, Waiting>();
  private readonly deadlines = new Deadlines<string>((id) => this.waiting.get(id)?.giveUp('TIMEOUT'));
  private number = 0;

  constructor(private readonly client: string) {}

  get size(): number {
    return this.waiting.size;
  }

  /** Sends a question and waits for its answer, over as many hubs as it takes. */
  ask(
    question: Unsent<Question>,
    { timeout, signal, send }: AskOptions,
  ): Promise<Extract<Reply, { ok: true }>> {
    this.number += 1;
    const id = requestId(this.client, this.number);
    const message: Question = { ...question, id, budget: timeout };
    return new Promise((resolve, reject) => {
      let stopListening = () => {};
      const settle = () => {
        this.deadlines.delete(id);
        this.waiting.delete(id);
        stopListening();
      };
      const entry: Waiting = {
        message,
        deadline: Date.now() + timeout,
        giveUp(code) {
          settle();
          send({ type: 'cancel', id });
          reject(new BridgeError(code));
        },
        resolve(reply) {
          settle();
          resolve(reply);
        },
        reject(error) {
          settle();
          reject(error);
        },
      };
      this.waiting.set(id, entry);
      this.deadlines.set(id, timeout);
      this.transmit(entry, send);
      if (signal && this.waiting.has(id)) stopListening = onAbort(signal, () => entry.giveUp('CANCELLED'));
    });
  }

  /** Sends everything again, in the order of asking, to a new hub. */
  resend(send: (message: ClientToHub) => void): void {
    for (const entry of [...this.waiting.values()]) this.transmit(entry, send);
  }

  /** The hub is about to send the request to this run of the plugin. */
  sent(id: string, session: string): void {
    const entry = this.waiting.get(id);
    if (entry?.message.type === 'request') entry.message.sentTo = session;
  }

  answer(reply: Reply): void {
    const entry = this.waiting.get(reply.id);
    if (!entry) return;
    if (reply.ok) entry.resolve(reply);
    else entry.reject(errorFromReply(reply.error));
  }

  failAll(error: Error): void {
    for (const entry of [...this.waiting.values()]) entry.reject(error);
  }

  private transmit(entry: Waiting, send: (message: ClientToHub) => void): void {
    entry.message.budget = Math.max(1, entry.deadline - Date.now());
    try {
      send(entry.message);
      // Only the first time do images follow: sent again, the plugin may have had them.
      if (entry.message.type === 'request' && entry.message.images) entry.message.images = undefined;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      entry.reject(new BridgeError('TOO_LARGE', detail));
    }
  }
}

/**
 * Calls back when the signal aborts; answers how to stop that. Listening begins a moment later: it takes longer than
 * sending the request, and is done while that is on its way.
 */
function onAbort(signal: AbortSignal, abort: () => void): () => void {
  let listening = false;
  const later = setImmediate(() => {
    if (signal.aborted) return abort();
    listening = true;
    signal.addEventListener('abort', abort, { once: true });
  });
  return () => {
    clearImmediate(later);
    if (listening) signal.removeEventListener('abort', abort);
  };
}
