/** What the designer reads in the activity feed while a client works: what was done, not only that something was. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoBrief } from '../../scripts/demo/brief.ts';
import { until } from '../bridge/setting.ts';
import { freePort, startClient, type TestClient, textOf } from './client.ts';

const port = freePort();
let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'], env: { ADSMITH_PORT: String(port) } });
});
afterAll(() => server?.close());

interface Line {
  tool: string;
  state: string;
  summary?: string;
}

/** The feed as the board tells it to a page that opens. */
async function feed(): Promise<Line[]> {
  const { body } = await fetch(`http://127.0.0.1:${port}/board/events`);
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString();
    const told = /^event: activity\ndata: (.*)\n\n/m.exec(text)?.[1];
    // Leaving the loop ends the connection.
    if (told !== undefined) return JSON.parse(told) as Line[];
  }
  throw new Error('the feed was never told');
}

async function saidOf(tool: string, state = 'done'): Promise<string> {
  let line: Line | undefined;
  await until(`${tool} is in the feed`, async () => {
    line = (await feed()).find((each) => each.tool === tool && each.state === state);
    return line !== undefined;
  });
  return line?.summary ?? '';
}

it('says which ad was built, what it says, and where it runs', async () => {
  await server.call('canvas_status');
  const [ad] = demoBrief();
  const built = await server.call('batch_pipeline', { pipeline: ad?.pipeline });
  expect(await saidOf('batch_pipeline')).toMatch(
    /^"You have four minutes\. We need one\.", \d+ px on 2 lines · Meta 9:16.*, stacked · .*6 steps$/,
  );
  const frameId = textOf(built, 'steps', 0, 'frameId');
  await server.call('batch_update', { updates: [{ nodeId: frameId, props: { opacity: 0.5, x: 10 } }] });
  expect(await saidOf('batch_update')).toBe('1 layer: opacity, x');
  await server.call('checkpoint', { action: 'save', label: 'before the price' });
  expect(await saidOf('checkpoint')).toBe('Saved "before the price"');
  await server.call('adapt_ad', { frameId, placements: ['feed', '300x250'] });
  expect(await saidOf('adapt_ad')).toMatch(/^Meta feed 1:1, .*300×250/);
});

it('says why a call was refused', async () => {
  await server.ask('apply_typography', { frameId: '99:99', headline: 'x' });
  expect(await saidOf('apply_typography', 'failed')).toContain('99:99');
});
