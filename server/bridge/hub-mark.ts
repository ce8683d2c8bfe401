/**
 * A hint who holds the port: the hub leaves its process id beside the secret. It decides nothing (the kernel does, by
 * who may bind the port); it only tells a peer how patient to be with a port that says nothing. A hub that is busy or
 * suspended is worth waiting for, a foreign program is not. A mark that is stale costs that patience and nothing else.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pathOf = (home: string, port: number) => join(home, `bridge-${port}.pid`);

/** Leaves the mark of this process; answers how to take it away. */
export function markHub(home: string, port: number): () => void {
  const path = pathOf(home, port);
  try {
    writeFileSync(path, String(process.pid), { mode: 0o600 });
  } catch {
    // A home that cannot be written to: peers are then less patient.
  }
  return () => {
    if (readMark(path) === process.pid) rmSync(path, { force: true });
  };
}

/** Could a process of ours hold the port? */
export function hubMayLive(home: string, port: number): boolean {
  const pid = readMark(pathOf(home, port));
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readMark(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
