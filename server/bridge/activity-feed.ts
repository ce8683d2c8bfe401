/** The lines about this client's calls on their way to the panels and the board, out of the way of the calls themselves. */
import type { Activity } from '../../schemas/bridge.ts';
import { Deadlines } from './deadlines.ts';

/** A call that is over sooner than this is told as one line, ms: nobody could have read the first. */
const shortCall = 40;

export class ActivityFeed {
  private readonly begun = new Map<string, Activity>();
  private readonly long = new Deadlines<string>((id) => {
    const line = this.begun.get(id);
    this.begun.delete(id);
    if (line) this.send(line);
  });

  constructor(private readonly send: (activity: Activity) => void) {}

  tell(line: Activity): void {
    const begun = this.begun.get(line.id);
    if (line.phase === 'started' && !begun) {
      this.begun.set(line.id, line);
      this.long.set(line.id, shortCall);
      return;
    }
    if (line.phase === 'finished' && begun) {
      this.long.delete(line.id);
      this.begun.delete(line.id);
      const { at, reasoning } = begun;
      this.sendLater({ reasoning, ...line, at });
    } else this.sendLater(line);
  }

  /** The line is about a call that is being answered right now: that goes first. */
  private sendLater(line: Activity): void {
    setImmediate(() => this.send(line));
  }
}
