import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { standardStory } from './ads.ts';
import { type ClientOptions, canvasState, startClient, type TestClient, temporaryFolder } from './client.ts';

let place: Required<Pick<ClientOptions, 'home' | 'workspace'>>;
beforeEach(async () => {
  const folder = await temporaryFolder('keep');
  place = { home: join(folder, 'home'), workspace: join(folder, 'work') };
});

/** Longer than the quiet time after which a change is written. */
const AUTOSAVED_MS = 1_200;

async function kill(server: TestClient, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.client.onclose = resolve;
  });
  process.kill(server.pid, signal);
  await closed;
}

const build = (server: TestClient) => server.call('batch_pipeline', { pipeline: standardStory.slice(0, -1) });

describe('the canvas survives its server', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('%s', async (signal) => {
    const first = await startClient(place);
    await build(first);
    const before = await canvasState(first);
    // SIGTERM saves at once; after SIGKILL there is what the autosave has written.
    if (signal === 'SIGKILL') await wait(AUTOSAVED_MS);
    await kill(first, signal);

    const second = await startClient(place);
    expect(await canvasState(second)).toBe(before);
    const { isError, images } = await second.ask('get_canvas_screenshot', { nodeId: '1:2' });
    expect(isError).toBe(false);
    expect(images).toHaveLength(1);
    // New ids never repeat old ones.
    const { frameId } = await second.call('build_ad_skeleton', { format: 'feed' });
    expect(before).not.toContain(`"${frameId}"`);
    await second.close();
    const left = await readdir(place.home, { recursive: true });
    expect(left.filter((name) => /\.tmp$|damaged/.test(name))).toEqual([]);
  });

  it('killed in the middle of a pipeline, without the half-made ad', async () => {
    const first = await startClient(place);
    await build(first);
    await wait(AUTOSAVED_MS);
    const before = await canvasState(first);
    let reached = () => {};
    const halfWay = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const frame = { tool: 'build_ad_skeleton', args: { format: 'feed', name: 'Half' } };
    // Seconds of work beside the event loop, so that the kill comes within the pipeline and after the time of an autosave.
    const slow = { tool: 'export_ad', args: { frameId: '1:2', format: 'JPG', maxBytes: 60_000 } };
    const running = first.ask(
      'batch_pipeline',
      {
        pipeline: [
          { tool: 'apply_typography', args: { frameId: '1:2', headline: 'Half-way' } },
          ...[frame, frame, slow, slow, slow, slow],
        ],
      },
      { onprogress: ({ progress }) => progress === 3 && reached() },
    );
    running.catch(() => {});
    await halfWay;
    await wait(AUTOSAVED_MS);
    await kill(first, 'SIGKILL');
    await expect(running).rejects.toThrow();
    const second = await startClient(place);
    expect(await canvasState(second)).toBe(before);
    await second.close();
  });
});

describe('two servers on one state folder', () => {
  it('work on one document, and find it all there after a restart', async () => {
    const [one, two] = [await startClient(place), await startClient(place)];
    await one.call('build_ad_skeleton', { format: 'feed', name: 'Of one' });
    await two.call('build_ad_skeleton', { format: 'feed', name: 'Of two' });
    await one.call('build_ad_skeleton', { format: 'feed', name: 'Of one again' });
    const state = await canvasState(two);
    for (const name of ['Of one', 'Of two', 'Of one again']) expect(state).toContain(`"${name}"`);
    expect(await canvasState(one)).toBe(state);
    await Promise.all([one.close(), two.close()]);
    const again = await startClient(place);
    expect(await canvasState(again)).toBe(state);
    await again.close();
    const files = await readdir(join(place.home, 'canvas'));
    expect(files.filter((name) => name.endsWith('.json'))).toEqual(['canvas.json']);
  });

  it('restore what either has saved, whatever the other did since', async () => {
    const [one, two] = [await startClient(place), await startClient(place)];
    const { frameId } = await one.call('build_ad_skeleton', { format: 'feed', name: 'Of one' });
    const before = await canvasState(one);
    await two.call('checkpoint', { action: 'save', label: 'good' });
    await two.call('batch_operations', {
      operations: 'CREATE_TEXT($ad, {characters: "Oh no", fontSize: 40})',
      variables: { ad: frameId },
    });
    await one.call('build_ad_skeleton', { format: 'story', name: 'Too much' });
    await two.call('checkpoint', { action: 'restore', checkpointId: 'good' });
    expect(await canvasState(one)).toBe(before);
    await Promise.all([one.close(), two.close()]);
  });

  it('share checkpoints', async () => {
    const [one, two] = [await startClient(place), await startClient(place)];
    await one.call('build_ad_skeleton', { format: 'feed' });
    await one.call('checkpoint', { action: 'save', label: 'from one' });
    const { checkpoints } = await two.call('checkpoint', { action: 'list' });
    expect(checkpoints).toMatchObject([{ label: 'from one' }]);
    await Promise.all([one.close(), two.close()]);
  });
});

it('a damaged document is set aside and said', async () => {
  const first = await startClient(place);
  await first.call('build_ad_skeleton', { format: 'feed' });
  await first.close();
  await writeFile(join(place.home, 'canvas', 'canvas.json'), '{"half": ');
  const second = await startClient(place);
  expect(await second.call('canvas_status')).toMatchObject({ frames: [] });
  await second.close();
  const files = await readdir(join(place.home, 'canvas'));
  expect(files.some((name) => name.includes('damaged'))).toBe(true);
});
