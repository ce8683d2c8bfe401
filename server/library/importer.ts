/**
 * Brings folders into the index: several files at a time, committed every moment, so that a killed import loses nothing
 * and continues where it was.
 */
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { AssetError, openImage } from '../assets/index.ts';
import { categoryOf, formatOf } from './category.ts';
import type { Database } from './database.ts';
import { featuresOf } from './features.ts';
import { LibraryError } from './library-error.ts';
import { type ImageRecord, type KnownFile, type Records, status } from './records.ts';
import { type Facts, readSidecar } from './sidecar.ts';
import { writeThumbnail } from './thumbnails.ts';
import { type FoundImage, type Passed, walk } from './walk.ts';

/** What is read is written to the index this often. */
const COMMIT_MS = 100;
/** Rows of one transaction at most. */
const COMMIT_ROWS = 500;
/** The report names this many files of a kind, and counts the rest. */
const NAMED = 200;

export interface ImportOptions {
  /** For pictures whose sidecar names none. */
  licence?: string | undefined;
  /** The library that comes with the package; there is one, and it moves with the package. */
  shipped?: boolean;
  /** Files read at the same time; default: one a core. */
  workers?: number | undefined;
  /** Folder of the thumbnails. */
  thumbnails: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Ids to give to files by their path below the root; for a rebuild. */
  keepIds?: ReadonlyMap<string, number>;
}

export interface ImportProgress {
  /** Files looked at so far. */
  seen: number;
  imported: number;
  broken: number;
}

export interface ImportReport {
  folder: string;
  /** Files looked at. */
  seen: number;
  /** New or changed, now in the index. */
  imported: number;
  /** Pictures that are known and the same as before. */
  unchanged: number;
  broken: Passed[];
  brokenCount: number;
  /** Files that are no pictures this reads, links, ...: not in the index. */
  passed: Passed[];
  passedCount: number;
  /** Pictures whose sidecar could not be used; they are in the index without it. */
  sidecars: Passed[];
  /** Known, but not on disk any more. */
  gone: number;
  /** Imported now, and byte for byte a picture that is there already. */
  exact: number;
  /** Stopped before the end. */
  stopped: boolean;
}

/** Imports one folder. Throws `LibraryError` if there is no such folder. */
export async function importFolder(
  database: Database,
  records: Records,
  folder: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const root = await realFolder(folder);
  const rootId = rememberRoot(database, root, options);
  const licence =
    database.prepare<[number], string | null>('SELECT licence FROM root WHERE id = ?').pluck().get(rootId) ??
    undefined;
  const report = emptyReport(root);
  const seen = new Set<number>();
  const unlisted: string[] = [];
  let pending: ImageRecord[] = [];
  let committed = performance.now();

  const write = database.transaction((rows: ImageRecord[]) => {
    const rev = records.nextRev();
    return rows.map((row) => records.put(row, rev, options.keepIds?.get(row.path)));
  });
  const flush = () => {
    if (pending.length > 0) {
      for (const { id, isCopy } of write.immediate(pending)) {
        seen.add(id);
        if (isCopy) report.exact += 1;
      }
    }
    pending = [];
    committed = performance.now();
    options.onProgress?.({ seen: report.seen, imported: report.imported, broken: report.brokenCount });
  };

  const rootName = basename(root);
  const take = async (image: FoundImage): Promise<void> => {
    const known = records.known(rootId, image.path);
    report.seen += 1;
    if (known && isSame(known, image)) {
      seen.add(known.id);
      // Each file counts once: broken ones stay broken until they change.
      if (known.error === null) report.unchanged += 1;
      else addBroken(report, { path: image.path, reason: known.error });
    } else {
      const read = await readImage(image, root, licence, options.thumbnails, report);
      const { category, subfolders } = categoryOf(image.path, rootName);
      const categoryFormat = [category, ...subfolders].map(formatOf).find((id) => id !== undefined);
      if ('error' in read) addBroken(report, { path: image.path, reason: read.error });
      else report.imported += 1;
      pending.push({
        rootId,
        path: image.path,
        bytes: image.bytes,
        mtime: image.mtime,
        sidecarMtime: image.sidecar?.mtime ?? 0,
        category,
        categoryFormat,
        subfolders,
        read,
      });
    }
    if (performance.now() - committed > COMMIT_MS || pending.length >= COMMIT_ROWS) flush();
  };

  const files = walk(root, options.signal);
  let failed = false;
  const work = async (): Promise<void> => {
    for (;;) {
      if (options.signal?.aborted || failed) return;
      const { value, done } = await files.next();
      if (done) return;
      if ('image' in value) await take(value.image);
      else {
        addPassed(report, value.passed);
        if (value.passed.folder) unlisted.push(value.passed.path === '.' ? '' : `${value.passed.path}/`);
      }
    }
  };
  const workers = Math.max(1, options.workers ?? availableParallelism());
  const ends = await Promise.allSettled(
    Array.from({ length: workers }, () =>
      work().catch((error: unknown) => {
        failed = true;
        throw error;
      }),
    ),
  );
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
  flush();
  // Several workers finish in no order; a reader, and a second import, should see the same list.
  for (const list of [report.broken, report.passed, report.sidecars])
    list.sort((one, other) => (one.path < other.path ? -1 : 1));
  report.stopped = options.signal?.aborted ?? false;
  if (!report.stopped) report.gone = markGone(database, records, rootId, seen, unlisted);
  return report;
}

/** The folder's real path. */
export async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => undefined);
  const found = real === undefined ? undefined : await stat(real).catch(() => undefined);
  if (real !== undefined && found?.isDirectory()) return real;
  throw new LibraryError(
    'not_a_folder',
    found ? `${folder} is a file, not a folder.` : `There is no folder ${folder}.`,
    'Name a folder of pictures, best with one sub-folder a category.',
    folder,
  );
}

/** The folder's id. A folder that is known is only looked up, so that a look for changes needs no lock. */
function rememberRoot(database: Database, path: string, { licence, shipped }: ImportOptions): number {
  const find = database.prepare<[string], { id: number; licence: string | null }>(
    'SELECT id, licence FROM root WHERE path = ?',
  );
  const known = find.get(path);
  if (known && (licence === undefined || licence === known.licence)) return known.id;
  database
    .prepare(
      `INSERT INTO root (path, licence, shipped, added_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET licence = excluded.licence`,
    )
    .run(path, licence ?? null, shipped ? 1 : 0, new Date().toISOString());
  return find.get(path)?.id ?? 0;
}

function isSame(known: KnownFile, image: FoundImage): boolean {
  return (
    known.status !== status.gone &&
    known.bytes === image.bytes &&
    known.mtime === image.mtime &&
    known.sidecar_mtime === (image.sidecar?.mtime ?? 0)
  );
}

async function readImage(
  found: FoundImage,
  root: string,
  rootLicence: string | undefined,
  thumbnails: string,
  report: ImportReport,
): Promise<ImageRecord['read']> {
  try {
    const image = await openImage(found.absolute, [root]);
    const sha256 = createHash('sha256').update(image.bytes).digest();
    const [features, facts] = await Promise.all([featuresOf(image), factsOf(found, root, report)]);
    await writeThumbnail(image, sha256, thumbnails);
    return { sha256, features, facts, rootLicence };
  } catch (error) {
    if (error instanceof AssetError) return { error: error.what };
    throw error;
  }
}

/** A bad sidecar costs its facts, not the picture. */
async function factsOf(found: FoundImage, root: string, report: ImportReport): Promise<Facts> {
  if (!found.sidecar) return { tags: [] };
  try {
    return await readSidecar(found.sidecar.absolute, root);
  } catch (error) {
    const reason = error instanceof AssetError ? error.what : error instanceof Error ? error.message : '';
    if (report.sidecars.length < NAMED) report.sidecars.push({ path: found.path, reason });
    return { tags: [] };
  }
}

/** Files that were known and not found now; folders that could not be listed say nothing about theirs. */
function markGone(
  database: Database,
  records: Records,
  rootId: number,
  seen: ReadonlySet<number>,
  unlisted: readonly string[],
): number {
  const known = database
    .prepare<[number], { id: number; path: string }>(
      'SELECT id, path FROM image WHERE root_id = ? AND status <> 2',
    )
    .all(rootId);
  const gone = known.filter(
    ({ id, path }) => !seen.has(id) && !unlisted.some((folder) => path.startsWith(folder)),
  );
  if (gone.length === 0) return 0;
  database
    .transaction(() => {
      const rev = records.nextRev();
      for (const { id } of gone) records.markGone(id, rev);
    })
    .immediate();
  return gone.length;
}

const emptyReport = (folder: string): ImportReport => ({
  folder,
  seen: 0,
  imported: 0,
  unchanged: 0,
  broken: [],
  brokenCount: 0,
  passed: [],
  passedCount: 0,
  sidecars: [],
  gone: 0,
  exact: 0,
  stopped: false,
});

function addBroken(report: ImportReport, broken: Passed): void {
  report.brokenCount += 1;
  if (report.broken.length < NAMED) report.broken.push(broken);
}

function addPassed(report: ImportReport, passed: Passed): void {
  report.passedCount += 1;
  if (report.passed.length < NAMED) report.passed.push(passed);
}
