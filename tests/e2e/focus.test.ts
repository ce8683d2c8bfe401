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

it('veils a picture for the words as they stand, so that an ad that was just built passes', async () => {
  // Calm and dark, but for a bright window where the fine print comes to stand.
  const window = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1920"><rect width="1080" height="1920" fill="#2a3138"/><rect x="60" y="1470" width="440" height="60" fill="#c9c4b0"/></svg>',
  );
  await writeFile(join(server.workspace, 'window.png'), await sharp(window).png().toBuffer());
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'meta_story', layout: 'copy_bottom' } },
      {
        tool: 'set_background',
        args: { frameId: '$ad.frameId', type: 'image', config: { imagePath: 'window.png' } },
      },
      {
        tool: 'apply_typography',
        args: { frameId: '$ad.frameId', ...copy, legal: 'Registered charity 1187730' },
      },
    ],
  });
  const { findings } = await server.call('check_ad', {
    frameId: textOf(steps, 0, 'frameId'),
    checks: ['text.contrast'],
  });
  expect(findings, JSON.stringify([steps, findings])).toEqual([]);
}, 60_000);

it('lays no veil over a picture whose copy has a card', async () => {
  const grey = await sharp({ create: { width: 1080, height: 1920, channels: 3, background: '#a0a4a8' } })
    .png()
    .toBuffer();
  await writeFile(join(server.workspace, 'grey.png'), grey);
  const { frameId } = await server.call('build_ad_skeleton', { format: 'story', layout: 'card' });
  const config = { imagePath: 'grey.png' };
  const { adjusted = [] } = await server.call('set_background', { frameId, type: 'image', config });
  expect(JSON.stringify(adjusted)).not.toContain('scrim');
}, 60_000);
