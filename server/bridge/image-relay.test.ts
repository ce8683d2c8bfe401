import { describe, expect, it } from 'vitest';
import type { HubToPlugin } from '../../schemas/bridge.ts';
import { ImageRelay } from './image-relay.ts';

const hash = 'a'.repeat(64);

function relayTo(wanted: boolean) {
  const toClients: unknown[] = [];
  const ahead: (Uint8Array | undefined)[] = [];
  const answers: unknown[] = [];
  const session = {
    expectImage: () => wanted,
    imageAhead: (_hash: string, bytes: Uint8Array | undefined) => ahead.push(bytes),
    image: (image: object) => answers.push(image),
    outlet: () => undefined,
    send: (message: HubToPlugin | object) => answers.push(message) > 0,
  };
  const relay = new ImageRelay((client, message) => toClients.push({ client, ...message }));
  return { relay, session, toClients, ahead, answers };
}

describe('images that clients send along', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const image = { type: 'image', id: 'ahead', hash, bytes, ahead: true } as const;

  it('go on to the plugin once', () => {
    const { relay, session, ahead } = relayTo(true);
    relay.expect(session, 'a', [hash]);
    relay.answer('a', image);
    relay.answer('a', image);
    expect(ahead).toEqual([bytes]);
  });

  it('are dropped when the plugin has them, when nobody announced them, and when another client did', () => {
    const { relay, session, ahead } = relayTo(false);
    relay.expect(session, 'a', [hash]);
    relay.answer('a', image);
    relay.answer('b', image);
    expect(ahead).toEqual([]);
  });

  it('are told not to come when their client leaves, so that the plugin asks for them', () => {
    const { relay, session, ahead, toClients } = relayTo(true);
    relay.expect(session, 'a', [hash]);
    relay.clientGone('b');
    expect(ahead).toEqual([]);
    relay.clientGone('a');
    expect(ahead).toEqual([undefined]);
    relay.ask(session, 'image-1', hash, ['b']);
    expect(toClients).toEqual([{ client: 'b', type: 'image_request', id: 'image:1', hash }]);
  });
});
