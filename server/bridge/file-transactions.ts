/** The open transactions of one file, and who may go on while one is open. */
import { clientOfRequest } from '../../schemas/bridge.ts';

/** The client id under which the hub itself sends, e.g. the rollback for an owner that is gone. */
export const hubClient = 'hub';

/** Kinds of request that change the file, or may. */
const changing: ReadonlySet<string> = new Set(['begin', 'run', 'restore']);

interface OpenTransaction {
  id: string;
  client: string;
  /** Id of the `begin` that opened it. */
  request: string;
  /** ms epoch of the last request of its owner. */
  touched: number;
}

export class FileTransactions {
  private readonly open = new Map<string, OpenTransaction>();

  get list(): OpenTransaction[] {
    return [...this.open.values()];
  }

  add(id: string, request: string): void {
    this.open.set(id, { id, request, client: clientOfRequest(request), touched: Date.now() });
  }

  end(id: string): void {
    this.open.delete(id);
  }

  clear(): void {
    this.open.clear();
  }

  /** Notes that the owner is alive and working. */
  touch(client: string): void {
    for (const transaction of this.open.values())
      if (transaction.client === client) transaction.touched = Date.now();
  }

  /** Another client's transaction that stands in the way of `client`. */
  blocking(client: string): OpenTransaction | undefined {
    return this.list.find((transaction) => transaction.client !== client);
  }

  /**
   * Only the owner of the open transaction may go on, and what it wants to begin or to change beside the transaction
   * waits for its end: the plugin would refuse it. Except the very `begin` that opened it, sent again after a reconnect.
   */
  mayRun(request: { id: string; client: string; kind: string; transaction?: string | undefined }): boolean {
    if (request.client === hubClient || this.open.size === 0) return true;
    if (this.blocking(request.client)) return false;
    const beside = request.transaction === undefined && changing.has(request.kind);
    return !beside || this.list.some((transaction) => transaction.request === request.id);
  }
}
