/**
 * Exactly-once for requests that may arrive more than once: the plugin runs each request id at most one time and
 * answers every repetition with the first result. Pure code; it lives in the plugin, which outlives any server.
 */

export interface ReplayLimits {
  /** Finished results kept, newest first. */
  count: number;
  /** How long a finished result is kept, ms. */
  age: number;
  /** Bytes of binary results kept in all; above it the oldest results lose theirs and are forgotten. */
  bytes: number;
}
export const replayLimits: ReplayLimits = { count: 500, age: 120_000, bytes: 64 * 1024 * 1024 };

interface Entry<T> {
  result: Promise<T>;
  /** ms epoch; undefined while running. */
  finishedAt?: number;
  size: number;
}

/**
 * `run(id, execute)` runs `execute` for a new id, one after another in the order of arrival, and returns the kept
 * (or still running) result for a known one. A failed execution is a result like any other: `execute` should answer
 * with an error value; a rejection is kept and replayed too.
 */
export class ReplayCache<T> {
  /** In the order of arrival, which is the order of execution too: what has finished comes before what has not. */
  private readonly entries = new Map<string, Entry<T>>();
  private tail: Promise<unknown> = Promise.resolve();
  private finished = 0;
  private bytes = 0;

  constructor(
    private readonly sizeOf: (result: T) => number = () => 0,
    private readonly limits: ReplayLimits = replayLimits,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Ids that are queued or running. */
  get running(): string[] {
    return [...this.entries].filter(([, entry]) => entry.finishedAt === undefined).map(([id]) => id);
  }

  run(id: string, execute: () => Promise<T>): Promise<T> {
    const known = this.entries.get(id);
    if (known) return known.result;
    const result = this.tail.then(execute);
    const entry: Entry<T> = { result, size: 0 };
    this.entries.set(id, entry);
    this.tail = result.then(
      (value) => this.finish(entry, this.sizeOf(value)),
      () => this.finish(entry, 0),
    );
    return result;
  }

  private finish(entry: Entry<T>, size: number): void {
    entry.finishedAt = this.now();
    entry.size = size;
    this.finished += 1;
    this.bytes += size;
    this.trim(entry.finishedAt);
  }

  /** Forgets the oldest finished results until the limits hold; what is running is never forgotten. */
  private trim(now: number): void {
    for (const [id, { finishedAt, size }] of this.entries) {
      if (finishedAt === undefined) return;
      const old = now - finishedAt > this.limits.age;
      if (!old && this.finished <= this.limits.count && this.bytes <= this.limits.bytes) return;
      // The newest result stays whatever its size: it is the one most likely to be asked for again.
      if (!old && this.finished === 1) return;
      this.entries.delete(id);
      this.finished -= 1;
      this.bytes -= size;
    }
  }
}
