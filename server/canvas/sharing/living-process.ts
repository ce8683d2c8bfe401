/** Whether the process that left a mark is still there: the same one, not a later one with its number. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a process is told apart from a later one with the same number; undefined where that cannot be found out. */
export type Birth = string | undefined;

interface Facts {
  birth: Birth;
  /** As the system names it: T is stopped, Z and X are dead. */
  state: string;
}

/** `ps` takes milliseconds, so what it said holds for this long, ms. */
const REMEMBERED_MS = 2_000;
const remembered = new Map<number, { facts: Facts | undefined; at: number }>();

let own: { birth: Birth } | undefined;

export function ownBirth(): Birth {
  own ??= { birth: factsOf(process.pid)?.birth };
  return own.birth;
}

/** False only when it is certain: a mark of a living process must never be swept away. */
export function isStillThere(pid: number, birth: Birth): boolean {
  if (!answersSignals(pid)) return false;
  const facts = factsOf(pid);
  if (facts === undefined) return answersSignals(pid);
  if (/^[ZX]/.test(facts.state)) return false;
  return birth === undefined || facts.birth === undefined || birth === facts.birth;
}

export function isSuspended(pid: number): boolean {
  return /^T/.test(factsOf(pid)?.state ?? '');
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // ESRCH: no such process. EPERM: it lives and belongs to somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function factsOf(pid: number): Facts | undefined {
  if (process.platform === 'linux') return factsFromProc(pid);
  if (process.platform === 'win32') return undefined;
  const known = remembered.get(pid);
  if (known !== undefined && Date.now() - known.at < REMEMBERED_MS) return known.facts;
  const facts = factsFromPs(pid);
  remembered.set(pid, { facts, at: Date.now() });
  return facts;
}

function factsFromProc(pid: number): Facts | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything; after it come the state and, 19 fields on, the start.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return { birth: `${bootOf()} ${fields[19]}`, state: fields[0] ?? '' };
  } catch {
    return undefined;
  }
}

let boot: string | undefined;

/** Starts are counted from the boot. */
function bootOf(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

function factsFromPs(pid: number): Facts | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  const [, state, birth] = /^\s*(\S+)\s+(.+?)\s*$/.exec(stdout ?? '') ?? [];
  return state === undefined ? undefined : { state, birth };
}
