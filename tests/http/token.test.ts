import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadHttpToken } from '../../server/mcp/http-token.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'adsmith-token-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('is made once, for this user only, and stays the same', async () => {
  const first = await loadHttpToken(home);
  expect(first.token).toMatch(/^[0-9a-f]{64}$/);
  expect((await stat(first.file)).mode & 0o777).toBe(0o600);
  expect(await loadHttpToken(home)).toEqual(first);
});

it('is the same for processes that start at the same moment', async () => {
  const all = await Promise.all(Array.from({ length: 12 }, () => loadHttpToken(join(home, 'new'))));
  expect(new Set(all.map(({ token }) => token)).size).toBe(1);
  expect(await readdir(join(home, 'new'))).toEqual(['http-token']);
});

it('takes away what others could read', async () => {
  const { file } = await loadHttpToken(home);
  await chmod(file, 0o644);
  await loadHttpToken(home);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('says which file to delete when it is damaged', async () => {
  await writeFile(join(home, 'http-token'), 'oops\n');
  await expect(loadHttpToken(home)).rejects.toThrow(/http-token is damaged; delete it/);
});
