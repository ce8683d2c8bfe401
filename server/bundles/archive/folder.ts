/** Takes a plain folder (an unpacked bundle, a project pulled with the design tool's own MCP) into an intake. */
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError } from '../bundle-error.ts';
import type { Intake } from './intake.ts';

/** Never part of a design, and large. */
const skipped = new Set(['.git', 'node_modules', '.hg', '.svn', '.next', '.cache']);

/** `root` is real and inside the allowed folders; links below it are not followed. */
export async function readFolder(root: string, intake: Intake): Promise<{ linksSkipped: string[] }> {
  const linksSkipped: string[] = [];
  const visit = async (folder: string, prefix: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (skipped.has(entry.name)) continue;
      const path = intake.admit(prefix + entry.name);
      if (path === undefined) continue;
      const full = join(folder, entry.name);
      if (entry.isDirectory()) await visit(full, `${path}/`);
      else if (entry.isFile()) await storeFile(full, path, intake);
      else linksSkipped.push(path);
    }
  };
  await visit(root, '');
  if (intake.files.size === 0) {
    throw new BundleError('not_a_bundle', 'The folder holds no files.', 'Name the bundle folder.', 'source');
  }
  return { linksSkipped };
}

async function storeFile(full: string, path: string, intake: Intake): Promise<void> {
  const handle = await open(
    full,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return;
    await intake.store(path, stat.size, handle.createReadStream({ autoClose: false }));
  } finally {
    await handle.close();
  }
}
