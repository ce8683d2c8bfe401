/** A photograph whose subject must be seen, and the copy that goes over it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'] });
  const photo = await sharp({ create: { width: 2400, height: 1600, channels: 3, background: '#26323f' } })
    .jpeg()
    .toBuffer();
  await writeFile(join(server.workspace, 'photo.jpg'), photo);
}, 60_000);
afterAll(() => server.close());

const copy = { headline: 'Tonight it will be minus nine.', subhead: 'A night costs £22.', cta: 'Give' };

it('is told when the copy of an adapted ad lies over its focus, and not where it does not', async () => {
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'landscape', layout: 'full_bleed' } },
      {
        tool: 'set_background',
        args: {
          frameId: '$ad.frameId',
          type: 'image',
          config: { imagePath: 'photo.jpg', focus: [0.8, 0.5] },
        },
      },
      { tool: 'apply_typography', args: { frameId: '$ad.frameId', ...copy } },
    ],
  });
  expect(JSON.stringify(steps)).not.toContain('focus of the picture');
  const frameId = textOf(steps, 0, 'frameId');
  const { adapted } = await server.call('adapt_ad', { frameId, placements: ['story'] });
  expect(JSON.stringify(adapted)).toContain('The copy lies over the focus of the picture');
}, 60_000);
