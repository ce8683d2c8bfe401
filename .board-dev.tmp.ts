import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '/work/main/node_modules/playwright-core/index.mjs';
import { createBoard } from '/work/main/server/board/board.ts';
import { createBridge } from '/work/main/server/bridge/bridge.ts';
import { createBrandStore } from '/work/main/server/brand/index.ts';
import { createHeadlessCanvas } from '/work/main/server/canvas/headless-canvas.ts';
import { packageRoot, readSettings } from '/work/main/server/config/settings.ts';
import { createCheckpointStore } from '/work/main/server/session/checkpoints.ts';
import { createSession } from '/work/main/server/session/session.ts';
import { allTools } from '/work/main/tools/index.ts';
import { demoBrief } from '/work/main/scripts/demo/brief.ts';
import { StandInPlugin } from '/work/main/tests/bridge/stand-in-plugin.ts';
import { loadSecret, pairingToken } from '/work/main/server/bridge/secret.ts';

const home = mkdtempSync('/tmp/board-dev-');
const log = { debug() {}, info() {}, warn: console.error };
const canvas = createHeadlessCanvas({});
const port = 17123;
const board = createBoard({ canvas, page: join(packageRoot, 'server/board/board.html'), version: '0.1.0', log });
const bridge = createBridge({ port, home, version: '0.1.0', client: { name: 'claude-code', pid: process.pid }, http: board });
const peer = createBridge({ port, home, version: '0.1.0', client: { name: 'cursor', pid: process.pid } });
await bridge.sessions(); await peer.sessions();
const settings = readSettings(['--home', home], {}, home);
const byName = new Map(allTools.map((t) => [t.name, t]));
const context: any = { canvas, brands: createBrandStore({ roots: settings.brandRoots }), checkpoints: createCheckpointStore(join(home, 'cp')), session: createSession(), settings, readableRoots: [...settings.brandRoots, home], log, signal: new AbortController().signal, progress() {}, tools: byName, callTool: (n: string, a: unknown, c: any) => byName.get(n)!.call(a, c) };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const shot = async (name: string, opts: any, act?: (p: any) => Promise<void>) => {
  const page = await browser.newPage(opts);
  page.on('console', (m: any) => m.type() === 'error' && console.log('CONSOLE', m.text()));
  page.on('pageerror', (e: any) => console.log('PAGEERROR', e));
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForTimeout(1500);
  await act?.(page);
  await page.screenshot({ path: `/tmp/shots/${name}.png` });
  await page.close();
};
const light = { viewport: { width: 1360, height: 850 }, colorScheme: 'light' };
await shot('empty', light);
let n = 0;
for (const format of ['landscape', '300x250', '728x90']) {
  const id = `c${n++}`; const t = performance.now();
  peer.activity({ id, phase: 'started', tool: 'batch_pipeline', at: Date.now() });
  try { await byName.get('batch_pipeline')!.call({ pipeline: [
    { id: 'ad', tool: 'build_ad_skeleton', args: { format, brand: 'ondrelle' } },
    { tool: 'set_background', args: { frameId: '$ad.frameId', type: 'gradient', config: { stops: ['#274c43', '#1a322c'], angle: 160 } } },
    { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline: 'One drop of morning.', cta: 'Try it' } },
  ] }, context); peer.activity({ id, phase: 'finished', tool: 'batch_pipeline', at: Date.now(), ms: performance.now() - t, ok: true, summary: `${format}: "One drop of morning."` });
  } catch (e: any) { console.log(format, String(e)); peer.activity({ id, phase: 'finished', tool: 'batch_pipeline', at: Date.now(), ms: performance.now() - t, ok: false, summary: String(e.message) }); }
}
for (const ad of [...demoBrief()].reverse()) {
  const id = `c${n++}`;
  bridge.activity({ id, phase: 'started', tool: 'batch_pipeline', at: Date.now() });
  const t = performance.now();
  try { await byName.get('batch_pipeline')!.call({ pipeline: ad.pipeline }, context);
    bridge.activity({ id, phase: 'finished', tool: 'batch_pipeline', at: Date.now(), ms: performance.now() - t, ok: true, summary: ad.title });
  } catch (e: any) { console.log(ad.title, String(e), JSON.stringify(e.details ?? e.data ?? '')); 
    bridge.activity({ id, phase: 'finished', tool: 'batch_pipeline', at: Date.now(), ms: performance.now() - t, ok: false, summary: String(e.message) }); }
}
bridge.activity({ id: 'y', phase: 'started', tool: 'get_canvas_screenshot', at: Date.now() });
const plugin = new StandInPlugin({ port, token: pairingToken(await loadSecret(home)) });
await new Promise((r) => setTimeout(r, 4000));
await shot('light', light);
await shot('dark', { ...light, colorScheme: 'dark' });
await shot('zoom', { ...light, colorScheme: 'dark' }, async (p) => { await p.locator('.frame button').nth(1).click(); await p.waitForTimeout(1500); });
await shot('focus', light, async (p) => { await p.keyboard.press('Tab'); await p.keyboard.press('Tab'); await p.waitForTimeout(100); });
await shot('narrow', { viewport: { width: 480, height: 900 }, colorScheme: 'light' });
const t0 = performance.now(); await canvas.snapshot(); const t1 = performance.now(); await canvas.status(); console.log('snapshot', t1 - t0, 'status', performance.now() - t1);
await browser.close(); plugin.close(); await peer.close(); await bridge.close(); await canvas.close(); process.exit(0);
