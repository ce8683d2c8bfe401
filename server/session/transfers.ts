/** Which node became which in earlier transfers between canvases, on disk. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../files/atomic-file.ts';

export interface TransferStore {
  /** Empty when nothing is known. */
  load(key: string): Promise<Record<string, string>>;
  save(key: string, ids: Record<string, string>): Promise<void>;
}

const idsSchema = z.record(z.string(), z.string());

export function createTransferStore(folder: string): TransferStore {
  const path = (key: string) =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.json`);
  return {
    async load(key) {
      try {
        return idsSchema.parse(JSON.parse(await readFile(path(key), 'utf8')));
      } catch {
        // Lost or damaged: the frames are then sent as new ones, which harms nothing.
        return {};
      }
    },
    async save(key, ids) {
      await writeFileAtomically(path(key), JSON.stringify(ids));
    },
  };
}
