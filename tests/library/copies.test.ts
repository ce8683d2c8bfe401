/** Copies are recognised and different ads are not confused, measured on ads the product made. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFolders, statsOfIndex } from '../../server/library/index.ts';
import { temporaryFolder } from '../e2e/client.ts';
import { changes, type MadeAd, makeAds } from './ads.ts';
import { put } from './pictures.ts';

let base: string;
let ads: MadeAd[];
beforeAll(async () => {
  base = await temporaryFolder('copies');
  ads = await makeAds();
}, 120_000);
afterAll(() => rm(base, { recursive: true, force: true }));

describe('ads of one brand and layout', () => {
  it('are not taken for one another: 30 ads in families of five, no confusion', async () => {
    for (const { name, png } of ads) await put(base, `all/ads/${name}.png`, png);
    const { copies } = await importFolders(join(base, 'home-all'), [join(base, 'all')]);
    expect(copies).toEqual([]);
    expect(await statsOfIndex(join(base, 'home-all'))).toMatchObject({ pictures: ads.length, copies: 0 });
  }, 120_000);

  it.each(Object.entries(changes))(
    'are found again among their family: %s',
    async (what, change) => {
      const folder = join(base, what.replace(/\W+/g, '-'));
      for (const { name, png } of ads) {
        await put(folder, `a/${name}.png`, png);
        await put(folder, `b/${name}-changed.png`, await change(png));
      }
      const { copies } = await importFolders(`${folder}-home`, [folder]);
      const right = copies.filter(({ path, of }) => nameOf(path) === `${nameOf(of)}-changed`);
      expect({ found: right.length, wrong: copies.length - right.length }).toEqual({
        found: ads.length,
        wrong: 0,
      });
    },
    180_000,
  );
});

const nameOf = (path: string) => path.replace(/^.*\/|\.png$/g, '');
