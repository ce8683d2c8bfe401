import { mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrandStore } from './brand-store.ts';
import { maxBriefBytes } from './shorten.ts';

let base: string;
let root: string;

async function put(path: string, content: string | Buffer): Promise<void> {
  const file = join(root, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, content);
}

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'brands-')));
  root = join(base, 'brands');
  await put(
    'tidal/brand/overview.md',
    '# Tidal\n## Colours\n- Sea #0a4d68: background\n## Typography\n- Headlines: Anton\n',
  );
  await put('tidal/brand/voice.md', '# Voice\nCalm.\n');
  await put('tidal/products/mug/spec.md', '# Mug\n- Price: £18\n## Claims allowed\n- Dishwasher safe\n');
  const png = await sharp({ create: { width: 30, height: 40, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  await put('tidal/products/mug/assets/mug.png', png);
  await put('bare/brand/notes.md', 'Nothing here yet.');
  await put('not-a-brand/readme.md', 'x');
  await put('tidal/brand/huge.md', 'x'.repeat(100_001));
  await writeFile(join(base, 'secret.txt'), 'secret');
  await symlink(join(base, 'secret.txt'), join(root, 'tidal', 'brand', 'link.md'));
  await mkdir(join(base, 'elsewhere', 'brand'), { recursive: true });
  await symlink(join(base, 'elsewhere'), join(root, 'elsewhere'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

describe('the brand store', () => {
  it('lists folders that are brands, and no links to places outside', async () => {
    expect(await createBrandStore({ roots: [root, join(base, 'missing')] }).list()).toEqual([
      { id: 'bare', folder: join(root, 'bare'), products: [] },
      { id: 'tidal', folder: join(root, 'tidal'), products: ['mug'] },
    ]);
  });

  it('knows a brand by its name without accents', async () => {
    const store = createBrandStore({ roots: [join(base, 'accents')] });
    for (const name of ['maison-aur\u00e9lie', 'sans-\u00e9t\u00e9'])
      await mkdir(join(base, 'accents', name, 'brand'), { recursive: true });
    expect((await store.resolve('Maison Aurelie')).id).toBe('maison-aur\u00e9lie');
    expect((await store.resolve('Maison Aure\u0301lie')).id).toBe('maison-aur\u00e9lie');
    await expect(store.resolve('Maison')).rejects.toMatchObject({ code: 'unknown_brand' });
  });

  it('reads files inside the brand', async () => {
    expect(await createBrandStore({ roots: [root] }).read('Tidal', 'brand/voice.md')).toContain('Calm.');
  });

  it.each(['../not-a-brand/readme.md', 'brand/../../../secret.txt', 'brand/link.md', '/etc/hostname'])(
    'refuses %s',
    async (path) => {
      await expect(createBrandStore({ roots: [root] }).read('tidal', path)).rejects.toMatchObject({
        name: 'BrandError',
        code: 'not_allowed',
      });
    },
  );

  it('names the files there are when one is missing', async () => {
    await expect(createBrandStore({ roots: [root] }).read('tidal', 'brand/colors.md')).rejects.toThrow(
      /tidal\/brand\/colors\.md: there is no such file\. Files of tidal: .*brand\/overview\.md/,
    );
  });

  it('names the brands and products there are', async () => {
    const store = createBrandStore({ roots: [root] });
    await expect(store.brief('acme')).rejects.toThrow('Brands: bare, tidal');
    await expect(store.brief('tidal', 'cup')).rejects.toThrow('Products of tidal: mug');
    await expect(createBrandStore({ roots: [] }).brief('x')).rejects.toThrow(/A brand is a folder with/);
  });

  it('refuses files that are too large or not text', async () => {
    const store = createBrandStore({ roots: [root] });
    await expect(store.read('tidal', 'brand/huge.md')).rejects.toMatchObject({ code: 'too_large' });
    await expect(store.read('tidal', 'products/mug/assets/mug.png')).rejects.toMatchObject({
      code: 'not_text',
    });
  });

  it('briefs with what the files say', async () => {
    expect(await createBrandStore({ roots: [root] }).brief('tidal', 'Mug')).toEqual({
      brand: 'tidal',
      folder: join(root, 'tidal'),
      colours: ['Sea #0a4d68: background'],
      type: ['Headlines: Anton'],
      voice: ['Calm.'],
      logos: [],
      products: [
        {
          id: 'mug',
          price: '£18',
          claims: ['Dishwasher safe'],
          images: ['products/mug/assets/mug.png 30x40'],
        },
      ],
      recent: [],
      formats: { avoid: [], unused: expect.arrayContaining(['Editorial', 'Provocation']) },
      missing: [
        'brand/huge.md (the file has 100,001 bytes, the limit is 100,000)',
        'logo (brand/logo.svg)',
        'ads/concepts-log.md',
      ],
    });
  });

  it('reports everything that is absent, and makes nothing up', async () => {
    const brief = await createBrandStore({ roots: [root] }).brief('bare');
    expect(brief).toMatchObject({ colours: [], type: [], voice: [], logos: [], products: [] });
    expect(brief.missing?.map((line) => line.split(' ')[0])).toEqual([
      'colours',
      'type',
      'voice',
      'logo',
      'ads/concepts-log.md',
      'products',
    ]);
  });

  it('stays small however much the files say, and says that it was shortened', async () => {
    const many = (count: number, line: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => line(index)).join('\n');
    const hex = (index: number) => `#${(0x102030 + index * 4321).toString(16)}`;
    await put(
      'wordy/brand/overview.md',
      `## Colours\n${many(40, (i) => `- Colour number ${i} ${hex(i)}: used for many things, and more`)}\n## Type\n${many(9, (i) => `- Body text level ${i}: Inter 400, 500`)}`,
    );
    await put(
      'wordy/brand/voice.md',
      `${'A long sentence about tone. '.repeat(50)}\n## Do\n${many(30, (i) => `- do thing ${i} with care`)}`,
    );
    for (let index = 0; index < 12; index++) {
      await put(
        `wordy/products/product-number-${index}/spec.md`,
        `# P\n- Price: €1${index}\n## Claims allowed\n${many(20, (i) => `- claim ${i} ${'word '.repeat(20)}`)}\n## Claims not allowed\n${many(20, (i) => `- never ${i} ${'word '.repeat(20)}`)}`,
      );
    }
    const store = createBrandStore({ roots: [root] });
    const short = await store.brief('wordy');
    expect(Buffer.byteLength(JSON.stringify(short))).toBeLessThanOrEqual(maxBriefBytes.brand);
    expect(short.shortened).toBe(true);
    expect(short.colours.length).toBeGreaterThanOrEqual(6);
    const full = await store.brief('wordy', 'product-number-3');
    expect(Buffer.byteLength(JSON.stringify(full))).toBeLessThanOrEqual(maxBriefBytes.product);
    expect(full.products[0]).toMatchObject({ id: 'product-number-3', price: '€13' });
    expect(full.products[0]?.never?.length).toBeGreaterThanOrEqual(4);
  });
});

describe('the sample brand', () => {
  const roots = [join(import.meta.dirname, '..', '..', 'brands')];

  it.each(['first-light-serum', 'slow-cream', 'second-sleep-balm'])(
    'has all that a brief of %s needs',
    async (product) => {
      const brief = await createBrandStore({ roots }).brief('ondrelle', product);
      expect(brief.missing).toBeUndefined();
      expect(brief.colours[0]).toMatch(/^Pine #1f3b33/);
      expect(brief.type).toHaveLength(3);
      expect(brief.products[0]?.price).toMatch(/^€\d+/);
      expect(brief.products[0]?.never).toHaveLength(3);
      expect(brief.formats.avoid).toEqual(['Provocation', 'Feature Callouts', 'Borrowed Interface']);
    },
  );

  it('has cut-outs that are transparent around the product and small on disk', async () => {
    const store = createBrandStore({ roots });
    const [brand] = await store.list();
    const pictures = (await store.files('ondrelle')).filter(
      (file) => file.endsWith('.png') && file.startsWith('products/'),
    );
    expect(pictures.length).toBeGreaterThanOrEqual(5);
    for (const picture of pictures) {
      const path = join(brand?.folder ?? '', picture);
      expect((await stat(path)).size).toBeLessThanOrEqual(400_000);
      const { channels } = await sharp(path).stats();
      expect([channels[3]?.min, channels[3]?.max]).toEqual([0, 255]);
    }
  });
});
