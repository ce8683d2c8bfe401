/** Writes several files so that a crash leaves all of them old or all of them new. Call it under the folder's lock. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { isInside } from '../assets/index.ts';

export interface FileToWrite {
  /** Absolute, real, inside the folder. */
  path: string;
  content: Uint8Array;
}

/** Which drafts are to replace which files, relative to the folder; there while the replacing is under way. */
const journalSchema = z.strictObject({
  version: z.literal(1),
  files: z.array(z.strictObject({ draft: z.string(), file: z.string() })),
});

const draftName = /^\.adsmith-[\da-f-]{36}\.tmp$/;
const journalOf = (folder: string) => join(folder, '.adsmith-write.json');

/**
 * Drafts beside the files, synced; then a journal; then the renames. What a crash leaves after the journal is
 * finished by `finishWrites`; before it, only drafts are left over. `commit` runs when everything can be replaced.
 */
export async function writeTogether(
  folder: string,
  files: readonly FileToWrite[],
  commit: () => Promise<void> = async () => {},
): Promise<void> {
  const drafts = files.map(({ path, content }) => ({
    draft: join(dirname(path), `.adsmith-${randomUUID()}.tmp`),
    path,
    content,
  }));
  try {
    for (const { draft, path, content } of drafts) {
      await mkdir(dirname(draft), { recursive: true });
      // Under the lock, a draft that is there already is what a crash left.
      for (const name of await readdir(dirname(draft)))
        if (draftName.test(name) && !drafts.some((other) => other.draft.endsWith(name)))
          await rm(join(dirname(draft), name), { force: true });
      await writeSynced(draft, content, await stat(path).catch(() => undefined));
    }
    await commit();
    if (drafts.length > 1) {
      const entries = drafts.map(({ draft, path }) => ({
        draft: relative(folder, draft),
        file: relative(folder, path),
      }));
      const draft = join(folder, `.adsmith-${randomUUID()}.tmp`);
      await writeSynced(draft, Buffer.from(JSON.stringify({ version: 1, files: entries })));
      await rename(draft, journalOf(folder));
      await syncFolder(folder);
    }
  } catch (error) {
    await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true })));
    throw error;
  }
  for (const { draft, path } of drafts) await rename(draft, path);
  await Promise.all([...new Set(drafts.map(({ path }) => dirname(path)))].map(syncFolder));
  if (drafts.length > 1) await rm(journalOf(folder), { force: true });
}

/** Did a crash leave something to finish? Cheap, and without the lock. */
export const hasUnfinishedWrites = (folder: string): boolean => existsSync(journalOf(folder));

/** Finishes what a crash interrupted. True if there was something. Call it under the folder's lock. */
export async function finishWrites(folder: string): Promise<boolean> {
  const text = await readFile(journalOf(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const journal = journalSchema.safeParse(safeJson(text));
  // A draft that is gone has been renamed already.
  for (const { draft, file } of journal.data?.files ?? []) {
    // The folder may come from anywhere, its journal too: only our own drafts, and only inside.
    const target = join(folder, file);
    const real = await realpath(dirname(target)).catch(() => undefined);
    const ours = draftName.test(basename(draft)) && /\.md$/i.test(file);
    if (!ours || dirname(draft) !== dirname(file) || real === undefined || !isInside(real, folder)) continue;
    await rename(join(real, basename(draft)), join(real, basename(file))).catch(ignoreMissing);
  }
  await rm(journalOf(folder), { force: true });
  return true;
}

/** `like`: the file to be replaced, whose mode is kept. */
async function writeSynced(path: string, content: Uint8Array, like?: { mode: number }): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    if (like) await handle.chmod(like.mode);
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes renames durable; not every system can sync a folder, and there they stay as safe as they are. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
