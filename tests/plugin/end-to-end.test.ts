import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ToMain } from '../../figma-bridge-plugin/protocol/messages.ts';
import type { Bridge } from '../../server/bridge/bridge.ts';
import { createFigmaCanvas } from '../../server/canvas/figma-canvas.ts';
import { filesConnected, makeSetting, type Setting, until } from '../bridge/setting.ts';
import { startPluginInNode } from './plugin-in-node.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await makeSetting();
});
afterEach(() => setting.end());

async function connected(options: Parameters<typeof startPluginInNode>[1] = {}) {
  const bridge = setting.bridge();
  bridge.start();
  const plugin = await startPluginInNode(setting, options);
  await filesConnected(bridge);
  return { bridge, plugin };
}

const frame = (name: string, extra: object = {}) => ({
  op: 'create' as const,
  type: 'FRAME' as const,
  as: 'frame',
  parent: null,
  props: { name, width: 200, height: 100, ...extra },
});

const names = async (bridge: Bridge) =>
  (await bridge.request<'status'>({ kind: 'status' })).frames.map(({ name }) => name);

describe('the plugin', () => {
  it('runs a program, reads it back and exports it', async () => {
    const { bridge } = await connected();
    const result = await bridge.request<'run'>({
      kind: 'run',
      program: { ops: [frame('Ad', { fills: [{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }] })] },
    });
    const id = result.bindings['frame'] ?? '';
    expect(result.results[0]?.box).toEqual({ x: 0, y: 0, width: 200, height: 100 });
    const { bytes, width } = await bridge.request<'export'>({
      kind: 'export',
      request: { node: id, format: 'PNG', scale: 2 },
    });
    expect(width).toBe(400);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, ...data.subarray(0, 3)]).toEqual([400, 200, 255, 0, 0]);
  });

  it('answers a wrong program with the error of the executor, and nothing remains', async () => {
    const { bridge } = await connected();
    const wrong = { op: 'update' as const, node: '$frame', props: { layoutSizingHorizontal: 'FILL' } };
    await expect(
      bridge.request<'run'>({ kind: 'run', program: { ops: [frame('Ad'), wrong] } }),
    ).rejects.toMatchObject({ data: { op: 1, opKind: 'update', message: expect.stringContaining('FILL') } });
    expect(await names(bridge)).toEqual([]);
  });

  it('rolls a transaction back and commits another', async () => {
    const { bridge } = await connected();
    for (const [end, expected] of [
      ['rollback', []],
      ['commit', ['Ad']],
    ] as const) {
      const { transaction } = await bridge.request<'begin'>({ kind: 'begin' });
      await bridge.request<'run'>({ kind: 'run', program: { ops: [frame('Ad')] }, transaction });
      expect(await names(bridge)).toEqual(['Ad']);
      await bridge.request({ kind: end, transaction });
      expect(await names(bridge)).toEqual(expected);
    }
  });

  it('begins a transaction with its first step, and leaves none behind when that fails', async () => {
    const { bridge, plugin } = await connected();
    const kinds: string[] = [];
    const take = plugin.window.tellMain;
    plugin.window.tellMain = (message) => {
      const { type, request } = message as ToMain & { request?: { body: { kind: string } } };
      if (type === 'request' && request) kinds.push(request.body.kind);
      take(message);
    };
    const canvas = createFigmaCanvas(bridge);
    const built = await canvas.transaction(async (tx) => {
      const { bindings } = await tx.run({ ops: [frame('Ad')] });
      await tx.run({ ops: [{ op: 'update', node: bindings['frame'] ?? '', props: { name: 'Ad 2' } }] });
      return bindings['frame'];
    });
    expect(kinds).toEqual(['begin', 'run', 'commit']);
    expect(plugin.window.figma.currentPage.children.map(({ id, name }) => [id, name])).toEqual([
      [built, 'Ad 2'],
    ]);

    kinds.length = 0;
    const wrong = { op: 'update' as const, node: '$frame', props: { layoutSizingHorizontal: 'FILL' } };
    await canvas.transaction(async (tx) => {
      await expect(tx.run({ ops: [frame('Bad'), wrong] })).rejects.toMatchObject({ data: { op: 1 } });
      // What fails as the first step leaves the work free to try something else.
      await tx.run({ ops: [frame('Good')] });
    });
    expect(kinds).toEqual(['begin', 'begin', 'commit']);
    expect((await names(bridge)).sort()).toEqual(['Ad 2', 'Good']);

    kinds.length = 0;
    await expect(
      canvas.transaction(async (tx) => {
        await Promise.all([tx.run({ ops: [frame('A')] }), tx.status(), tx.run({ ops: [frame('B')] })]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect([kinds[0], kinds.length, kinds.at(-1)]).toEqual(['begin', 4, 'rollback']);
    expect((await names(bridge)).sort()).toEqual(['Ad 2', 'Good']);
  });

  it('ends a cancelled program between two ops and takes it back', async () => {
    const { bridge, plugin } = await connected();
    const { figma } = plugin.window;
    const canvas = createFigmaCanvas(bridge);
    const before = await canvas.run({ ops: [frame('Before')] });
    const cancel = new AbortController();
    const ops = Array.from({ length: 4000 }, (_, number) => ({ ...frame(`Ad ${number}`), as: `f${number}` }));
    const first = { op: 'update' as const, node: before.bindings['frame'] ?? '', props: { opacity: 0.5 } };
    const running = canvas.run({ ops: [first, ...ops] }, cancel.signal);
    await until('half done', () => figma.currentPage.children.length > 10);
    cancel.abort();
    await expect(running).rejects.toMatchObject({ data: { code: 'cancelled' } });
    const done = figma.currentPage.children.length;
    expect(done).toBeLessThan(4000);
    // The next request waits for the rollback and finds the file as it was.
    expect(await names(bridge)).toEqual(['Before']);
    const [node] = figma.currentPage.children;
    expect(node && 'opacity' in node && node.opacity).toBe(1);
  });

  it('keeps a transaction over a cut of the socket', async () => {
    const { bridge, plugin } = await connected();
    const { transaction } = await bridge.request<'begin'>({ kind: 'begin' });
    await bridge.request<'run'>({ kind: 'run', program: { ops: [frame('Ad')] }, transaction });
    plugin.cut();
    await bridge.request<'commit'>({ kind: 'commit', transaction });
    expect(await names(bridge)).toEqual(['Ad']);
  });

  it('rolls an open transaction back when the server stays away', async () => {
    const { bridge, plugin } = await connected({ plugin: { grace: 100 } });
    const { transaction } = await bridge.request<'begin'>({ kind: 'begin' });
    await bridge.request<'run'>({ kind: 'run', program: { ops: [frame('Ad')] }, transaction });
    const { figma } = plugin.window;
    expect(figma.currentPage.children.map(({ name }) => name)).toContain('Ad');
    await bridge.close();
    await until('rolled back', () => {
      const told = plugin.fromMain.filter((message) => message.type === 'transactions').at(-1);
      return told?.open.length === 0;
    });
    expect(figma.currentPage.children).toEqual([]);
  });

  it('takes an open transaction back when the designer closes the panel in the middle of it', async () => {
    const { bridge, plugin } = await connected();
    const { figma } = plugin.window;
    const canvas = createFigmaCanvas(bridge);
    const text = {
      op: 'create' as const,
      type: 'TEXT' as const,
      as: 'text',
      parent: '$frame',
      props: { characters: 'Wake up', fontSize: 24, fontWeight: 700 },
    };
    const { bindings } = await canvas.run({
      ops: [
        frame('Ad', { layoutMode: 'VERTICAL', itemSpacing: 8 }),
        text,
        { ...frame('Badge'), as: 'badge', parent: '$frame' },
        { ...frame('Other'), as: 'other' },
      ],
    });
    const id = (name: string) => bindings[name] ?? '';
    const before = await canvas.snapshot();
    const work = canvas.transaction(async (tx) => {
      await tx.run({
        ops: [
          {
            op: 'update',
            node: id('text'),
            props: { characters: 'Sleep in\ntoday', fontSize: 60, name: 'x' },
          },
          { op: 'update', node: id('frame'), props: { fills: [], opacity: 0.3, itemSpacing: 40, x: 70 } },
        ],
      });
      await tx.run({
        ops: [
          { op: 'delete', node: id('badge') },
          { op: 'move', node: id('text'), parent: id('other') },
          { ...frame('New'), parent: id('other') },
        ],
      });
      plugin.window.close();
      plugin.link.close();
      await tx.status();
    });
    await expect(work).rejects.toMatchObject({ data: { code: 'disconnected' } });
    const { createExecutor } = await import('../../figma-bridge-plugin/executor/index.ts');
    const image = () => Promise.reject(new Error('no images'));
    const fresh = createExecutor(figma, { image, now: () => Date.now() });
    expect(await fresh.handle<'snapshot'>({ kind: 'snapshot' })).toEqual(before);
  });

  it('gets each image once, however often it is used', async () => {
    const { bridge, plugin } = await connected();
    const side = 1330;
    const bytes = await sharp(randomBytes(side * side * 3), {
      raw: { width: side, height: side, channels: 3 },
    })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(bytes.length).toBeGreaterThan(5_000_000);
    const image = bridge.putImage(bytes);
    const fills = [{ type: 'IMAGE', image, scaleMode: 'FILL' }];
    const ops = ['A', 'B', 'C'].map((name) => ({ ...frame(name, { fills }), as: name }));
    const { bindings } = await bridge.request<'run'>({ kind: 'run', program: { ops } });
    await bridge.request<'run'>({ kind: 'run', program: { ops: [frame('D', { fills })] } });
    expect(plugin.bytesIn).toBeLessThan(bytes.length * 1.1);
    const node = await plugin.window.figma.getNodeByIdAsync(bindings['C'] ?? '');
    const paint = node && 'fills' in node && Array.isArray(node.fills) ? node.fills[0] : undefined;
    const hash = createHash('sha1').update(bytes).digest('hex');
    expect(paint).toMatchObject({ type: 'IMAGE', imageHash: hash });
  });

  it('fails a program whose image nobody has', async () => {
    const { bridge } = await connected();
    const fills = [{ type: 'IMAGE', image: 'a'.repeat(64), scaleMode: 'FILL' }];
    await expect(
      bridge.request<'run'>({ kind: 'run', program: { ops: [frame('Ad', { fills })] } }),
    ).rejects.toMatchObject({ data: { code: 'image' } });
  });

  it('asks for an image when the socket was cut before it came', async () => {
    const { bridge, plugin } = await connected();
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();
    const image = bridge.putImage(bytes);
    const original = plugin.link.fromMain.bind(plugin.link);
    let cuts = 0;
    plugin.link.fromMain = (message) => {
      original(message);
      if (message.type === 'image_request' && cuts === 0) {
        cuts += 1;
        plugin.cut();
      }
    };
    const fills = [{ type: 'IMAGE', image, scaleMode: 'FILL' }];
    await bridge.request<'run'>({ kind: 'run', program: { ops: [frame('Ad', { fills })] } });
    expect(cuts).toBe(1);
    expect(await names(bridge)).toEqual(['Ad']);
  });

  it('runs a program once although the socket is cut while it runs', async () => {
    const { bridge, plugin } = await connected();
    const running = Promise.all(
      Array.from({ length: 6 }, (_, number) =>
        bridge.request<'run'>({ kind: 'run', program: { ops: [frame(`Ad ${number}`)] } }),
      ),
    );
    for (let cut = 0; cut < 3; cut += 1) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      plugin.cut();
    }
    await running;
    expect((await names(bridge)).sort()).toEqual([0, 1, 2, 3, 4, 5].map((number) => `Ad ${number}`));
  });

  it('tells which file, page and selection the designer has in front', async () => {
    const { bridge, plugin } = await connected();
    const { figma } = plugin.window;
    const node = figma.createRectangle();
    node.name = 'Headline';
    figma.currentPage.selection = [node];
    await until('selection told', async () => {
      const [file] = await bridge.sessions();
      return file?.selection.nodes[0]?.name === 'Headline';
    });
    const page = figma.createPage();
    page.name = 'Second';
    await figma.setCurrentPageAsync(page);
    await until('page told', async () => {
      const [file] = await bridge.sessions();
      return file?.page.name === 'Second' && file.selection.total === 0;
    });
    expect((await bridge.sessions())[0]?.file.key).toBe('file-1');
  });

  it('keeps an id in a file that has no key', async () => {
    const { bridge, plugin } = await connected({ fileKey: null });
    const [file] = await bridge.sessions();
    expect(file?.file.key).toMatch(/^local-[0-9a-f]{32}$/);
    expect(plugin.window.figma.root.getPluginData('file-id')).toBe(file?.file.key);
  });

  it('works in the background and comes back when it is run again', async () => {
    const { plugin } = await connected();
    const { window } = plugin;
    window.tellMain({ type: 'hide' });
    await until('hidden', () => window.log.includes('hide'));
    window.run('open');
    expect(window.log).toEqual(['show 320x560', 'show', 'hide', 'show']);
  });
});
