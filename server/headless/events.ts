/** `figma.on`: callbacks run asynchronously, and what happened in one turn of the event loop arrives together. */
import type { DocumentChange } from './document.ts';

type Callback = (event: unknown) => unknown;
interface Listener {
  readonly type: string;
  readonly callback: Callback;
  readonly once: boolean;
  /** nodechange: the page it was registered on. */
  readonly scope: object | undefined;
}

export class FigmaEvents {
  #listeners: Listener[] = [];
  readonly #pending = new Map<string, { type: string; scope: object | undefined; event: () => unknown }>();
  #scheduled = false;

  constructor(private readonly onError: (error: unknown) => void) {}

  add(type: string, callback: Callback, once: boolean, scope?: object): void {
    this.#listeners.push({ type, callback, once, scope });
  }

  remove(type: string, callback: Callback, scope?: object): void {
    this.#listeners = this.#listeners.filter(
      (each) => each.type !== type || each.callback !== callback || each.scope !== scope,
    );
  }

  has(type: string): boolean {
    return this.#listeners.some((listener) => listener.type === type);
  }

  /** Announces an event once per turn; `event` is asked for when the callbacks run. */
  announce(type: string, event: () => unknown = () => undefined, scope?: object, key = type): void {
    if (!this.has(type)) return;
    this.#pending.set(key, { type, scope, event });
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => this.#deliver(), 0);
  }

  #deliver(): void {
    this.#scheduled = false;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { type, scope, event } of pending) {
      const due = this.#listeners.filter((each) => each.type === type && each.scope === scope);
      if (due.length === 0) continue;
      const payload = event();
      for (const listener of due) {
        if (listener.once) this.remove(type, listener.callback, scope);
        try {
          listener.callback(payload);
        } catch (error) {
          // A listener's mistake must end neither the others nor the process.
          this.onError(error);
        }
      }
    }
  }
}

/** Several changes of one node become one event, as Figma batches them. */
export class ChangeBatch {
  readonly #changes = new Map<string, { change: DocumentChange; properties: Set<string> }>();

  add(change: DocumentChange): void {
    const { id } = change.record;
    const known = this.#changes.get(id);
    if (known === undefined || change.kind !== 'PROPERTY_CHANGE') {
      // Created and deleted within one batch: nobody needs to know.
      if (known?.change.kind === 'CREATE' && change.kind === 'DELETE') this.#changes.delete(id);
      else this.#changes.set(id, { change, properties: new Set(change.property ? [change.property] : []) });
      return;
    }
    if (change.property !== undefined) known.properties.add(change.property);
  }

  take(): { change: DocumentChange; properties: string[] }[] {
    const result = [...this.#changes.values()].map(({ change, properties }) => ({
      change,
      properties: [...properties],
    }));
    this.#changes.clear();
    return result;
  }
}
