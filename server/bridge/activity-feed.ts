/** The lines about this client's calls on their way to the panels and the board, out of the way of the calls themselves. */
import type { Activity } from '../../schemas/bridge.ts';

/** A call that is over sooner than this is told as one line, ms: nobody could have read the first. */
const shortCall = 40;

export class ActivityFeed {
  private readonly begun = new Map<string, { line: Activity; timer: NodeJS.Timeout }>();

  constructor(private readonly send: (activity: Activity) => void) {}

  tell(line: Activity): void {
    const begun = this.begun.get(line.id);
    if (line.phase === 'started' && !begun) {
      const timer = setTimeout(() => {
        this.begun.delete(line.id);
        this.send(line);
      }, shortCall);
      timer.unref();
      this.begun.set(line.id, { line, timer });
      return;
    }
    if (line.phase === 'finished' && begun) {
      clearTimeout(begun.timer);
      this.begun.delete(line.id);
      const { at, reasoning } = begun.line;
      this.sendLater({ reasoning, ...line, at });
    } else this.sendLater(line);
  }

  /** The line is about a call that is being answered right now: that goes first. */
  private sendLater(line: Activity): void {
    setImmediate(() => this.send(line));
  }
}
