/** Where drafts are kept. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kebab } from './draft-name.ts';

/**
 * `<home>/drafts`; `tools/_drafts` for somebody who works on Adsmith itself, that is, whose workspace is a checkout
 * of it.
 */
export function draftFolder(home: string, workspace: string): string {
  const isCheckout = ['tools/define.ts', 'server/drafts/folder.ts'].every((file) =>
    existsSync(join(workspace, file)),
  );
  return isCheckout ? join(workspace, 'tools', '_drafts') : join(home, 'drafts');
}

/** Never writes over a file: somebody may have worked on it. Answers its path. Throws when it cannot be written. */
export function writeDraft(folder: string, name: string, source: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${kebab(name)}.ts`);
  try {
    writeFileSync(path, source, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return path;
}
