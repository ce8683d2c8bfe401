/** Bringing folders in: what is read, what is refused and why, and that nothing is lost or doubled. */
import { mkdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createLibrary,
  importFolders,
  rebuildIndex,
  removeFromIndex,
  statsOfIndex,
  tagInIndex,
} from '../../server/library/index.ts';
import { temporaryFolder } from '../e2e/client.ts';
import { picture, put } from './pictures.ts';

let base: string;
let home: string;
let swipe: string;
let empty: string;
let number = 0;
beforeAll(async () => {
  base = await temporaryFolder('library');
  empty = join(base, 'empty');
  await mkdir(empty);
});
beforeEach(async () => {
  number += 1;
  home = join(base, `home${number}`);
  swipe = join(base, `swipe${number}`);
  await mkdir(swipe);
});
afterAll(() => rm(base, { recursive: true, force: true }));

const open = () => createLibrary({ home, shipped: empty, folders: [] });
const only = async (folder = swipe, job = {}) => {
  const { folders, ...rest } = await importFolders(home, [folder], job);
  const [report] = folders;
  if (!report) throw new Error('no report');
  return { ...report, ...rest };
};
const rows = <Row>(sql: string): Row[] => {
  const database = new Database(join(home, 'library', 'library.db'), { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
};

describe('an import', () => {
  it('takes the category from the folder, facts from the sidecar, the licence from the command', async () => {
    await put(swipe, 'Before & After/one.jpg', await picture(1));
    await put(
      swipe,
      'Before & After/one.json',
      JSON.stringify({ text: ['Less noise.', 'More sleep.'], tags: 'calm, night', brand: 'Lull', extra: 1 }),
    );
    await put(
      swipe,
      'Holiday sale/deep/two.png',
      await sharp(await picture(2))
        .png()
        .toBuffer(),
    );
    await put(swipe, 'Holiday sale/deep/two.txt', 'Half price until Sunday');
    await put(swipe, 'Holiday sale/three.jpg', await picture(3));
    await put(swipe, 'Holiday sale/three.json', '{"format":"Social Proof","licence":"CC0"}');
    expect(await only(swipe, { licence: 'own archive' })).toMatchObject({ imported: 3, brokenCount: 0 });
    const library = open();
    const find = async (text: string) => (await library.browse({ text, count: 4, seed: 1 })).rows;
    expect(await find('sleep')).toMatchObject([
      {
        category: 'comparison',
        text: 'Less noise.\nMore sleep.',
        brand: 'Lull',
        tags: ['calm', 'night'],
        licence: 'own archive',
      },
    ]);
    expect(await find('half')).toMatchObject([{ category: 'Holiday sale', tags: ['deep'] }]);
    expect(await find('holiday')).toHaveLength(2);
    const proof = await library.browse({ categories: ['testimonial'], count: 4 });
    expect(proof.rows).toMatchObject([{ licence: 'CC0', category: 'social_proof' }]);
    await library.close();
  });

  it('reads a file again only if it or its sidecar changed, and marks what is gone', async () => {
    for (let at = 0; at < 5; at += 1) await put(swipe, `a/${at}.jpg`, await picture(at));
    expect(await only()).toMatchObject({ imported: 5, unchanged: 0 });
    expect(await only()).toMatchObject({ imported: 0, unchanged: 5 });
    await put(swipe, 'a/0.jpg', await picture(90));
    await put(swipe, 'a/1.txt', 'new words');
    await rm(join(swipe, 'a/2.jpg'));
    await rename(join(swipe, 'a/3.jpg'), join(swipe, 'a/renamed.jpg'));
    expect(await only()).toMatchObject({ imported: 3, unchanged: 1, gone: 2 });
    expect(await statsOfIndex(home)).toMatchObject({ pictures: 4, copies: 0, gone: 2 });
    await put(swipe, 'a/2.jpg', await picture(2));
    await utimes(join(swipe, 'a/2.jpg'), 1, 1);
    expect(await only()).toMatchObject({ imported: 1, gone: 0 });
    expect(await statsOfIndex(home)).toMatchObject({ pictures: 5, gone: 1 });
  });

  it('reports exact copies and near copies, and shows each once', async () => {
    const original = await picture(7, 800, 1000);
    await put(swipe, 'a/1-first.jpg', original);
    await put(swipe, 'b/2-same.jpg', original);
    await put(swipe, 'b/3-small.jpg', await sharp(original).resize(400).jpeg({ quality: 40 }).toBuffer());
    await put(swipe, 'b/4-other.jpg', await picture(8));
    const report = await only();
    expect(report).toMatchObject({ imported: 4, exact: 1 });
    // Which of two files with the same bytes counts as the first depends on which worker was faster.
    expect(report.copies).toEqual([
      { path: join(swipe, 'b/3-small.jpg'), of: expect.stringMatching(/(a\/1-first|b\/2-same)\.jpg$/) },
    ]);
    expect(await statsOfIndex(home)).toMatchObject({ pictures: 2, copies: 2 });
    // The copies are there for the day the first one goes.
    await rm(join(swipe, 'a/1-first.jpg'));
    expect(await only()).toMatchObject({ gone: 1 });
    expect(await statsOfIndex(home)).toMatchObject({ pictures: 2, copies: 1, gone: 1 });
  });

  it('reports hostile and broken files with a reason and reads nothing outside', async () => {
    const outside = join(base, `outside${number}`);
    await put(outside, 'secret.jpg', await picture(66));
    const jpeg = await picture(1, 900, 900);
    await put(swipe, 'a/fine.jpg', jpeg);
    await put(swipe, 'a/truncated.jpg', jpeg.subarray(0, jpeg.length >> 1));
    await put(swipe, 'a/page.jpg', '<!doctype html><title>404</title>');
    await put(swipe, 'a/empty.png', '');
    await put(swipe, 'a/huge.jpg', jpeg);
    await truncate(join(swipe, 'a/huge.jpg'), 500_000_000);
    await put(swipe, 'a/bomb.png', pngBomb());
    const entities = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`,
    ).join('');
    await put(
      swipe,
      'a/bomb.svg',
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "ha">${entities}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&e9;</text></svg>`,
    );
    const uses = Array.from(
      { length: 20 },
      (_, at) => `<g id="g${at + 1}">${`<use href="#g${at}"/>`.repeat(10)}</g>`,
    ).join('');
    await put(
      swipe,
      'a/uses.svg',
      `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><g id="g0"><rect width="9" height="9"/></g>${uses}<use href="#g20"/></svg>`,
    );
    await put(
      swipe,
      'a/reads.svg',
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90"><rect width="90" height="90" fill="#fff"/><image xlink:href="file://${outside}/secret.jpg" width="90" height="90"/></svg>`,
    );
    await put(swipe, 'a/photo.heic', 'x');
    await mkdir(join(swipe, 'a/folder.jpg'));
    await symlink(join(outside, 'secret.jpg'), join(swipe, 'a/link.jpg'));
    await symlink(outside, join(swipe, 'linked'));
    await symlink(swipe, join(swipe, 'a/loop'));
    await symlink(join(outside, 'nothing'), join(swipe, 'a/dangling.jpg'));
    await symlink(join(outside, 'secret.jpg'), join(swipe, 'a/fine.json'));
    const report = await only();
    const broken = Object.fromEntries(report.broken.map(({ path, reason }) => [path, reason]));
    expect(broken).toMatchObject({
      'a/truncated.jpg': expect.stringMatching(/cannot be decoded/),
      'a/page.jpg': expect.stringMatching(/web page/),
      'a/empty.png': expect.stringMatching(/empty file/),
      'a/huge.jpg': expect.stringMatching(/500,000,000 bytes/),
      'a/bomb.png': expect.stringMatching(/60000 x 60000/),
      'a/bomb.svg': expect.stringMatching(/entities/),
      'a/uses.svg': expect.any(String),
    });
    expect(report.imported).toBe(2);
    const passed = Object.fromEntries(report.passed.map(({ path, reason }) => [path, reason]));
    expect(passed).toMatchObject({
      'a/link.jpg': expect.stringMatching(/link out/),
      linked: expect.stringMatching(/link out/),
      'a/dangling.jpg': expect.stringMatching(/link to nothing/),
      'a/photo.heic': expect.stringMatching(/not read/),
    });
    const library = open();
    const { rows: found } = await library.browse({ count: 12 });
    expect(found.map(({ path }) => path.slice(swipe.length)).sort()).toEqual(['/a/fine.jpg', '/a/reads.svg']);
    // Nothing of the other picture shows through the SVG.
    expect(found.find(({ path }) => path.endsWith('.svg'))?.palette).toEqual(['#ffffff']);
    await library.close();
    // Known broken files are reported again, without reading them again.
    expect(await only()).toMatchObject({ imported: 0, unchanged: 2, brokenCount: 7 });
  }, 120_000);

  it('keeps a picture whose sidecar is bad, and says so', async () => {
    await put(swipe, 'a/1.jpg', await picture(1));
    await put(swipe, 'a/1.json', '{"text": "cut off');
    await put(swipe, 'a/2.jpg', await picture(2));
    await put(swipe, 'a/2.json', '{"tags": 7}');
    const report = await only();
    expect(report).toMatchObject({ imported: 2, brokenCount: 0 });
    expect(report.sidecars.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/not JSON/),
      expect.stringMatching(/tags/),
    ]);
  });

  it('stops in good order and goes on later', async () => {
    for (let at = 0; at < 40; at += 1) await put(swipe, `a/${at}.jpg`, await picture(at));
    const stop = new AbortController();
    const first = await only(swipe, {
      workers: 1,
      signal: stop.signal,
      onProgress: ({ done }: { done: number }) => done > 5 && stop.abort(),
    });
    expect(first.stopped).toBe(true);
    expect(first.imported).toBeLessThan(40);
    expect(await only()).toMatchObject({ unchanged: first.imported, imported: 40 - first.imported });
  });

  it('names the folder that is not there', async () => {
    await expect(importFolders(home, [join(swipe, 'nope')])).rejects.toThrow(/There is no folder .*nope/);
  });
});

describe('the index', () => {
  const fill = async (count: number) => {
    for (let at = 0; at < count; at += 1) await put(swipe, `press/${at}.jpg`, await picture(at));
    await only();
  };

  it('keeps ids, tags and what was used through a rebuild', async () => {
    await fill(6);
    await rm(join(swipe, 'press/0.jpg'));
    const library = open();
    const before = await library.browse({ count: 12, seed: 1 });
    const [one] = before.rows;
    if (!one) throw new Error('empty');
    await library.markUsed([one.id, '#999', 'a mood'], 'Lull', 'c1');
    await tagInIndex(home, String(one.id), ['favourite', 'licence=CC BY 4.0', 'format=narrative']);
    await put(swipe, 'press/00-new.jpg', await picture(55));
    const result = await rebuildIndex(home, []);
    expect(result.folders.find(({ folder }) => folder === swipe)).toMatchObject({ imported: 6 });
    const after = await library.browse({ count: 12, seed: 1 });
    const kept = before.rows.filter(({ path }) => !path.endsWith('/0.jpg')).map(({ id, path }) => [id, path]);
    expect(after.rows.map(({ id, path }) => [id, path])).toEqual(expect.arrayContaining(kept));
    expect((await library.look(one.id)).row).toMatchObject({
      tags: ['favourite'],
      licence: 'CC BY 4.0',
      category: 'narrative',
    });
    const unused = await library.browse({ count: 12, notUsedBy: 'lull' });
    expect(unused.rows.map(({ id }) => id)).not.toContain(one.id);
    await library.close();
  });

  it('says what to do when it is damaged, and is whole again after it', async () => {
    await fill(4);
    const file = join(home, 'library', 'library.db');
    for (const path of [`${file}-wal`, `${file}-shm`]) await rm(path, { force: true });
    await writeFile(file, Buffer.alloc(40_000, 'damaged '));
    const library = open();
    await expect(library.browse({ count: 4 })).rejects.toMatchObject({
      name: 'LibraryError',
      code: 'damaged',
      hint: expect.stringMatching(/adsmith library rebuild/),
    });
    await expect(only()).rejects.toMatchObject({ code: 'damaged' });
    await rebuildIndex(home, [swipe]);
    expect((await library.browse({ count: 12 })).rows).toHaveLength(4);
    await library.close();
  });

  it('answers while another process writes, and says so if it must write itself', async () => {
    await fill(4);
    const other = new Database(join(home, 'library', 'library.db'));
    other.exec('BEGIN IMMEDIATE');
    const library = open();
    expect((await library.browse({ count: 4 })).rows).toHaveLength(4);
    await expect(library.markUsed([1], 'lull', 'c1')).rejects.toMatchObject({
      code: 'locked',
      hint: expect.stringMatching(/rebuild/),
    });
    other.exec('ROLLBACK');
    other.close();
    await library.close();
  }, 30_000);

  it('is not read by an older program', async () => {
    await fill(1);
    const other = new Database(join(home, 'library', 'library.db'));
    other.pragma('user_version = 99');
    other.close();
    await expect(only()).rejects.toMatchObject({ code: 'newer', hint: expect.stringMatching(/Update/) });
  });

  it('forgets a folder and leaves its files alone', async () => {
    await fill(3);
    const second = join(base, `second${number}`);
    await put(second, 'ugc/1.jpg', await picture(40));
    await put(second, 'ugc/2.jpg', await picture(1));
    await importFolders(home, [second]);
    expect(await statsOfIndex(home)).toMatchObject({ pictures: 4, copies: 1 });
    const library = open();
    await library.browse({ count: 12 });
    expect(await removeFromIndex(home, swipe)).toBe(3);
    expect((await library.browse({ count: 12 })).rows.map(({ path }) => path).sort()).toEqual(
      [join(second, 'ugc/1.jpg'), join(second, 'ugc/2.jpg')].sort(),
    );
    expect(rows("SELECT * FROM words WHERE words MATCH 'press'")).toEqual([]);
    await expect(removeFromIndex(home, swipe)).rejects.toThrow(/not one of the library's folders/);
    await library.close();
  });
});

/** A PNG whose header promises 60,000 x 60,000 px. */
function pngBomb(): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  const crc = (bytes: Buffer) =>
    (bytes.reduce((sum, byte) => (sum >>> 8) ^ (crcTable[(sum ^ byte) & 255] ?? 0), 0xffffffff) ^ -1) >>> 0;
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(60_000, 0);
  header.writeUInt32BE(60_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
