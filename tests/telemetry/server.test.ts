import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtServer } from '../e2e/build-server.ts';
import { startClient, type TestClient, temporaryFolder, textOf } from '../e2e/client.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('telemetry');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (home: string, args: string[] = []): Promise<TestClient> =>
  startClient({ home: join(folder, home), workspace: join(folder, 'work'), args });

async function run(home: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    await builtServer(),
    ...args,
    '--home',
    join(folder, home),
  ]);
  return stdout;
}

async function makeAd(client: TestClient): Promise<string> {
  const { steps } = await client.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'story', layout: 'stacked' } },
      {
        tool: 'set_background',
        args: { frameId: '$ad.frameId', type: 'solid', config: { color: '#f4efe6' } },
      },
      { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline: 'Opensesame.' } },
      { tool: 'get_canvas_screenshot', args: { nodeId: '$ad.frameId' } },
    ],
  });
  return textOf(steps, 0, 'frameId');
}

describe('telemetry of a server', () => {
  it('records calls, the steps of pipelines and failures, drafts what is repeated, and reports it', async () => {
    for (let session = 0; session < 2; session += 1) {
      const client = await start('on');
      for (let number = 0; number < 3; number += 1) {
        const frameId = await makeAd(client);
        await client.call('raw_figma_operation', { method: 'resize', args: [1080, 1920], nodeId: frameId });
        await client.ask('set_background', { frameId: '99:99', type: 'solid', config: { color: '#fff' } });
      }
      await client.close();
    }
    const stats = JSON.parse(await run('on', 'stats', '--json')) as Record<string, unknown>;
    expect(stats).toMatchObject({ calls: 18, steps: 24, failed: 6, sessions: 2, clients: ['adsmith-tests'] });
    expect(stats['slowest']).toContainEqual(
      expect.objectContaining({ tool: 'apply_typography', calls: 6, steps: 6 }),
    );
    expect(stats['failing']).toContainEqual({
      tool: 'set_background',
      calls: 12,
      failed: 6,
      errors: [{ error: 'CanvasError:unknown_node', at: 'frameId', count: 6 }],
    });
    expect(stats['sizes']).toContainEqual(expect.objectContaining({ tool: 'batch_pipeline', images: 6 }));
    const last = JSON.parse(await run('on', 'stats', '--json', '--session', 'last')) as Record<
      string,
      unknown
    >;
    expect(last).toMatchObject({ calls: 9, sessions: 1 });

    const report = await run('on', 'stats');
    for (const title of ['Slowest', 'Failing', 'What the model reads', 'Sessions', 'Tools to make'])
      expect(report).toContain(title);
    expect(await run('on', 'drafts')).toContain('figma_resize');
    expect(await run('on', 'drafts', 'show', 'figma-resize')).toContain("method: 'resize'");
    expect((await readdir(join(folder, 'on', 'drafts'))).toSorted()).toEqual([
      'figma-resize.ts',
      'skeleton-background-typography-screenshot.ts',
    ]);
    for (const name of await readdir(join(folder, 'on'))) {
      if (name.startsWith('telemetry')) {
        expect(await readFile(join(folder, 'on', name), 'latin1')).not.toContain('Opensesame');
      }
    }
  });

  it('is off with one setting', async () => {
    const client = await start('off', ['--telemetry', 'off']);
    await client.call('canvas_status');
    await client.close();
    expect(existsSync(join(folder, 'off', 'telemetry.db'))).toBe(false);
    expect(await run('off', 'stats')).toContain('Nothing was recorded');
  });

  it('is written while the server runs, and what a killed server wrote stays', async () => {
    const client = await start('killed');
    await client.call('canvas_status');
    await new Promise((done) => setTimeout(done, 1_000));
    process.kill(client.pid, 'SIGKILL');
    await client.close();
    expect(JSON.parse(await run('killed', 'stats', '--json'))).toMatchObject({ calls: 1 });
  });

  it('says what is wrong with a command', async () => {
    await expect(run('on', 'stats', '--session', 'nobody')).rejects.toThrow('No session "nobody"');
    await expect(run('on', 'drafts', 'show', 'nothing')).rejects.toThrow('There are: ');
    await expect(run('on', 'stats', '--days', 'many')).rejects.toThrow('number of days');
    await expect(run('on', 'stats', 'more')).rejects.toThrow('is unknown');
  });
});
