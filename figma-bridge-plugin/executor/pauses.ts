/** The pauses between the ops of a program: where other events get a turn and a cancelled program ends. */
import { fail } from './errors.ts';
import type { ExecutorHost, Stop } from './host.ts';

/** ms of work between two turns of everybody else. Figma's own window shares the thread, and a cancel is an event. */
const stretch = 40;

export class Pauses {
  private stop: Stop | undefined;
  private since = 0;
  private ended = false;

  constructor(private readonly host: ExecutorHost) {}

  /** A request begins; requests are served one at a time. Throws if nobody waits for it any more. */
  begin(stop: Stop | undefined): void {
    this.stop = stop;
    this.since = this.host.now();
    this.check();
  }

  /** Between two ops. Throws `CanvasError` (`cancelled`) when the request was cancelled meanwhile. */
  async take(): Promise<void> {
    if (this.host.breathe !== undefined && this.host.now() - this.since >= stretch) {
      await this.host.breathe();
      this.since = this.host.now();
    }
    this.check();
  }

  /** From now on every request ends at its next op. */
  end(): void {
    this.ended = true;
  }

  private check(): void {
    if (this.ended || this.stop?.aborted)
      fail('cancelled', 'The request was cancelled; nothing of it remains on the canvas.');
  }
}
