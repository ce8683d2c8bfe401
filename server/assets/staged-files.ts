/**
 * Files that are to appear all together or not at all: each is written beside its target first, so that a full disk or
 * a folder that cannot be written is found out while everything can still be taken back.
 */
import { rename, rm } from 'node:fs/promises';
import { writeDraft } from '../files/atomic-file.ts';

export class StagedFiles {
  /** Target to draft; the latest draft of a target counts. */
  private readonly drafts = new Map<string, string>();

  /** Writes and syncs a draft of `target`; its folder is made if it is not there. */
  async stage(target: string, bytes: Uint8Array): Promise<void> {
    const draft = await writeDraft(target, bytes);
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
