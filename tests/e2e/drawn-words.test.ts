/** A drawn interface shrinks with its ad: words nobody can read any more are told. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'] });
});
afterAll(() => server.close());

it('in check_ad and adapt_ad, with what they are and where', async () => {
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'portrait', layout: 'stacked' } },
      {
        tool: 'apply_typography',
        args: { frameId: '$ad.frameId', headline: 'Books that balance', cta: 'Try it' },
      },
    ],
  });
  const frameId = textOf(steps, 0, 'frameId');
  const drawing =
    `ui=CREATE_FRAME("${frameId}", { name: "Dashboard", layoutPositioning: "ABSOLUTE", x: 240, y: 700, width: 600, height: 500, fillColor: "#eef2f7", pluginData: { role: "product" } })\n` +
    'a=CREATE_TEXT($ui, { characters: "Turnover", x: 40, y: 40, fontSize: 44 })\n' +
    'b=CREATE_TEXT($ui, { characters: "Last quarter", x: 40, y: 140, fontSize: 26 })';
  await server.call('batch_operations', { operations: drawing });
  const told = async (id: string) => {
    const { findings = [] } = await server.call('check_ad', { frameId: id, checks: ['text.size'] });
    return (findings as { level: string; message: string }[]).map(
      ({ level, message }) => `${level} ${message}`,
    );
  };
  expect(await told(frameId)).toEqual([]);
  const { adapted } = await server.call('adapt_ad', { frameId, placements: ['300x250'] });
  const [small] = adapted as { frameId: string; warnings?: string[] }[];
  expect(small?.warnings?.join(' ')).toMatch(
    /In "Dashboard" .*texts? ha.*"Last quarter".*10 px is the least/,
  );
  expect((await told(small?.frameId ?? '')).join(' ')).toMatch(/^warn In "Dashboard"/);
});
