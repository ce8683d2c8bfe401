/** Banners keep what they have room for, inside their edges, and say what they left out and why. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClient, type TestClient } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient();
});
afterAll(() => server.close());

const headline = 'Coffee that wakes gently';
const subhead = 'Slow-roasted in small batches in our own roastery';
const cta = 'Shop now';
const legal = 'Offer ends 31 May. Terms apply, see our website.';

async function banner(format: string, copy: Record<string, string>) {
  const { frameId, size } = await server.call('build_ad_skeleton', { format });
  const set = await server.call('apply_typography', { frameId, ...copy });
  const { findings = [] } = await server.call('check_ad', { frameId });
  const fails = (findings as { level: string; message: string }[]).filter(({ level }) => level === 'fail');
  const [, height = 0] = size as number[];
  const [, top = 0, , tall = 0] = set['copyBox'] as number[];
  return { ...set, fails, inside: top >= 0 && top + tall <= height } as Record<string, unknown>;
}

describe('a banner', () => {
  it.each([
    ['320x50', ['subhead', 'cta'], ['headline', 'legal']],
    ['300x50', ['subhead', 'cta', 'legal'], ['headline']],
    ['320x100', ['subhead'], ['headline', 'cta', 'legal']],
    ['728x90', undefined, ['headline', 'subhead', 'cta', 'legal']],
  ])('of %s leaves out %j', async (format, leftOut, kept) => {
    const said = await banner(format, { headline, subhead, cta, legal });
    expect(said['leftOut']).toEqual(leftOut);
    expect(Object.keys(said['fontSizes'] as object).sort()).toEqual([...kept].sort());
    expect(said).toMatchObject({ fails: [], inside: true });
    expect(said['overflows']).toBeUndefined();
    const nodes = Object.keys(said['nodes'] as object);
    expect(nodes.filter((name) => name !== 'copy' && name !== 'ctaLabel').sort()).toEqual([...kept].sort());
    for (const [at, role] of ['subhead', 'button', 'fine print'].slice(0, leftOut?.length ?? 0).entries())
      expect((said['adjusted'] as string[])[at]).toMatch(
        new RegExp(`^The ${role} was left out: ${format.replace('x', '×')} has no room`),
      );
  });

  it('with nothing more to leave out says how long the headline may be', async () => {
    const long =
      'Coffee that wakes you gently in the morning and lets you sleep soundly at night, every night, ' +
      'whatever the day was like and however many cups of it you have had since you got up this morning, ' +
      'and whoever made them for you';
    const { overflows, warnings } = await banner('320x100', { headline: long, cta });
    expect(overflows).toBe(true);
    expect((warnings as string[])[0]).toMatch(/^Long copy: .* shorten it to about \d+ characters\.$/);
  });
});

describe('a short headline', () => {
  it.each([
    ['portrait', 'centred'],
    ['portrait', 'editorial'],
    ['story', 'copy_bottom'],
    ['landscape', 'split_left'],
  ])('on %s, %s, is hardly made smaller by the space below it', async (format, layout) => {
    const { frameId } = await server.call('build_ad_skeleton', { format, layout, brand: 'ondrelle' });
    const size = async (copy: Record<string, string>) => {
      const { fontSizes } = await server.call('apply_typography', {
        frameId,
        headline: 'Sleep, finally.',
        ...copy,
      });
      return (fontSizes as { headline: number }).headline;
    };
    const alone = await size({ cta: 'Try 100 nights' });
    const full = await size({
      eyebrow: 'New',
      subhead: 'The mattress that lets go of your shoulders first.',
      cta: 'Try 100 nights',
    });
    expect(full / alone).toBeGreaterThan(0.6);
  });
});

describe('long copy', () => {
  const words = (length: number) =>
    'The quick brown fox jumps over the lazy dog and says it again '.repeat(9).slice(0, length).trim();
  it.each(['stacked', 'split_left', 'type_hero'])(
    'is called so on %s, and short copy is not',
    async (layout) => {
      const { frameId } = await server.call('build_ad_skeleton', { format: 'feed', layout });
      const said = async (length: number) =>
        JSON.stringify(
          (await server.call('apply_typography', { frameId, headline: words(length) }))['warnings'] ?? [],
        );
      expect(await said(300)).toContain('Long copy');
      expect(await said(200)).toContain('Long copy');
      expect(await said(40)).toBe('[]');
    },
  );

  it('with more copy than room is told what to leave out, the fine print last', async () => {
    const legal = 'Consumer study, 50 participants, four weeks, self-assessed. Results vary.';
    const headline =
      'The overnight balm that does the work of six serums while you do nothing at all, nothing';
    const advice = async (more: object) => {
      const ad = await server.call('build_ad_skeleton', { format: '300x250', layout: 'card' });
      const args = { frameId: ad['frameId'], headline, cta: 'Try it for 60 days', legal, ...more };
      return JSON.stringify((await server.call('apply_typography', args))['warnings']);
    };
    const subhead = 'Bakuchiol, squalane and oat lipids in one jar, for sensitive skin.';
    expect(await advice({ subhead, eyebrow: 'New' })).toContain('leave out eyebrow or subhead');
    expect(
      await advice({ headline: `${headline}, nothing, nothing at all, for a whole night long` }),
    ).toMatch(/characters, or the fine print/);
  });
});

it('a skyscraper stacks its words: large, on as many lines as it takes', async () => {
  const said = await banner('160x600', { headline: 'Your skin called. It wants sleep.', cta });
  expect(said['headlineLines']).toBe(5);
  expect((said['fontSizes'] as Record<string, number>)['headline']).toBeGreaterThanOrEqual(28);
  expect(said).toMatchObject({ fails: [], inside: true });
});

it('the rest becomes a little smaller, not fine print, when only a little room is missing', async () => {
  const { fontSizes, nodes, fails } = await banner('story', {
    headline: 'You have four minutes. We need one.',
    subhead: '12 % vitamin C. Dry in under a minute.',
    cta: 'Meet First Light',
  });
  const { headline: large = 0, subhead: small = 0 } = fontSizes as Record<string, number>;
  expect(fails).toEqual([]);
  expect(nodes).toHaveProperty('subhead');
  expect(large).toBeGreaterThan(80);
  expect(small).toBeGreaterThan(40);
});
