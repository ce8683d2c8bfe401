import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isInside,
  readRegularFile,
  resolveForWriting,
  resolveInRoots,
  rootsFromEnvironment,
} from './jail.ts';

let base: string;
let root: string;
let outside: string;
beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'jail-')));
  root = join(base, 'allowed');
  outside = join(base, 'allowed-not');
  await mkdir(join(root, 'deep'), { recursive: true });
  await mkdir(outside);
  await writeFile(join(root, 'deep', 'a.txt'), 'a');
  await writeFile(join(outside, 'b.txt'), 'b');
  await symlink(outside, join(root, 'way-out'));
  await symlink(join(root, 'deep'), join(root, 'shortcut'));
  await symlink('loop', join(root, 'loop'));
  await symlink(join(outside, 'new.txt'), join(root, 'dangling'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

describe('reading paths', () => {
  it('finds files by absolute path, by path relative to a root, and by file URL', async () => {
    const file = join(root, 'deep', 'a.txt');
    expect(await resolveInRoots(file, [root])).toBe(file);
    expect(await resolveInRoots('deep/a.txt', [base, root])).toBe(file);
    expect(await resolveInRoots(pathToFileURL(file).href, [root])).toBe(file);
  });

  it('follows links that stay inside', async () => {
    expect(await resolveInRoots('shortcut/a.txt', [root])).toBe(join(root, 'deep', 'a.txt'));
  });

  it.each(['../allowed-not/b.txt', 'deep/../../allowed-not/b.txt', 'way-out/b.txt'])(
    'refuses %s',
    async (path) => {
      await expect(resolveInRoots(path, [root])).rejects.toMatchObject({ code: 'not_allowed' });
    },
  );

  it('a folder whose name merely starts like the root is outside', async () => {
    await expect(resolveInRoots(join(outside, 'b.txt'), [root])).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });

  it('says which folders are allowed and how to add one', async () => {
    await expect(resolveInRoots(join(outside, 'b.txt'), [root])).rejects.toThrow(root);
    await expect(resolveInRoots(join(outside, 'b.txt'), [root])).rejects.toThrow(/ADSMITH_ALLOWED_ROOTS/);
  });

  it('does not tell whether a file outside exists', async () => {
    const message = (path: string) =>
      resolveInRoots(path, [root]).then(String, (error: Error) => error.message.replace(path, ''));
    expect(await message(join(outside, 'b.txt'))).toBe(await message(join(outside, 'no-such.txt')));
  });

  it.each(['', '   ', 'a\0b', 'https://example.com/a.png', 'data:image/png;base64,AAAA'])(
    'refuses %j as a path',
    async (path) => {
      await expect(resolveInRoots(path, [root])).rejects.toMatchObject({ code: 'bad_value' });
    },
  );

  it('survives links in a circle', async () => {
    await expect(resolveInRoots('loop', [root])).rejects.toThrow(/circle/);
  });

  it('whatever the path, the answer is inside a root', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      'deep',
      'a.txt',
      'way-out',
      'shortcut',
      'b.txt',
      'allowed',
      'allowed-not',
      '',
      '~',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 7 }), fc.boolean(), async (parts, absolute) => {
        const path = absolute ? join(root, ...parts) : parts.join('/');
        const real = await resolveInRoots(path, [root]).catch(() => root);
        expect(isInside(real, root)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('writing paths', () => {
  it('allows new files and new folders inside a root', async () => {
    expect(await resolveForWriting(join(root, 'new', 'ad.png'), [root])).toBe(join(root, 'new', 'ad.png'));
    expect(await resolveForWriting('out/ad.png', [root])).toBe(join(root, 'out', 'ad.png'));
  });

  it.each(['way-out/ad.png', '../ad.png', 'dangling', 'x/../../y.png'])('refuses %s', async (path) => {
    await expect(resolveForWriting(path, [root])).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('reading files', () => {
  it('stops at the size limit', async () => {
    const path = join(root, 'big.txt');
    await writeFile(path, 'x'.repeat(1001));
    await expect(readRegularFile(path, 1000, 'big.txt')).rejects.toMatchObject({ code: 'too_large' });
    expect((await readRegularFile(path, 1001, 'big.txt')).length).toBe(1001);
  });

  it('refuses devices', async () => {
    await expect(readRegularFile('/dev/zero', 10, '/dev/zero')).rejects.toMatchObject({ code: 'not_a_file' });
  });
});

describe('the environment', () => {
  it('names folders like PATH does', () => {
    expect(
      rootsFromEnvironment({ ADSMITH_ALLOWED_ROOTS: ['/a/b', ' /c ', 'relative', ''].join(delimiter) }),
    ).toEqual(['/a/b', '/c']);
    expect(rootsFromEnvironment({})).toEqual([]);
  });
});
