/**
 * At most one transaction is open. What changes the canvas must belong to it, or wait until it is over: a change made
 * beside it would be lost, or half lost, when it is taken back. What only looks may always come in between.
 */
import { fail } from './errors.ts';
import { Journal } from './journal/journal.ts';
import type { Session } from './session.ts';

export class Transactions {
  private open: { id: string; journal: Journal } | undefined;
  /** That of a step that belongs to no transaction. */
  private alone: Journal | undefined;
  private count = 0;
  /** Recently finished ones, so that a late message gets a better answer than "unknown". */
  private readonly finished: string[] = [];

  constructor(private readonly session: Session) {}

  ids(): string[] {
    return this.open === undefined ? [] : [this.open.id];
  }

  begin(): string {
    this.refuseWhileOpen();
    this.count++;
    const id = `t${this.count}-${Math.floor(this.session.host.now()).toString(36)}`;
    this.open = { id, journal: new Journal(this.session) };
    return id;
  }

  commit(id: string): void {
    const journal = this.journalOf(id);
    this.close(id);
    journal.commit();
  }

  async rollback(id: string): Promise<void> {
    const journal = this.journalOf(id);
    this.close(id);
    await journal.rollback();
  }

  /** Takes back what is unfinished, without waiting for anything: nothing will be finished any more. */
  takeBackNow(): void {
    const journal = this.open?.journal ?? this.alone;
    if (this.open !== undefined) this.close(this.open.id);
    this.alone = undefined;
    journal?.takeBackNow();
  }

  /**
   * Runs `work` as one step of the open transaction, or on its own. If it throws, nothing of it remains, and the
   * transaction (if any) goes on.
   */
  async step<T>(id: string | undefined, work: (journal: Journal) => Promise<T>): Promise<T> {
    if (id !== undefined) {
      const journal = this.journalOf(id);
      return journal.step(() => work(journal));
    }
    this.refuseWhileOpen();
    const journal = new Journal(this.session);
    this.alone = journal;
    try {
      const value = await journal.onlyStep(() => work(journal));
      journal.commit();
      return value;
    } catch (error) {
      // What the step parked has gone home; the empty lot goes too.
      this.session.parking.clear();
      throw error;
    } finally {
      this.alone = undefined;
    }
  }

  private close(id: string): void {
    this.open = undefined;
    this.finished.push(id);
    if (this.finished.length > 50) this.finished.shift();
  }

  private journalOf(id: string): Journal {
    if (this.open?.id === id) return this.open.journal;
    const over = this.finished.indexOf(id) >= 0;
    return fail(
      'not_allowed',
      over ? `The transaction "${id}" is over.` : `There is no transaction "${id}".`,
      {
        path: 'transaction',
        hint: over
          ? 'It was committed or rolled back. Begin a new one.'
          : this.open === undefined
            ? 'Begin one first; a canvas that was restarted has none.'
            : `The open one is "${this.open.id}".`,
      },
    );
  }

  private refuseWhileOpen(): void {
    if (this.open === undefined) return;
    fail('not_allowed', `The canvas is in a transaction ("${this.open.id}").`, {
      path: 'transaction',
      hint: 'Run inside it by naming it, or wait until it is committed or rolled back.',
    });
  }
}
