/** Texts that belong together stand together: subhead and body, then the headline, then the button. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClient, type TestClient } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'] });
});
afterAll(() => server.close());

const copy = {
  headline: 'Rain is part of the plan',
  subhead: 'A shell that packs into its own pocket.',
  body: '20,000 mm\nTaped seams\n310 g',
  cta: 'See the shell',
};

async function rowsOf(frameId: unknown): Promise<string[]> {
  return String((await server.call('get_frame_state', { frameId }))['nodes']).split('\n');
}

/** y and height of a layer in its parent. */
function span(rows: readonly string[], name: string): { y: number; end: number } {
  const row = rows.find((each) => each.includes(`"${name}"`)) ?? '';
  const [, y = 0, height = 0] = (/ -?[\d.]+,(-?[\d.]+) [\d.]+×([\d.]+)/.exec(row) ?? []).map(Number);
  return { y, end: y + height };
}

it.each([
  ['portrait', 'stacked'],
  ['story', 'card'],
  ['landscape', 'split_left'],
])('%s, %s', async (format, layout) => {
  const { frameId } = await server.call('build_ad_skeleton', { format, layout });
  await server.call('apply_typography', { frameId, ...copy });
  const rows = await rowsOf(frameId);
  const between = span(rows, 'Body').y - span(rows, 'Subhead').end;
  const below = span(rows, 'Details').y - span(rows, 'Headline').end;
  const button = span(rows, 'CTA').y - span(rows, 'Text').end;
  expect(between).toBeGreaterThan(0);
  expect(between).toBeLessThan(below);
  expect(below).toBeLessThan(button);
});

it('spaces a headline whose size a long word sets like any other', async () => {
  const { frameId } = await server.call('build_ad_skeleton', {
    format: 'tiktok',
    layout: 'split_left',
    brand: 'ondrelle',
  });
  const { fontSizes } = await server.call('apply_typography', {
    frameId,
    headline: '20 % off everything',
    subhead: 'No code needed.',
    cta: 'Shop',
  });
  const { headline = 0, subhead = 0 } = fontSizes as Record<string, number>;
  const rows = await rowsOf(frameId);
  expect(span(rows, 'Subhead').y - span(rows, 'Headline').end).toBeGreaterThan(headline * 0.4);
  expect(subhead, 'nothing else gives way for it').toBeGreaterThan(50);
});

it('keeps what stands between subhead and body there', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'portrait' });
  const { nodes } = await server.call('apply_typography', { frameId, ...copy });
  const details = /(\S+) FRAME "Details"/.exec((await rowsOf(frameId)).join('\n'))?.[1];
  await server.call('batch_operations', {
    operations: `stars=CREATE_TEXT("${details}", { name: "Stars", characters: "★★★★★", fontSize: 40 })\nREPARENT($stars, "${details}", 1)`,
  });
  expect(nodes).not.toHaveProperty('details');
  for (const body of [copy.body, 'One pocket.']) {
    await server.call('apply_typography', { frameId, ...copy, body });
    const rows = await rowsOf(frameId);
    const order = ['"Subhead"', '"Stars"', '"Body"'].map((name) =>
      rows.findIndex((row) => row.includes(name)),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(rows.filter((row) => /"(Subhead|Stars|Body)"/.test(row))).toHaveLength(3);
  }
  const { adapted } = await server.call('adapt_ad', { frameId, placements: ['story'] });
  const [frame] = adapted as { frameId: string }[];
  const rows = await rowsOf(frame?.frameId);
  expect(rows.filter((row) => /"(Subhead|Stars|Body)"/.test(row))).toHaveLength(3);
});
