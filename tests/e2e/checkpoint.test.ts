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

it('restored again, a checkpoint finds what it rebuilt before', async () => {
  const { frames } = await server.call('canvas_status');
  await server.call('raw_figma_operation', { method: 'remove', nodeId: frameId });
  const first = await server.call('checkpoint', { action: 'restore', checkpointId: 'whole' });
  const again = await server.call('checkpoint', { action: 'restore', checkpointId: 'whole' });
  expect(again).toMatchObject({ rebuilt: 0, removed: 0, newIds: first['newIds'] });
  const now = (await server.call('canvas_status'))['frames'] as { id: string }[];
  expect(now).toHaveLength((frames as unknown[]).length);
  frameId = now[0]?.id ?? '';
  // An older checkpoint, which knows yet other ids, means the same ad.
  await server.call('checkpoint', { action: 'restore', checkpointId: 'good' });
  expect((await server.call('canvas_status'))['frames']).toHaveLength(now.length);
});

it('inside a pipeline that fails, a restore leaves nothing to remember', async () => {
  const state = await canvasState(server);
  const failed = await server.ask('batch_pipeline', {
    pipeline: [
      { tool: 'raw_figma_operation', args: { method: 'remove', nodeId: frameId } },
      { tool: 'checkpoint', args: { action: 'restore', checkpointId: 'whole' } },
      { tool: 'get_frame_state', args: { frameId: '9:9' } },
    ],
  });
  expect(failed.isError).toBe(true);
  expect(await canvasState(server)).toBe(state);
  await server.call('checkpoint', { action: 'restore', checkpointId: 'whole' });
  expect((await server.call('canvas_status'))['frames']).toMatchObject([{ id: frameId }]);
});

it('a frame or a label picks the checkpoint, never just the newest', async () => {
  const { frameId: other } = await server.call('build_ad_skeleton', { format: 'feed', name: 'Other' });
  await server.call('checkpoint', { action: 'save', frameId: other, label: 'other' });
  expect(await server.call('checkpoint', { action: 'restore', frameId })).toMatchObject({
    of: expect.stringContaining('Ondrelle'),
  });
  expect(await server.call('checkpoint', { action: 'restore', label: 'good' })).toMatchObject({
    of: expect.stringContaining('Ondrelle'),
  });
  const wrong = await server.ask('checkpoint', { action: 'restore', checkpointId: 'good', frameId: other });
  expect(wrong.data).toMatchObject({ at: 'frameId', error: expect.stringContaining('not of') });
  await server.call('raw_figma_operation', { method: 'remove', nodeId: other });
});

it('checkpoints are listed newest first', async () => {
  const { checkpoints } = await server.call('checkpoint', { action: 'list' });
  expect(checkpoints).toMatchObject([{ label: 'other' }, { label: 'whole' }, { label: 'good' }]);
});
