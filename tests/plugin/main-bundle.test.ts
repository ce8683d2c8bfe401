import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Link } from '../../figma-bridge-plugin/link/link.ts';
import { bundlePlugin, type PluginBundle } from '../../figma-bridge-plugin/package/bundle.ts';
import { checkMain } from '../../figma-bridge-plugin/package/check-main.ts';
import type { ToPanel } from '../../figma-bridge-plugin/protocol/messages.ts';
import { filesConnected, makeSetting, type Setting, until } from '../bridge/setting.ts';
import { type FigmaWindow, openFigmaWindow } from './figma-window.ts';
import { openSandbox } from './sandbox/sandbox.ts';

const source = fileURLToPath(new URL('../../figma-bridge-plugin', import.meta.url));
let setting: Setting;
let bundle: PluginBundle;
beforeAll(async () => {
  bundle = await bundlePlugin({ source });
});
beforeEach(async () => {
  setting = await makeSetting();
});
afterEach(() => setting.end());

async function runInSandbox(main: string, command = '') {
  const window = await openFigmaWindow({ fileKey: 'file-1', command });
  const fromMain: ToPanel[] = [];
  window.onPanelMessage((message) => fromMain.push(message as ToPanel));
  const sandbox = await openSandbox(window.figma);
  setting.defer(async () => {
    sandbox.close();
    await window.headless.close();
  });
  sandbox.run(main);
  await until('panel shown', () => window.log.length > 0);
  return { window, sandbox, fromMain };
}

function connect(window: FigmaWindow): void {
  const link = new Link({
    port: setting.port,
    token: setting.token,
    version: '0.1.0',
    makeSocket: (url) => new WebSocket(url, { origin: 'null', family: 4 }),
    toMain: (message) => window.tellMain(message),
    onState() {},
    onMessage() {},
  });
  window.onPanelMessage((message) => link.fromMain(message as ToPanel));
  setting.defer(() => link.close());
  window.tellMain({ type: 'ready' });
}

describe('the main bundle', () => {
  it('is refused by the build when it contains what Figma refuses', () => {
    expect(() => checkMain('const a = "see import(\'x\')"')).toThrow('import(');
    expect(() => checkMain('eval ("1")')).toThrow('eval(');
    expect(() => checkMain('/* <!-- */')).toThrow('<!--');
    checkMain(bundle.main);
  });

  it('stays small', () => {
    expect(bundle.main.length).toBeLessThan(200_000);
    expect(bundle.html.length).toBeLessThan(320_000);
  });

  it('needs nothing but figma, console, timers and the page', async () => {
    const { sandbox } = await runInSandbox(bundle.main);
    const globals = sandbox.globals();
    for (const absent of [
      'fetch',
      'crypto',
      'TextEncoder',
      'URL',
      'atob',
      'structuredClone',
      'setInterval',
      'process',
    ])
      expect(globals).not.toContain(absent);
    expect(sandbox.said).toEqual([]);
  });

  it('builds, exports and takes back, through a real socket, on the headless canvas', async () => {
    const { window, sandbox } = await runInSandbox(bundle.main);
    connect(window);
    const bridge = setting.bridge();
    bridge.start();
    await filesConnected(bridge);
    const { bindings } = await bridge.request<'run'>({
      kind: 'run',
      program: {
        ops: [
          {
            op: 'create',
            type: 'FRAME',
            as: 'ad',
            parent: null,
            props: { name: 'Ad', layoutMode: 'VERTICAL' },
          },
          {
            op: 'create',
            type: 'TEXT',
            as: 'text',
            parent: '$ad',
            props: { characters: 'Wake up', fontFamily: 'Inter', fontWeight: 700, fontSize: 40 },
          },
          { op: 'fit_text', node: '$text', width: 300, minFontSize: 10, maxFontSize: 90 },
        ],
      },
    });
    expect(window.figma.currentPage.children.map(({ name }) => name)).toEqual(['Ad']);
    const { bytes } = await bridge.request<'export'>({
      kind: 'export',
      request: { node: bindings['ad'] ?? '', format: 'PNG' },
    });
    expect([...bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    const { transaction } = await bridge.request<'begin'>({ kind: 'begin' });
    await bridge.request<'run'>({
      kind: 'run',
      program: { ops: [{ op: 'delete', node: bindings['ad'] ?? '' }] },
      transaction,
    });
    await bridge.request<'rollback'>({ kind: 'rollback', transaction });
    expect((await bridge.request<'status'>({ kind: 'status' })).frames.map(({ name }) => name)).toEqual([
      'Ad',
    ]);
    expect(sandbox.said).toEqual([]);
  });

  it('runs the contract suite on its own page, and removes the page', async () => {
    const contract = fileURLToPath(new URL('./contract-in-figma.ts', import.meta.url));
    const development = await bundlePlugin({ source, contract });
    const { window, fromMain } = await runInSandbox(development.main, 'contract');
    window.tellMain({ type: 'ready' });
    const last = () => fromMain.filter((message) => message.type === 'contract').at(-1);
    await until('suite done', () => last()?.done === true, 50_000);
    expect(last()?.results.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(last()?.results.length).toBe(last()?.total);
    expect(last()?.total).toBeGreaterThan(5);
    expect(window.figma.root.children.map(({ name }) => name)).toEqual(['Page 1']);
  });
});
