/** One writer at a time in a folder, over all processes: a lock file that a dead process cannot hold for long. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { BrandError } from './brand-error.ts';

/** A held lock is touched this often, ms. */
const HEARTBEAT_MS = 2_000;
/** One that was not touched for this long belongs to nobody any more: ten missed beats and some. */
const STALE_MS = 25_000;
/** Writers hold a lock for milliseconds; a queue of many still fits. */
const PATIENCE_MS = 20_000;

const ownerSchema = z.object({ pid: z.int().positive(), host: z.string(), token: z.string() });
type Owner = z.infer<typeof ownerSchema>;

export interface Held {
  /** Throws if the lock was lost, for instance while the machine slept. Ask right before the write that counts. */
  check(): Promise<void>;
}

/**
 * Runs `work` while holding the folder's lock (`.adsmith.lock`). The folder is made if need be.
 * Throws `BrandError` (`busy`) if another process does not let go.
 */
export async function withFolderLock<T>(folder: string, work: (held: Held) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, '.adsmith.lock');
  const me: Owner = { pid: process.pid, host: hostname(), token: randomUUID() };
  await acquire(file, me);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work({
      async check() {
        if ((await ownerOf(file))?.token !== me.token) throw busy(folder, undefined);
      },
    });
  } finally {
    clearInterval(heartbeat);
    if ((await ownerOf(file))?.token === me.token) await rm(file, { force: true });
  }
}

async function acquire(file: string, me: Owner): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    if (await take(file, me)) return;
    const owner = await ownerOf(file);
    if (await isStale(file, owner)) await breakLock(file, owner);
    else if (Date.now() > deadline) throw busy(file, owner);
    // Jitter, so that waiting processes do not march in step.
    else await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 25));
  }
}

/** The lock appears with its content in one step, so nobody reads an empty one. */
async function take(file: string, me: Owner): Promise<boolean> {
  const draft = `${file}.${me.token}`;
  await writeFile(draft, JSON.stringify(me));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // File systems without hard links.
    return await takeByOpening(file, me);
  } finally {
    await rm(draft, { force: true });
  }
}

async function takeByOpening(file: string, me: Owner): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify(me));
    await handle.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function ownerOf(file: string): Promise<Owner | undefined> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function isStale(file: string, owner: Owner | undefined): Promise<boolean> {
  if (owner?.host === hostname() && !isAlive(owner.pid)) return true;
  const touched = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  return Date.now() - touched > STALE_MS;
}

/** Is there a process with this id? One of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Removes a stale lock. One process at a time, and only if it is still the one that was found stale. */
async function breakLock(file: string, stale: Owner | undefined): Promise<void> {
  const guard = `${file}.break`;
  try {
    await (await open(guard, 'wx')).close();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Whoever broke it died in the act.
    const made = await stat(guard).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > STALE_MS) await rm(guard, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
    return;
  }
  try {
    const owner = await ownerOf(file);
    if (owner?.token === stale?.token && (await isStale(file, owner))) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

function busy(where: string, owner: Owner | undefined): BrandError {
  return new BrandError(
    'busy',
    owner
      ? `process ${owner.pid} on ${owner.host} is writing here and does not finish`
      : 'another process writes here',
    where,
    'Try again; nothing was written',
  );
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
