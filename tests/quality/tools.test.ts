/** check_ad and the gate of export_ad as a client sees them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardStory } from '../e2e/ads.ts';
import { startClient, type TestClient, textOf } from '../e2e/client.ts';

let server: TestClient;
let frameId: string;
let subhead: string;
beforeAll(async () => {
  server = await startClient();
  const pipeline = standardStory
    .slice(0, -1)
    .map((step) => (step.tool === 'apply_typography' ? { ...step, id: 'copy' } : step));
  const { steps } = await server.call('batch_pipeline', { pipeline });
  frameId = textOf(steps, 0, 'frameId');
  subhead = textOf(steps, 2, 'nodes', 'subhead');
}, 60_000);
afterAll(() => server.close());

const damage = (props: Record<string, unknown>) =>
  server.call('batch_update', { updates: [{ nodeId: subhead, props }] });

describe('check_ad', () => {
  it('passes an ad the tools made, in a few words', async () => {
    const answer = await server.ask('check_ad', { frameId });
    expect(answer.data).toMatchObject({ pass: true, placement: 'meta_9x16_unified' });
    expect(answer.text.length).toBeLessThan(1200);
  });

  it('tells what fails with a fix that batch_update takes as it is', async () => {
    await damage({ fontSize: 24 });
    const { data } = await server.ask('check_ad', { frameId });
    expect(data['pass']).toBe(false);
    const [finding] = data['findings'] as { check: string; node: string; fix: unknown[] }[];
    expect(finding).toMatchObject({
      check: 'text.size',
      level: 'fail',
      node: subhead,
      measured: 24,
      limit: 40,
    });
    await server.call('batch_update', { updates: finding?.fix });
    expect((await server.call('check_ad', { frameId }))['pass']).toBe(true);
  });

  it('fixes by itself, also inside a pipeline, and can show it', async () => {
    await damage({ fontSize: 24, fontColor: '#e8c070' });
    const answer = await server.ask('batch_pipeline', {
      pipeline: [{ tool: 'check_ad', args: { frameId, fix: true, picture: true } }],
    });
    expect(answer.isError, answer.text).toBe(false);
    const [step] = answer.data['steps'] as Record<string, unknown>[];
    expect(step).toMatchObject({ pass: true });
    expect(JSON.stringify(step?.['fixed'])).toMatch(/text\.size.*text\.contrast|text\.contrast.*text\.size/);
    const [image] = answer.images;
    const { format, width = 0, height = 0 } = await sharp(image?.bytes).metadata();
    expect([format, Math.max(width, height) <= 1568]).toEqual(['jpeg', true]);
  });

  it('reports metrics beside what people make', async () => {
    const { metrics } = await server.call('check_ad', { frameId, metrics: true });
    expect(metrics).toMatchObject({
      Val: { value: expect.any(Number), human: 0.9265 },
      Ali: { human: 0.0015 },
    });
    expect(Object.keys(metrics as object)).toEqual(expect.arrayContaining(['Ove', 'Uti', 'Occ', 'Rea']));
  });

  it('keeps roles it is told', async () => {
    await server.call('check_ad', { frameId, roles: { [subhead]: 'legal' } });
    const { nodes } = await server.call('get_frame_state', { frameId });
    expect(String(nodes)).toMatch(new RegExp(`${subhead} TEXT.*role=legal`));
    await server.call('check_ad', { frameId, roles: { [subhead]: 'subhead' } });
  });

  it('says which checks and roles there are when asked for others', async () => {
    expect(await server.ask('check_ad', { frameId, ignore: ['contrast'] })).toMatchObject({
      isError: true,
      data: { at: 'ignore[0]', hint: expect.stringContaining('text.contrast') },
    });
    expect(await server.ask('check_ad', { frameId, roles: { [subhead]: 'slogan' } })).toMatchObject({
      isError: true,
      data: { at: `roles.${subhead}`, hint: expect.stringContaining('headline') },
    });
    expect((await server.ask('check_ad', { frameId: '9:999' })).isError).toBe(true);
  });
});

describe('the gate of export_ad', () => {
  it('refuses while a tier-1 check fails, and says which', async () => {
    await damage({ fontSize: 24 });
    const answer = await server.ask('export_ad', { frameId, path: 'refused.png' });
    expect(answer).toMatchObject({
      isError: true,
      data: {
        error: 'The ad fails 1 of its checks.',
        failing: [{ check: 'text.size', fix: [{ nodeId: subhead }] }],
      },
    });
    await expect(readFile(join(server.workspace, 'refused.png'))).rejects.toThrow(/ENOENT/);
  });

  it('takes a reason, keeps it on the ad and in the log, and holds it for that fault alone', async () => {
    const override = 'The client wants the fine print this small.';
    const data = await server.call('export_ad', { frameId, scale: 0.1, path: 'let.png', override });
    expect(data['overridden']).toEqual([`text.size: ${override}`]);
    expect(await server.call('export_ad', { frameId, scale: 0.1, path: 'again.png' })).toMatchObject({
      overridden: [`text.size: ${override}`],
    });
    const log = await readFile(join(server.home, 'logs', 'adsmith.log'), 'utf8');
    expect(log).toContain(override);
    await damage({ fontColor: '#e8c070' });
    const answer = await server.ask('export_ad', { frameId, scale: 0.1, path: 'worse.png' });
    expect(JSON.stringify(answer.data)).toMatch(/text\.contrast/);
    expect(JSON.stringify(answer.data)).not.toMatch(/text\.size/);
  });

  it('wants a reason worth the name', async () => {
    expect((await server.ask('export_ad', { frameId, override: 'ok' })).isError).toBe(true);
  });
});
