/** Processes killed at every step of a picture's life, and at random: nothing lost, paid twice or told twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../server/config/settings.ts';
import type { Task } from '../../server/generation/index.ts';
import { cleanUp, type House, makeFolder, makeHouse, productFile, standIn } from './setting.ts';
import type { StandIn } from './stand-in-fal.ts';

/** Inside the package, so that the bundle finds the packages it leaves outside. */
const bundle = join(packageRoot, 'node_modules', '.cache', 'adsmith-generation', `client-${process.pid}.mjs`);

beforeAll(async () => {
  await mkdir(join(bundle, '..'), { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('./client-process.ts', import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
afterEach(cleanUp);
afterAll(() => rm(bundle, { force: true }));

interface Run {
  child: ChildProcess;
  /** Lines so far. */
  lines: string[];
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

function start(...args: string[]): Run {
  const child = spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return {
    child,
    lines,
    ended: new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal }))),
  };
}

const named = (lines: readonly string[], word: string) =>
  lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));

/** Seeds and pictures fal was asked for, each of which costs money. */
const paidFor = (fal: StandIn) => fal.taken().map(({ input }) => String(input['seed'] ?? input['image_url']));

/** How many request ids the processes of a home have on disk. */
function requestsNoted(home: string): number {
  const file = join(home, 'generation', 'tasks.db');
  if (!existsSync(file)) return 0;
  const database = new Database(file, { readonly: true, timeout: 2_000 });
  try {
    const row = database.prepare('SELECT count(request_id) AS noted FROM call').get() as { noted: number };
    return row.noted;
  } catch {
    return 0; // the tables are not there yet
  } finally {
    database.close();
  }
}

/** SQLite locks a file for as long as a writer is stopped in the middle; what is tested here is the lease. */
async function stopBetweenWrites(child: ChildProcess, home: string): Promise<void> {
  for (;;) {
    child.kill('SIGSTOP');
    const database = new Database(join(home, 'generation', 'tasks.db'), { timeout: 300 });
    try {
      database.exec('BEGIN IMMEDIATE; ROLLBACK');
      return;
    } catch {
      child.kill('SIGCONT');
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      database.close();
    }
  }
}

async function allOver(house: House, session: string): Promise<Task[]> {
  await expect
    .poll(() => house.generation.tasks(session).filter(({ state }) => state === 'pending').length, {
      timeout: 100_000,
    })
    .toBe(0);
  return house.generation.tasks(session);
}

describe('a process killed', () => {
  it('at each of its writes leaves a task that the next one brings to its end', {
    timeout: 280_000,
  }, async () => {
    const folder = await makeFolder();
    const reference = await productFile(folder, 'bottle.png', '#b5651d', '#f4efe6');
    const outcomes: string[] = [];
    let next = 1;
    let survived = false;
    const worker = async () => {
      while (!survived) {
        const write = next++;
        for (const at of [-write, write]) {
          const outcome = await killedAt(at, reference);
          if (outcome === undefined) survived = true;
          else outcomes.push(outcome);
        }
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    const counts = Object.fromEntries(
      [...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]),
    );
    console.log(`killed ${outcomes.length} times, before and after each write:`, counts);
    expect(outcomes.length).toBeGreaterThan(40);
    expect(counts['ready']).toBeGreaterThan(25);
  });

  it('at random, over and over, with 100 pictures: 0 lost, 0 paid twice, 0 told twice', {
    timeout: 280_000,
  }, async () => {
    const wanted = 100;
    const fal = await standIn({ queue: 20, work: 60 });
    const home = await makeFolder();
    const lines: string[] = [];
    let kills = 0;
    while (named(lines, 'started').length < wanted) {
      // Few at a time: however fast this machine is, it takes many processes.
      const left = Math.min(15, wanted - named(lines, 'started').length);
      const run = start('many', home, fal.url, String(left), `r${kills}`);
      await new Promise((resolve) => setTimeout(resolve, 250 + Math.random() * 900));
      run.child.kill('SIGKILL');
      await run.ended;
      lines.push(...run.lines);
      kills += 1;
    }
    const house = await makeHouse(fal, { home });
    house.generation.wake();
    const tasks: Task[] = [];
    for (let run = 0; run < kills; run++) tasks.push(...(await allOver(house, `r${run}`)));
    lines.push(...house.generation.news('last').map(({ id }) => `told ${id}`));

    const ids = new Set(tasks.map(({ id }) => id));
    for (const id of named(lines, 'started')) expect(ids).toContain(id);
    const paid = paidFor(fal);
    expect(new Set(paid).size).toBe(paid.length);
    const ready = tasks.filter(({ state }) => state === 'ready');
    const generated = fal.taken().filter(({ endpoint }) => !endpoint.includes('birefnet'));
    // Whatever fal was paid for has arrived.
    expect(ready.map(({ seed }) => seed).sort()).toEqual(generated.map(({ input }) => input['seed']).sort());
    const failed = tasks.filter(({ state }) => state === 'failed');
    expect(new Set(failed.map(({ failure }) => failure?.code))).toEqual(
      new Set(failed.length > 0 ? ['possibly_submitted'] : []),
    );
    const told = named(lines, 'told');
    expect(new Set(told).size).toBe(told.length);
    expect(tasks.filter(({ id }) => house.generation.get(id)?.deliveredTo === undefined)).toEqual([]);
    const { spent, reserved, unknown } = house.costs.total();
    expect([spent, unknown, reserved].map((usd) => usd.toFixed(2))).toEqual([
      (0.15 * ready.length).toFixed(2),
      (0.15 * failed.length).toFixed(2),
      '0.00',
    ]);
    console.log(
      `${tasks.length} pictures, ${kills} kills: ${ready.length} ready, ${failed.length} in doubt and never sent, ${told.length} told`,
    );
    expect(kills).toBeGreaterThan(5);
  });

  it('stopped instead: another process takes over, and the first does nothing when it wakes', {
    timeout: 180_000,
  }, async () => {
    const fal = await standIn({ work: 4_000 });
    const home = await makeFolder();
    const run = start('many', home, fal.url, '3', 'r0');
    // Stopped before it has noted what fal answered, a request would be in doubt: that is another test's matter.
    await expect.poll(() => requestsNoted(home), { timeout: 40_000, interval: 30 }).toBe(3);
    await stopBetweenWrites(run.child, home);
    const house = await makeHouse(fal, { home });
    house.generation.wake();
    const tasks = await allOver(house, 'r0');
    run.child.kill('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 400));
    run.child.kill('SIGKILL');
    await run.ended;
    expect(tasks.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    const paid = paidFor(fal);
    expect(new Set(paid).size).toBe(paid.length);
    expect(house.costs.total()).toMatchObject({ spent: expect.closeTo(0.45, 5), reserved: 0, unknown: 0 });
  });
});

/** What became of a picture whose process was killed at its n-th write; undefined when there were fewer. */
async function killedAt(at: number, reference: string): Promise<string | undefined> {
  const fal = await standIn();
  const home = await makeFolder();
  const run = start('one', home, fal.url, reference, String(at));
  const { signal, code } = await run.ended;
  if (signal !== 'SIGKILL') {
    expect(code).toBe(0);
    return undefined;
  }
  const house = await makeHouse(fal, { home });
  house.generation.wake();
  const [task, ...more] = await allOver(house, 's1');
  expect(more).toEqual([]);
  const paid = paidFor(fal);
  expect(new Set(paid).size, `paid twice, killed at write ${at}`).toBe(paid.length);
  // Asked for and answered means that it will be made, or that its fate is told.
  if (named(run.lines, 'started').length > 0) expect(task, `lost at write ${at}`).toBeDefined();
  // What fal was paid for is there, whatever happened; only what was never sent may be in doubt.
  if (paid.length > 0) expect(task?.state, `killed at write ${at}`).toBe('ready');
  expect(house.costs.total(), `ledger, killed at write ${at}`).toMatchObject({
    spent: paid.length > 0 ? 0.15 : 0,
    reserved: 0,
    unknown: task?.failure ? 0.15 : 0,
  });
  const told = [...named(run.lines, 'told'), ...house.generation.news('s2').map(({ id }) => id)];
  expect(told.length).toBeLessThanOrEqual(1);
  if (task) expect(house.generation.get(task.id)?.deliveredTo).toBeDefined();
  await house.generation.close();
  return task ? (task.failure?.code ?? task.state) : 'never asked';
}
