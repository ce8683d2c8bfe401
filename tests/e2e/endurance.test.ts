import { readFile } from 'node:fs/promises';
import { platform } from 'node:process';
import { expect, it } from 'vitest';
import { serum } from './ads.ts';
import { startClient, textOf } from './client.ts';

const MEGABYTE = 1024 * 1024;
const AFTER_WARM_UP = 30;

/** Resident memory of a process, in MB; Linux only. */
async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / MEGABYTE;
}

it.skipIf(platform !== 'linux')(
  '100 ads built, exported and deleted do not fill the memory',
  async () => {
    const server = await startClient();
    const memory: number[] = [];
    for (let ad = 0; ad < 100; ad++) {
      const { steps } = await server.call('batch_pipeline', {
        pipeline: [
          {
            id: 'ad',
            tool: 'build_ad_skeleton',
            args: { format: '300x250', layout: 'split_left', brand: 'ondrelle' },
          },
          {
            tool: 'set_background',
            args: {
              frameId: '$ad.frameId',
              type: 'gradient',
              config: { stops: [`hsl(${ad * 3} 60% 80%)`, '#fff'] },
            },
          },
          {
            tool: 'apply_typography',
            args: { frameId: '$ad.frameId', headline: `Ad number ${ad}.`, cta: 'Go' },
          },
          { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: serum, rotation: ad % 7 } },
          { tool: 'export_ad', args: { frameId: '$ad.frameId', path: 'ad.png' } },
        ],
      });
      await server.call('raw_figma_operation', { method: 'remove', nodeId: textOf(steps, 0, 'frameId') });
      memory.push(await residentMemory(server.pid));
    }
    const average = (from: number) =>
      memory.slice(from, from + 10).reduce((sum, value) => sum + value, 0) / 10;
    const growth = average(90) - average(AFTER_WARM_UP);
    // Without a leak it goes up and down by some tens of MB; one kept export or picture an ad would add more.
    expect(growth, `MB after each ad: ${memory.map(Math.round).join(' ')}`).toBeLessThan(60);
    expect(await server.call('canvas_status')).toMatchObject({ frames: [] });
    await server.close();
  },
  240_000,
);
