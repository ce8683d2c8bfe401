/** What a brand remembers: its ads, angles and learnings, read and written in the files that people edit too. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssetError, readRegularFile, resolveForWriting } from '../assets/index.ts';
import { type AngleEntry, addAngleEntry } from './angle-entry.ts';
import { type LoggedAngle, readAngles } from './angle-index.ts';
import { BrandError } from './brand-error.ts';
import { type BrandFolder, maxLogBytes } from './brand-folder.ts';
import { type LoggedConcept, readConceptsLog } from './concept-log.ts';
import { type Held, withFolderLock } from './folder-lock.ts';
import { addLearning, type Learning } from './learnings.ts';
import { addLogEntry, type LogEntry } from './log-entry.ts';
import { finishWrites, hasUnfinishedWrites, writeTogether } from './write-together.ts';

const logFile = 'ads/concepts-log.md';
const angleFile = 'ads/angles.md';

export interface BrandMemory {
  /** Oldest first. */
  log: LoggedConcept[];
  angles: LoggedAngle[];
}

/** Reads the log and the angle index; missing files are empty ones. Throws `BrandError`. */
export async function readMemory(brand: BrandFolder): Promise<BrandMemory> {
  if (hasUnfinishedWrites(brand.path)) await withFolderLock(brand.path, () => finishWrites(brand.path));
  const [log, angles] = await Promise.all([logFile, angleFile].map((path) => target(brand.path, path)));
  return {
    log: readConceptsLog(log?.bytes ?? new Uint8Array()),
    angles: readAngles(angles?.bytes ?? new Uint8Array()),
  };
}

/**
 * Writes an ad into the log and the angle index: both or neither, also when the process is killed. `entryFor` is
 * asked under the lock with what the files say then; undefined: nothing is to be written. Throws `BrandError`.
 */
export async function recordConcept(
  brand: BrandFolder,
  entryFor: (memory: BrandMemory) => { log: LogEntry; angle: AngleEntry } | undefined,
): Promise<void> {
  await locked(brand.path, async (held) => {
    const [log, angles] = await Promise.all([target(brand.path, logFile), target(brand.path, angleFile)]);
    const entry = entryFor({
      log: readConceptsLog(log.bytes ?? new Uint8Array()),
      angles: readAngles(angles.bytes ?? new Uint8Array()),
    });
    if (!entry) return;
    await replace(brand.path, held, [
      { ...log, content: addLogEntry(log.bytes, entry.log) },
      { ...angles, content: addAngleEntry(angles.bytes, entry.angle) },
    ]);
  });
}

/** Adds a learning to a file below `folder`; false if the file says so already. Throws `BrandError`. */
export async function recordLearning(folder: string, path: string, learning: Learning): Promise<boolean> {
  return locked(folder, async (held) => {
    const file = await target(folder, path);
    const content = addLearning(file.bytes, learning);
    if (content) await replace(folder, held, [{ ...file, content }]);
    return content !== undefined;
  });
}

/** Somebody saved a file in an editor while the entry was being made: what they wrote must not be lost. */
class ChangedMeanwhile extends Error {}

async function replace(
  folder: string,
  held: Held,
  files: readonly { path: string; bytes?: Buffer; content: Buffer }[],
): Promise<void> {
  await writeTogether(folder, files, async () => {
    for (const { path, bytes } of files) {
      const now = await readFile(path).catch(() => undefined);
      const same = now === undefined || bytes === undefined ? now === bytes : now.equals(bytes);
      if (!same) throw new ChangedMeanwhile();
    }
    await held.check();
  });
}

async function locked<T>(folder: string, work: (held: Held) => Promise<T>): Promise<T> {
  try {
    return await withFolderLock(folder, async (held) => {
      await finishWrites(folder);
      for (let attempt = 1; ; attempt++) {
        try {
          return await work(held);
        } catch (error) {
          if (!(error instanceof ChangedMeanwhile) || attempt === 5) throw error;
        }
      }
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (error instanceof BrandError || typeof code !== 'string') throw error;
    throw new BrandError(
      'cannot_write',
      `cannot be written (${code})`,
      folder,
      'Nothing was changed; check that this user may write there',
    );
  }
}

/** A Markdown file to be written, and its bytes if it is there. Links that lead out are refused. */
async function target(folder: string, path: string): Promise<{ path: string; bytes?: Buffer }> {
  try {
    const real = await resolveForWriting(join(folder, path), [folder]);
    if (!existsSync(real)) return { path: real };
    const bytes = await readRegularFile(real, maxLogBytes, path);
    if (!bytes.includes(0)) return { path: real, bytes };
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    const code = error.code === 'too_large' ? 'too_large' : 'not_allowed';
    throw new BrandError(
      code,
      error.what,
      join(folder, path),
      'Put a plain file inside the brand folder in its place',
    );
  }
  throw new BrandError('not_text', 'this is not a text file', join(folder, path), 'Save it as UTF-8');
}
