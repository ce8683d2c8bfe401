import { afterEach, beforeEach, expect, it } from 'vitest';
import { bridgeProtocol } from '../../schemas/bridge.ts';
import { filesConnected, makeSetting, numbered, type Setting, until } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await makeSetting();
});
afterEach(() => setting.end());

it('binds nothing before the first need', async () => {
  const bridge = setting.bridge();
  expect(bridge.status().role).toBe('idle');
  await expect(fetch(`http://127.0.0.1:${setting.port}/health`)).rejects.toThrow();
  expect(await bridge.sessions()).toEqual([]);
  expect(bridge.status().role).toBe('hub');
  const health = await fetch(`http://127.0.0.1:${setting.port}/health`);
  expect(await health.json()).toMatchObject({ app: 'adsmith', protocol: bridgeProtocol });
});

it('answers at once that there is no plugin', async () => {
  const bridge = setting.bridge();
  await bridge.sessions();
  await expect(bridge.request({ kind: 'status' })).rejects.toMatchObject({
    bridge: 'NO_PLUGIN',
    data: { code: 'disconnected' },
  });
});

it('runs a request in the plugin', async () => {
  const bridge = setting.bridge();
  bridge.start();
  const plugin = setting.plugin();
  await filesConnected(bridge);
  const result = await bridge.request({ kind: 'run', program: numbered(1) });
  expect(result).toEqual({ bindings: {}, results: [], adjustments: [] });
  expect(plugin.executed).toHaveLength(1);
});

it('keeps a request over a cut socket and does not run it twice', async () => {
  const bridge = setting.bridge();
  bridge.start();
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const plugin = setting.plugin({
    execute: async () => {
      await gate;
      return { families: [{ family: 'Inter', styles: ['Regular'] }] };
    },
  });
  await filesConnected(bridge);
  const answer = bridge.request({ kind: 'fonts' });
  await until('it is running', () => plugin.executed.length === 1);
  plugin.cut();
  await until('the plugin is back', () => plugin.connections === 2);
  release();
  expect((await answer).families).toHaveLength(1);
  expect(plugin.executed).toHaveLength(1);
});
