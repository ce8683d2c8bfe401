/** Sessions on disk, a file each: a new client, or the same after a restart, learns where the last one stood. */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from '../brand/index.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import type { Session } from './session.ts';

const text = z.string().min(1).optional();
const recordSchema = z.strictObject({
  version: z.literal(1),
  session: z.string().min(1),
  pid: z.int().positive(),
  host: z.string(),
  /** Of the last call that was noted. */
  at: z.iso.datetime(),
  brand: text,
  product: text,
  angle: text,
  concept: text,
  frameId: text,
  /** The last tool that changed something. */
  step: text,
});
export type SessionRecord = z.infer<typeof recordSchema>;

export interface SessionStore {
  /** Notes where a session stands after a call. `step`: the tool, if it changed something. Never throws, never waits. */
  note(session: Session, step: string | undefined): void;
  /** The session that was active last, other than this one. */
  last(session: Session): Promise<SessionRecord | undefined>;
  /** Is its client still at work: a living process, and a call within the last half hour? */
  isBusy(owner: { pid: number; host: string; session: string }): Promise<boolean>;
  /** Resolves when everything noted is on disk. */
  close(): Promise<void>;
}

/** Older files than these are removed. */
const KEEP = 20;
/** A session that says nothing new is still noted this often, ms. */
const REFRESH_MS = 60_000;
const IDLE_MS = 30 * 60_000;

export function createSessionStore(folder: string, now: () => Date = () => new Date()): SessionStore {
  const file = (id: string) => join(folder, `${id}.json`);
  const noted = new Map<string, { facts: string; at: number; step?: string | undefined }>();
  let writing: Promise<void> = Promise.resolve();

  const read = async (path: string): Promise<SessionRecord | undefined> => {
    try {
      return recordSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      // Damaged or of another version: where somebody stood is then not known, which harms nothing.
      return undefined;
    }
  };
  const names = async () =>
    (await readdir(folder).catch(() => [])).filter((name) => /^[\w-]+\.json$/.test(name));
  const write = async (record: SessionRecord, isNew: boolean) => {
    // Noted often and no loss: not worth waiting for the disk.
    await writeFileAtomically(file(record.session), `${JSON.stringify(record)}\n`, { sync: false });
    if (isNew) await prune();
  };
  const prune = async () => {
    const dated = await Promise.all(
      (await names()).map(async (name) => ({
        name,
        at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0,
      })),
    );
    for (const { name } of dated.sort((a, b) => b.at - a.at).slice(KEEP))
      await rm(join(folder, name), { force: true });
  };

  return {
    note(session, step) {
      const { id, brand, product, angle, concept, frameId } = session;
      if (brand === undefined && frameId === undefined) return;
      const before = noted.get(id);
      const latest = step ?? before?.step;
      const facts = JSON.stringify([brand, product, angle, concept, frameId, latest]);
      const at = now();
      if (before?.facts === facts && at.getTime() - before.at < REFRESH_MS) return;
      noted.set(id, { facts, at: at.getTime(), step: latest });
      const record: SessionRecord = {
        version: 1,
        session: id,
        pid: process.pid,
        host: hostname(),
        at: at.toISOString(),
        brand,
        product,
        angle,
        concept,
        frameId,
        step: latest,
      };
      // One after the other, so that the newest ends up on disk; a full disk must not fail the call.
      writing = writing.then(() => write(record, before === undefined)).catch(() => {});
    },
    async last({ id }) {
      await writing;
      const records = await Promise.all((await names()).map((name) => read(join(folder, name))));
      return records
        .filter((record) => record !== undefined && record.session !== id)
        .sort((a, b) => (a?.at ?? '').localeCompare(b?.at ?? ''))
        .at(-1);
    },
    async isBusy({ pid, host, session }) {
      const here = host === hostname();
      if (here && !isAlive(pid)) return false;
      await writing;
      const record = await read(file(session));
      // A client in the middle of its first call has no record yet.
      return record === undefined ? here : now().getTime() - Date.parse(record.at) < IDLE_MS;
    },
    close: () => writing,
  };
}
