import { describe, expect, it } from 'vitest';
import type { HubToPlugin } from '../../schemas/bridge.ts';
import { ImageRelay } from './image-relay.ts';

const hash = 'a'.repeat(64);

function relayTo(wanted: boolean, connected = true) {
  const toClients: unknown[] = [];
  const ahead: (Uint8Array | undefined)[] = [];
  const answers: unknown[] = [];
  const outlets: unknown[] = [];
  const session = {
    expectImage: () => wanted,
    imageAhead: (_hash: string, bytes: Uint8Array | undefined) => ahead.push(bytes),
    image: (image: object) => answers.push(image),
    imageOutlet: (image: object, parts: object) => {
      if (!connected) return undefined;
      outlets.push({ ...image, ...parts });
      return { chunk() {}, abort() {} };
    },
    send: (message: HubToPlugin | object) => answers.push(message) > 0,
  };
  const relay = new ImageRelay((client, message) => toClients.push({ client, ...message }));
  return { relay, session, toClients, ahead, answers, outlets };
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

describe('images that come part by part', () => {
  const parts = { n: 2, size: 9 };
  const sentAhead = { type: 'image', id: 'ahead', hash, ahead: true } as const;

  it('have an outlet once, when they were announced or asked for', () => {
    const { relay, session, outlets } = relayTo(true);
    relay.expect(session, 'a', [hash]);
    expect(relay.outlet('b', sentAhead, parts)).toBeUndefined();
    expect(relay.outlet('a', sentAhead, parts)).toBeDefined();
    expect(relay.outlet('a', sentAhead, parts)).toBeUndefined();
    relay.ask(session, 'image-1', hash, ['b']);
    const answer = { type: 'image', id: 'image:1', hash } as const;
    expect(relay.outlet('a', answer, parts)).toBeUndefined();
    expect(relay.outlet('b', answer, parts)).toBeDefined();
    expect(relay.outlet('b', answer, parts)).toBeUndefined();
    expect(outlets).toEqual([
      { id: 'ahead', hash, ahead: true, ...parts },
      { id: 'image-1', hash, ...parts },
    ]);
  });

  it('are not waited for when the plugin is away: it asks when it is back', () => {
    const { relay, session, ahead } = relayTo(true, false);
    relay.expect(session, 'a', [hash]);
    expect(relay.outlet('a', sentAhead, parts)).toBeUndefined();
    expect(ahead).toEqual([undefined]);
  });
});
