/** Pauses between attempts to connect: growing, with a random spread so that several files do not knock in step. */
import { reconnectPause } from '../../schemas/bridge.ts';

export class Backoff {
  private pause: number = reconnectPause.first;

  constructor(private readonly random: () => number = Math.random) {}

  /** ms until the next attempt. */
  next(): number {
    const spread = 1 + (this.random() * 2 - 1) * reconnectPause.spread;
    const pause = this.pause * spread;
    this.pause = Math.min(reconnectPause.longest, this.pause * reconnectPause.growth);
    return pause;
  }

  reset(): void {
    this.pause = reconnectPause.first;
  }
}
