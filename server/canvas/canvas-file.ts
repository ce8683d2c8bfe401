/** Which document file a process works in: two processes must never write the same one. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

export interface ClaimedFile {
  path: string;
  /** Lets another process have it. */
  release(): void;
}

/** More sessions than this on one document name are not to be expected. */
const MOST = 50;
/** How often two processes that want a file at the same moment try again before they look for another. */
const ATTEMPTS = 12;

/** Claims `path` for this process, or `path-2`, `path-3`, ... while other living processes hold the ones before. */
export function claimCanvasFile(path: string): ClaimedFile {
  mkdirSync(dirname(path), { recursive: true });
  const extension = extname(path);
  for (let number = 1; number <= MOST; number++) {
    const candidate =
      number === 1 ? path : `${path.slice(0, path.length - extension.length)}-${number}${extension}`;
    const claim = take(candidate);
    if (claim === undefined) continue;
    const release = () => rmSync(claim, { force: true });
    process.once('exit', release);
    return { path: candidate, release };
  }
  throw new Error(
    `${MOST} processes hold the canvas ${path}: close some, or set ADSMITH_CANVAS to another file.`,
  );
}

/**
 * Lays a claim and looks whether it is the only one. Every claim is a file of its own, named after its process, so
 * that sweeping up after a dead process can never hit a living one's; and each is laid before the others are looked
 * for, so that of two processes at least one sees the other and withdraws.
 */
function take(candidate: string): string | undefined {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const claim = `${candidate}.${process.pid}-${randomBytes(4).toString('hex')}.lock`;
    writeFileSync(claim, 'wants', { flag: 'wx' });
    const others = livingClaims(candidate).filter((other) => other !== claim);
    if (others.length === 0) {
      writeFileSync(claim, 'has');
      return claim;
    }
    rmSync(claim, { force: true });
    if (others.some(isHeld)) return undefined;
    sleep(Math.random() * 4 * attempt);
  }
  return undefined;
}

/** Claims of processes that live; those of dead ones are swept up. */
function livingClaims(candidate: string): string[] {
  const folder = dirname(candidate);
  const start = `${basename(candidate)}.`;
  return readdirSync(folder).flatMap((name) => {
    const pid = name.startsWith(start) ? /^(\d+)-[0-9a-f]{8}\.lock$/.exec(name.slice(start.length)) : null;
    if (!pid) return [];
    const claim = join(folder, name);
    if (isAlive(Number(pid[1]))) return [claim];
    rmSync(claim, { force: true });
    return [];
  });
}

function isHeld(claim: string): boolean {
  try {
    return readFileSync(claim, 'utf8') === 'has';
  } catch {
    return false; // withdrawn meanwhile
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // ESRCH: no such process. EPERM: it lives and belongs to somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
