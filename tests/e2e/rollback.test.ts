import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Step, serum } from './ads.ts';
import { canvasState, startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
/** An ad that is there already; the failing pipelines change it too. */
let existing: string;
beforeAll(async () => {
  server = await startClient();
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed', brand: 'ondrelle' } },
      { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline: 'Before.', cta: 'Go' } },
      { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: serum } },
      { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: 'brand/logo.png', role: 'logo' } },
    ],
  });
  existing = textOf(steps, 0, 'frameId');
});
afterAll(() => server.close());

let before: string;
beforeEach(async () => {
  before = await canvasState(server);
});

/** Every kind of step, on a new ad and on the existing one. */
function pipeline(): Step[] {
  return [
    { id: 'new', tool: 'build_ad_skeleton', args: { format: '300x250', brand: 'ondrelle' } },
    {
      tool: 'set_background',
      args: { frameId: existing, type: 'image', config: { imagePath: 'brand/backdrop-morning-wall.jpg' } },
    },
    {
      id: 'copy',
      tool: 'apply_typography',
      args: { frameId: existing, headline: 'After.', subhead: 'More.' },
    },
    { tool: 'apply_typography', args: { frameId: '$new.frameId', headline: 'New.' } },
    { tool: 'place_product', args: { frameId: existing, imagePath: 'brand/logo.png', role: 'logo' } },
    { tool: 'add_effect', args: { nodeId: '$copy.nodes.headline', type: 'drop_shadow' } },
    {
      tool: 'batch_update',
      args: { updates: [{ nodeId: existing, props: { name: 'Changed', width: 900 } }] },
    },
    {
      tool: 'batch_operations',
      args: {
        operations: 'a=CREATE_FRAME($ad, {width:10, height:10})\nDELETE($copy)',
        variables: { ad: existing, copy: '$copy.nodes.copy' },
      },
    },
    { tool: 'raw_figma_operation', args: { method: 'createStar' } },
    { tool: 'get_canvas_screenshot', args: { nodeId: existing, scale: 0.1 } },
  ];
}

/** A step that is well formed and fails when it runs. */
const failing: Step = { tool: 'get_frame_state', args: { frameId: '999:999' } };

describe('a pipeline that fails', () => {
  it.each(pipeline().map((step, index) => [index, step.tool] as const))(
    'leaves the canvas as it was: failure in place of step %i, %s',
    async (index) => {
      const steps = pipeline();
      const { isError, data } = await server.ask('batch_pipeline', {
        pipeline: [...steps.slice(0, index), failing],
      });
      expect(isError).toBe(true);
      expect(data['error']).toMatch(new RegExp(`^Step ${index + 1}, get_frame_state: .*999:999`));
      expect(data).toMatchObject({ rolledBack: true });
      expect(data['completed']).toHaveLength(index);
      expect(await canvasState(server)).toBe(before);
    },
  );

  it('leaves the canvas as it was when the last step fails after all the others', async () => {
    const { data } = await server.ask('batch_pipeline', { pipeline: [...pipeline(), failing] });
    expect(data['completed']).toHaveLength(10);
    expect(await canvasState(server)).toBe(before);
    expect(textOf(await server.call('canvas_status'), 'brand')).toBe('ondrelle');
  });

  it('and the same pipeline without the failing step then works', async () => {
    const checkpoint = await server.call('checkpoint', { action: 'save' });
    await server.call('batch_pipeline', { pipeline: pipeline() });
    expect(await canvasState(server)).not.toBe(before);
    await server.call('checkpoint', { action: 'restore', checkpointId: textOf(checkpoint, 'checkpointId') });
  });
});

describe('a cancelled pipeline', () => {
  it('is taken back, wherever it was', async () => {
    for (const after of [1, 3, 5, 9]) {
      const abort = new AbortController();
      const call = server.ask(
        'batch_pipeline',
        { pipeline: pipeline() },
        {
          signal: abort.signal,
          onprogress: ({ progress }) => {
            if (progress >= after) abort.abort('enough');
          },
        },
      );
      await expect(call).rejects.toThrow();
      expect(await canvasState(server)).toBe(before);
    }
  });

  it('is taken back when it is cancelled before its first step', async () => {
    const abort = new AbortController();
    const call = server.ask('batch_pipeline', { pipeline: pipeline() }, { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    await expect(call).rejects.toThrow();
    expect(await canvasState(server)).toBe(before);
  });

  it('does not stop a call that waits behind it', async () => {
    const abort = new AbortController();
    const cancelled = server.ask('batch_pipeline', { pipeline: pipeline() }, { signal: abort.signal });
    const waiting = server.ask('build_ad_skeleton', { format: '728x90', name: 'Waited' });
    setTimeout(() => abort.abort(), 100);
    await expect(cancelled).rejects.toThrow();
    const { isError, data } = await waiting;
    expect(isError).toBe(false);
    await server.call('raw_figma_operation', { method: 'remove', nodeId: data['frameId'] });
    expect(await canvasState(server)).toBe(before);
  });
});

it('tells its progress step by step', async () => {
  const seen: { progress: number; total?: number | undefined; message?: string | undefined }[] = [];
  // The client drops notifications that arrive in one chunk with the answer, so the last step takes its time.
  const look = { tool: 'get_canvas_screenshot', args: { nodeId: existing, quality: 'final' } };
  const read = { tool: 'get_frame_state', args: { frameId: existing } };
  await server.ask(
    'batch_pipeline',
    { pipeline: [read, look, look, look] },
    { onprogress: (progress) => seen.push(progress) },
  );
  expect(seen.slice(0, 3).map(({ progress, total }) => [progress, total])).toEqual([
    [0, 4],
    [1, 4],
    [2, 4],
  ]);
  expect(seen[0]?.message).toContain('get_frame_state');
});
