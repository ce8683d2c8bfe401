/**
 * The canvas a client's session works on, seen from another process: its Figma file through the bridge, or a copy of
 * the headless document. The document itself is never taken here: the session's own process has it.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './brand/index.ts';
import { createLazyBridge } from './bridge/lazy-bridge.ts';
import type { Canvas } from './canvas/canvas.ts';
import { createFigmaCanvas } from './canvas/figma-canvas.ts';
import type { Settings } from './config/settings.ts';
import { version } from './config/version.ts';
import type { Database } from './sqlite/index.ts';
import { findSessions, readCalls, readSessions } from './telemetry/index.ts';

/** Long enough for the document's own saving after the last change, ms. */
const SAVED_AFTER_MS = 1_000;
const HEALTH_MS = 500;

/** Where a session's server works, as far as it was recorded. */
interface Whereabouts {
  kind?: string;
  /** When it was called last, ms since 1970. */
  last?: number;
}

/** Runs `work` on the canvas and clears up. */
export async function withSessionCanvas<T>(
  settings: Settings,
  records: Database | undefined,
  clientSession: string,
  work: (canvas: Canvas) => Promise<T>,
): Promise<T> {
  const { kind, last } = records === undefined ? {} : whereabouts(records, clientSession);
  if (kind !== 'headless' && (await hasHub(settings.port))) {
    const bridge = createLazyBridge(() => ({
      port: settings.port,
      home: settings.home,
      version,
      client: { name: 'Adsmith hook', pid: process.pid },
    }));
    try {
      const [file] = await bridge.get().sessions();
      if (file) return await work(createFigmaCanvas(bridge.get(), { file: file.file.key }));
    } finally {
      await bridge.close();
    }
  }
  const age = Date.now() - (last ?? 0);
  if (age < SAVED_AFTER_MS) await new Promise((done) => setTimeout(done, SAVED_AFTER_MS - age));
  return withCopy(settings.canvasFile, settings.fontDirs, work);
}

/** The session itself; before its first call was told by a hook, the living one that was active last. */
function whereabouts(records: Database, clientSession: string): Whereabouts {
  const own = findSessions(records, clientSession);
  const sessions = readSessions(records).filter(
    ({ id, pid }) => isAlive(pid) && (own.length === 0 || own.includes(id)),
  );
  const [session] = sessions;
  if (session === undefined) return {};
  const calls = readCalls(records, { sessions: [session.id] });
  const canvas = calls.findLast((call) => call.canvas !== null)?.canvas;
  return { last: session.last, ...(canvas && { kind: canvas }) };
}

async function withCopy<T>(
  file: string,
  fontDirs: string[],
  work: (canvas: Canvas) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'adsmith-hook-'));
  try {
    const copy = join(folder, 'canvas.json');
    if (existsSync(file)) await copyFile(file, copy);
    if (existsSync(`${file}.images`)) await symlink(`${file}.images`, `${copy}.images`, 'junction');
    const { createHeadlessCanvas } = await import('./canvas/headless-canvas.ts');
    // Checks only look, and nothing is closed or flushed: the copy is never saved.
    return await work(createHeadlessCanvas({ file: copy, fontDirs, autosaveDelay: 600_000 }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Only a hub that is there already is asked: a hook must never hold the port itself. */
async function hasHub(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(HEALTH_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}
