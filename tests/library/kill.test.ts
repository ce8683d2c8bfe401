/** `adsmith library import` killed again and again: nothing is lost, nothing is there twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtServer } from '../e2e/build-server.ts';
import { temporaryFolder } from '../e2e/client.ts';
import { picture, put } from './pictures.ts';

const PICTURES = 300;
const KILLS = 8;

let base: string;
let main: string;
beforeAll(async () => {
  base = await temporaryFolder('library-kill');
  main = await builtServer();
  for (let at = 0; at < PICTURES; at += 1)
    await put(base, `swipe/folder${at % 7}/${at}.jpg`, await picture(at, 640, 800));
});
afterAll(() => rm(base, { recursive: true, force: true }));

const start = (home: string): { child: ChildProcess; ended: Promise<string> } => {
  const child = spawn(process.execPath, [main, 'library', 'import', join(base, 'swipe'), '--home', home]);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return { child, ended: new Promise((resolve) => child.once('exit', () => resolve(output))) };
};
const count = (home: string) => {
  try {
    const database = new Database(join(home, 'library', 'library.db'), { readonly: true });
    try {
      return database.prepare<[], number>('SELECT count(*) FROM image').pluck().get() ?? 0;
    } finally {
      database.close();
    }
  } catch {
    return 0;
  }
};

describe('an import that is killed', () => {
  it(`goes on where it was, ${KILLS} times over`, async () => {
    const home = join(base, 'home');
    const steps: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, ended } = start(home);
      const before = count(home);
      // Killed in the middle of work: some time after the first pictures of this run are in.
      for (let wait = 0; wait < 400 && count(home) === before && child.exitCode === null; wait += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise((resolve) => setTimeout(resolve, (kill * 37) % 90));
      child.kill('SIGKILL');
      await ended;
      steps.push(count(home));
    }
    // What was committed stays.
    expect(steps).toEqual(steps.toSorted((one, two) => one - two));
    expect(steps[0]).toBeGreaterThan(0);
    expect(steps[0]).toBeLessThan(PICTURES);
    const known = steps.at(-1) ?? 0;
    const output = await start(home).ended;
    expect(output).toContain(`${PICTURES - known} imported, ${known} unchanged`);
    const database = new Database(join(home, 'library', 'library.db'));
    const one = <Row>(sql: string) => database.prepare<[], Row>(sql).pluck().get();
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(one('SELECT count(*) FROM image WHERE status = 0')).toBe(PICTURES);
    expect(one('SELECT count(DISTINCT path) FROM image')).toBe(PICTURES);
    expect(one('SELECT count(DISTINCT sha256) FROM image')).toBe(PICTURES);
    expect(one('SELECT count(*) FROM layout')).toBe(PICTURES);
    expect(one("SELECT count(*) FROM words WHERE words MATCH 'folder3'")).toBe(Math.ceil((PICTURES - 3) / 7));
    expect(one('SELECT count(*) FROM image WHERE compared = 0')).toBe(0);
    database.close();
  }, 180_000);

  it('two at once share the work without doubling it', async () => {
    const home = join(base, 'home2');
    const outputs = await Promise.all([start(home).ended, start(home).ended]);
    for (const output of outputs) expect(output).toMatch(/\d+ imported, \d+ unchanged/);
    expect(count(home)).toBe(PICTURES);
  }, 120_000);

  it('says how far it is in plain lines when nobody watches', async () => {
    const output = await start(join(base, 'home3')).ended;
    expect(output).toMatch(/Reading swipe {2}\[#+\] 100% {2}300\/300/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes that move a cursor
    expect(output).not.toMatch(/[\r\u001b]/);
  }, 120_000);
});
