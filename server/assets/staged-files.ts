/**
 * Files that are to appear all together or not at all: each is written beside its target first, so that a full disk or
 * a folder that cannot be written is found out while everything can still be taken back.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export class StagedFiles {
  /** Target to draft; the latest draft of a target counts. */
  private readonly drafts = new Map<string, string>();

  /** Writes and syncs a draft of `target`; its folder is made if it is not there. */
  async stage(target: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(target), { recursive: true });
    const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      const file = await open(draft, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    const before = this.drafts.get(target);
    this.drafts.set(target, draft);
    if (before !== undefined) await rm(before, { force: true });
  }

  /** Puts every draft in the place of its target. */
  async keep(): Promise<void> {
    for (const [target, draft] of this.drafts) {
      await rename(draft, target);
      this.drafts.delete(target);
    }
  }

  /** Removes the drafts that were not kept. */
  async discard(): Promise<void> {
    for (const draft of this.drafts.values()) await rm(draft, { force: true });
    this.drafts.clear();
  }
}
