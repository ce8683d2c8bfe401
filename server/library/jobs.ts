/** What the command line does with the index: each opens it, works, and closes it. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { formatOf } from './category.ts';
import { type CopyReport, findCopies } from './copies.ts';
import { type Database, openReader, openWriter } from './database.ts';
import { type ImportReport, importFolder, realFolder } from './importer.ts';
import { asLibraryError, LibraryError } from './library-error.ts';
import {
  companions,
  type LibraryStats,
  removeDrafts,
  removeFolder,
  replaceDatabase,
  statsOf,
  tagPicture,
} from './maintenance.ts';
import { indexPaths } from './paths.ts';
import { createRecords, type Records } from './records.ts';
import { countImages } from './walk.ts';

export interface ImportJob {
  licence?: string | undefined;
  workers?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: (state: {
    step: 'import' | 'compare';
    folder: string;
    done: number;
    /** Unknown until the files have been counted. */
    total: number | undefined;
    broken: number;
  }) => void;
}

export interface ImportResult {
  folders: ImportReport[];
  /** Copies that differ in their bytes: re-encoded, scaled, slightly cropped. */
  copies: CopyReport['copies'];
  /** Files that are byte for byte another one. */
  exact: number;
  ms: number;
}

/** Imports folders into the index below `home`. Throws `LibraryError`. */
export async function importFolders(
  home: string,
  folders: readonly string[],
  job: ImportJob = {},
): Promise<ImportResult> {
  const { database: file, thumbnails } = indexPaths(home);
  // Before anything is written: one bad name must not leave half of it done.
  const roots = await Promise.all(folders.map(realFolder));
  return withWriter(file, (writer, records) => importInto(writer, records, file, thumbnails, roots, job));
}

async function importInto(
  writer: Database,
  records: Records,
  file: string,
  thumbnails: string,
  roots: readonly string[],
  job: ImportJob,
  kept?: Kept,
): Promise<ImportResult> {
  const started = performance.now();
  const reports: ImportReport[] = [];
  for (const folder of roots) {
    if (job.signal?.aborted) break;
    let total: number | undefined;
    void countImages(folder, job.signal).then((count) => {
      total = count;
    });
    const root = kept?.roots.find(({ path }) => path === folder);
    reports.push(
      await importFolder(writer, records, folder, {
        licence: job.licence ?? root?.licence ?? undefined,
        shipped: root?.shipped === 1,
        workers: job.workers,
        thumbnails,
        signal: job.signal,
        ...(kept && { keepIds: kept.ids.get(folder) ?? new Map() }),
        onProgress: ({ seen, broken }) =>
          job.onProgress?.({ step: 'import', folder, done: seen, total, broken }),
      }),
    );
  }
  const reader = openReader(file);
  try {
    const { copies } = await findCopies(writer, reader, records, {
      ...(job.signal && { signal: job.signal }),
      onProgress: (done, total) => job.onProgress?.({ step: 'compare', folder: '', done, total, broken: 0 }),
    });
    const exact = reports.reduce((sum, report) => sum + report.exact, 0);
    return { folders: reports, copies, exact, ms: performance.now() - started };
  } finally {
    reader.close();
  }
}

interface Kept {
  roots: { path: string; licence: string | null; shipped: number }[];
  ids: Map<string, Map<string, number>>;
  lastId: number;
  used: unknown[][];
  tags: unknown[][];
}

/**
 * Makes the index anew from its folders and puts it in the old one's place when it is complete. What can still be read
 * of the old one is kept: folders, ids, people's tags, what brands used. `folders` are added, for the case that nothing
 * can. Throws `LibraryError`; then the old index is as it was.
 */
export async function rebuildIndex(
  home: string,
  folders: readonly string[],
  job: ImportJob = {},
): Promise<ImportResult & { missing: string[] }> {
  const { database: file, thumbnails } = indexPaths(home);
  const kept = readWhatIsLeft(file);
  const fresh = `${file}.rebuild`;
  for (const path of [fresh, ...companions(fresh)]) await rm(path, { force: true });
  const roots: string[] = [];
  const missing: string[] = [];
  for (const folder of [...kept.roots.map(({ path }) => path), ...folders]) {
    const real = await realFolder(folder).catch(() => undefined);
    if (real === undefined) missing.push(folder);
    else if (!roots.includes(real)) roots.push(real);
  }
  await removeDrafts(thumbnails);
  const result = await withWriter(fresh, async (writer, records) => {
    // New files must not get an id that belongs to one still to come.
    writer.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('image', ?)").run(kept.lastId);
    restore(writer, 'tag (sha256, key, value, by)', kept.tags);
    restore(writer, 'used (sha256, brand, concept, at)', kept.used);
    const imported = await importInto(writer, records, fresh, thumbnails, roots, job, kept);
    writer.pragma('wal_checkpoint(TRUNCATE)');
    return imported;
  });
  if (job.signal?.aborted) {
    for (const path of [fresh, ...companions(fresh)]) await rm(path, { force: true });
    throw new LibraryError('unreadable', 'The rebuild was stopped.', 'The index is as it was before.');
  }
  await replaceDatabase(fresh, file);
  return { ...result, missing };
}

/** Each part by itself: a damaged page costs what is on it. */
function readWhatIsLeft(file: string): Kept {
  const kept: Kept = { roots: [], ids: new Map(), lastId: 0, used: [], tags: [] };
  if (!existsSync(file)) return kept;
  let database: Database;
  try {
    database = openReader(file);
  } catch {
    return kept;
  }
  const attempt = (read: () => void) => {
    try {
      read();
    } catch {
      // Nothing of this part can be read.
    }
  };
  attempt(() => {
    kept.roots = database.prepare<[], Kept['roots'][number]>('SELECT path, licence, shipped FROM root').all();
  });
  attempt(() => {
    const rows = database
      .prepare<[], [string, string, number]>(
        'SELECT root.path, image.path, image.id FROM image JOIN root ON root.id = root_id',
      )
      .raw();
    for (const [root, path, id] of rows.iterate()) {
      const ids = kept.ids.get(root) ?? new Map<string, number>();
      ids.set(path, id);
      kept.lastId = Math.max(kept.lastId, id);
      kept.ids.set(root, ids);
    }
  });
  attempt(() => {
    kept.used = database.prepare<[], unknown[]>('SELECT sha256, brand, concept, at FROM used').raw().all();
  });
  attempt(() => {
    kept.tags = database
      .prepare<[], unknown[]>("SELECT sha256, key, value, by FROM tag WHERE by = 'person'")
      .raw()
      .all();
  });
  database.close();
  return kept;
}

function restore(writer: Database, columns: string, rows: readonly unknown[][]): void {
  const insert = writer.prepare(`INSERT OR IGNORE INTO ${columns} VALUES (?, ?, ?, ?)`);
  writer
    .transaction(() => {
      for (const row of rows) insert.run(...row);
    })
    .immediate();
}

/** Figures of the index. Throws `LibraryError`. */
export const statsOfIndex = (home: string): Promise<LibraryStats> => {
  const { database: file } = indexPaths(home);
  return withWriter(file, async (writer) => statsOf(writer, file));
};

/** Takes a folder out of the index; answers how many pictures that were. Throws `LibraryError`. */
export const removeFromIndex = (home: string, folder: string): Promise<number> => {
  const { database: file, thumbnails } = indexPaths(home);
  return withWriter(file, (writer, records) => removeFolder(writer, records, folder, thumbnails));
};

/** Tags a picture by id or path. Throws `LibraryError`. */
export const tagInIndex = (home: string, picture: string, words: readonly string[]) =>
  withWriter(indexPaths(home).database, (writer, records) => tagPicture(writer, records, picture, words));

async function withWriter<T>(
  file: string,
  work: (writer: Database, records: Records) => Promise<T>,
): Promise<T> {
  const writer = openWriter(file);
  try {
    return await work(writer, createRecords(writer, formatOf));
  } catch (error) {
    throw asLibraryError(error, file);
  } finally {
    writer.close();
  }
}
