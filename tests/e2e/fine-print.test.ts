/** Fine print stands at the foot of the ad, whatever the layout and the order of the steps. */
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPlacement } from '../../server/placement/placements.ts';
import { startClient, type TestClient, textOf } from './client.ts';

const legal = 'Consumer study, 50 participants, four weeks, self-assessed. Results vary.';
const copy = { headline: 'Sleep on it', subhead: 'Bakuchiol, squalane, oat lipids.', cta: 'Shop now' };
const product = 'products/second-sleep-balm/assets/second-sleep-balm.png';

let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'] });
});
afterAll(() => server.close());

interface Seen {
  findings: { check: string; level: string; message: string }[];
  box(role: string): { x: number; y: number; width: number; height: number } | undefined;
}

/** What stands where in the frame. */
async function seen(frameId: string): Promise<Seen> {
  const { nodes } = await server.call('get_frame_state', { frameId });
  const rows = String(nodes)
    .split('\n')
    .map((row) => ({ depth: row.search(/\S/) / 2, row }));
  const { findings = [] } = await server.call('check_ad', { frameId });
  return {
    findings: findings as Seen['findings'],
    box(role) {
      const at = rows.findIndex(({ row }) => new RegExp(`role=${role}( |$)`).test(row));
      if (at < 0) return undefined;
      let [x, y, width, height] = [0, 0, 0, 0];
      // Boxes are in px of the parent: those around it are added up.
      for (let level = rows[at]?.depth ?? 0, index = at; index >= 0 && level > 0; index--) {
        if (rows[index]?.depth !== level) continue;
        const [, left = 0, top = 0, wide = 0, high = 0] = (
          / (-?[\d.]+),(-?[\d.]+) ([\d.]+)×([\d.]+)/.exec(rows[index]?.row ?? '') ?? []
        ).map(Number);
        if (index === at) [width, height] = [wide, high];
        [x, y, level] = [x + left, y + top, level - 1];
      }
      return { x, y, width, height };
    },
  };
}

async function build(format: string, layout: string, more: object = {}): Promise<string> {
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format, layout, brand: 'ondrelle' } },
      { tool: 'apply_typography', args: { frameId: '$ad.frameId', ...copy, legal, ...more } },
      { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: product } },
      { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: 'brand/logo.svg', role: 'logo' } },
    ],
  });
  return textOf(steps, 0, 'frameId');
}

/** Below everything else, inside the placement's own zones, and read. */
async function expectAtFoot(frameId: string, format: string): Promise<void> {
  const { box, findings } = await seen(frameId);
  const { safeZones, height, margin } = findPlacement(format);
  const print = box('legal') ?? { x: 0, y: 0, width: 0, height: 0 };
  const end = print.y + print.height;
  expect(end).toBeLessThanOrEqual(height - safeZones.bottom);
  expect(end).toBeGreaterThan(height - safeZones.bottom - margin - 4);
  const button = box('cta') ?? print;
  const gap = print.y - button.y - button.height;
  expect(gap, 'away from the button').toBeGreaterThan(
    Math.sqrt(height * findPlacement(format).width) * 0.035,
  );
  const picture = box('product') ?? print;
  const apart =
    picture.y + picture.height < print.y ||
    picture.x > print.x + print.width ||
    picture.x + picture.width < print.x;
  expect(apart, 'clear of the product').toBe(true);
  expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
}

describe.each(['stacked', 'centred', 'split_left', 'copy_bottom', 'card', 'oversized', 'editorial'])(
  'on %s',
  (layout) => {
    it.each(['story', 'meta_story', 'portrait', 'landscape', '300x250'])('%s', async (format) => {
      await expectAtFoot(await build(format, layout), format);
    });
  },
);

it('moves a product and a logo up that were there before it', async () => {
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      {
        id: 'ad',
        tool: 'build_ad_skeleton',
        args: { format: 'portrait', layout: 'stacked', brand: 'ondrelle' },
      },
      { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: product } },
      {
        tool: 'apply_typography',
        args: { frameId: '$ad.frameId', ...copy, legal: `${legal} ${legal} ${legal}` },
      },
    ],
  });
  await expectAtFoot(textOf(steps, 0, 'frameId'), 'portrait');
});

it('goes when the copy is set anew without it, and leaves its room', async () => {
  const frameId = await build('portrait', 'copy_bottom');
  const before = (await seen(frameId)).box('cta');
  await server.call('apply_typography', { frameId, ...copy });
  const after = await seen(frameId);
  expect(after.box('legal')).toBeUndefined();
  expect(after.box('cta')?.y ?? 0).toBeGreaterThan((before?.y ?? 0) + 30);
});

it('with many lines stands beside the product on a story too', async () => {
  await expectAtFoot(await build('story', 'stacked', { legal: `${legal} ${legal} ${legal}` }), 'story');
});

it('does not repeat what is emphasised in the copy', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'portrait' });
  await server.call('apply_typography', {
    frameId,
    headline: '3.10 % a year',
    legal: '3.10 % p.a., variable.',
    highlights: [{ text: '3.10 %', color: '#c0392b' }],
  });
  const { nodes } = await server.call('get_frame_state', { frameId, detail: 'full' });
  const runs = (nodes as { props: Record<string, unknown> }[])
    .filter(({ props }) => props['name'] === 'Legal' || props['name'] === 'Headline')
    .map(({ props }) => [props['name'], (props['runs'] as unknown[]).length]);
  expect(Object.fromEntries(runs)).toEqual({ Headline: 2, Legal: 1 });
});

it('leaves a banner whose headline it would crush', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: '728x90' });
  const said = await server.call('apply_typography', { frameId, ...copy, legal: `${legal} `.repeat(5) });
  expect(said['leftOut']).toContain('legal');
  expect((said['fontSizes'] as Record<string, number>)['headline']).toBeGreaterThan(22);
});

it('is told to have been left out where it would leave no room for the ad', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: '300x250' });
  const said = await server.call('apply_typography', { frameId, ...copy, legal: `${legal} `.repeat(14) });
  expect(said['leftOut']).toEqual(['legal']);
  expect(JSON.stringify(said['adjusted'])).toContain('The fine print was left out: 300×250');
  expect((await seen(textOf({ frameId }, 'frameId'))).box('legal')).toBeUndefined();
});

it('survives an adaptation both ways, and its update', async () => {
  const frameId = await build('story', 'stacked');
  const { adapted } = await server.call('adapt_ad', {
    frameId,
    placements: ['portrait', 'landscape', '300x250'],
  });
  const frames = adapted as { frameId: string; placement: string }[];
  for (const each of frames) await expectAtFoot(each.frameId, each.placement);
  const { adapted: back } = await server.call('adapt_ad', {
    frameId: frames[1]?.frameId,
    placements: ['story'],
    layout: 'stacked',
  });
  await expectAtFoot(textOf(back, 0, 'frameId'), 'story');
  await server.call('apply_typography', { frameId, ...copy, legal: 'Terms apply.' });
  const { adapted: anew } = await server.call('adapt_ad', { frameId, update: true });
  for (const each of anew as typeof frames) await expectAtFoot(each.frameId, each.placement);
}, 60_000);

it('keeps its place in a template, with longer words too', async () => {
  const frameId = await build('portrait', 'split_left');
  const saved = await server.call('save_template', { frameId, formatCategory: 'Comparison' });
  const { frameId: made } = await server.call('apply_template', {
    templateId: textOf(saved, 'templateId'),
    brand: 'ondrelle',
    content: { ...copy, legal: `${legal} ${legal}`, product: { imagePath: product } },
  });
  await expectAtFoot(String(made), 'portrait');
});

it('tells when words set by hand run off the ad', async () => {
  const frameId = await build('portrait', 'stacked');
  const { nodes } = await server.call('get_frame_state', { frameId });
  const nodeId = /(\S+) TEXT "Legal"/.exec(String(nodes))?.[1];
  const said = await server.call('batch_update', {
    updates: [{ nodeId, props: { characters: legal.repeat(4) } }],
  });
  expect(JSON.stringify(said['warnings'])).toContain('runs off the ad');
});

it('is read on a picture: a veil lies at the foot where no colour would do', async () => {
  const imagePath = join(server.workspace, 'checks.png');
  const tile = await sharp({ create: { width: 120, height: 120, channels: 3, background: '#505050' } })
    .composite([
      { input: { create: { width: 60, height: 120, channels: 3, background: '#eee' } }, left: 0, top: 0 },
    ])
    .png()
    .toBuffer();
  await sharp({ create: { width: 1080, height: 1350, channels: 3, background: '#505050' } })
    .composite([{ input: tile, tile: true }])
    .png()
    .toFile(imagePath);
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'portrait', layout: 'card' } },
      { tool: 'set_background', args: { frameId: '$ad.frameId', type: 'image', config: { imagePath } } },
      { tool: 'apply_typography', args: { frameId: '$ad.frameId', ...copy, legal } },
    ],
  });
  expect(JSON.stringify(steps)).toContain('at the foot, for the fine print');
  const { findings } = await seen(textOf(steps, 0, 'frameId'));
  expect(findings.filter(({ check, level }) => check === 'text.contrast' && level === 'fail')).toEqual([]);
});
