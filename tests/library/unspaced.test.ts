/** Text search in scripts that put no spaces between words: any part of a phrase is found. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLibrary, importFolders } from '../../server/library/index.ts';
import { temporaryFolder } from '../e2e/client.ts';
import { picture, put } from './pictures.ts';

const copy = {
  japanese: '朝の四分で、肌が変わる。ビタミンC美容液、はじめました。',
  chinese: '早晨四分鐘，膚色更明亮',
  korean: '아침 커피가 부드럽게 깨워요',
  thai: 'กาแฟที่ปลุกคุณอย่างอ่อนโยน',
  english: 'Coffee that wakes gently',
};
let home: string;
let base: string;
beforeAll(async () => {
  base = await temporaryFolder('unspaced');
  home = join(base, 'home');
  for (const [at, [name, text]] of Object.entries(copy).entries()) {
    await put(base, `swipe/ads/${name}.jpg`, await picture(at));
    await put(base, `swipe/ads/${name}.json`, JSON.stringify({ text, tags: at === 0 ? ['朝ごはん'] : [] }));
  }
  await importFolders(home, [join(base, 'swipe')]);
});
afterAll(() => rm(base, { recursive: true, force: true }));

async function find(...texts: string[]): Promise<string[][]> {
  const library = createLibrary({ home, shipped: join(base, 'none'), folders: [] });
  try {
    const found: string[][] = [];
    for (const text of texts) {
      const { rows } = await library.browse({ text, count: 12, seed: 1 });
      found.push(rows.map(({ path }) => /(\w+)\.jpg$/.exec(path)?.[1] ?? path).sort());
    }
    return found;
  } finally {
    await library.close();
  }
}

it('is found by a part of a phrase, in copy and tags, and not by its letters in another order', async () => {
  expect(
    await find(
      '四分で',
      '美容液',
      'ビタミン',
      'ビタミンC美容液',
      'ごはん',
      '膚色更明亮',
      '四分',
      '커피',
      'กาแฟ',
      'ปลุก',
    ),
  ).toEqual([
    ['japanese'],
    ['japanese'],
    ['japanese'],
    ['japanese'],
    ['japanese'],
    ['chinese'],
    ['chinese', 'japanese'],
    ['korean'],
    ['thai'],
    ['thai'],
  ]);
  expect(await find('分四', '液容美', 'gently', 'gent')).toEqual([[], [], ['english'], []]);
});

it('is found in an index that an earlier version made', async () => {
  const index = new Database(join(home, 'library', 'library.db'));
  const write = index.prepare(
    'INSERT OR REPLACE INTO words (rowid, category, text, tags, brand) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { id, text } of index
    .prepare<[], { id: number; text: string }>('SELECT id, text FROM image')
    .all())
    write.run(id, 'ads', text, '', '');
  index.pragma('user_version = 1');
  index.close();
  // The index is brought up to date by the next who opens it for writing.
  await importFolders(home, [join(base, 'swipe')]);
  expect(await find('美容液', 'ごはん', 'wakes')).toEqual([['japanese'], ['japanese'], ['english']]);
});
