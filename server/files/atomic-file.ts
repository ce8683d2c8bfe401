/** Writing files so that readers, and whoever comes after a crash, find the old or the new content, never half of it. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

interface WriteOptions {
  /** Waits until the content is on the disk. Without it a crash of the whole machine may lose the file. */
  sync?: boolean;
}

/** Writes beside the file, then renames over it. Folders are made as needed. */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array,
  { sync = true }: WriteOptions = {},
): Promise<void> {
  const draft = await writeDraft(file, content, { sync });
  try {
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  if (sync) await syncFolder(dirname(file));
}

/** Writes a hidden draft beside `target`, to be renamed over it, and says where; what fails leaves nothing behind. */
export async function writeDraft(
  target: string,
  content: string | Uint8Array,
  { sync = true }: WriteOptions = {},
): Promise<string> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(content);
      if (sync) await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return draft;
}

/** Makes the rename itself durable. Not every system can sync a folder; there the rename stays as safe as it is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
