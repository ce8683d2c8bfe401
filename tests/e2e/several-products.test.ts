/** More than one picture in an ad: several products, and an interface drawn as one picture. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClient, type TestClient, textOf } from './client.ts';

const picture = (name: string) => `products/${name}/assets/${name}.png`;

let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'] });
}, 60_000);
afterAll(() => server.close());

const boxSchema = (value: unknown) => value as [number, number, number, number];
const apart = ([ax, , aw]: number[], [bx, , bw]: number[]) =>
  (ax ?? 0) + (aw ?? 0) <= (bx ?? 0) || (bx ?? 0) + (bw ?? 0) <= (ax ?? 0);

it('sets several products side by side on one base line, and keeps them so on another placement', async () => {
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed', brand: 'ondrelle' } },
      { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline: 'The whole shelf' } },
      ...['first-light-serum', 'second-sleep-balm', 'slow-cream'].map((name) => ({
        tool: 'place_product',
        args: { frameId: '$ad.frameId', imagePath: picture(name), shadow: 'both' },
      })),
    ],
  });
  const frameId = textOf(steps, 0, 'frameId');
  const last = (steps as Record<string, unknown>[])[4] ?? {};
  const beside = (last['beside'] as { box: unknown }[]).map(({ box }) => boxSchema(box));
  const boxes = [...beside, boxSchema(last['box'])];
  expect(boxes).toHaveLength(3);
  expect(new Set(boxes.map(([, y, , height]) => y + height)).size).toBe(1);
  expect(apart(boxes[0] ?? [], boxes[1] ?? []) && apart(boxes[1] ?? [], boxes[2] ?? [])).toBe(true);
  const check = await server.call('check_ad', { frameId });
  expect(JSON.stringify(check)).not.toContain('hides');

  const { adapted } = await server.call('adapt_ad', { frameId, placements: ['portrait'] });
  const { nodes } = await server.call('get_frame_state', { frameId: textOf(adapted, 0, 'frameId') });
  const rows = [...String(nodes).matchAll(/"Product [^"]*" (-?\d+),(-?\d+) (\d+)×(\d+)/g)].map((row) =>
    row.slice(1).map(Number),
  );
  expect(rows).toHaveLength(3);
  expect(apart(rows[0] ?? [], rows[1] ?? []) && apart(rows[1] ?? [], rows[2] ?? [])).toBe(true);
}, 60_000);

it('tells when one product hides another', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'feed', brand: 'ondrelle' });
  for (const name of ['slow-cream', 'second-sleep-balm'])
    await server.call('place_product', { frameId, imagePath: picture(name), position: { x: 300, y: 500 } });
  const { findings } = await server.call('check_ad', { frameId, checks: ['overlap'] });
  expect(findings).toEqual([
    expect.objectContaining({ level: 'warn', message: expect.stringMatching(/hides \d+ % of/) }),
  ]);
}, 60_000);

it('takes a frame with the role "product" for one picture: checked and adapted as such', async () => {
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'landscape', layout: 'split_left' } },
      {
        tool: 'apply_typography',
        args: { frameId: '$ad.frameId', headline: 'Paid 11 days sooner', subhead: 'On average.' },
      },
      {
        tool: 'batch_operations',
        args: {
          variables: { ad: '$ad.frameId' },
          operations: [
            'ui=CREATE_FRAME($ad, {name:"Invoice", role:"product", layoutPositioning:"ABSOLUTE", x:760, y:80, width:560, height:400, fillColor:"#dde5e0", cornerRadius:20, clipsContent:true})',
            'CREATE_TEXT($ui, {characters:"Invoice 2041", fontSize:20, x:24, y:24})',
            'CREATE_TEXT($ui, {characters:"£1,840.00", fontSize:64, x:24, y:60})',
          ].join('\n'),
        },
      },
    ],
  });
  const frameId = textOf(steps, 0, 'frameId');
  // Its small type and what runs off the canvas are the picture's own business.
  const { pass, findings } = await server.call('check_ad', { frameId });
  expect(pass, JSON.stringify(findings)).toBe(true);

  const { adapted } = await server.call('adapt_ad', { frameId, placements: ['feed'] });
  expect(adapted).toEqual([expect.objectContaining({ pass: true })]);
  expect(JSON.stringify(adapted)).not.toContain('leftOut');
  const { nodes } = await server.call('get_frame_state', { frameId: textOf(adapted, 0, 'frameId') });
  const [, x, y, width, height] = /"Invoice" (\d+),(\d+) (\d+)×(\d+)/.exec(String(nodes))?.map(Number) ?? [];
  expect([x, y, width, height].every((side) => (side ?? 0) > 0)).toBe(true);
  expect((x ?? 0) + (width ?? 0)).toBeLessThanOrEqual(1080);
  expect((width ?? 0) / (height ?? 1)).toBeCloseTo(1.4, 1);

  const wrong = await server.ask('batch_update', { updates: [{ nodeId: frameId, props: { role: 'hero' } }] });
  expect(wrong.isError).toBe(true);
  expect(wrong.text).toContain('Roles: headline');
}, 60_000);

it('keeps the lines of a headline that were asked for, at the cost of some size', async () => {
  for (const [format, headline] of [
    ['portrait', 'Invoice from\nthe van.'],
    ['feed', 'Get paid\n11 days\nsooner.'],
  ]) {
    const { frameId } = await server.call('build_ad_skeleton', { format, layout: 'split_left' });
    const { headlineLines } = await server.call('apply_typography', { frameId, headline });
    expect(headlineLines).toBe(headline?.split('\n').length);
  }
}, 60_000);

it('keeps the usual sizes of the other texts where the copy may grow', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'story', layout: 'full_bleed' });
  const { fontSizes } = await server.call('apply_typography', {
    frameId,
    headline: 'Tonight:\nminus nine.',
    subhead: '£22 is one warm night.',
    cta: 'Give a night',
    legal: 'Registered charity 1187730',
  });
  expect((fontSizes as { subhead: number }).subhead).toBeGreaterThan(40);
}, 60_000);

it('keeps some space below a headline of a size of its own where all of it does not fit', async () => {
  const { frameId } = await server.call('build_ad_skeleton', {
    format: 'story',
    layout: 'full_bleed',
    logo: true,
  });
  const { nodes } = await server.call('apply_typography', {
    frameId,
    headline: 'Tonight:\nminus\nnine.',
    headlineFontSize: 140,
    subhead: '£22 is one\nwarm night.',
    cta: 'Give a night',
    legal: 'Registered charity 1187730',
  });
  const outline = String((await server.call('get_frame_state', { frameId }))['nodes']);
  const top = (role: 'headline' | 'subhead') => {
    const row = new RegExp(
      `${(nodes as Record<string, string>)[role]} TEXT "[^"]*" \\d+,(\\d+) \\d+×(\\d+)`,
    ).exec(outline);
    return [Number(row?.[1]), Number(row?.[2])] as const;
  };
  const [headline, subhead] = [top('headline'), top('subhead')];
  expect(subhead[0] - headline[0] - headline[1]).toBeGreaterThan(40);
}, 60_000);

it('keeps a turned product in its part of the region when another comes beside it', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'feed', brand: 'ondrelle' });
  const imagePath = picture('slow-cream');
  const first = await server.call('place_product', { frameId, imagePath, rotation: 25 });
  const second = await server.call('place_product', { frameId, imagePath });
  const { nodes } = await server.call('get_frame_state', { frameId, detail: 'full' });
  const node = (nodes as { id: string; props: Record<string, unknown> }[]).find(
    ({ id }) => id === first['nodeId'],
  );
  if (!node) throw new Error('the first product is gone');
  const { width, height } = node.props as { width: number; height: number };
  const [[a, c, x], [b, d, y]] = node.props['relativeTransform'] as [number[], number[]];
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].map(([right = 0, down = 0]) => [
    (a ?? 0) * right + (c ?? 0) * down + (x ?? 0),
    (b ?? 0) * right + (d ?? 0) * down + (y ?? 0),
  ]);
  const [box] = (second['beside'] as { box: number[] }[]).map(({ box: place }) => place);
  const [left = 0, top = 0, wide = 0, high = 0] = box ?? [];
  for (const [at = 0, down = 0] of corners) {
    expect(at).toBeGreaterThanOrEqual(left - 2);
    expect(at).toBeLessThanOrEqual(left + wide + 2);
    expect(down).toBeGreaterThanOrEqual(top - 2);
    expect(down).toBeLessThanOrEqual(top + high + 2);
  }
}, 60_000);
