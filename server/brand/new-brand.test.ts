import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBrandCommand } from '../brand-setup.ts';
import { createBrandStore } from './brand-store.ts';
import { brandId, createBrand } from './new-brand.ts';

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'new-brand-')));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a new brand', () => {
  it('has the structure, and says nothing about itself', async () => {
    expect(await createBrand(' Acme  Tea ', root)).toEqual({ id: 'acme-tea', path: join(root, 'acme-tea') });
    const store = createBrandStore({ roots: [root] });
    expect(await store.files('Acme Tea')).toEqual([
      'ads/angles.md',
      'ads/concepts-log.md',
      'brand/README.md',
      'brand/overview.md',
      'brand/voice.md',
      'learnings.md',
      'products/README.md',
    ]);
    const brief = await store.brief('acme-tea');
    expect(brief).toMatchObject({ colours: [], type: [], voice: [], logos: [], products: [], recent: [] });
    expect(brief.missing?.map((line) => line.split(' ')[0])).toEqual([
      'colours',
      'type',
      'voice',
      'logo',
      'products',
    ]);
    expect(await store.memory('acme-tea')).toEqual({ log: [], angles: [] });
    await expect(createBrand('ACME tea', root)).rejects.toThrow(/there already/);
    expect(await readdir(root)).toEqual(['acme-tea']);
  });

  it.each([
    '',
    '  ',
    '..',
    '../x',
    'a/b',
    'a\\b',
    'C:x',
    '.hidden',
    'con',
    'NUL.txt',
    'brand',
    'node_modules',
    'a\0b',
    'a\nb',
    '***',
    '—',
    'x'.repeat(200),
  ])('is not called %j', async (name) => {
    await expect(createBrand(name, root)).rejects.toMatchObject({ name: 'BrandError', code: 'bad_name' });
  });

  it('never gets a folder outside, whatever its name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => {
        let id: string;
        try {
          id = brandId(name);
        } catch {
          return;
        }
        expect(join(root, id).slice(root.length + 1)).toBe(id);
        expect(id).not.toMatch(/[/\\]|^\.|\.\.|\s/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('adsmith brand new', () => {
  const run = (...args: string[]) =>
    runBrandCommand(args, { ADSMITH_HOME: join(root, 'home') }, join(root, 'work'));

  it('says where the brand is and what to write', async () => {
    expect(await run('new', 'Second', 'Cup')).toMatch(
      new RegExp(`^The brand "second-cup" is in ${root}/work/brands/second-cup\n[\\s\\S]*overview\\.md`),
    );
    expect(await run('new', 'Third', '--dir', 'mine')).toContain(`--brands ${root}/work/mine`);
  });

  it.each([
    [['list'], /"brand list" is unknown/],
    [[], /adsmith brand new <name>/],
    [['new'], /needs a name/],
    [['new', 'x', '--dir'], /--dir needs a folder/],
    [['new', '../x'], /a name is no path/],
    [['new', 'x', '--nonsense', '1'], /Flags: /],
  ])('refuses %j', async (args, said) => {
    await expect(run(...args)).rejects.toThrow(said);
  });
});
