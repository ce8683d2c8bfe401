/**
 * Calls of clients, as far as canvases care: within one call a shared document does not change under the tool's hands,
 * so what it has read still holds when it writes.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CanvasToken } from './sharing/canvas-token.ts';

/**
 * A call that leaves the canvas alone for so long, ms, does not keep others from it any longer: it waits for a model,
 * a picture or a person.
 */
const QUIET_MS = 2_000;

const calls = new AsyncLocalStorage<CanvasCall>();

/** Runs `work` as one call: from its first use of a shared canvas to its end no other process comes in between. */
export async function duringCall<T>(work: () => Promise<T>): Promise<T> {
  if (currentCall() !== undefined) return work();
  const call = new CanvasCall();
  try {
    return await calls.run(call, work);
  } finally {
    call.end();
  }
}

/** The call this code runs in, unless it has ended. */
export function currentCall(): CanvasCall | undefined {
  const call = calls.getStore();
  return call?.over ? undefined : call;
}

class CanvasCall {
  over = false;
  private readonly holds = new Map<CanvasToken, Hold>();

  /** Runs `work` while the token is ours, and keeps it beyond that. */
  use<T>(token: CanvasToken, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    let hold = this.holds.get(token);
    if (hold === undefined) {
      hold = new Hold(token);
      this.holds.set(token, hold);
    }
    return hold.during(work, signal);
  }

  end(): void {
    this.over = true;
    for (const hold of this.holds.values()) hold.end();
  }
}

/** A token that one call uses, again and again. */
class Hold {
  private entered: Promise<() => void> | undefined;
  private running = 0;
  private over = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly token: CanvasToken) {}

  async during<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    clearTimeout(this.timer);
    this.running += 1;
    try {
      await this.enter(signal);
      return await work();
    } finally {
      this.running -= 1;
      if (this.running === 0) this.rest();
    }
  }

  end(): void {
    this.over = true;
    if (this.running === 0) this.leave();
  }

  private async enter(signal?: AbortSignal): Promise<void> {
    this.entered ??= this.token.enter(signal);
    const { entered } = this;
    try {
      await entered;
    } catch (error) {
      // The next use of the same call tries again.
      if (this.entered === entered) this.entered = undefined;
      throw error;
    }
  }

  private rest(): void {
    if (this.over) this.leave();
    else this.timer = setTimeout(() => this.leave(), QUIET_MS).unref();
  }

  private leave(): void {
    clearTimeout(this.timer);
    const { entered } = this;
    this.entered = undefined;
    entered?.then(
      (leave) => leave(),
      () => undefined, // never came in: whoever asked was told
    );
  }
}
