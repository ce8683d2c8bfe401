/** From an MCP client to a Figma file and back: real client, real server process, real socket, the real plugin code. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSetting, type Setting, until } from '../bridge/setting.ts';
import { startClient, type TestClient } from '../e2e/client.ts';
import { type PluginInNode, startPluginInNode } from './plugin-in-node.ts';

let setting: Setting;
let server: TestClient;
beforeEach(async () => {
  setting = await makeSetting();
  server = await startClient({ home: setting.home, env: { ADSMITH_PORT: String(setting.port) } });
});
afterEach(async () => {
  await server.close();
  await setting.end();
});

/** A designer opens the file and starts the plugin. */
async function openFigma(): Promise<PluginInNode> {
  // The first call that needs the canvas makes this process the hub.
  await server.call('canvas_status');
  const plugin = await startPluginInNode(setting);
  await until(
    'the file is connected',
    async () => (await server.call('canvas_status'))['canvas'] === 'figma',
  );
  return plugin;
}

const ad = {
  pipeline: [
    { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed', brand: 'ondrelle', layout: 'stacked' } },
    { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline: 'Now $9.99', cta: 'Take one' } },
    {
      tool: 'place_product',
      args: { frameId: '$ad.frameId', imagePath: 'products/slow-cream/assets/slow-cream.png' },
    },
    { tool: 'get_canvas_screenshot', args: { nodeId: '$ad.frameId' } },
  ],
};

describe('with a Figma file open', () => {
  it('the ad is built there, in one call, and says so', async () => {
    const plugin = await openFigma();
    const answer = await server.ask('batch_pipeline', ad);
    expect(answer.data).toMatchObject({ canvas: 'figma' });
    expect(answer.images).toHaveLength(1);
    const names = plugin.window.headless.figma.currentPage.children.map(({ name }) => name);
    expect(names).toEqual(['Ondrelle — C1 (Meta feed 1:1)']);
  });

  it('a failing step leaves the file as it was', async () => {
    const plugin = await openFigma();
    const failing = {
      pipeline: [
        ...ad.pipeline,
        { tool: 'export_ad', args: { frameId: '$ad.frameId', path: '/nowhere/x.png' } },
      ],
    };
    const answer = await server.ask('batch_pipeline', failing);
    expect(answer).toMatchObject({ isError: true, data: { rolledBack: true } });
    expect(plugin.window.headless.figma.currentPage.children).toEqual([]);
  });

  it('what the designer types reaches the agent with its next result, once', async () => {
    const plugin = await openFigma();
    await server.call('canvas_status');
    plugin.link.tell({
      kind: 'user_message',
      id: randomUUID(),
      text: 'Warmer, please',
      selection: { nodes: [], total: 0 },
    });
    await until('the message is told', async () => {
      const { news } = await server.call('canvas_status');
      return Array.isArray(news) && news.includes('The designer says: Warmer, please');
    });
    expect((await server.call('canvas_status'))['news']).toBeUndefined();
  });

  it('work made offline is pushed into it, and updated the next time', async () => {
    const built = await server.call('batch_pipeline', ad);
    expect(built['canvas']).toBeUndefined();
    const plugin = await openFigma();
    const first = await server.call('push_to_figma');
    const second = await server.call('push_to_figma');
    expect(first['frames']).toMatchObject([{ updated: false }]);
    expect(second['frames']).toMatchObject([{ updated: true }]);
    const page = plugin.window.headless.figma.currentPage;
    expect(page.children.map(({ name }) => name)).toEqual(['Ondrelle — C1 (Meta feed 1:1)']);
    expect(
      JSON.stringify(await server.call('get_frame_state', { frameId: page.children[0]?.id ?? '' })),
    ).toContain('Now $9.99');
  });
});
