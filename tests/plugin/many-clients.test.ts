/** Twelve MCP clients, each with a server process of its own, in one Figma file at the same time. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeSetting, type Setting, until } from '../bridge/setting.ts';
import { startClient, type TestClient } from '../e2e/client.ts';
import { startPluginInNode } from './plugin-in-node.ts';

const CLIENTS = 12;

let setting: Setting;
let clients: TestClient[] = [];
beforeEach(async () => {
  setting = await makeSetting();
  const env = { ADSMITH_PORT: String(setting.port) };
  clients = await Promise.all(
    Array.from({ length: CLIENTS }, () => startClient({ home: setting.home, env })),
  );
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await setting.end();
});

it('all work through one port, and their ads do not overlap', async () => {
  await clients[0]?.call('canvas_status');
  const plugin = await startPluginInNode(setting);
  await until(
    'every client sees the file',
    async () => {
      const all = await Promise.all(clients.map((client) => client.call('canvas_status')));
      return all.every(({ canvas }) => canvas === 'figma');
    },
    25_000,
  );

  const built = await Promise.all(
    clients.map((client, index) =>
      client.call('batch_pipeline', {
        pipeline: [
          { id: 'ad', tool: 'build_ad_skeleton', args: { format: '300x250', name: `Ad ${index}` } },
          { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline: `Client ${index}` } },
        ],
      }),
    ),
  );
  expect(built.every(({ canvas }) => canvas === 'figma')).toBe(true);

  const frames = plugin.window.headless.figma.currentPage.children;
  expect(frames.map(({ name }) => name).sort()).toEqual(clients.map((_, index) => `Ad ${index}`).sort());
  const spans = frames.map(({ x, width }) => [x, x + width] as const).sort(([a], [b]) => a - b);
  for (const [index, [start]] of spans.entries())
    expect(start).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
});
