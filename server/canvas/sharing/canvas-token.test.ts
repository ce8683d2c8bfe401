import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { failure, passing } from '../test-canvas.ts';
import { CanvasToken, type TokenOptions } from './canvas-token.ts';

const folders: string[] = [];
const tokens: CanvasToken[] = [];
afterEach(async () => {
  await Promise.all(tokens.splice(0).map((token) => token.close().catch(() => undefined)));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function canvasFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  folders.push(folder);
  return join(folder, 'deep', 'canvas.json');
}

/** What a process does with its token. Two of one process stand each for a process of its own. */
function start(file: string, options: Partial<TokenOptions> = {}) {
  const events: string[] = [];
  const owner = {
    events,
    failure: undefined as Error | undefined,
    async taken(afterDeath: boolean) {
      events.push(afterDeath ? 'taken after a death' : 'taken');
    },
    async giving() {
      if (owner.failure) throw owner.failure;
      events.push('given');
    },
  };
  const token = new CanvasToken({ file, ...options }, owner);
  tokens.push(token);
  return { token, owner };
}

/** Takes the token, says so, and leaves at once. */
async function passBy(token: CanvasToken, order: string[], name: string): Promise<void> {
  const leave = await token.enter();
  order.push(name);
  leave();
}

const locks = (file: string) => readdirSync(dirname(file)).filter((name) => name.endsWith('.lock'));
const waiting = (file: string) => readdirSync(`${file}.waiting`);
async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it never came to that');
    await passing(5);
  }
}

it('keeps the canvas as long as nobody else asks for it', async () => {
  const file = canvasFile();
  const { token, owner } = start(file);
  (await token.enter())();
  const claim = locks(file);
  expect(claim).toHaveLength(1);
  for (let use = 0; use < 5; use++) (await token.enter())();
  await passing(300);
  expect(owner.events).toEqual(['taken']);
  expect(locks(file)).toEqual(claim);
  await token.close();
  expect(owner.events).toEqual(['taken', 'given']);
  expect(locks(file)).toEqual([]);
  expect(waiting(file)).toEqual([]);
});

it('gives it to who waits when its own use is over, and not before', async () => {
  const file = canvasFile();
  const [one, two] = [start(file), start(file)];
  const leave = await one.token.enter();
  const order: string[] = [];
  const second = passBy(two.token, order, 'two');
  await until(() => waiting(file).length === 1);
  await passing(300);
  expect(order).toEqual([]);
  order.push('one');
  leave();
  await second;
  expect(order).toEqual(['one', 'two']);
  expect(one.owner.events).toEqual(['taken', 'given']);
});

it('serves processes in the order they came, and whoever had it lines up again behind them', async () => {
  const file = canvasFile();
  const all = [start(file), start(file), start(file)];
  const order: number[] = [];
  const useOnce = async (index: number) => {
    const leave = await all[index]?.token.enter();
    order.push(index);
    await passing(3);
    leave?.();
  };
  const leave = await all[0]?.token.enter();
  const others = [1, 2].map(async (index) => {
    for (let turn = 0; turn < 4; turn++) await useOnce(index);
  });
  await until(() => waiting(file).length === 2);
  const again = (async () => {
    for (let turn = 0; turn < 4; turn++) await useOnce(0);
  })();
  leave?.();
  await Promise.all([...others, again]);
  // Who was first of the others is chance; from then on it goes round.
  const first = order.slice(0, 3);
  expect(new Set(first).size).toBe(3);
  expect(order).toEqual([...first, ...first, ...first, ...first]);
});

it('lets nothing new of its own process in while another waits', async () => {
  const file = canvasFile();
  const [one, two] = [start(file), start(file)];
  const leave = await one.token.enter();
  const order: string[] = [];
  const second = passBy(two.token, order, 'two');
  await until(() => waiting(file).length === 1);
  // The holder has been told, or looks by itself.
  await passing(400);
  const own = passBy(one.token, order, 'one again');
  leave();
  await Promise.all([second, own]);
  expect(order).toEqual(['two', 'one again']);
});

it('stops waiting after a while and names the process that does not let go', async () => {
  const file = canvasFile();
  const holder = start(file, { client: () => 'Claude Code' });
  const leave = await holder.token.enter();
  const { token } = start(file, { patience: 200 });
  const { code, message, hint } = await failure(token.enter());
  expect(code).toBe('timeout');
  expect(message).toBe(
    `Process ${process.pid} (Claude Code) works on it and does not let go of the canvas ${file}.`,
  );
  expect(hint).toContain('Try again when it is done');
  await until(() => waiting(file).length === 0);
  leave();
  (await token.enter())();
});

it('stops waiting when the call is cancelled', async () => {
  const file = canvasFile();
  const holder = start(file);
  const leave = await holder.token.enter();
  const { token } = start(file);
  const abort = new AbortController();
  const entering = token.enter(abort.signal);
  abort.abort();
  expect((await failure(entering)).code).toBe('cancelled');
  expect((await failure(token.enter(AbortSignal.abort()))).code).toBe('cancelled');
  leave();
  await until(() => waiting(file).length === 0);
});

it('keeps what it cannot save, says why to who waits, and gives it away when it can', async () => {
  const file = canvasFile();
  const told: string[] = [];
  const { token, owner } = start(file, { log: (message) => told.push(message) });
  owner.failure = new Error('ENOSPC: no space left on device');
  (await token.enter())();
  const other = start(file, { patience: 700 });
  const { message, hint } = await failure(other.token.enter());
  expect(message).toContain('cannot save what it has done there (ENOSPC: no space left on device)');
  expect(hint).toContain('Make room');
  expect(told[0]).toContain('ENOSPC');
  expect(other.owner.events).toEqual([]);
  // Its own work goes on.
  (await token.enter())();
  owner.failure = undefined;
  const patient = start(file);
  (await patient.token.enter())();
  expect(owner.events).toEqual(['taken', 'given']);
});

it('lets go again when the document cannot be loaded', async () => {
  const file = canvasFile();
  const { token, owner } = start(file);
  const { taken } = owner;
  owner.taken = async () => {
    throw new Error('EACCES: permission denied');
  };
  const { message, hint } = await failure(token.enter());
  expect(message).toBe(`The canvas ${file} cannot be opened (EACCES: permission denied).`);
  expect(hint).toContain('--canvas');
  expect(locks(file)).toEqual([]);
  owner.taken = taken;
  (await token.enter())();
});

it('refuses everything after its end, also what waits', async () => {
  const file = canvasFile();
  const holder = start(file);
  await holder.token.enter();
  const { token } = start(file);
  const entering = failure(token.enter());
  await until(() => waiting(file).length === 1);
  await token.close();
  expect((await entering).code).toBe('disconnected');
  expect((await failure(token.enter())).code).toBe('disconnected');
  expect(waiting(file)).toEqual([]);
  expect(locks(file)).toHaveLength(1);
});

/** The number of a process that is no more. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;
function leave(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

it('takes over from a process that was killed, and passes by its place in the line', async () => {
  const file = canvasFile();
  const claim = leave(`${file}.${deadPid()}-0123abcd.lock`, JSON.stringify({ client: 'Cursor' }));
  const place = leave(join(`${file}.waiting`, `000000000000001-${deadPid()}-0123abcd`), '');
  const { token, owner } = start(file);
  (await token.enter())();
  expect(owner.events).toEqual(['taken after a death']);
  expect([existsSync(claim), existsSync(place)]).toEqual([false, false]);
});

it('is not fooled by a later process with the number of a dead one', async () => {
  const file = canvasFile();
  // Process 1 lives, and was not born then.
  leave(`${file}.1-0123abcd.lock`, JSON.stringify({ client: 'Cursor', birth: 'long ago' }));
  leave(join(`${file}.waiting`, '000000000000001-1-0123abcd'), 'long ago');
  const { token, owner } = start(file);
  (await token.enter())();
  expect(owner.events).toEqual(['taken after a death']);
});

it('respects the claim of an earlier version, which never lets go', async () => {
  const file = canvasFile();
  leave(`${file}.${process.ppid}-0123abcd.lock`, 'has');
  const { token } = start(file, { patience: 200 });
  expect((await failure(token.enter())).message).toMatch(new RegExp(`^Process ${process.ppid} works on it`));
});

it('lets eight processes that start at once on a dead claim in one at a time', async () => {
  const file = canvasFile();
  leave(`${file}.${deadPid()}-0123abcd.lock`, JSON.stringify({ client: 'Cursor' }));
  const script = join(dirname(file), 'work.mjs');
  const source = fileURLToPath(new URL('./canvas-token.ts', import.meta.url));
  writeFileSync(
    script,
    `import { CanvasToken } from ${JSON.stringify(source)};
     import { rmSync, writeFileSync } from 'node:fs';
     const inside = ${JSON.stringify(join(dirname(file), 'inside'))};
     const owner = { taken: async () => {}, giving: async () => {} };
     const token = new CanvasToken({ file: ${JSON.stringify(file)} }, owner);
     process.send('ready');
     process.once('message', async () => {
       let done = 0;
       try {
         for (; done < 10; done++) {
           const leave = await token.enter();
           writeFileSync(inside, '', { flag: 'wx' });
           await new Promise((resolve) => setTimeout(resolve, 2));
           rmSync(inside);
           leave();
         }
         await token.close();
       } finally {
         process.send(done);
         process.disconnect();
       }
     });`,
  );
  const children = Array.from({ length: 8 }, () => fork(script, { execArgv: ['--import', 'tsx'] }));
  const next = (child: (typeof children)[number]) =>
    new Promise<unknown>((resolve) => child.once('message', resolve));
  try {
    await Promise.all(children.map(next));
    const done = Promise.all(children.map(next));
    for (const child of children) child.send('go');
    expect(await done).toEqual(Array.from({ length: 8 }, () => 10));
    expect(locks(file)).toEqual([]);
    expect(waiting(file)).toEqual([]);
  } finally {
    for (const child of children) child.kill();
  }
}, 40_000);
