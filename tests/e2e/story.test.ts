import { existsSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serum, standardStory } from './ads.ts';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient();
});
afterAll(() => server.close());

describe('a standard story ad', () => {
  it('is one small call with one small answer and a picture every client takes', async () => {
    const args = { pipeline: standardStory };
    const { text, images, isError } = await server.ask('batch_pipeline', args);
    expect(isError, text).toBe(false);
    expect(Buffer.byteLength(JSON.stringify(args))).toBeLessThanOrEqual(1200);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1600);
    expect(images).toHaveLength(1);
    for (const { base64, bytes } of images) {
      const { width, height } = await sharp(bytes).metadata();
      expect(Math.max(width, height)).toBeLessThanOrEqual(1568);
      expect(base64.length).toBeLessThanOrEqual(700_000);
    }
  });

  it('stays within the picture budget at full size and beyond', async () => {
    const { frames } = await server.call('canvas_status');
    const nodeId = textOf(frames, 0, 'id');
    for (const args of [
      { quality: 'final' },
      { quality: 'final', scale: 4 },
      { quality: 'draft', scale: 2 },
    ]) {
      const { images } = await server.ask('get_canvas_screenshot', { nodeId, ...args });
      for (const { base64, bytes } of images) {
        const { width, height } = await sharp(bytes).metadata();
        expect(Math.max(width, height)).toBeLessThanOrEqual(1568);
        expect(base64.length).toBeLessThanOrEqual(700_000);
      }
    }
  });
});

describe('copy that looks like a reference', () => {
  it.each([
    '$9.99',
    '$five',
    '$skeleton',
    '$skeleton.frameId',
    ['$', '{skeleton.frameId}'].join(''),
    '$$',
    '\\$9',
  ])('%s arrives as typed', async (headline) => {
    const { steps } = await server.call('batch_pipeline', {
      pipeline: [
        { id: 'skeleton', tool: 'build_ad_skeleton', args: { format: 'feed', name: headline } },
        {
          id: 'five',
          tool: 'apply_typography',
          args: {
            frameId: '$skeleton.frameId',
            headline,
            subhead: headline,
            cta: headline,
            legal: headline,
          },
        },
        {
          tool: 'batch_operations',
          args: {
            operations: `CREATE_TEXT($frame, {characters:${JSON.stringify(headline)}, fontSize:20})`,
            variables: { frame: '$five.nodes.copy' },
          },
        },
      ],
    });
    const frameId = textOf(steps, 0, 'frameId');
    const { nodes } = await server.call('get_frame_state', { frameId, detail: 'full' });
    const texts = (nodes as { props: { characters?: string } }[]).flatMap(
      ({ props }) => props.characters ?? [],
    );
    expect(texts).toEqual(Array(5).fill(headline));
    expect(steps).toMatchObject([{ name: headline }, {}, {}]);
    await server.call('raw_figma_operation', { method: 'remove', nodeId: frameId });
  });
});

/** One working session that uses every tool for what it is there for. */
it('every tool does its part in a session', async () => {
  const used = new Set<string>();
  const call = (name: string, args: Record<string, unknown> = {}) => {
    used.add(name);
    return server.call(name, args);
  };
  const brief = await call('read_brand_data', { brand: 'ondrelle' });
  expect(JSON.stringify(brief)).toContain(serum);
  const { steps } = await call('batch_pipeline', {
    pipeline: [{ id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed' } }],
  });
  expect(steps).toMatchObject([{ size: [1080, 1080] }]);
  expect(await call('read_design_guide', { topic: 'formats' })).toMatchObject({ topic: 'formats' });
  expect((await call('browse_ad_library', { category: 'editorial', count: 4 }))['rows']).toBeDefined();
  await call('start_concept', { brand: 'ondrelle', angle: 'Every tool', formatCategory: 'Editorial' });
  const { frameId } = await call('build_ad_skeleton', {
    format: 'portrait',
    layout: 'split_left',
    brand: 'ondrelle',
    angle: 'Every tool',
  });
  await call('set_background', { frameId, type: 'pattern', config: { pattern: 'dots', color: '#fde' } });
  const typed = await call('apply_typography', { frameId, headline: 'Good skin.', cta: 'Try it' });
  const { nodeId } = await call('place_product', { frameId, imagePath: serum });
  expect(await call('add_effect', { nodeId, type: 'drop_shadow', config: { y: 30 } })).toMatchObject({
    effects: ['DROP_SHADOW'],
  });
  const headline = textOf(typed, 'nodes', 'headline');
  await call('batch_update', { updates: [{ nodeId: headline, props: { characters: 'Calm skin.' } }] });
  await call('batch_operations', {
    operations:
      'badge=CREATE_RECT($ad, {width:90, height:90, cornerRadius:45, fillColor:"tomato", layoutPositioning:"ABSOLUTE", x:20, y:20})',
    variables: { ad: String(frameId) },
  });
  const raw = await call('raw_figma_operation', { method: 'createStar' });
  await call('batch_operations', {
    operations: 'REPARENT($star, $ad, 0)',
    variables: { ad: String(frameId), star: textOf(raw, 'nodeId') },
  });
  const state = textOf(await call('get_frame_state', { frameId }), 'nodes');
  expect(state).toContain('"Calm skin."');
  expect(state).toMatch(/RECTANGLE .* 20,20 90×90 #ff6347/i);
  expect(state).toMatch(/STAR/);
  await call('get_canvas_screenshot', { nodeId: frameId });
  expect(await call('checkpoint', { action: 'save', frameId })).toMatchObject({ nodes: expect.any(Number) });
  expect(await call('check_ad', { frameId })).toMatchObject({ pass: expect.any(Boolean) });
  const { path } = await call('export_ad', { frameId, scale: 0.25 });
  expect(existsSync(String(path))).toBe(true);
  expect(await call('canvas_status', { fonts: 'inter' })).toMatchObject({
    canvas: 'headless',
    brand: 'ondrelle',
    fonts: expect.arrayContaining([expect.objectContaining({ family: 'Inter' })]),
  });
  expect(await call('complete_concept', { frameId, summary: 'Every tool was used.' })).toMatchObject({
    logged: expect.stringContaining('Calm skin.'),
  });
  const { tools } = await server.client.listTools();
  expect(tools.map(({ name }) => name).filter((name) => !used.has(name) && name !== 'push_to_figma')).toEqual(
    [],
  );
});
