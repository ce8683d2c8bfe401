import { afterAll, beforeAll, expect, it } from 'vitest';
import { serum, standardStory } from './ads.ts';
import { canvasState, startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
let frameId: string;
beforeAll(async () => {
  server = await startClient();
  const { steps } = await server.call('batch_pipeline', { pipeline: standardStory.slice(0, -1) });
  frameId = textOf(steps, 0, 'frameId');
});
afterAll(() => server.close());

const look = async () => (await server.ask('get_canvas_screenshot', { nodeId: frameId })).images[0]?.base64;

it('a checkpoint brings back what was changed, added and deleted, under the same ids', async () => {
  const before = await canvasState(server);
  const picture = await look();
  const { checkpointId } = await server.call('checkpoint', { action: 'save', frameId, label: 'good' });
  await server.call('apply_typography', { frameId, headline: 'Worse.', style: 'bold' });
  await server.call('set_background', { frameId, type: 'solid', config: { color: 'black' } });
  await server.call('place_product', { frameId, imagePath: serum, rotation: 20 });
  expect(await look()).not.toBe(picture);

  const report = await server.call('checkpoint', { action: 'restore', checkpointId });
  expect(report).toMatchObject({ checkpointId });
  expect(await look()).toBe(picture);
  // Surviving nodes keep their ids; rebuilt ones are told by the map.
  const ids = Object.entries((report['newIds'] ?? {}) as Record<string, string>);
  const mapped = ids.reduce((text, [old, id]) => text.replaceAll(`"${old}"`, `"${id}"`), before);
  expect(await canvasState(server)).toBe(mapped);
});

it('a checkpoint brings back a deleted ad, by its label', async () => {
  const picture = await look();
  await server.call('checkpoint', { action: 'save', frameId, label: 'whole' });
  await server.call('raw_figma_operation', { method: 'remove', nodeId: frameId });
  expect(await server.call('canvas_status')).toMatchObject({ frames: [] });
  const report = await server.call('checkpoint', { action: 'restore', checkpointId: 'whole' });
  frameId = (report['newIds'] as Record<string, string> | undefined)?.[frameId] ?? frameId;
  expect(await look()).toBe(picture);
  // It is still an ad to the tools: they know its placement and its regions.
  expect(await server.call('export_ad', { frameId, scale: 0.1 })).toMatchObject({
    placement: 'meta_9x16_unified',
  });
});

it('checkpoints are listed newest first', async () => {
  const { checkpoints } = await server.call('checkpoint', { action: 'list' });
  expect(checkpoints).toMatchObject([{ label: 'whole' }, { label: 'good' }]);
});
