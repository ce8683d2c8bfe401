/** What the designer tells the agent: kept until the agent was told, sent again after every reconnect. */
import type { DesignerEvent, HubToPlugin } from '../../schemas/bridge.ts';

type Ack = Extract<HubToPlugin, { type: 'ack' }>;
export type DeliveryState = 'waiting' | Ack['state'];

export class Outbox {
  private readonly events = new Map<string, DesignerEvent>();

  add(event: DesignerEvent): void {
    this.events.set(event.id, event);
  }

  /** From then on the event is meant for the client that has it, so that a new hub does not hand it to another. */
  acknowledge({ id, state, client }: Ack): void {
    const event = this.events.get(id);
    if (!event) return;
    if (state === 'delivered') this.events.delete(id);
    else if (client !== undefined) this.events.set(id, { ...event, client });
  }

  /** Oldest first. */
  get pending(): DesignerEvent[] {
    return [...this.events.values()];
  }
}
