/** What one call builds, on every layout and the usual shapes of canvas, passes every tier-1 check as it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCompositions } from '../../server/composition/compose.ts';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient();
});
afterAll(() => server.close());

const formats = ['story', 'feed_4x5', 'feed_1x1', 'landscape', '300x250', '300x600', '970x250'];
const jar = 'products/second-sleep-balm/assets/second-sleep-balm.png';
const bottle = 'products/first-light-serum/assets/first-light-serum.png';

const usual = {
  headline: 'Your skin called. It wants sleep.',
  subhead: 'Overnight balm with bakuchiol and squalane.',
  cta: 'Meet Second Sleep',
};
/** Large, and nothing between its descenders and the button. */
const oneWord = { headline: 'Finally.', cta: 'Shop now' };

/** Checks that fail, and the tool's own warning of a collision. */
async function faults(
  format: string,
  layout: string,
  imagePath: string,
  copy: Record<string, string> = usual,
): Promise<string[]> {
  const frameId = '$ad.frameId';
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format, layout, brand: 'ondrelle' } },
      {
        tool: 'set_background',
        args: { frameId, type: 'gradient', config: { stops: ['#f9e3a6', '#f3c476'] } },
      },
      {
        tool: 'apply_typography',
        args: { frameId, ...copy },
      },
      ...(layout === 'type_hero' ? [] : [{ tool: 'place_product', args: { frameId, imagePath } }]),
      { tool: 'place_product', args: { frameId, imagePath: 'brand/logo.svg', role: 'logo' } },
    ],
  });
  const { findings } = await server.call('check_ad', { frameId: textOf(steps, 0, 'frameId') });
  const failed = (findings as { level: string; check: string; message: string }[] | undefined)
    ?.filter(({ level }) => level === 'fail')
    .map(({ check, message }) => `${check}: ${message}`);
  const warned = (steps as { warnings?: string[] }[]).flatMap(({ warnings }) => warnings ?? []);
  return [...(failed ?? []), ...warned.filter((text) => /overlaps|does not fit/.test(text))];
}

describe.each(allCompositions().map(({ id }) => id))('the layout %s', (layout) => {
  it.each(formats)('holds on %s', async (format) => {
    expect(await faults(format, layout, jar)).toEqual([]);
    if (format === 'story') expect(await faults(format, layout, bottle, oneWord)).toEqual([]);
  });
});

// Without a logo above it a headline begins where its region does.
describe.each(['stacked', 'centred', 'type_hero'])('letters that stand out of the headline, %s', (layout) => {
  it.each(['story', 'feed_1x1', '300x600', '160x600'])('stay within the margins on %s', async (format) => {
    for (const headline of ['Élan, Ärlig', 'AG', 'Wake up 😴']) {
      const { steps } = await server.call('batch_pipeline', {
        pipeline: [
          { id: 'ad', tool: 'build_ad_skeleton', args: { format, layout } },
          { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline } },
          { tool: 'check_ad', args: { frameId: '$ad.frameId' } },
        ],
      });
      const { findings = [] } = (steps as { findings?: { level: string; message: string }[] }[])[2] ?? {};
      expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
    }
  });
});
