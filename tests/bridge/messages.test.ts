/** What travels besides requests: large replies, images, the designer's messages, the feed, regions. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesignerEvent } from '../../schemas/bridge.ts';
import type { Bridge } from '../../server/bridge/bridge.ts';
import { filesConnected, makeSetting, numbered, type Setting, until } from './setting.ts';
import { type Execute, record } from './stand-in-plugin.ts';

let setting: Setting;
let hub: Bridge;
let peer: Bridge;
beforeEach(async () => {
  setting = await makeSetting();
  hub = setting.bridge('hub');
  await hub.sessions();
  peer = setting.bridge('peer');
  await peer.sessions();
});
afterEach(() => setting.end());

async function withPlugin(execute?: Execute) {
  const plugin = setting.plugin({ execute });
  await filesConnected(hub);
  await filesConnected(peer);
  return plugin;
}

const run = (bridge: Bridge, number = 1) => bridge.request({ kind: 'run', program: numbered(number) });

describe('large messages', () => {
  it('of 16 MB survive, as bytes and as JSON, all the way to a peer', async () => {
    const bytes = randomBytes(16 * 1024 * 1024);
    const text = 'x'.repeat(16 * 1024 * 1024);
    const plugin = await withPlugin(async (body) =>
      body.kind === 'export'
        ? { bytes, width: 4000, height: 4000 }
        : { bindings: {}, results: [{ op: 'read', value: text }], adjustments: [] },
    );
    const image = await peer.request({ kind: 'export', request: { node: '1:2', format: 'PNG' } });
    expect(Buffer.from(image.bytes).equals(bytes)).toBe(true);
    const result = await peer.request({ kind: 'run', program: numbered(1) });
    expect(result.results[0]?.value === text).toBe(true);
    expect(plugin.connections).toBe(1);
  });

  it('over the limit are refused on the way out, and the bridge works on', async () => {
    const plugin = await withPlugin();
    const text = 'x'.repeat(65 * 1024 * 1024);
    const program = { ops: [{ op: 'update' as const, node: '1:2', props: { characters: text } }] };
    await expect(peer.request({ kind: 'run', program })).rejects.toMatchObject({ bridge: 'TOO_LARGE' });
    await expect(hub.request({ kind: 'run', program })).rejects.toMatchObject({ bridge: 'TOO_LARGE' });
    await run(peer);
    expect(plugin.executed).toHaveLength(1);
  });
});

describe('images', () => {
  const set: Execute = async (body, plugin, request) => {
    if (body.kind === 'run')
      for (const op of body.program.ops) if (op.op === 'set_image') await plugin.image(op.image, request);
    return record(body, plugin, request);
  };
  const place = (image: string) => ({
    ops: [{ op: 'set_image' as const, node: '1:2', image }],
  });

  it('of 5 MB cross once per run of the plugin, also over a reconnect', async () => {
    const plugin = await withPlugin(set);
    const bytes = randomBytes(5 * 1024 * 1024);
    const hash = peer.putImage(bytes);
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    await peer.request({ kind: 'run', program: place(hash) });
    plugin.cut();
    await peer.request({ kind: 'run', program: place(hash) });
    expect(plugin.imagesAsked).toEqual([]);
    expect(plugin.bytesReceived).toBeLessThan(bytes.length * 1.01);
    expect(Buffer.from(await plugin.image(hash)).equals(bytes)).toBe(true);
  });

  it('that one client has sent do not cross for another that has them too', async () => {
    const plugin = await withPlugin(set);
    const bytes = randomBytes(1024 * 1024);
    const hash = hub.putImage(bytes);
    peer.putImage(bytes);
    await hub.request({ kind: 'run', program: place(hash) });
    await peer.request({ kind: 'run', program: place(hash) });
    expect(plugin.bytesReceived).toBeLessThan(bytes.length * 1.01);
  });

  it('follow their request as far as a few megabytes, and are asked for beyond', async () => {
    const plugin = await withPlugin(set);
    const hashes = [7, 7, 7, 9].map((mib) => peer.putImage(randomBytes(mib * 1024 * 1024)));
    const ops = hashes.map((image) => ({ op: 'set_image' as const, node: '1:2', image }));
    await peer.request({ kind: 'run', program: { ops } });
    expect(plugin.imagesAsked).toEqual(hashes.slice(2));
    expect(plugin.bytesReceived).toBeLessThan(30 * 1024 * 1024 * 1.01);
  });

  it('are there when their request had to wait for its turn', async () => {
    const plugin = await withPlugin(set);
    const { transaction } = await hub.request({ kind: 'begin' });
    const placed = peer.request({ kind: 'run', program: place(peer.putImage(randomBytes(1024))) });
    await until('the image has come first', () => plugin.received.some(({ type }) => type === 'image'));
    expect(plugin.executed).toHaveLength(1);
    await hub.request({ kind: 'commit', transaction });
    await placed;
    expect(plugin.imagesAsked).toEqual([]);
  });

  it('are asked for by a plugin that was restarted', async () => {
    const first = await withPlugin(set);
    const hash = peer.putImage(randomBytes(1024));
    await peer.request({ kind: 'run', program: place(hash) });
    first.close();
    await until('the file is closed', async () => (await peer.sessions()).length === 0);
    const second = await withPlugin(set);
    await peer.request({ kind: 'run', program: place(hash) });
    expect(second.imagesAsked).toEqual([hash]);
  });

  it('arrive although the socket is cut while they are on their way', async () => {
    const plugin = await withPlugin((body, plugin, request) => {
      const done = set(body, plugin, request);
      plugin.cut();
      return done;
    });
    const hash = peer.putImage(randomBytes(3 * 1024 * 1024));
    await peer.request({ kind: 'run', program: place(hash) });
    expect(plugin.imagesAsked).toEqual([hash]);
    expect(plugin.executed).toHaveLength(1);
    expect(plugin.connections).toBe(2);
  });

  it('are found by the SHA-1 that Figma calls them by, in whichever client has them', async () => {
    const plugin = await withPlugin(set);
    const bytes = randomBytes(1000);
    peer.putImage(bytes);
    const sha1 = createHash('sha1').update(bytes).digest('hex');
    expect(Buffer.from(await plugin.image(sha1)).equals(bytes)).toBe(true);
  });

  it('that nobody has are an error at once', async () => {
    await withPlugin(set);
    const program = place('0'.repeat(64));
    await expect(peer.request({ kind: 'run', program })).rejects.toThrow(/missing/);
  });
});

describe('what the designer says', () => {
  const message = (id: string, text = 'make it warmer', client?: string): DesignerEvent => ({
    kind: 'user_message',
    id,
    client,
    text,
    selection: { nodes: [{ id: '1:2', type: 'FRAME', name: 'Ad' }], total: 1 },
  });

  it('reaches the client that last worked in the file, once, and is acknowledged when the agent was told', async () => {
    const plugin = await withPlugin();
    await run(peer);
    plugin.tell(message('m1'));
    await until('received', () => plugin.acks.get('m1') === 'received');
    await until('it is there', () => peer.events.peek().length === 1);
    expect(peer.events.take()).toMatchObject([{ event: { text: 'make it warmer' }, file: 'file-1' }]);
    expect(peer.events.take()).toEqual([]);
    expect(hub.events.take()).toEqual([]);
    await until('delivered', () => plugin.acks.get('m1') === 'delivered');
  });

  it('waits until a client works in the file', async () => {
    const plugin = await withPlugin();
    plugin.tell(message('m1'));
    await until('queued', () => plugin.acks.get('m1') === 'queued');
    expect([...hub.events.take(), ...peer.events.take()]).toEqual([]);
    await run(peer);
    expect(peer.events.take()).toHaveLength(1);
  });

  it('goes to the client it is addressed to', async () => {
    const plugin = await withPlugin();
    await run(hub);
    plugin.tell(message('m1', 'for you', peer.self.id));
    await until('it is there', () => peer.events.peek().length === 1);
    expect(hub.events.peek()).toEqual([]);
  });

  it('is not lost with a client that left before telling its agent', async () => {
    const plugin = await withPlugin();
    await run(peer);
    plugin.tell(message('m1'));
    await until('received', () => plugin.acks.get('m1') === 'received');
    await peer.close();
    await until('queued again', () => plugin.acks.get('m1') === 'queued');
    await run(hub);
    expect(hub.events.take()).toHaveLength(1);
  });

  it('is delivered once although the hub changes before the acknowledgement', async () => {
    const plugin = await withPlugin();
    await run(peer);
    plugin.tell(message('m1'));
    await until('it is there', () => peer.events.peek().length === 1);
    await hub.close();
    await until('the peer is hub and sees the file', async () => {
      const [session] = await peer.sessions();
      return peer.status().role === 'hub' && session?.state === 'connected';
    });
    await run(peer);
    expect(peer.events.take()).toHaveLength(1);
    await until('delivered', () => plugin.acks.get('m1') === 'delivered');
    expect(peer.events.take()).toEqual([]);
  });

  it('tells listeners when it arrives: messages, brands and new concepts', async () => {
    const plugin = await withPlugin();
    await run(hub);
    const heard: string[] = [];
    hub.events.on(({ event }) => heard.push(event.kind));
    plugin.tell({ kind: 'brand_picked', id: 'b1', brand: 'acme', product: 'shoe' });
    plugin.tell({ kind: 'new_concept', id: 'c1' });
    await until('both', () => heard.length === 2);
    expect(heard).toEqual(['brand_picked', 'new_concept']);
  });
});

describe('the panel', () => {
  it('shows what clients do, and who is there', async () => {
    const plugin = await withPlugin();
    peer.activity({ id: 'a1', phase: 'finished', tool: 'create_ad', at: 1, ms: 1200, ok: true });
    await until('the line', () => plugin.received.some(({ type }) => type === 'activity'));
    expect(plugin.received.find(({ type }) => type === 'activity')).toMatchObject({
      activity: { tool: 'create_ad', client: { name: 'peer' } },
    });
    const welcome = plugin.received.find((item) => item.type === 'welcome');
    expect(welcome?.type === 'welcome' && welcome.clients.map(({ name }) => name).sort()).toEqual([
      'hub',
      'peer',
    ]);
  });

  it('gets brands and cost, also when it comes later, also from the next hub', async () => {
    peer.setPanel({ brands: [{ id: 'acme', name: 'Acme', products: [] }] });
    peer.setPanel({ cost: { amount: 0.4, currency: 'USD' } });
    const plugin = await withPlugin();
    const shown = () => plugin.received.filter((item) => item.type === 'panel').map(({ panel }) => panel);
    await until('shown', () => shown().length === 1);
    expect(shown()[0]).toMatchObject({ brands: [{ id: 'acme' }], cost: { amount: 0.4 } });
    await hub.close();
    await until('shown again', () => shown().length === 2);
    expect(shown()[1]).toEqual(shown()[0]);
  });
});

describe('regions', () => {
  const withFrames: Execute = async (body, plugin, request) => {
    const value = await record(body, plugin, request);
    if (body.kind !== 'status' || typeof value !== 'object') return value;
    const frame = { id: '1:2', type: 'FRAME', name: 'Old', x: 100, y: 0, width: 1080, height: 1920 };
    return { ...value, frames: [frame] };
  };

  it('reserved at the same time by several clients do not overlap each other or what is there', async () => {
    await withPlugin(withFrames);
    const places = await Promise.all(
      [hub, peer, hub, peer, hub].map((bridge) => bridge.reserveRegion(undefined, 1080, { gap: 50 })),
    );
    const edges = places.map(({ x }) => x).sort((a, b) => a - b);
    expect(edges).toEqual([1230, 2360, 3490, 4620, 5750]);
  });

  it('begin at 0 on an empty page, and stay reserved under the next hub', async () => {
    await withPlugin();
    expect(await hub.reserveRegion('Ads', 500)).toEqual({ x: 0, file: 'file-1' });
    await until('the peer knows', async () => (await peer.sessions())[0]?.reservedUntil === 500);
    await hub.close();
    expect((await peer.reserveRegion(undefined, 500)).x).toBe(600);
  });
});
