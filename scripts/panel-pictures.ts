/**
 * Takes the pictures of the panel in docs/images from the real panel, bridge and canvas:
 * `npx tsx scripts/panel-pictures.ts [folder]`. Needs Chromium; with Inter installed it looks as in Figma.
 */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Activity } from '../schemas/bridge.ts';
import { filesConnected, makeSetting, until } from '../tests/bridge/setting.ts';
import { openFigmaWindow } from '../tests/plugin/figma-window.ts';
import { openPanelHouse, type Panel } from '../tests/plugin/panel-in-chromium.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = process.argv[2] ?? join(root, 'docs/images');
await mkdir(folder, { recursive: true });
const setting = await makeSetting();
const house = await openPanelHouse();

const minutesAgo = (minutes: number) => new Date(2026, 10, 20, 14, 32).getTime() - minutes * 60_000;
const steps: Activity[] = [
  {
    id: '1',
    phase: 'finished',
    tool: 'build_ad_skeleton',
    at: minutesAgo(4),
    ms: 640,
    ok: true,
    summary: 'Meta feed 4:5, split, copy left',
  },
  {
    id: '2',
    phase: 'finished',
    tool: 'set_background',
    at: minutesAgo(4),
    ms: 1240,
    ok: true,
    summary: 'Linear gradient, 2 colours',
    reasoning: 'The bottle is a cold blue. A warm ground sets it off and stays within the brand’s palette.',
  },
  {
    id: '3',
    phase: 'finished',
    tool: 'apply_typography',
    at: minutesAgo(3),
    ms: 380,
    ok: false,
    summary: 'The headline is empty.',
  },
  {
    id: '4',
    phase: 'finished',
    tool: 'apply_typography',
    at: minutesAgo(3),
    ms: 910,
    ok: true,
    summary: '"Sleep does the work.", 104 px on 3 lines',
  },
];

async function fill(panel: Panel, file: string): Promise<void> {
  const bridge = setting.bridge('claude-code');
  bridge.start();
  await filesConnected(bridge);
  bridge.setPanel({
    brands: [{ id: 'lumen', name: 'Lumen Skin', products: [{ id: 'serum', name: 'Night Serum 30 ml' }] }],
    cost: { amount: 1.84, currency: 'USD' },
  });
  await panel.frame.getByLabel('Brand').selectOption('lumen');
  await panel.frame.getByLabel('Product').selectOption('serum');
  for (const step of steps) bridge.activity({ ...step, file });
  const { figma } = panel.window;
  const text = figma.createText();
  await figma.loadFontAsync(
    text.fontName === figma.mixed ? { family: 'Inter', style: 'Regular' } : text.fontName,
  );
  text.characters = 'Sleep does the work.';
  text.name = 'Headline';
  figma.currentPage.selection = [text];
  const box = panel.frame.getByLabel('Message the agent');
  await panel.frame.locator('.composer .about').getByText('Headline').waitFor();
  await bridge.request<'status'>({ kind: 'status' });
  await box.fill('Can this be one line, and a little lighter?');
  await box.press('Enter');
  await until('message received', () => bridge.events.peek().length >= 1);
  while (bridge.events.take().length > 0);
  await panel.frame.locator('.delivery[data-state="delivered"]').waitFor();
  bridge.activity({ id: '5', phase: 'started', tool: 'apply_typography', at: minutesAgo(1), file });
  await panel.frame.locator('.spinner').waitFor();
  await panel.page.mouse.click(5, 60);
}

for (const theme of ['light', 'dark'] as const) {
  const fileKey = `panel-${theme}`;
  const window = await openFigmaWindow({ fileKey });
  window.figma.root.name = 'Night Serum, autumn ads';
  const panel = await house.open({ port: setting.port, token: setting.token, theme, window, height: 640 });
  await panel.frame.locator('.help').waitFor();
  if (theme === 'light') await panel.page.screenshot({ path: join(folder, 'panel-waiting.png') });
  await fill(panel, fileKey);
  await panel.page.screenshot({ path: join(folder, `panel-${theme}.png`) });
  await panel.page.close();
}
await house.close();
await setting.end();
process.exit(0);
