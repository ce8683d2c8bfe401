/** Letters that no font has never leave as empty boxes without a word. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient();
});
afterAll(() => server.close());

/** The last character of the private planes: no font of any system has it. */
const nowhere = '\u{10FFFD}';

it('are told when the copy is set, fail the check, and stop the export', async () => {
  const frameId = '$ad.frameId';
  const { steps } = await server.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed', layout: 'type_hero' } },
      { tool: 'set_background', args: { frameId, type: 'solid', config: { color: '#f4efe6' } } },
      { tool: 'apply_typography', args: { frameId, headline: `Fresh ${nowhere} bread` } },
    ],
  });
  expect(JSON.stringify(steps)).toMatch(/No font here has .*drawn as empty boxes/u);
  const id = textOf(steps, 0, 'frameId');
  const checked = await server.call('check_ad', { frameId: id });
  expect(checked['pass']).toBe(false);
  expect(JSON.stringify(checked['findings'])).toMatch(/font\.missing.*no font here can draw/u);
  const refused = await server.ask('export_ad', { frameId: id });
  expect(refused.isError).toBe(true);
  expect(refused.text).toMatch(/no font here can draw/);
  const headline = textOf((steps as { nodes?: unknown }[])[2]?.nodes, 'headline');
  const { adjusted } = await server.call('batch_update', {
    updates: [{ nodeId: headline, props: { characters: 'Fresh bread' } }],
  });
  expect(adjusted).toBeUndefined();
  expect(await server.call('check_ad', { frameId: id })).toMatchObject({ counts: { fail: 0 } });
});
