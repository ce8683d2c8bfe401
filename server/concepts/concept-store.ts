/** Concepts on disk, a file each, so that damage stays small; writers take turns over all processes. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFolderLock, writeTogether } from '../brand/index.ts';
import { type Concept, conceptSchema } from './concept.ts';

export interface ConceptStore {
  /** All concepts, oldest first; a damaged file is left out. */
  all(): Promise<Concept[]>;
  get(id: string): Promise<Concept | undefined>;
  /** Runs `work` with all concepts while no other process writes any. */
  alone<T>(work: (concepts: Concept[], save: (concept: Concept) => Promise<void>) => Promise<T>): Promise<T>;
}

export function createConceptStore(folder: string): ConceptStore {
  const file = (id: string) => join(folder, `${id}.json`);
  const read = async (path: string): Promise<Concept | undefined> => {
    try {
      return conceptSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      return undefined;
    }
  };
  const all = async () => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^c_\w+\.json$/.test(name));
    const concepts = await Promise.all(names.map((name) => read(join(folder, name))));
    return concepts
      .filter((concept) => concept !== undefined)
      .sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.number - b.number);
  };
  return {
    all,
    get: async (id) => (conceptSchema.shape.id.safeParse(id).success ? read(file(id)) : undefined),
    async alone(work) {
      await mkdir(folder, { recursive: true });
      return withFolderLock(folder, async (held) =>
        work(await all(), (concept) =>
          writeTogether(
            folder,
            [
              {
                path: file(concept.id),
                content: Buffer.from(`${JSON.stringify(conceptSchema.parse(concept))}\n`),
              },
            ],
            held.check,
          ),
        ),
      );
    },
  };
}
