/**
 * The transactions open in this file. When the server stays away longer than the grace period they are rolled back:
 * nobody else would ever finish them, and the designer would be left with half a change.
 */
import type { CanvasRequest } from '../../schemas/canvas-request.ts';
import type { Executor } from '../executor/index.ts';
import type { OpenTransaction } from '../protocol/messages.ts';

export interface TransactionHost {
  changed(open: OpenTransaction[]): void;
  /** The grace period is over. */
  abandoned(): void;
  log(text: string): void;
}

export class OpenTransactions {
  private readonly open = new Map<string, OpenTransaction>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly executor: Executor,
    private readonly host: TransactionHost,
    /** ms the server may stay away. */
    private readonly grace: number,
  ) {}

  /** Notes what an answered request opened or ended. */
  note(id: string, body: CanvasRequest, value: unknown): void {
    if (body.kind === 'begin') {
      const transaction = transactionOf(value);
      if (transaction === undefined) return;
      this.open.set(transaction, { id: transaction, request: id });
    } else if (body.kind === 'commit' || body.kind === 'rollback') {
      if (!this.open.delete(body.transaction)) return;
    } else return;
    this.tell();
  }

  linkUp(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  linkDown(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.abandon();
    }, this.grace);
  }

  private async abandon(): Promise<void> {
    this.host.abandoned();
    for (const { id } of Array.from(this.open.values())) {
      try {
        await this.executor.handle({ kind: 'rollback', transaction: id });
        this.host.log(`Transaction ${id} was rolled back: the server stayed away.`);
      } catch (error) {
        this.host.log(`Transaction ${id} could not be rolled back: ${String(error)}`);
      }
      this.open.delete(id);
    }
    this.tell();
  }

  private tell(): void {
    this.host.changed(Array.from(this.open.values()));
  }
}

function transactionOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('transaction' in value)) return undefined;
  return typeof value.transaction === 'string' ? value.transaction : undefined;
}
