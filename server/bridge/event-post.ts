/**
 * Brings what the designer says to the right agent, once. The panel keeps an event until it is acknowledged as
 * delivered and sends it again after a reconnect; the post recognises it by its id.
 */
import type { DesignerEvent, HubToPlugin } from '../../schemas/bridge.ts';

interface Letter {
  event: DesignerEvent;
  /** File key. */
  file: string;
  state: 'queued' | 'received' | 'delivered';
  /** The client that has it. */
  client?: string;
}

export interface PostOffice {
  isConnected(client: string): boolean;
  /** The client that last worked in a file. */
  lastWorker(file: string): string | undefined;
  deliver(client: string, event: DesignerEvent, file: string): void;
  acknowledge(file: string, ack: Extract<HubToPlugin, { type: 'ack' }>): void;
}

/** Delivered letters are remembered, so that a late repetition is only acknowledged again. */
const remembered = 500;

export class EventPost {
  private readonly letters = new Map<string, Letter>();

  constructor(private readonly office: PostOffice) {}

  /** An event from a panel, new or repeated. */
  receive(file: string, event: DesignerEvent): void {
    const known = this.letters.get(event.id);
    if (known) {
      this.acknowledge(known);
      return;
    }
    const letter: Letter = { event, file, state: 'queued' };
    this.letters.set(event.id, letter);
    this.trim();
    const addressee = event.client ?? this.office.lastWorker(file);
    if (addressee !== undefined && this.office.isConnected(addressee)) this.hand(letter, addressee);
    else this.acknowledge(letter);
  }

  /** A client works in a file: it gets what waits there for anyone or for it. */
  clientWorks(client: string, file: string): void {
    for (const letter of this.letters.values()) {
      if (letter.state !== 'queued' || letter.file !== file) continue;
      const { client: addressee } = letter.event;
      if (addressee === undefined || addressee === client || !this.office.isConnected(addressee))
        this.hand(letter, client);
    }
  }

  /** A client joined: it gets what is addressed to it. */
  clientJoined(client: string): void {
    for (const letter of this.letters.values())
      if (letter.state === 'queued' && letter.event.client === client) this.hand(letter, client);
  }

  /** The agent of this client was told. */
  taken(client: string, id: string): void {
    const letter = this.letters.get(id);
    if (!letter || letter.client !== client) return;
    letter.state = 'delivered';
    this.acknowledge(letter);
  }

  /** A client is gone: what its agent was not told waits for the next one. */
  clientGone(client: string): void {
    for (const letter of this.letters.values()) {
      if (letter.client !== client || letter.state !== 'received') continue;
      letter.state = 'queued';
      letter.client = undefined;
      this.acknowledge(letter);
    }
  }

  private hand(letter: Letter, client: string): void {
    letter.state = 'received';
    letter.client = client;
    this.office.deliver(client, letter.event, letter.file);
    this.acknowledge(letter);
  }

  private acknowledge(letter: Letter): void {
    const { event, file, state, client } = letter;
    this.office.acknowledge(file, { type: 'ack', id: event.id, state, client });
  }

  private trim(): void {
    for (const [id, letter] of this.letters) {
      if (this.letters.size <= remembered) return;
      if (letter.state === 'delivered') this.letters.delete(id);
    }
  }
}
