/** One hub, one or more Figma files: sockets that drop, windows that are reopened, files to choose from. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bridge } from '../../server/bridge/bridge.ts';
import { filesConnected, makeSetting, numbered, type Setting, until } from './setting.ts';
import { record } from './stand-in-plugin.ts';

let setting: Setting;
let bridge: Bridge;
beforeEach(async () => {
  setting = await makeSetting();
  bridge = setting.bridge();
  await bridge.sessions();
});
afterEach(() => setting.end());

/** A plugin whose requests of one kind wait until they are released. */
function held(kind = 'run') {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const plugin = setting.plugin({
    execute: async (...args) => {
      if (args[0].kind === kind) await gate;
      return record(...args);
    },
  });
  return { plugin, release };
}

const run = (number = 1, options = {}) => bridge.request({ kind: 'run', program: numbered(number) }, options);

it('delivers the result of a request that finished while the socket was cut', async () => {
  const { plugin, release } = held();
  await filesConnected(bridge);
  const answer = run();
  await until('it is running', () => plugin.executed.length === 1);
  plugin.cut();
  release();
  expect(await answer).toMatchObject({ results: [] });
  expect(plugin.executed).toHaveLength(1);
  expect(plugin.connections).toBe(2);
});

it('keeps requests that come in while the socket is down', async () => {
  const plugin = setting.plugin();
  await filesConnected(bridge);
  plugin.cut();
  await until('the drop is seen', async () => (await bridge.sessions())[0]?.state === 'reconnecting');
  await run();
  expect(plugin.executed).toHaveLength(1);
});

it('fails what is in flight when the plugin stays away longer than the grace period', async () => {
  const { plugin } = held();
  await filesConnected(bridge);
  const answer = run();
  await until('it is running', () => plugin.executed.length === 1);
  const failure = expect(answer).rejects.toMatchObject({ bridge: 'PLUGIN_GONE' });
  plugin.close(4999); // not a clean close: the hub waits for it
  await until('the drop is seen', async () => (await bridge.sessions())[0]?.state === 'reconnecting');
  await failure;
  expect(await bridge.sessions()).toEqual([]);
});

it('fails at once when the designer closes the panel', async () => {
  const { plugin } = held();
  await filesConnected(bridge);
  const answer = run(1, { timeout: 1000 });
  await until('it is running', () => plugin.executed.length === 1);
  plugin.close();
  await expect(answer).rejects.toMatchObject({ bridge: 'PLUGIN_GONE' });
  await expect(run()).rejects.toMatchObject({ bridge: 'NO_PLUGIN' });
});

it('does not repeat in a restarted plugin what the old run may have done', async () => {
  const { plugin } = held();
  await filesConnected(bridge);
  const answer = run(1);
  const waiting = run(2);
  await until('it is running', () => plugin.executed.length === 1);
  const failure = expect(answer).rejects.toMatchObject({ bridge: 'PLUGIN_RESTARTED' });
  const restarted = setting.plugin();
  await failure;
  await waiting; // had not been sent: runs in the new one
  expect(restarted.executed).toHaveLength(1);
  expect(JSON.stringify(restarted.executed[0]?.body)).toContain('n:2');
});

it('lets the second window of a file replace the first, which stays away', async () => {
  const first = setting.plugin();
  await filesConnected(bridge);
  const second = setting.plugin();
  await until('the first is closed', () => first.lastClose?.code === 4001);
  await run();
  expect(second.executed).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(first.connections).toBe(1);
});

it('takes the most recently active of several files, or the one that is named', async () => {
  const ads = setting.plugin({ file: { key: 'a', name: 'Ads' } });
  await filesConnected(bridge, 1);
  const brand = setting.plugin({ file: { key: 'b', name: 'Brand' } });
  await filesConnected(bridge, 2);
  await run();
  expect(brand.executed).toHaveLength(1);
  ads.say({
    type: 'selection',
    selection: { nodes: [{ id: '1:2', type: 'FRAME', name: 'Hero' }], total: 1 },
  });
  await until('Ads is first', async () => (await bridge.sessions())[0]?.file.key === 'a');
  expect((await bridge.sessions())[0]?.selection.nodes[0]?.name).toBe('Hero');
  await run();
  await run(1, { file: 'Brand' });
  await run(1, { file: 'b' });
  expect([ads.executed.length, brand.executed.length]).toEqual([1, 3]);
  await expect(run(1, { file: 'Nothing' })).rejects.toMatchObject({ bridge: 'NO_SUCH_FILE' });
  await expect(run(1, { file: 'Nothing' })).rejects.toThrow(/"Ads" \(a\)/);
});

it('does not take a reconnect or a hidden window for a sign of the designer', async () => {
  const shown = setting.plugin({ file: { key: 'a', name: 'Ads' } });
  await filesConnected(bridge, 1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const front = setting.plugin({ file: { key: 'b', name: 'Brand' } });
  await filesConnected(bridge, 2);
  shown.cut();
  await until('it is back', () => shown.connections === 2);
  await filesConnected(bridge, 2);
  shown.say({ type: 'visibility', visible: false });
  await until('hidden', async () => (await bridge.sessions()).some(({ visible }) => !visible));
  expect((await bridge.sessions())[0]?.file.key).toBe(front.file.key);
});

it('asks for the key when two files have the same name', async () => {
  setting.plugin({ file: { key: 'a', name: 'Ads' } });
  setting.plugin({ file: { key: 'b', name: 'Ads' } });
  await filesConnected(bridge, 2);
  await expect(run(1, { file: 'Ads' })).rejects.toThrow(/Several files are called "Ads"/);
});

it('passes the plugin error on as it is', async () => {
  setting.plugin({
    execute: async () => {
      throw new Error('in createFrame: no');
    },
  });
  await filesConnected(bridge);
  await expect(run()).rejects.toMatchObject({ data: { code: 'internal', message: 'in createFrame: no' } });
});

it('reports a reply of the wrong shape instead of handing it on', async () => {
  setting.plugin({ execute: async () => ({ bindings: 'none' }) });
  await filesConnected(bridge);
  await expect(run()).rejects.toMatchObject({ bridge: 'BAD_MESSAGE' });
});

it('reports a mistake in a request before sending it', async () => {
  const plugin = setting.plugin();
  await filesConnected(bridge);
  const wrong = { kind: 'export', request: { node: '1:2', format: 'WEBP' } };
  await expect(bridge.request(wrong as never)).rejects.toMatchObject({
    data: { code: 'bad_value', path: 'request.format' },
  });
  expect(plugin.executed).toHaveLength(0);
});

it('gives up on time, tells the plugin, and serves the next request', async () => {
  const { plugin, release } = held();
  await filesConnected(bridge);
  await expect(run(1, { timeout: 100 })).rejects.toMatchObject({ bridge: 'TIMEOUT' });
  await until('the plugin is told', () => plugin.received.some(({ type }) => type === 'cancel'));
  release();
  await run(2);
});

it('stops waiting when the signal aborts', async () => {
  const { plugin } = held();
  await filesConnected(bridge);
  const abort = new AbortController();
  const answer = run(1, { signal: abort.signal });
  await until('it is running', () => plugin.executed.length === 1);
  abort.abort();
  await expect(answer).rejects.toMatchObject({ bridge: 'CANCELLED', data: { code: 'cancelled' } });
  await expect(run(1, { signal: abort.signal })).rejects.toMatchObject({ bridge: 'CANCELLED' });
});

it('answers the panel heartbeat', async () => {
  const plugin = setting.plugin();
  await filesConnected(bridge);
  plugin.say({ type: 'ping' });
  await until('pong', () => plugin.received.some(({ type }) => type === 'pong'));
});

it('ends a socket that is silent, and keeps one that is only busy', async () => {
  await bridge.close();
  const quick = setting.bridge('quick', { timing: { heartbeat: 40, silence: 120 } });
  await quick.sessions();
  const { plugin, release } = held();
  await filesConnected(quick);
  const answer = quick.request({ kind: 'run', program: numbered(1) });
  await until('it is running', () => plugin.executed.length === 1);
  plugin.freeze();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await quick.sessions())[0]?.state).toBe('connected');
  plugin.thaw();
  release();
  await answer;
  plugin.freeze();
  await until('the socket is ended', async () => (await quick.sessions())[0]?.state === 'reconnecting');
});
