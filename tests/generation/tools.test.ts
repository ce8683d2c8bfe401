/** The tools, by a real client and a real server process, against a stand-in for fal. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClient, type TestClient, temporaryFolder, textOf } from '../e2e/client.ts';
import { goodKey } from './key.ts';
import { cleanUp, productFile, standIn } from './setting.ts';
import type { StandIn } from './stand-in-fal.ts';

const toolsets = { ADSMITH_TOOLSETS: 'default,images' };
let fal: StandIn;
let server: TestClient;
beforeAll(async () => {
  fal = await standIn({ side: 1024, queue: 50, work: 400 });
  server = await startClient({ env: { ...toolsets, FAL_KEY: goodKey, ADSMITH_FAL_URL: fal.url } });
  await productFile(server.workspace, 'serum.png', '#b5651d', '#f4efe6');
});
afterAll(async () => {
  await server.close();
  await cleanUp();
});

const photo = { prompt: 'On wet slate in morning light', references: ['serum.png'], ratio: '4:5' };
const skeleton = async (args: Record<string, unknown> = {}) =>
  textOf(await server.call('build_ad_skeleton', { format: 'portrait', ...args }), 'frameId');

interface Node {
  id: string;
  name: string;
  children?: Node[];
  [key: string]: unknown;
}
const stateOf = async (frameId: string) =>
  (await server.call('get_frame_state', { frameId, detail: 'full' })) as unknown as Node;

describe('from the prompt to the ad', () => {
  it('answers at once with a placeholder, and tells when the picture is there', async () => {
    const frameId = await skeleton();
    let asked: Record<string, unknown> = {};
    for (let n = 0; n < 3; n++)
      asked = await server.call('generate_product_photo', { ...photo, removeBackground: true });
    expect(asked).toMatchObject({ imagePath: `task:${asked['taskId']}`, ratio: '4:5', cost: '$0.15' });

    // A pipeline written before the picture exists.
    const imagePath = textOf(asked, 'imagePath');
    const { steps } = await server.call('batch_pipeline', {
      pipeline: [
        { tool: 'apply_typography', args: { frameId, headline: 'Finally.' } },
        { tool: 'place_product', args: { frameId, imagePath } },
      ],
    });
    const placed = (steps as Record<string, unknown>[])[1] ?? {};
    expect(placed).toMatchObject({ pending: true });
    expect(JSON.stringify(placed)).toContain('not ready');
    const nodeId = textOf(placed, 'nodeId');

    // Its frame is in the ad now, the others still wait below it.
    const frames = (await server.call('canvas_status'))['frames'] as { name: string }[];
    expect(frames.filter(({ name }) => name.startsWith('Generating'))).toHaveLength(2);

    let news: string[] = [];
    await expect
      .poll(
        async () => {
          news = [...news, ...(((await server.call('canvas_status'))['news'] as string[] | undefined) ?? [])];
          return news.length;
        },
        { timeout: 20_000, interval: 100 },
      )
      .toBe(3);
    expect(news.filter((line) => line.includes(imagePath))).toEqual([
      expect.stringMatching(
        /^Asset ready: task:\w+ \(product photo, 916×1145, \$0\.15\)\. place_product with imagePath/,
      ),
    ]);
    const again = await server.call('place_product', { frameId, imagePath });
    expect(again).toMatchObject({ nodeId, replaced: true });
    const state = JSON.stringify(await stateOf(frameId));
    expect(state).not.toContain('not ready');
    expect(state).toContain(imagePath);
  });

  it('puts no placeholder onto another, whether its picture is there or not', async () => {
    const place = { prompt: 'Linen seen from above', type: 'texture', ratio: '1:1' };
    for (let n = 0; n < 3; n++) {
      const { imagePath } = await server.call('generate_asset', place);
      if (n < 2) await server.call('wait_for_assets', { taskIds: [imagePath], seconds: 20 });
    }
    const frames = (await server.call('canvas_status'))['frames'] as { name: string; box: number[] }[];
    const boxes = frames.filter(({ name }) => /texture/.test(name)).map(({ box }) => box);
    expect(boxes).toHaveLength(3);
    for (const [x = 0, y = 0, width = 0, height = 0] of boxes) {
      const under = frames.filter(
        ({ box: [ox = 0, oy = 0, ow = 0, oh = 0] }) =>
          x < ox + ow && ox < x + width && y < oy + oh && oy < y + height,
      );
      expect(under).toHaveLength(1);
    }
  });

  it('keeps where the designer moved the placeholder to', async () => {
    const frameId = await skeleton();
    const { imagePath } = await server.call('generate_product_photo', { ...photo, removeBackground: true });
    const placed = await server.call('place_product', { frameId, imagePath });
    const nodeId = textOf(placed, 'nodeId');
    await server.call('batch_update', {
      updates: [{ nodeId, props: { x: 40, y: 60, width: 400, height: 500 } }],
    });
    await server.call('wait_for_assets', { taskIds: [imagePath], seconds: 20 });
    const { box } = await server.call('place_product', { frameId, imagePath });
    const [x = 0, y = 0, width = 0, height = 0] = box as number[];
    expect(x).toBeGreaterThanOrEqual(40);
    expect(x + width).toBeLessThanOrEqual(440);
    expect(y + height).toBe(560);
  });

  it('shows what has been waited for, and files it with the brand', async () => {
    const { taskId } = await server.call('generate_product_photo', {
      prompt: 'The serum on a linen cloth',
      references: ['products/first-light-serum/assets/first-light-serum.png'],
      brand: 'ondrelle',
      product: 'First Light Serum',
    });
    const { data, images } = await server.ask('wait_for_assets', { taskIds: [taskId], seconds: 20 });
    expect(images).toHaveLength(1);
    const [asset] = data['assets'] as Record<string, unknown>[];
    expect(asset).toMatchObject({ state: 'ready', size: [1024, 1024], likeness: { verdict: 'close' } });
    const file = join(server.home, 'brands', 'ondrelle', String(asset?.['file']));
    expect(String(asset?.['file'])).toMatch(
      /^products\/first-light-serum\/assets\/generated\/the-serum-on-a-linen-cloth-/,
    );
    expect((await sharp(file).metadata()).width).toBe(1024);
    expect(JSON.parse(await readFile(`${file}.json`, 'utf8'))).toMatchObject({
      prompt: 'The serum on a linen cloth',
      usd: 0.15,
    });
    const frames = (await server.call('canvas_status'))['frames'] as { name: string }[];
    expect(frames.some(({ name }) => name === `product photo ${String(taskId)}`)).toBe(true);

    const other = await skeleton({ brand: 'ondrelle' });
    expect(
      await server.call('place_product', { frameId: other, imagePath: `task:${String(taskId)}` }),
    ).toHaveProperty('nodeId');
  });

  it('stands behind an ad until the background is there', async () => {
    const frameId = await skeleton();
    const { imagePath } = await server.call('generate_asset', {
      type: 'background',
      prompt: 'Pale plaster wall',
      ratio: '1080x1350',
    });
    const config = { imagePath };
    expect(await server.call('set_background', { frameId, type: 'image', config })).toMatchObject({
      pending: true,
    });
    await server.call('wait_for_assets', { seconds: 20 });
    const done = await server.call('set_background', { frameId, type: 'image', config });
    expect(done).not.toHaveProperty('pending');
    expect(JSON.stringify(done)).not.toContain('not ready');
  });

  it('estimates, and says what has been spent', async () => {
    const answer = await server.call('estimate_cost', {
      photos: 4,
      model: 'claude-opus-4-6',
      turns: 12,
      screenshots: 0,
    });
    expect(answer['usd']).toBeCloseTo(0.6 + 0.55, 2);
    expect(answer).toMatchObject({ assumed: expect.arrayContaining(['prices of claude-opus-4.6']) });
    const { soFar } = answer as { soFar: { today: { spent: string } } };
    expect(soFar.today.spent).toMatch(/^\$\d/);
  });
});

describe('is refused with what to do instead:', () => {
  const refusals: [string, string, Record<string, unknown>, RegExp][] = [
    ['no reference', 'generate_product_photo', { prompt: 'A jar' }, /references/],
    [
      'an empty list of them',
      'generate_product_photo',
      { prompt: 'A jar', references: [] },
      /read_brand_data/,
    ],
    [
      'a missing one',
      'generate_product_photo',
      { ...photo, references: ['gone.png'] },
      /gone\.png: there is no such file.*references\[0\]/,
    ],
    [
      '40 of them',
      'generate_product_photo',
      { ...photo, references: Array(40).fill('serum.png') },
      /40 references.*14/,
    ],
    [
      'a ratio that is none',
      'generate_asset',
      { prompt: 'A jar', type: 'prop', ratio: 'wide' },
      /"wide" is no ratio/,
    ],
    [
      'an unknown brand',
      'generate_asset',
      { prompt: 'A jar', type: 'prop', brand: 'acme' },
      /acme.*Brands: /,
    ],
    ['an unknown task', 'wait_for_assets', { taskIds: ['nosuch00'] }, /no task "nosuch00"/],
    ['a task id that is none', 'wait_for_assets', { taskIds: ['../..'] }, /k3f9a1x2/],
  ];
  it.each(refusals)('%s', async (_name, tool, args, message) => {
    const before = fal.log.length;
    const frames = JSON.stringify((await server.call('canvas_status'))['frames']);
    const { isError, data, text } = await server.ask(tool, args);
    expect(isError, text).toBe(true);
    expect([data['error'], data['at'], data['hint']].filter(Boolean).join(' | ')).toMatch(message);
    expect(text).not.toMatch(/Internal error/);
    expect(fal.log.length).toBe(before);
    expect(JSON.stringify((await server.call('canvas_status'))['frames'])).toBe(frames);
  });

  it('a task of another brand, an unknown one, and one that failed', async () => {
    const frameId = await skeleton({ brand: 'ondrelle' });
    const place = async (imagePath: string) =>
      (await server.ask('place_product', { frameId, imagePath })).text;
    expect(await place('task:nosuch00')).toMatch(/no task \\"nosuch00\\"/);
    await server.call('generate_asset', { type: 'scene', prompt: 'Something [policy]' });
    const { data } = await server.ask('wait_for_assets', { seconds: 20 });
    const [failed] = data['assets'] as Record<string, unknown>[];
    expect(failed).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('content checker'),
      spent: 'possibly',
    });
    expect(await place(String(failed?.['imagePath']))).toMatch(
      /failed: prompt: The content could not be processed/,
    );
  });
});

describe('a server', () => {
  it('without a key says how to set one, and everything else works', async () => {
    const plain = await startClient({ env: toolsets });
    try {
      const { data, isError } = await plain.ask('generate_asset', { type: 'scene', prompt: 'A meadow' });
      expect(isError).toBe(true);
      expect(`${data['error']} ${data['hint']}`).toMatch(
        /no key for fal\.ai.*FAL_KEY.*fal\.ai\/dashboard\/keys/,
      );
      expect(await plain.call('build_ad_skeleton', { format: 'story' })).toHaveProperty('frameId');
      expect(await plain.call('estimate_cost', { photos: 2 })).toHaveProperty('usd');
      expect(existsSync(join(plain.home, 'generation'))).toBe(false);
    } finally {
      await plain.close();
    }
  });

  it('that is closed while a picture is made leaves it to the next one, which tells its client', async () => {
    const home = await temporaryFolder('generation-home');
    const workspace = await temporaryFolder('generation-work');
    const env = { ...toolsets, FAL_KEY: goodKey, ADSMITH_FAL_URL: fal.url };
    const first = await startClient({ home, workspace, env });
    const { taskId } = await first.call('generate_asset', { type: 'scene', prompt: 'A meadow [slow 1500]' });
    await expect
      .poll(() => fal.taken().some(({ input }) => String(input['prompt']).includes('meadow')))
      .toBe(true);
    await first.client.close();
    const second = await startClient({ home, workspace, env });
    try {
      const news: unknown[] = [];
      await expect
        .poll(
          async () => {
            news.push(...(((await second.call('canvas_status'))['news'] as unknown[] | undefined) ?? []));
            return news.length;
          },
          { timeout: 30_000, interval: 250 },
        )
        .toBe(1);
      expect(news[0]).toContain(`task:${String(taskId)}`);
      expect(fal.taken().filter(({ input }) => String(input['prompt']).includes('meadow'))).toHaveLength(1);
    } finally {
      await second.close();
    }
  });

  it('takes only a stand-in on this machine', async () => {
    await expect(
      startClient({ env: { ...toolsets, FAL_KEY: goodKey, ADSMITH_FAL_URL: 'http://example.com' } }),
    ).rejects.toThrow();
  });
});

it('says when a picture has another shape than the one asked for', async () => {
  const asked = { prompt: 'Wet slate', type: 'background' };
  expect(await server.call('generate_asset', { ...asked, ratio: '1080x1920' })).not.toHaveProperty(
    'adjusted',
  );
  expect(await server.call('generate_asset', { ...asked, ratio: '1:10' })).toMatchObject({
    ratio: '9:16',
    adjusted: [expect.stringContaining('1:10')],
  });
});
