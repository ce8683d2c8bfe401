/** The two-pass critic, by packet and by sampling, through real clients. */
import { access } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { demoBrief } from '../../scripts/demo/brief.ts';
import { startClient, type TestClient, textOf } from './client.ts';

const started: TestClient[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((client) => client.close()));
});
const start = async (options: Parameters<typeof startClient>[0] = {}) => {
  const client = await startClient({ ...options, args: ['--toolsets', 'all'] });
  started.push(client);
  return client;
};
const build = async (server: TestClient) => {
  const steps = demoBrief()[0]?.pipeline;
  return textOf(await server.call('batch_pipeline', { pipeline: steps }), 'steps', 0, 'frameId');
};

const ok = { ok: true };
const clean1 = {
  pass: 1,
  remembered: 'an amber bottle',
  tier1: Object.fromEntries(
    ['product_accuracy', 'headline', 'spacing', 'legibility', 'safe_zones', 'image_integration'].map(
      (key) => [key, ok],
    ),
  ),
};
const clean2 = {
  pass: 2,
  tier2: Object.fromEntries(
    ['dynamic_shot', 'background', 'variety', 'brand_consistency'].map((key) => [key, ok]),
  ),
  alignment: 8,
  why: 'the line and the picture tell one thing',
};
const flawed1 = {
  ...clean1,
  tier1: { ...clean1.tier1, spacing: { ok: false, note: 'the button touches the bottle' } },
};

describe('by packet', () => {
  it('hands out two packets, the first without the brief, and scores what comes back', async () => {
    const server = await start();
    const frameId = await build(server);
    const one = await server.ask('review_concept', { frameId, brief: 'The clock is the enemy' });
    expect(one.data).toMatchObject({ round: 1, of: 3, pass: 1 });
    expect(one.images).toHaveLength(1);
    expect(String(one.data['packet'])).not.toMatch(/No time in the morning|clock is the enemy|recent/);
    await access(/The ad: (\S+)$/.exec(String(one.data['packet']))?.[1] ?? '');
    const two = await server.call('review_concept', {
      frameId,
      brief: 'The clock is the enemy',
      verdict: clean1,
    });
    expect(two).toMatchObject({ round: 1, pass: 2 });
    expect(String(two['packet'])).toMatch(/Angle: No time in the morning/);
    expect(String(two['packet'])).toContain('The clock is the enemy');
    const end = await server.call('review_concept', { frameId, verdict: clean2 });
    expect(end).toMatchObject({ outcome: 'pass', alignment: 8, remembered: 'an amber bottle' });
  });

  it('ends a round at a fault that anybody sees, and stops after three', async () => {
    const server = await start();
    const frameId = await build(server);
    for (const round of [1, 2, 3]) {
      await server.call('review_concept', { frameId });
      const end = await server.call('review_concept', { frameId, verdict: flawed1 });
      expect(end).toMatchObject({
        round,
        outcome: 'fail',
        issues: ['spacing: the button touches the bottle'],
      });
    }
    const over = await server.ask('review_concept', { frameId });
    expect(over.isError).toBe(true);
    expect(over.data['history']).toHaveLength(3);
  });

  it('says what is wrong with a verdict, and takes none that nobody asked for', async () => {
    const server = await start();
    const frameId = await build(server);
    const early = await server.ask('review_concept', { frameId, verdict: clean1 });
    expect(early.data['error']).toMatch(/No review waits/);
    await server.call('review_concept', { frameId });
    const { spacing: _, ...tier1 } = clean1.tier1;
    const short = await server.ask('review_concept', { frameId, verdict: { ...clean1, tier1 } });
    expect(short).toMatchObject({ isError: true, data: { at: 'verdict.tier1.spacing' } });
  });
});

describe('by sampling', () => {
  it("asks the client's model itself, each pass in a request of its own with one picture", async () => {
    const asked: { text: string; pictures: number }[] = [];
    const server = await start({
      model: (text, pictures) => {
        asked.push({ text, pictures });
        return `Here you are: ${JSON.stringify(text.includes('fresh eyes') ? clean1 : { ...clean2, alignment: 5 })}`;
      },
    });
    const frameId = await build(server);
    const end = await server.call('review_concept', { frameId, brief: 'The clock is the enemy' });
    expect(end).toMatchObject({ round: 1, outcome: 'fail', alignment: 5 });
    expect(asked.map(({ pictures }) => pictures)).toEqual([1, 1]);
    expect(asked[0]?.text).not.toContain('The clock is the enemy');
  });

  it('falls back to a packet when the model does not answer as asked', async () => {
    const server = await start({ model: () => 'Looks great!' });
    const frameId = await build(server);
    expect(await server.call('review_concept', { frameId })).toMatchObject({ round: 1, pass: 1 });
  });
});
