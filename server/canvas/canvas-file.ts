/** Which document file a process works in: two processes must never write the same one. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, extname } from 'node:path';

export interface ClaimedFile {
  path: string;
  /** Lets another process have it. */
  release(): void;
}

/** More sessions than this on one document name are not to be expected. */
const MOST = 50;

/**
 * Claims `path` for this process, or `path-2`, `path-3`, ... while other living processes hold the ones before.
 * A claim is a file `<path>.lock` with the process id; that of a dead process is taken over.
 */
export function claimCanvasFile(path: string): ClaimedFile {
  mkdirSync(dirname(path), { recursive: true });
  const extension = extname(path);
  for (let number = 1; number <= MOST; number++) {
    const candidate =
      number === 1 ? path : `${path.slice(0, path.length - extension.length)}-${number}${extension}`;
    const lock = `${candidate}.lock`;
    if (take(lock) || (isStale(lock) && takeOver(lock))) {
      const release = () => rmSync(lock, { force: true });
      process.once('exit', release);
      return { path: candidate, release };
    }
  }
  throw new Error(
    `${MOST} processes hold the canvas ${path}: close some, or set ADSMITH_CANVAS to another file.`,
  );
}

function take(lock: string): boolean {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    if (!Number.isInteger(owner) || owner <= 0) return true;
    if (owner === process.pid) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    // ESRCH: no such process. EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function takeOver(lock: string): boolean {
  rmSync(lock, { force: true });
  return take(lock);
}
