import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardStory } from './ads.ts';
import { startClient, type TestClient, temporaryFolder, textOf } from './client.ts';

let server: TestClient;
let frameId: string;
let shared: string;
beforeAll(async () => {
  shared = await temporaryFolder('shared');
  const workspace = await temporaryFolder('work');
  const home = await temporaryFolder('home');
  server = await startClient({
    home,
    workspace,
    env: { ADSMITH_ALLOWED_ROOTS: [workspace, shared].join(':') },
  });
  const { steps } = await server.call('batch_pipeline', { pipeline: standardStory.slice(0, -1) });
  frameId = textOf(steps, 0, 'frameId');
});
afterAll(() => server.close());

describe('an export', () => {
  it('in a pipeline appears when all of it has succeeded, and not at all when something fails', async () => {
    const step = { tool: 'export_ad', args: { frameId, scale: 0.1, path: 'late/one.png' } };
    const failing = { tool: 'add_effect', args: { nodeId: '99:99', type: 'DROP_SHADOW' } };
    const { data, isError } = await server.ask('batch_pipeline', { pipeline: [step, failing] });
    expect([isError, data['rolledBack']]).toEqual([true, true]);
    expect(await readdir(join(server.workspace, 'late')).catch(() => [])).toEqual([]);
    const { steps } = await server.call('batch_pipeline', { pipeline: [step] });
    expect(textOf(steps, 0, 'path')).toBe(join(server.workspace, 'late', 'one.png'));
    expect(await readdir(join(server.workspace, 'late'))).toEqual(['one.png']);
  });

  it('as PNG has the size of its placement', async () => {
    const { path, size, bytes } = await server.call('export_ad', { frameId });
    const file = await readFile(String(path));
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 1080, height: 1920 });
    expect([size, bytes]).toEqual([[1080, 1920], file.length]);
  });

  it('as JPG is within the bytes asked for', async () => {
    const { path } = await server.call('export_ad', { frameId, format: 'JPG', maxBytes: 60_000 });
    const file = await readFile(String(path));
    expect(file.length).toBeLessThanOrEqual(60_000);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: 1080, height: 1920 });
  });

  it('as PNG gives up colours before it gives up', async () => {
    const full = await server.call('export_ad', { frameId, scale: 0.5 });
    const maxBytes = Math.round(Number(full['bytes']) * 0.9);
    const data = await server.call('export_ad', { frameId, scale: 0.5, maxBytes });
    expect(data['bytes']).toBeLessThanOrEqual(maxBytes);
    expect(JSON.stringify(data['adjusted'])).toMatch(/colours/);
  });

  it('as SVG is a picture other programs draw alike', async () => {
    const { path } = await server.call('export_ad', { frameId, format: 'SVG' });
    const png = await server.call('export_ad', { frameId, scale: 0.25, path: 'quarter.png' });
    const drawn = await sharp(String(path))
      .resize(270, 480)
      .flatten({ background: '#fff' })
      .removeAlpha()
      .raw()
      .toBuffer();
    const own = await sharp(String(png['path']))
      .flatten({ background: '#fff' })
      .removeAlpha()
      .raw()
      .toBuffer();
    const difference =
      drawn.reduce((sum, value, at) => sum + Math.abs(value - (own[at] ?? 0)), 0) / own.length;
    expect(difference).toBeLessThan(8);
  });

  it('as PDF is one page of the ad', async () => {
    const { path } = await server.call('export_ad', { frameId, format: 'PDF' });
    const file = await readFile(String(path), 'latin1');
    expect(file.slice(0, 5)).toBe('%PDF-');
    expect(file).toMatch(/\/Type\s*\/Page\b/);
    expect(file.trimEnd().slice(-5)).toBe('%%EOF');
  });

  it('goes to a folder or file in any allowed root', async () => {
    const inFolder = await server.call('export_ad', { frameId, scale: 0.1, path: 'ads/june/' });
    expect(textOf(inFolder, 'path')).toMatch(
      new RegExp(`^${server.workspace}/ads/june/Ondrelle-.*-story-1080x1920@0\\.1x\\.png$`),
    );
    const absolute = join(shared, 'new', 'ad.png');
    expect(await server.call('export_ad', { frameId, scale: 0.1, path: absolute })).toMatchObject({
      path: absolute,
    });
  });

  it('never replaces what the ad is made of, and replaces an earlier export', async () => {
    const path = join(server.workspace, 'hero.png');
    const product = await sharp({ create: { width: 200, height: 300, channels: 3, background: '#bf5b3a' } })
      .png()
      .toBuffer();
    await writeFile(path, product);
    const { frameId: ad } = await server.call('build_ad_skeleton', { format: '300x250' });
    await server.call('place_product', { frameId: ad, imagePath: 'hero.png' });
    const refused = await server.ask('export_ad', {
      frameId: ad,
      path: 'hero.png',
      override: 'a test of paths',
    });
    expect(refused).toMatchObject({ isError: true, data: { at: 'path' } });
    expect(await readFile(path)).toEqual(product);
    for (let turn = 0; turn < 2; turn++)
      await server.call('export_ad', { frameId: ad, path: 'out.png', override: 'a test of paths' });
  });

  it('says how far it is', async () => {
    const steps: string[] = [];
    const onprogress = ({ message = '' }) => steps.push(message);
    const exported = await server.ask(
      'export_ad',
      { frameId, scale: 0.1, path: 'steps.png' },
      { onprogress },
    );
    expect(exported.isError).toBe(false);
    expect(steps).toEqual(['checking', 'drawing', 'encoding']);
  });

  it('of another ad does not overwrite the first', async () => {
    const exported = async () => {
      const { frameId: ad } = await server.call('build_ad_skeleton', { format: '300x250' });
      return (await server.call('export_ad', { frameId: ad }))['path'];
    };
    expect(await exported()).not.toBe(await exported());
  });

  it('of the same ad twice has the same bytes, also from another process', async () => {
    const read = async (path: unknown) => readFile(String(path));
    const one = await read(
      (await server.call('export_ad', { frameId, scale: 0.5, path: 'one.png' }))['path'],
    );
    const other = await startClient();
    const { steps } = await other.call('batch_pipeline', { pipeline: standardStory.slice(0, -1) });
    const again = await other.call('export_ad', { frameId: textOf(steps, 0, 'frameId'), scale: 0.5 });
    expect((await read(again['path'])).equals(one)).toBe(true);
    await other.close();
  });
});
