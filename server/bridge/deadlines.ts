/**
 * Things that are due at some time, on one timer. Nearly all of them are over long before, and a timer made and cleared
 * for each would cost more than many of them last: the timer runs on and finds nothing to do.
 */
export class Deadlines<Key> {
  /** When each is due, ms of `performance.now()`: a change of the clock or a sleep moves nothing. */
  private readonly times = new Map<Key, number>();
  private timer: NodeJS.Timeout | undefined;
  private wakes = Number.POSITIVE_INFINITY;

  /** `expired` is called once for what is due and was not deleted before. */
  constructor(private readonly expired: (key: Key) => void) {}

  /** `key` is due in `delay` ms. */
  set(key: Key, delay: number): void {
    const due = performance.now() + delay;
    this.times.set(key, due);
    if (due < this.wakes) this.wakeAt(due);
  }

  /** Answers whether it was still waiting. */
  delete(key: Key): boolean {
    return this.times.delete(key);
  }

  private wakeAt(due: number): void {
    clearTimeout(this.timer);
    this.wakes = due;
    this.timer = setTimeout(() => this.wake(), Math.max(0, Math.ceil(due - performance.now())));
    // Whoever waits holds a socket; the timer alone must not keep a process.
    this.timer.unref();
  }

  private wake(): void {
    this.timer = undefined;
    this.wakes = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const key of [...this.times.keys()])
      if ((this.times.get(key) ?? Number.POSITIVE_INFINITY) <= now) {
        this.times.delete(key);
        this.expired(key);
      }
    let next = Number.POSITIVE_INFINITY;
    for (const due of this.times.values()) next = Math.min(next, due);
    if (next < this.wakes) this.wakeAt(next);
  }
}
