import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bridgeProtocol } from '../../schemas/bridge.ts';
import { filesConnected, makeSetting, type Setting, until } from '../bridge/setting.ts';
import {
  chromiumFound,
  chromiumPath,
  openPanelHouse,
  type PanelHouse,
  type PanelSetup,
} from './panel-in-chromium.ts';

const required = process.env['CI'] === 'true';
if (!chromiumFound && !required)
  console.warn(`The panel is not tested: no Chromium at ${chromiumPath} (set CHROMIUM to its path).`);

describe.skipIf(!chromiumFound && !required)('the panel', () => {
  let house: PanelHouse;
  let setting: Setting;
  beforeAll(async () => {
    house = await openPanelHouse();
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    setting = await makeSetting();
  });
  afterEach(() => setting.end());

  async function open(setup: Partial<PanelSetup> = {}) {
    const panel = await house.open({ port: setting.port, token: setting.token, ...setup });
    setting.defer(() => panel.page.context().close());
    const status = (text: string | RegExp) => panel.frame.getByRole('status').getByText(text).waitFor();
    return { ...panel, status };
  }

  async function connected(setup: Partial<PanelSetup> = {}) {
    const bridge = setting.bridge('claude-code');
    bridge.start();
    const panel = await open(setup);
    await filesConnected(bridge);
    return { ...panel, bridge };
  }

  it('runs in a page without an origin, finds the server by itself and says who is connected', async () => {
    const panel = await open();
    await panel.status('Waiting for your AI client');
    await panel.frame.getByText('Open Claude Code, Cursor or another MCP client').waitFor();
    const bridge = setting.bridge('claude-code');
    bridge.start();
    await panel.status('Connected to Claude Code');
    await panel.status(/Untitled\s+·\s+Page 1/);
    const frame = panel.page.frames().find((one) => one !== panel.page.mainFrame());
    expect(await frame?.evaluate('self.origin')).toBe('null');
    expect(panel.errors).toEqual([]);
  });

  it('shows what a client does, how long it took and why, and who it was', async () => {
    const { bridge, frame, status } = await connected();
    const line = { id: 'a1', tool: 'apply_typography', at: Date.now() };
    bridge.activity({ ...line, phase: 'started' });
    await status('Claude Code is working');
    await frame.getByLabel('Working').waitFor();
    bridge.activity({
      ...line,
      phase: 'finished',
      ok: true,
      ms: 1234,
      summary: 'Headline <b>set</b>.',
      reasoning: 'It must be read first.',
    });
    const entry = frame.getByRole('listitem').filter({ hasText: 'Apply typography' });
    await entry.getByLabel('Done').waitFor();
    await entry.getByText('1.2 s').waitFor();
    await entry.getByText('Headline <b>set</b>.').waitFor();
    expect(await entry.getByText('It must be read first.').isVisible()).toBe(false);
    await entry.getByText('Reasoning').click();
    expect(await entry.getByText('It must be read first.').isVisible()).toBe(true);
    await status('Connected to Claude Code');
  });

  it('runs programs of the server and sends the picture back', async () => {
    const { bridge, window } = await connected();
    const { bindings } = await bridge.request<'run'>({
      kind: 'run',
      program: { ops: [{ op: 'create', type: 'FRAME', as: 'ad', parent: null, props: { name: 'Ad' } }] },
    });
    const node = bindings['ad'] ?? '';
    const { bytes } = await bridge.request<'export'>({ kind: 'export', request: { node, format: 'PNG' } });
    expect([...bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(window.figma.currentPage.children.map(({ name }) => name)).toEqual(['Ad']);
  });

  it('delivers a message once, with the selection, and says when the agent has read it', async () => {
    const { bridge, frame, window } = await connected();
    await bridge.request<'status'>({ kind: 'status' });
    const node = window.figma.createRectangle();
    node.name = 'Hero';
    window.figma.currentPage.selection = [node];
    const box = frame.getByLabel('Message the agent');
    await frame.locator('.composer').getByText('Hero').waitFor();
    await box.fill('make this');
    await box.press('Shift+Enter');
    await box.pressSequentially('bigger');
    await box.press('Enter');
    expect(await box.inputValue()).toBe('');
    await until('message there', () => bridge.events.peek().length === 1);
    await frame.getByText(/Waiting for Claude Code/).waitFor();
    const [received] = bridge.events.take();
    expect(received?.event).toMatchObject({
      kind: 'user_message',
      text: 'make this\nbigger',
      selection: { total: 1, nodes: [{ id: node.id, type: 'RECTANGLE', name: 'Hero' }] },
    });
    await frame.getByText('Read by Claude Code').waitFor();
    expect(bridge.events.take()).toEqual([]);
  });

  it('keeps a message that was written without a server until one is there', async () => {
    const panel = await open();
    await panel.status('Waiting for your AI client');
    const box = panel.frame.getByLabel('Message the agent');
    await box.fill('later');
    await box.press('Enter');
    await panel.frame.getByText('Will be sent when connected').waitFor();
    const bridge = setting.bridge('claude-code');
    bridge.start();
    await filesConnected(bridge);
    await bridge.request<'status'>({ kind: 'status' });
    await until('message there', () => bridge.events.peek().length === 1);
    expect(bridge.events.take().map(({ event }) => event)).toMatchObject([{ text: 'later' }]);
    await panel.frame.getByText('Read by Claude Code').waitFor();
  });

  it('survives the end of the hub: says so, and goes on with the next', async () => {
    const { bridge, status, frame } = await connected();
    bridge.activity({ id: 'a1', tool: 'set_background', at: Date.now(), phase: 'started' });
    await status('Claude Code is working');
    await bridge.close();
    await status('Reconnecting…');
    const next = setting.bridge('cursor');
    next.start();
    await filesConnected(next);
    await status('Connected to Cursor');
    await frame.getByText('interrupted').waitFor();
    expect((await next.request<'status'>({ kind: 'status' })).frames).toEqual([]);
  });

  it('stops at another protocol version and says what to update', async () => {
    setting.bridge('claude-code').start();
    const speaks = (html: string) =>
      html.replace(/type:"hello",protocol:\w+/g, () => `type:"hello",protocol:${bridgeProtocol + 1}`);
    const { frame, status } = await open({ change: speaks });
    await status('Different versions');
    await frame.getByText('Update Adsmith and build the plugin again: npm run plugin').waitFor();
    expect(await frame.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
  });

  it.each([
    ['0.0.9', 'To update it: npm run plugin, then start the plugin again.'],
    ['0.10.0', 'To use the newer one, restart your AI client.'],
  ])(
    'works with a server of another age and says which one to update (plugin %s)',
    async (version, advice) => {
      const { bridge, frame } = await connected({ version });
      await frame.getByRole('note').getByText(advice).waitFor();
      expect((await bridge.request<'status'>({ kind: 'status' })).frames).toEqual([]);
    },
  );

  it('stops at a wrong pairing token', async () => {
    setting.bridge('claude-code').start();
    const { status } = await open({ token: 'f'.repeat(64) });
    await status('Not paired');
  });

  it('offers the brands of the server and tells the choice', async () => {
    const { bridge, frame } = await connected();
    await bridge.request<'status'>({ kind: 'status' });
    expect(await frame.getByLabel('Brand').isDisabled()).toBe(true);
    bridge.setPanel({
      brands: [{ id: 'lumen', name: 'Lumen', products: [{ id: 'serum', name: 'Serum' }] }],
      cost: { amount: 3.2, currency: 'USD' },
    });
    await frame.getByText('$3.20 so far').waitFor();
    await frame.getByLabel('Brand').selectOption('lumen');
    await frame.getByLabel('Product').selectOption('serum');
    await until('both choices told', () => bridge.events.peek().length === 2);
    expect(bridge.events.take().map(({ event }) => event)).toMatchObject([
      { kind: 'brand_picked', brand: 'lumen' },
      { kind: 'brand_picked', brand: 'lumen', product: 'serum' },
    ]);
    await frame.getByRole('button', { name: 'New concept' }).click();
    await until('new concept told', () => bridge.events.peek().length === 1);
    expect(bridge.events.take()[0]?.event.kind).toBe('new_concept');
  });

  it('shows the traffic and raw errors in debug mode only, and never the token', async () => {
    const { bridge, frame, window } = await connected();
    await frame.getByRole('button', { name: 'Settings' }).click();
    const traffic = frame.locator('.traffic > summary');
    expect(await traffic.isVisible()).toBe(false);
    await frame.getByLabel('Debug mode').check();
    await bridge.request<'status'>({ kind: 'status' });
    await traffic.click();
    await frame.locator('.traffic-lines').getByText('request').first().waitFor();
    expect(await frame.locator('.traffic').textContent()).not.toContain(setting.token);
    await until('setting kept', async () => {
      const kept: unknown = await window.figma.clientStorage.getAsync('settings');
      return JSON.stringify(kept) === '{"debug":true}';
    });
  });

  it('can be used with the keyboard alone', async () => {
    const { page, frame, window } = await connected();
    await frame.getByRole('button', { name: 'Run in background' }).focus();
    const reached: string[] = [];
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = frame.locator(':focus');
      reached.push((await focused.getAttribute('aria-label')) ?? (await focused.textContent()) ?? '');
    }
    expect(reached).toEqual([
      'Settings',
      'Activity',
      'Message the agent',
      'New concept',
      'Size of the panel: arrow keys',
    ]);
    await page.keyboard.press('ArrowRight');
    await until('resized', () => window.log.includes('resize 340x560'));
  });
});
