/** browse_ad_library as a client meets it: a real server, a folder of its own, the canvas. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTool } from '../../server/mcp/list.ts';
import { browseAdLibrary } from '../../tools/browse-ad-library.ts';
import { startClient, type TestClient, temporaryFolder, textOf } from '../e2e/client.ts';
import { picture, put } from './pictures.ts';

type Row = [n: number, id: number, category: string, size: string, palette: string, text: string];

let base: string;
let server: TestClient;
const sizes: [number, number][] = [
  [540, 960],
  [540, 540],
  [540, 675],
  [728, 90],
  [600, 314],
  [300, 250],
];
const folders = ['comparison', 'Testimonials', 'Data', 'Odds and ends'];
const PICTURES = 40;

beforeAll(async () => {
  base = await temporaryFolder('browse');
  for (let at = 0; at < PICTURES; at += 1) {
    const [width, height] = sizes[at % sizes.length] ?? [1, 1];
    const path = `swipe/${folders[at % folders.length]}/${at}`;
    await put(base, `${path}.jpg`, await picture(at, width, height));
    const facts = {
      text: `Xylophone ${at}: "quoted" words that go on — and on, ${'so nobody can read them all '.repeat(8)}`,
      licence: `CC BY ${at % 3}.0, from an archive with a long name that goes on`,
      tags: at % 2 === 0 ? ['even'] : ['odd'],
    };
    await put(base, `${path}.json`, JSON.stringify(facts));
  }
  server = await startClient({ env: { ADSMITH_LIBRARY: join(base, 'swipe') } });
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(base, { recursive: true, force: true });
});

/** Pictures of this test only: the starter library is there too. */
const mine = { text: 'xylophone' };
const browse = async (args: Record<string, unknown>) => {
  const answer = await server.ask('browse_ad_library', args);
  if (answer.isError) throw new Error(answer.text);
  return { ...answer, rows: (answer.data['rows'] ?? []) as Row[] };
};
const ids = (rows: Row[]) => rows.map(([, id]) => id);
const refusal = async (args: Record<string, unknown>) => {
  const { isError, text } = await server.ask('browse_ad_library', args);
  expect(isError, text).toBe(true);
  expect(text).not.toMatch(/Internal error/);
  return text;
};

describe('browse_ad_library', () => {
  it('costs little to know about', () => {
    const { description, inputSchema } = listTool(browseAdLibrary);
    expect(JSON.stringify([description, inputSchema]).length).toBeLessThanOrEqual(1_100);
  });

  it('imports by itself and shows twelve for at most 2,400 image and 400 text tokens', async () => {
    const { rows, images, text, data } = await browse({ ...mine, count: 12 });
    expect(rows.map(([n]) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(data['matches']).toBe(PICTURES);
    const [image] = images;
    expect(images).toHaveLength(1);
    const { width = 0, height = 0, format } = await sharp(image?.bytes).metadata();
    expect(format).toBe('jpeg');
    expect(Math.max(width, height)).toBeLessThanOrEqual(1568);
    expect((width * height) / 750).toBeLessThanOrEqual(2_400);
    expect(image?.base64.length).toBeLessThanOrEqual(700_000);
    expect(text.length).toBeLessThanOrEqual(1_600);
    for (const [, id, category, size, palette, words] of rows) {
      expect(id).toBeGreaterThan(0);
      expect(['comparison', 'social_proof', 'data_stats', 'Odds and ends']).toContain(category);
      expect(size).toMatch(/^\d+x\d+$/);
      expect(palette).toMatch(/^#[0-9a-f]{6}( #[0-9a-f]{6})*$/);
      expect(words).toMatch(/^Xylophone \d+/);
    }
  });

  it('answers the same for the same seed, and something else without', async () => {
    const first = await browse({ count: 8 });
    const again = await browse({ count: 8, seed: first.data['seed'] });
    expect(ids(again.rows)).toEqual(ids(first.rows));
    expect(again.images[0]?.base64).toBe(first.images[0]?.base64);
    const others = await Promise.all(
      [1, 2, 3].map(async () => ids((await browse({ count: 8 })).rows).join()),
    );
    expect(new Set([ids(first.rows).join(), ...others]).size).toBeGreaterThan(1);
  });

  it('goes through everything once, page by page, by the cursor alone', async () => {
    const seen: number[] = [];
    let page = await browse({ ...mine, count: 12 });
    for (;;) {
      seen.push(...ids(page.rows));
      const more = page.data['cursor'];
      if (typeof more !== 'string') break;
      page = await browse({ cursor: more, count: 12 });
    }
    expect(seen).toHaveLength(PICTURES);
    expect(new Set(seen).size).toBe(PICTURES);
    expect(await refusal({ cursor: 'nope' })).toMatch(/not known.*same filters and the seed/);
    const { data } = await browse({ ...mine, count: 2 });
    // Pages go on in the size they began with.
    expect((await browse({ cursor: data['cursor'] })).rows).toHaveLength(2);
    expect(await refusal({ cursor: data['cursor'], aspect: '1:1' })).toMatch(/aspect has no effect/);
  });

  it('filters by category, tag, aspect and colour', async () => {
    const all = async (args: Record<string, unknown>) =>
      (await browse({ ...mine, count: 12, seed: 4, ...args })).rows;
    expect((await all({ category: 'testimonial, data/stats' })).map((row) => row[2])).toEqual(
      expect.arrayContaining(['social_proof', 'data_stats']),
    );
    expect(new Set((await all({ category: 'odds and ends' })).map((row) => row[2]))).toEqual(
      new Set(['Odds and ends']),
    );
    expect(new Set((await all({ aspect: 'story' })).map((row) => row[3]))).toEqual(new Set(['540x960']));
    expect(new Set((await all({ aspect: '728x90' })).map((row) => row[3]))).toEqual(new Set(['728x90']));
    expect(new Set((await all({ aspect: '4:5' })).map((row) => row[3]))).toEqual(new Set(['540x675']));
    const [some] = await all({});
    const asked = some?.[4].split(' ')[0] ?? '';
    const coloured = await all({ palette: [asked], tolerance: 0.06 });
    expect(ids(coloured)).toContain(some?.[1]);
    for (const [, id] of coloured) {
      const { data } = await browse({ id });
      expect(Math.min(...(data['palette'] as string[]).map((hex) => apart(hex, asked)))).toBeLessThan(140);
    }
    expect(coloured.length).toBeLessThan(PICTURES);
  });

  it('takes words for a shape or tone as such where something looks so, else as words', async () => {
    const story = await browse({ text: 'xylophone ads, story' });
    expect(new Set(story.rows.map((row) => row[3]))).toEqual(new Set(['540x960']));
    expect(JSON.stringify(story.data['notes'])).toContain('Taken for the look: story');
    // No picture of the test is both: the words are looked for instead.
    const words = await browse({ text: 'light dark green purple xylophone', count: 1 });
    expect(JSON.stringify(words.data['notes'] ?? [])).not.toContain('Taken for the look');
    expect(words.rows).toHaveLength(1);
  });

  it('finds what is like a reference, a file and a frame on the canvas', async () => {
    const [one] = (await browse({ text: 'xylophone 7', count: 12, seed: 3 })).rows;
    const number = Number(/\d+/.exec(one?.[5] ?? '')?.[0]);
    const [width, height] = sizes[number % sizes.length] ?? [1, 1];
    const others = await browse({ similarTo: String(one?.[1]), count: 5 });
    expect(ids(others.rows)).not.toContain(one?.[1]);
    const file = join(server.workspace, 'mine.jpg');
    await writeFile(
      file,
      await sharp(await picture(number, width, height))
        .jpeg({ quality: 50 })
        .toBuffer(),
    );
    expect((await browse({ similarTo: 'mine.jpg', count: 3 })).rows[0]?.[1]).toBe(one?.[1]);
    const dimensions = { width, height };
    const frame = await server.call('build_ad_skeleton', { format: 'custom', dimensions });
    const frameId = textOf(frame, 'frameId');
    await server.call('set_background', {
      frameId,
      type: 'image',
      config: { imagePath: 'mine.jpg', scrim: 'none' },
    });
    expect((await browse({ similarTo: frameId, count: 3 })).rows[0]?.[1]).toBe(one?.[1]);
  });

  it('shows one reference large, with all that is known of it', async () => {
    const [one] = (await browse({ ...mine, aspect: 'story', count: 1 })).rows;
    const { data, images } = await browse({ id: one?.[1] });
    expect(data).toMatchObject({ id: one?.[1], size: [540, 960], licence: expect.stringMatching(/^CC BY/) });
    expect(await sharp(images[0]?.bytes).metadata()).toMatchObject({ width: 540, height: 960 });
  });

  it('leaves out a file that has gone since', async () => {
    const path = join(base, 'swipe/Data/2.jpg');
    const bytes = await sharp(path).toBuffer();
    const before = (await browse({ text: 'xylophone 2', category: 'data', count: 12 })).rows;
    await rm(path);
    const { rows } = await browse({ text: 'xylophone 2', category: 'data', count: 12 });
    expect(rows).toHaveLength(before.length - 1);
    await writeFile(path, bytes);
  });

  it('says what was wrong and what to do instead', async () => {
    expect(await refusal({ category: 'comparisonn' })).toMatch(/no category.*Formats: editorial/);
    expect(await refusal({ id: 99_999_999 })).toMatch(/no picture 99999999/);
    expect(await refusal({ similarTo: '99999999' })).toMatch(/no picture/);
    expect(await refusal({ similarTo: '/etc/passwd' })).toMatch(/outside the allowed folders/);
    expect(await refusal({ similarTo: '99:99' })).toMatch(/99:99/);
    expect(await refusal({ notUsedBy: 'nobody' })).toMatch(/no such brand.*ondrelle/);
    expect(await refusal({ aspect: 'widee' })).toMatch(/Unknown format/);
    expect(await refusal({ aspect: '0:0' })).toMatch(/Unknown format/);
    expect(await refusal({ palette: ['greenish'] })).toMatch(/not a colour/);
    expect(await refusal({ tolerance: 0.1 })).toMatch(/belongs to palette/);
    expect(await refusal({ text: '***' })).toMatch(/no word/);
    expect(await refusal({ count: 13 })).toMatch(/count/);
    const nothing = await browse({ ...mine, aspect: '728x90', category: 'ugc' });
    expect(nothing.rows).toEqual([]);
    expect(nothing.images).toEqual([]);
    expect(JSON.stringify(nothing.data['notes'])).toMatch(/Without category: \d+/);
  });

  it('takes words that are operators elsewhere for words', async () => {
    for (const text of [
      '"',
      'a OR b',
      'NEAR(xylophone)',
      'text: xylophone*',
      "'; DROP TABLE image; --",
      'xylophone)',
    ])
      await server
        .ask('browse_ad_library', { text })
        .then(({ text: answer }) => expect(answer).not.toMatch(/Internal/));
    expect((await browse({ ...mine, count: 1 })).data['matches']).toBe(PICTURES);
  });

  it('keeps its index in the home folder, and nothing in the folders it reads', async () => {
    expect(await readdir(join(server.home, 'library'))).toEqual(
      expect.arrayContaining(['library.db', 'thumbnails']),
    );
    expect((await readdir(join(base, 'swipe'))).sort()).toEqual([...folders].sort());
  });
});

/** Sum of the channels' differences. */
function apart(one: string, two: string): number {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const other = channels(two);
  return channels(one).reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0);
}
