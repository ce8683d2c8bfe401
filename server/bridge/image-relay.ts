/**
 * Fetches images for a plugin from the client whose program needs them, else from any other that has them; and hands on
 * those that clients send along with a request.
 */
import type { ClientToHub, HubToClient } from '../../schemas/bridge-peer.ts';
import type { Outlet, Parts } from './outlet.ts';
import type { PluginSession } from './plugin-session.ts';

/** What an image needs of the file it is for. */
type Target = Pick<PluginSession, 'expectImage' | 'imageAhead' | 'image' | 'imageOutlet' | 'send'>;

type ImageAnswer = Extract<ClientToHub, { type: 'image' }>;

interface Asked {
  session: Target;
  /** The plugin's own id of the request. */
  pluginId: string;
  hash: string;
  /** The client that is asked now, and those that come next. */
  client: string;
  others: string[];
}

export class ImageRelay {
  private readonly asked = new Map<string, Asked>();
  /** What clients are about to send unasked, by client and hash. */
  private readonly ahead = new Map<string, { client: string; hash: string; session: Target }>();
  private number = 0;

  constructor(private readonly deliver: (client: string, message: HubToClient) => void) {}

  /** The client sends these images next, for a request to this plugin; those the plugin has are dropped. */
  expect(session: Target, client: string, hashes: readonly string[]): void {
    for (const hash of hashes)
      if (session.expectImage(hash)) this.ahead.set(`${client} ${hash}`, { client, hash, session });
  }

  /** Asks the clients one after another, in the order given. */
  ask(session: Target, pluginId: string, hash: string, clients: string[]): void {
    const [client, ...others] = clients;
    if (client === undefined) {
      session.send({
        type: 'image',
        id: pluginId,
        hash,
        error: 'No connected Adsmith process has this image; put it again.',
      });
      return;
    }
    this.number += 1;
    const id = `image:${this.number}`;
    this.asked.set(id, { session, pluginId, hash, client, others });
    this.deliver(client, { type: 'image_request', id, hash });
  }

  /** A client's answer: passed on, or the next client is asked. */
  answer(client: string, { id, hash: sent, bytes, ahead }: ImageAnswer): void {
    if (ahead) {
      const key = `${client} ${sent}`;
      this.ahead.get(key)?.session.imageAhead(sent, bytes);
      this.ahead.delete(key);
      return;
    }
    const asked = this.asked.get(id);
    if (!asked || asked.client !== client) return;
    this.asked.delete(id);
    const { session, pluginId, hash, others } = asked;
    if (bytes) session.image({ id: pluginId, hash, bytes });
    else this.ask(session, pluginId, hash, others);
  }

  /** Where a client's answer goes whose bytes come part by part; undefined when no plugin waits for it now. */
  outlet(client: string, { id, hash: sent, ahead }: ImageAnswer, parts: Parts): Outlet | undefined {
    if (ahead) {
      const key = `${client} ${sent}`;
      const session = this.ahead.get(key)?.session;
      this.ahead.delete(key);
      const outlet = session?.imageOutlet({ id: 'ahead', hash: sent, ahead }, parts);
      if (!outlet) session?.imageAhead(sent, undefined);
      return outlet;
    }
    const asked = this.asked.get(id);
    if (!asked || asked.client !== client) return undefined;
    this.asked.delete(id);
    return asked.session.imageOutlet({ id: asked.pluginId, hash: asked.hash }, parts);
  }

  /** A client left: what it was asked for is asked from the others. */
  clientGone(client: string): void {
    for (const [key, ahead] of this.ahead) {
      if (ahead.client !== client) continue;
      this.ahead.delete(key);
      ahead.session.imageAhead(ahead.hash, undefined);
    }
    for (const [id, asked] of this.asked) {
      if (asked.client !== client) continue;
      this.asked.delete(id);
      this.ask(asked.session, asked.pluginId, asked.hash, asked.others);
    }
  }
}
