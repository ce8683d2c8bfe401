/** What the designer said to this client's agent, until a tool result carries it there. */
import type { DesignerEvent } from '../../schemas/bridge.ts';

export interface ReceivedEvent {
  event: DesignerEvent;
  /** Key of the file it was said in. */
  file: string;
}

/** Ids that are remembered, so that a repetition after a change of hub is not handed out again. */
const remembered = 1000;

export class EventInbox {
  private readonly waiting = new Map<string, ReceivedEvent>();
  private readonly taken = new Set<string>();
  private readonly listeners = new Set<(event: ReceivedEvent) => void>();

  /** `acknowledge` is called with the id of every event whose agent was told, also for a repetition. */
  constructor(private readonly acknowledge: (id: string) => void) {}

  /** Takes what has arrived; each event is handed out once. */
  take(): ReceivedEvent[] {
    const events = [...this.waiting.values()];
    this.waiting.clear();
    for (const { event } of events) {
      this.taken.add(event.id);
      this.acknowledge(event.id);
    }
    for (const id of this.taken) {
      if (this.taken.size <= remembered) break;
      this.taken.delete(id);
    }
    return events;
  }

  /** Looks without taking. */
  peek(): ReceivedEvent[] {
    return [...this.waiting.values()];
  }

  /** Calls back when an event arrives, without taking it; answers how to stop that. */
  on(listener: (event: ReceivedEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  receive(received: ReceivedEvent): void {
    const { id } = received.event;
    if (this.taken.has(id)) {
      this.acknowledge(id);
      return;
    }
    if (this.waiting.has(id)) return;
    this.waiting.set(id, received);
    for (const listener of this.listeners) listener(received);
  }
}
