import { readdirSync, statSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  newFolder,
  newService,
  page,
  readme,
  tarBytes,
  tarOf,
  writeTarGz,
  type ZipEntry,
  zipBytes,
} from './archives.ts';

const good = { 'README.md': readme({}), 'project/index.html': page('<main><p>x</p></main>') };

/** Everything below a folder, so that a file written where none should be is seen. */
const tree = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Parses bytes as an archive and says how it was refused; nothing may be left behind anywhere. */
async function refusal(bytes: Buffer, name = 'evil.tar.gz', limits = {}) {
  const outside = newFolder('outside');
  const folder = join(outside, 'in', 'side');
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  await writeFile(file, bytes);
  const { service, folder: store } = newService([folder], limits);
  const before = tree(outside);
  const error = await service.parse(file).then(
    () => undefined,
    (reason: unknown) => reason as Error & { code: string; hint: string },
  );
  expect(tree(outside), 'nothing is written outside').toEqual(before);
  if (error) expect(tree(store), 'nothing of a refused archive is kept').toEqual([]);
  return error;
}

const gz = async (entries: Parameters<typeof tarBytes>[0]) => gzipSync(await tarBytes(entries));
const file = (name: string, content: string | Buffer = 'x') => ({ header: { name }, content });

describe('tar archives', () => {
  it.each(['../evil.txt', 'a/../../evil.txt', '/etc/evil', 'C:/evil', 'a\\..\\..\\evil', '..\\evil'])(
    'refuses the name %j',
    async (name) => {
      const error = await refusal(await gz([file('README.md', good['README.md']), file(name)]));
      expect(error).toMatchObject({ name: 'BundleError', code: 'unsafe_archive' });
      expect(error?.message).toContain('refused');
    },
  );

  it.each([
    ['symlink', { name: 'project/x', type: 'symlink' as const, linkname: '/etc/passwd' }],
    ['link', { name: 'project/x', type: 'link' as const, linkname: 'README.md' }],
    ['character-device', { name: 'project/x', type: 'character-device' as const }],
    ['block-device', { name: 'project/x', type: 'block-device' as const }],
    ['fifo', { name: 'project/x', type: 'fifo' as const }],
  ])('refuses a %s', async (kind, header) => {
    const error = await refusal(await gz([file('README.md'), { header }]));
    expect(error).toMatchObject({ code: 'unsafe_archive' });
    expect(error?.message).toContain(kind);
  });

  it('refuses control characters in a name', async () => {
    expect(await refusal(await gz([file('project/a\u001b[2Jb.html')]))).toMatchObject({
      code: 'unsafe_archive',
    });
  });

  it('a NUL ends a name in the header, and one in a long name is refused', async () => {
    const long = `project/${'n'.repeat(120)}\0${'x'.repeat(20)}.html`;
    const error = await refusal(await gz([{ header: { name: 'x', pax: { path: long } }, content: 'x' }]));
    expect(error).toMatchObject({ code: 'unsafe_archive' });
  });

  it('refuses two entries of one name', async () => {
    expect(await refusal(await gz([file('project/a.html', '1'), file('project/a.html', '2')]))).toMatchObject(
      {
        code: 'unsafe_archive',
      },
    );
  });

  it('refuses a bomb by its ratio', async () => {
    const error = await refusal(await gz([file('project/bomb.html', Buffer.alloc(40 * 1024 * 1024))]));
    expect(error).toMatchObject({ code: 'too_large' });
    expect(error?.message).toMatch(/150 to 1/);
  });

  it('refuses a file, a whole and an archive beyond the limits', async () => {
    const noise = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 251));
    expect(
      await refusal(await gz([file('project/a.bin', noise)]), 'a.tgz', { fileBytes: 50_000 }),
    ).toMatchObject({ code: 'too_large' });
    expect(
      await refusal(await gz([file('project/a.bin', noise), file('project/b.bin', noise)]), 'a.tgz', {
        totalBytes: 100_000,
      }),
    ).toMatchObject({ code: 'too_large' });
    expect(
      await refusal(await gz([file('project/a.bin', noise)]), 'a.tgz', { archiveBytes: 100 }),
    ).toMatchObject({ code: 'too_large' });
  });

  it('refuses 100,000 entries', async () => {
    const header = await tarBytes([file('project/a', '')]);
    const block = header.subarray(0, 512);
    const many = Buffer.concat([...Array.from({ length: 100_000 }, () => block), Buffer.alloc(1024)]);
    const error = await refusal(gzipSync(many));
    expect(error?.message).toMatch(/entries|two entries/);
  });

  it('refuses a header that claims more than there is', async () => {
    const bytes = await tarBytes([file('project/a.html', 'short')]);
    bytes.write('00000077777\0', 124, 'latin1');
    let sum = 0;
    bytes.fill(' ', 148, 156);
    for (const byte of bytes.subarray(0, 512)) sum += byte;
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect(await refusal(gzipSync(bytes))).toMatchObject({ code: 'broken_archive' });
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    [
      'damaged',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 60), Buffer.alloc(40, 7), bytes.subarray(100)]),
    ],
    ['only a gzip header', (bytes: Buffer) => bytes.subarray(0, 10)],
  ])('says so when the gzip is %s', async (_, damage) => {
    const error = await refusal(
      damage(gzipSync(await tarOf({ ...good, 'project/b.js': 'const a = 1;'.repeat(200) }))),
    );
    expect(error).toMatchObject({ code: 'broken_archive' });
    expect(error?.hint).toMatch(/again/);
  });

  it('refuses a bomb of padding, which belongs to no entry', async () => {
    const archive = Buffer.concat([await tarOf(good), Buffer.alloc(4 * 1024 * 1024)]);
    expect(await refusal(gzipSync(archive))).toMatchObject({
      code: 'broken_archive',
      message: expect.stringContaining('belongs to no entry'),
    });
    expect(
      await refusal(gzipSync(Buffer.concat([await tarOf(good), Buffer.alloc(64 * 1024)]))),
    ).toBeUndefined();
  });

  it('refuses a bomb in an entry that is skipped', async () => {
    const litter = file('__MACOSX/project/x', Buffer.alloc(40 * 1024 * 1024));
    expect(await refusal(await gz([file('project/a.html', 'x'), litter]))).toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('150 to 1'),
    });
  });

  it('refuses a long header of megabytes', async () => {
    const header = (await tarBytes([file('project/a', '')])).subarray(0, 512);
    const pax = Buffer.from(header);
    pax.write('x', 156, 'latin1');
    pax.write('00010000000\0', 124, 'latin1');
    pax.fill(' ', 148, 156);
    let sum = 0;
    for (const byte of pax) sum += byte;
    pax.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    const noise = Buffer.alloc(2 * 1024 * 1024, 'a');
    expect(
      await refusal(gzipSync(Buffer.concat([await tarOf(good), pax, noise, header, Buffer.alloc(1024)]))),
    ).toMatchObject({ code: 'broken_archive' });
  });

  it.each(['../../evil.html', '/etc/evil.html', 'C:\\evil.html'])(
    'judges the name a PAX header gives, not the harmless one it hides behind: %j',
    async (path) => {
      const entry = { header: { name: 'project/a.html', pax: { path } }, content: 'x' };
      expect(
        await refusal(
          await gz([...Object.entries(good).map(([name, content]) => file(name, content)), entry]),
        ),
      ).toMatchObject({ code: 'unsafe_archive' });
    },
  );

  it('a PAX header may not make an entry larger than it is', async () => {
    const entry = { header: { name: 'project/a.html', pax: { size: '99999999999' } }, content: 'x' };
    expect(await refusal(await gz([entry]))).toMatchObject({ code: 'too_large' });
    const odd = { header: { name: 'project/a.html', pax: { size: 'many' } }, content: 'x' };
    expect(await refusal(await gz([odd]))).toMatchObject({ code: 'broken_archive' });
  });

  it('a gzip of something else is no bundle', async () => {
    expect(await refusal(gzipSync('hello '.repeat(500)))).toMatchObject({ code: 'broken_archive' });
  });
});

describe('zip archives', () => {
  const zip = (entries: ZipEntry[], claimed?: number) => refusal(zipBytes(entries, claimed), 'evil.zip');
  const base: ZipEntry[] = Object.entries(good).map(([name, content]) => ({ name, content }));

  it.each(['../evil.txt', '/etc/evil', 'a/../../evil', 'C:\\evil', '..\\..\\evil'])(
    'refuses the name %j',
    async (name) => {
      expect(await zip([...base, { name, content: 'x' }])).toMatchObject({ code: 'unsafe_archive' });
    },
  );

  it('refuses a NUL in a name', async () => {
    expect(await zip([...base, { name: Buffer.from('project/a\0.html'), content: 'x' }])).toMatchObject({
      code: 'unsafe_archive',
    });
  });

  it('refuses links', async () => {
    expect(await zip([...base, { name: 'project/x', content: '/etc/passwd', mode: 0o120777 }])).toMatchObject(
      { code: 'unsafe_archive' },
    );
  });

  it.each([
    ['smaller than it is', { uncompressed: 10 }],
    ['larger than it is', { uncompressed: 1_000_000 }],
    ['compressed beyond the file', { compressed: 40_000_000 }],
  ])('refuses an entry whose size is claimed %s', async (_, claims) => {
    expect(
      await zip([...base, { name: 'project/a.html', content: 'abc'.repeat(4000), claims }]),
    ).toMatchObject({ code: 'broken_archive' });
  });

  it('refuses zip64 sizes that lie', async () => {
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(2n ** 52n, 4);
    extra.writeBigUInt64LE(2n ** 52n, 12);
    const error = await zip([
      ...base,
      {
        name: 'project/a.html',
        content: 'abc',
        claims: { compressed: 0xffffffff, uncompressed: 0xffffffff },
        extra,
      },
    ]);
    expect(['too_large', 'broken_archive']).toContain(error?.code);
  });

  it('refuses a zip64 extra field that is cut short', async () => {
    const extra = Buffer.from([1, 0, 4, 0, 1, 2, 3, 4]);
    expect(
      await zip([
        ...base,
        {
          name: 'project/a.html',
          content: 'abc',
          claims: { compressed: 0xffffffff, uncompressed: 0xffffffff },
          extra,
        },
      ]),
    ).toMatchObject({ code: 'broken_archive' });
  });

  it('refuses more entries than the limit, and counts that lie', async () => {
    expect(await zip(base, 60_000)).toMatchObject({ code: 'too_large' });
    expect(await zip(base, 40)).toMatchObject({ code: 'broken_archive' });
  });

  it('refuses a bomb', async () => {
    expect(
      await zip([...base, { name: 'project/bomb.html', content: Buffer.alloc(40 * 1024 * 1024) }]),
    ).toMatchObject({ code: 'too_large' });
  });

  it('refuses encrypted entries', async () => {
    expect(await zip([...base, { name: 'project/a.html', content: 'abc', flags: 0x801 }])).toMatchObject({
      code: 'broken_archive',
    });
  });
});

describe('what is contained rather than refused', () => {
  it('archives inside an archive stay closed, and that is said', async () => {
    const inner = await gz([file('../evil.txt')]);
    const source = await writeTarGz({ ...good, 'project/uploads/more.tar.gz': inner });
    const { service } = newService([dirname(source)]);
    const { facts } = await service.parse(source);
    expect(facts.warnings.join(' ')).toContain('more.tar.gz');
    expect(facts.completeness).toBe('complete');
  });

  it('links in a folder are not followed', async () => {
    const folder = newFolder('links');
    const secret = newFolder('secret');
    await writeFile(join(secret, 'secret.html'), 'secret');
    await mkdir(join(folder, 'project'));
    for (const [name, content] of Object.entries(good)) await writeFile(join(folder, name), content);
    await symlink(secret, join(folder, 'project', 'way-out'));
    await symlink(join(secret, 'secret.html'), join(folder, 'project', 'a.html'));
    const { service } = newService([folder]);
    const { bundle, facts } = await service.parse(folder);
    expect(bundle.files.paths.join(' ')).not.toMatch(/way-out|a\.html/);
    expect(facts.warnings.join(' ')).toContain('Links were not followed');
  });

  it('a README of megabytes and text that is no UTF-8 are read as far as they go', async () => {
    const source = await writeTarGz({
      ...good,
      'README.md': Buffer.concat([
        Buffer.from('# CODING AGENTS: READ THIS FIRST\n\n'),
        Buffer.alloc(6 * 1024 * 1024, 'word '),
      ]),
      'project/broken.css': Buffer.from([
        0x3a, 0x72, 0x6f, 0x6f, 0x74, 0x7b, 0x2d, 0x2d, 0x61, 0x3a, 0xff, 0xfe, 0x7d,
      ]),
    });
    const { facts } = await newService([dirname(source)]).service.parse(source);
    expect(facts.completeness).toBe('complete');
    expect(facts.warnings.join(' ')).toMatch(/README\.md/);
  });

  it('names that differ only in how an accent is written are both there, with a note', async () => {
    const source = await writeTarGz({
      ...good,
      'project/caf\u00e9.html': '1',
      'project/cafe\u0301.html': '2',
    });
    const { bundle, facts } = await newService([dirname(source)]).service.parse(source);
    expect(bundle.files.has('project/caf\u00e9.html') && bundle.files.has('project/cafe\u0301.html')).toBe(
      true,
    );
    expect(facts.warnings.join(' ')).toMatch(/one file/);
  });

  it('names that differ only by case are both there, with a note', async () => {
    const source = await writeTarGz({ ...good, 'project/Card.jsx': '1', 'project/card.jsx': '2' });
    const { service } = newService([dirname(source)]);
    const { bundle, facts } = await service.parse(source);
    expect(bundle.files.paths).toEqual(expect.arrayContaining(['project/Card.jsx', 'project/card.jsx']));
    expect(facts.warnings.join(' ')).toContain('ignore case');
  });

  it('code and styles nested beyond reason end in a warning, not in the process', async () => {
    const deep = 50_000;
    const source = await writeTarGz({
      ...good,
      'project/deep.html': page('<div>'.repeat(deep)),
      'project/index.html': page(
        '<script src="deep.js"></script>',
        '<link rel="stylesheet" href="deep.css">',
      ),
      'project/deep.js': `${'('.repeat(deep)}1${')'.repeat(deep)}`,
      'project/deep.css': `:root{--a:${'calc('.repeat(deep)}1${')'.repeat(deep)}}${'a{'.repeat(deep)}`,
    });
    const { service } = newService([dirname(source)]);
    const { facts } = await service.parse(source);
    expect(facts.warnings.join(' ')).toContain('deep.js');
    expect(facts.warnings.join(' ')).toContain('deep.html');
  });

  it('blobs on disk have no name of the archive', async () => {
    const source = await writeTarGz(good);
    const { service, folder } = newService([dirname(source)]);
    await service.parse(source);
    for (const path of tree(folder)) {
      if (statSync(path).isFile()) expect(path).toMatch(/\/(blobs\/[0-9a-f]{64}|bundle\.json)$/);
    }
  });

  it('a source outside the allowed folders is refused', async () => {
    const source = await writeTarGz(good);
    const { service } = newService([newFolder('elsewhere')]);
    await expect(service.parse(source)).rejects.toThrow(/outside the allowed folders/);
  });
});
