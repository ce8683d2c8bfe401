/** A queue that serves clients in turn: first in, first out within a client, round-robin between clients. */
export interface Queued {
  /** Whose turn it uses. */
  client: string;
  id: string;
}

export class FairQueue<T extends Queued> {
  /** In the order in which the clients will be served: who was served goes to the end. */
  private readonly lanes = new Map<string, T[]>();

  get size(): number {
    let size = 0;
    for (const lane of this.lanes.values()) size += lane.length;
    return size;
  }

  /** How many items of a client wait. */
  waiting(client: string): number {
    return this.lanes.get(client)?.length ?? 0;
  }

  push(item: T): void {
    const lane = this.lanes.get(item.client);
    if (lane) lane.push(item);
    else this.lanes.set(item.client, [item]);
  }

  /**
   * Takes the next item that may run now. Items of one client keep their order, except that one that may not run
   * does not hold up those behind it: a second `begin` must not block the commit it waits for.
   */
  take(mayRun: (item: T) => boolean = () => true): T | undefined {
    for (const [client, lane] of this.lanes) {
      const index = lane.findIndex(mayRun);
      const item = lane[index];
      if (!item) continue;
      lane.splice(index, 1);
      this.lanes.delete(client);
      if (lane.length > 0) this.lanes.set(client, lane);
      return item;
    }
    return undefined;
  }

  /** Removes and returns every item that fits. */
  remove(fits: (item: T) => boolean): T[] {
    const removed: T[] = [];
    for (const [client, lane] of [...this.lanes]) {
      const kept = lane.filter((item) => !fits(item));
      removed.push(...lane.filter(fits));
      if (kept.length > 0) this.lanes.set(client, kept);
      else this.lanes.delete(client);
    }
    return removed;
  }

  find(fits: (item: T) => boolean): T | undefined {
    for (const lane of this.lanes.values()) {
      const found = lane.find(fits);
      if (found) return found;
    }
    return undefined;
  }
}
