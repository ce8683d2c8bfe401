import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBrandStore, readAngles, readConceptsLog, withFolderLock } from '../../server/brand/index.ts';
import { temporaryFolder } from '../e2e/client.ts';

let base: string;
let brand: string;
const children: ChildProcess[] = [];
const byHand =
  '\ufeff# Our log\r\n\r\nWe keep *notes* here.  \r\n\r\n## Ad #7: Old (2026-01-05)\r\n* L1: Before\r\n* L2: UGC\r\n\r\n## Notes\r\n\r\nKeep last';

beforeEach(async () => {
  base = await temporaryFolder('writers');
  brand = join(base, 'brands', 'tidal');
  await mkdir(join(brand, 'brand'), { recursive: true });
  await mkdir(join(brand, 'ads'));
  await writeFile(join(brand, 'ads', 'concepts-log.md'), byHand);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(base, { recursive: true, force: true });
});

/** Starts a writer; answers what it says, line by line, and its end. */
function writer(name: string, rounds: number) {
  const script = fileURLToPath(new URL('./writer-process.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, join(base, 'home'), join(base, 'brands'), name, String(rounds)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.push(child);
  let said = '';
  let failed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    failed += chunk.toString();
  });
  const exited = once(child, 'exit');
  return { child, exited, lines: () => said.split('\n').filter(Boolean), failed: () => failed };
}

const log = () => readFile(join(brand, 'ads', 'concepts-log.md'));
const titles = async () => readConceptsLog(await log()).map(({ title }) => title);
/** What was written by hand: all before the first entry added (they come in the order of completion), and after the last. */
const handWritten = async () => {
  const text = (await log()).toString();
  const added = /^## Ad #(?!7:)/m.exec(text);
  return [text.slice(0, added?.index), text.slice(text.indexOf('## Notes'))];
};

describe('several processes that write one brand', () => {
  it('lose nothing: every entry arrives once, with a number and a place of its own', async () => {
    const writers = ['anna', 'ben', 'cleo'].map((name) => writer(name, 6));
    await Promise.all(writers.map(({ exited }) => exited));
    for (const { failed } of writers) expect(failed()).toBe('');
    const concepts = readConceptsLog(await log());
    expect(concepts).toHaveLength(1 + 18);
    expect(new Set(concepts.map(({ title }) => title)).size).toBe(19);
    expect([...concepts.map(({ number }) => number ?? 0)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 19 }, (_, index) => 7 + index),
    );
    const angles = readAngles(await readFile(join(brand, 'ads', 'angles.md')));
    expect(
      angles.map(({ name, status, visits }) => [name, status, visits[0]?.categories.length]).sort(),
    ).toEqual(
      ['anna', 'ben', 'cleo'].flatMap((name) => [
        [`${name} angle 0`, 'Complete (4/4 concepts)', 4],
        [`${name} angle 1`, 'In progress (2/4 concepts)', 2],
      ]),
    );
    expect(await handWritten()).toEqual([
      byHand.slice(0, byHand.indexOf('## Notes')),
      '## Notes\r\n\r\nKeep last',
    ]);
    const learnings = await readFile(join(brand, 'learnings.md'), 'utf8');
    expect(learnings.match(/^- /gm)).toHaveLength(18);
    const places = writers.flatMap(({ lines }) =>
      lines()
        .filter((line) => line.startsWith('started'))
        .map((line) => line.split(' ').slice(3).join()),
    );
    // Places are given anew only when the concept that had them is done.
    expect(places).toHaveLength(18);
    expect((await readdir(brand)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('leave the log and the index of one mind, whenever one is killed', async () => {
    let killed = 0;
    for (let round = 0; round < 12; round++) {
      const one = writer(`writer ${round}`, 200);
      while (!one.lines().some((line) => line.startsWith('started')))
        await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, 3 + round * 9));
      one.child.kill('SIGKILL');
      await one.exited;
      if (!one.lines().includes('end')) killed++;
      const { log: logged, angles } = await createBrandStore({ roots: [join(base, 'brands')] }).memory(
        'tidal',
      );
      const count = (angle: string) => logged.filter((ad) => ad.angle === angle).length;
      for (const { name, visits } of angles) expect([name, visits[0]?.count]).toEqual([name, count(name)]);
      expect(logged.filter(({ angle }) => angle?.startsWith('writer'))).toHaveLength(
        angles.reduce((sum, { visits }) => sum + (visits[0]?.count ?? 0), 0),
      );
      // Nothing a writer reported as done is missing.
      const numbers = new Set(logged.map(({ number }) => number));
      for (const line of one.lines())
        if (line.startsWith('done')) expect(numbers).toContain(Number(line.split(' ')[2]));
    }
    expect(killed).toBeGreaterThan(6);
    expect(new Set(await titles()).size).toBe((await titles()).length);
    expect((await handWritten())[1]).toBe('## Notes\r\n\r\nKeep last');
  });

  it('finishes a write that was interrupted between the two files', async () => {
    const [draft, angles] = ['.adsmith-00000000-0000-4000-8000-000000000000.tmp', 'ads/angles.md'];
    await writeFile(
      join(brand, 'ads', draft),
      '# Angle Index\n\n## Late (2026-01-01)\n- Status: In progress (0/4)\n',
    );
    const files = [
      { draft: `ads/${draft}`, file: angles },
      // What a hostile folder may bring along.
      { draft: 'ads/concepts-log.md', file: '../../stolen.md' },
      { draft: `../${draft}`, file: '../stolen.md' },
    ];
    await writeFile(join(brand, '.adsmith-write.json'), JSON.stringify({ version: 1, files }));
    const memory = await createBrandStore({ roots: [join(base, 'brands')] }).memory('tidal');
    expect(memory.angles.map(({ name }) => name)).toEqual(['Late']);
    expect((await log()).toString()).toBe(byHand);
    expect(await readdir(base)).toEqual(['brands']);
  });
});

describe('the lock of a folder', () => {
  it('is taken from a process that died with it, and from one that was not heard of', async () => {
    const lock = join(brand, '.adsmith.lock');
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    await writeFile(lock, JSON.stringify({ pid: dead.pid, host: hostname(), token: 'x' }));
    expect(await withFolderLock(brand, async () => 'mine')).toBe('mine');
    await writeFile(lock, JSON.stringify({ pid: 1, host: 'another machine', token: 'x' }));
    const long = new Date(Date.now() - 60_000);
    await utimes(lock, long, long);
    expect(await withFolderLock(brand, async () => 'mine')).toBe('mine');
    await writeFile(lock, 'damaged');
    await utimes(lock, long, long);
    expect(await withFolderLock(brand, async () => 'mine')).toBe('mine');
  });

  it('lets one in at a time, in one process too, and goes with its holder', async () => {
    let inside = 0;
    let most = 0;
    const turns = Array.from({ length: 20 }, () =>
      withFolderLock(brand, async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside--;
      }),
    );
    await Promise.all(turns);
    expect(most).toBe(1);
    await expect(withFolderLock(brand, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(brand)).not.toContain('.adsmith.lock');
  });

  it('tells a holder that has lost it', async () => {
    await withFolderLock(brand, async (held) => {
      await held.check();
      await writeFile(join(brand, '.adsmith.lock'), JSON.stringify({ pid: 1, host: 'x', token: 'other' }));
      await expect(held.check()).rejects.toMatchObject({ code: 'busy' });
      await rm(join(brand, '.adsmith.lock'));
    });
  });
});
