/** Looking after the index: figures, taking folders out, tags, making it anew. */
import { existsSync, statSync } from 'node:fs';
import { readdir, realpath, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { formatCategories, formatCategory } from '../brand/index.ts';
import type { Database } from './database.ts';
import { LibraryError } from './library-error.ts';
import { fieldKeys, type Records } from './records.ts';

export interface LibraryStats {
  pictures: number;
  copies: number;
  broken: number;
  gone: number;
  /** Of the database file. */
  bytes: number;
  folders: { path: string; pictures: number; licence?: string }[];
  categories: { name: string; format?: string; pictures: number }[];
  formats: Record<string, number>;
  used: { brand: string; pictures: number }[];
}

export function statsOf(database: Database, file: string): LibraryStats {
  const count = (where: string) =>
    database.prepare<[], number>(`SELECT count(*) FROM image WHERE ${where}`).pluck().get() ?? 0;
  const formats = database
    .prepare<[], { name: string; pictures: number }>(
      `SELECT format.name, count(*) AS pictures FROM image JOIN format ON format.id = format_id
         WHERE status = 0 AND duplicate_of IS NULL GROUP BY format.id`,
    )
    .all();
  return {
    pictures: count('status = 0 AND duplicate_of IS NULL'),
    copies: count('status = 0 AND duplicate_of IS NOT NULL'),
    broken: count('status = 1'),
    gone: count('status = 2'),
    bytes: statSync(file).size,
    folders: database
      .prepare<[], { path: string; pictures: number; licence: string | null }>(
        `SELECT root.path, root.licence, count(image.id) AS pictures FROM root
           LEFT JOIN image ON root_id = root.id AND status = 0 GROUP BY root.id ORDER BY root.path`,
      )
      .all()
      .map(({ path, pictures, licence }) => ({ path, pictures, ...(licence !== null && { licence }) })),
    categories: database
      .prepare<[], { name: string; format: string | null; pictures: number }>(
        `SELECT category.name, count(*) AS pictures,
             CASE WHEN count(format.id) = count(*) AND min(format.id) = max(format.id) THEN max(format.name) END AS format
           FROM image
           JOIN category ON category.id = category_id LEFT JOIN format ON format.id = format_id
           WHERE status = 0 AND duplicate_of IS NULL GROUP BY category.id ORDER BY category.name`,
      )
      .all()
      .map(({ name, format, pictures }) => ({ name, pictures, ...(format !== null && { format }) })),
    formats: Object.fromEntries(
      formatCategories.map(({ id }) => [id, formats.find(({ name }) => name === id)?.pictures ?? 0]),
    ),
    used: database
      .prepare<[], { brand: string; pictures: number }>(
        'SELECT brand, count(DISTINCT sha256) AS pictures FROM used GROUP BY brand ORDER BY brand',
      )
      .all(),
  };
}

/**
 * Takes a folder out of the index (not off the disk), with the thumbnails nothing else needs. Answers how many pictures
 * that were. Throws `LibraryError` if the folder is not in it.
 */
export async function removeFolder(
  database: Database,
  records: Records,
  folder: string,
  thumbnails: string,
): Promise<number> {
  const asked = await realpath(folder).catch(() => resolve(folder));
  const roots = database.prepare<[], { id: number; path: string }>('SELECT id, path FROM root').all();
  const root = roots.find(({ path }) => path === asked);
  if (!root) {
    throw new LibraryError(
      'not_found',
      `${folder} is not one of the library's folders.`,
      `Folders: ${roots.map(({ path }) => path).join(', ') || '(none)'}.`,
      folder,
    );
  }
  const shas = dropRoot(database, records, root.id);
  const left = database.prepare<[Buffer], number>('SELECT 1 FROM image WHERE sha256 = ? LIMIT 1').pluck();
  const seen = new Set<string>();
  for (const sha of shas) {
    const name = sha.toString('hex');
    if (seen.has(name) || left.get(sha) !== undefined) continue;
    seen.add(name);
    await rm(join(thumbnails, name.slice(0, 2), `${name}.webp`), { force: true });
  }
  return shas.length;
}

/** After an update the package lies elsewhere: its old library is not there any more. */
export async function forgetMovedShipped(
  database: Database,
  records: Records,
  folder: string,
): Promise<void> {
  const now = await realpath(folder).catch(() => folder);
  const moved = database
    .prepare<[string], { id: number; path: string }>(
      'SELECT id, path FROM root WHERE shipped = 1 AND path <> ?',
    )
    .all(now);
  for (const { id, path } of moved) if (!existsSync(path)) dropRoot(database, records, id);
}

function dropRoot(database: Database, records: Records, rootId: number): Buffer[] {
  const rows = database
    .prepare<[number], { id: number; sha256: Buffer | null }>(
      'SELECT id, sha256 FROM image WHERE root_id = ?',
    )
    .all(rootId);
  database
    .transaction(() => {
      const rev = records.nextRev();
      for (const { id } of rows) records.forget(id, rev);
      database.prepare('DELETE FROM root WHERE id = ?').run(rootId);
      records.bumpEpoch();
    })
    .immediate();
  return rows.flatMap(({ sha256 }) => sha256 ?? []);
}

/**
 * Says something about a picture: `word` is a tag, `key=value` a fact ("licence=CC BY 4.0"). `picture` is an id or a
 * path. Throws `LibraryError`.
 */
export async function tagPicture(
  database: Database,
  records: Records,
  picture: string,
  words: readonly string[],
): Promise<{ id: number; tags: { key: string; value: string }[] }> {
  const found = await findPicture(database, picture);
  const tags = words.map(parseTag);
  database
    .transaction(() => {
      const rev = records.nextRev();
      for (const { key, value } of tags) records.tag(found.sha256, key, value, rev);
    })
    .immediate();
  return { id: found.id, tags };
}

function parseTag(word: string): { key: string; value: string } {
  const [, key = 'tag', value = ''] = /^(?:([a-z][a-z0-9_]{0,30})=)?([\s\S]*)$/i.exec(word.trim()) ?? [];
  const tag = { key: key.toLowerCase(), value: value.trim().slice(0, 4_000) };
  if (tag.value === '') {
    throw new LibraryError('bad_value', `"${word}" says nothing.`, 'Write a word, or key=value.', 'tag');
  }
  if (tag.key !== 'format') return tag;
  const format = formatCategory(tag.value);
  if (format) return { key: 'format', value: format.id };
  throw new LibraryError(
    'bad_value',
    `"${tag.value}" is not a format category.`,
    `Formats: ${formatCategories.map(({ id }) => id).join(', ')}. Fields: ${fieldKeys.join(', ')}.`,
    'format',
  );
}

async function findPicture(database: Database, picture: string): Promise<{ id: number; sha256: Buffer }> {
  const real = await realpath(picture).catch(() => resolve(picture));
  const found = database
    .prepare<[string, string, string], { id: number; sha256: Buffer }>(
      `SELECT image.id, sha256 FROM image JOIN root ON root.id = root_id
         WHERE status = 0 AND (CAST(image.id AS TEXT) = ? OR (substr(?, 1, length(root.path) + 1) = root.path || '/'
           AND image.path = substr(?, length(root.path) + 2)))`,
    )
    .get(picture, real, real);
  if (found) return found;
  throw new LibraryError(
    'not_found',
    `There is no picture ${picture} in the ad library.`,
    'Give the id from browse_ad_library, or the path of a file that has been imported.',
    picture,
  );
}

/** Files of the index beside the database itself. */
export const companions = (file: string): string[] => [`${file}-wal`, `${file}-shm`];

/** Puts a finished index in the place of another. */
export async function replaceDatabase(fresh: string, file: string): Promise<void> {
  for (const companion of companions(file)) await rm(companion, { force: true });
  await rename(fresh, file);
  for (const companion of companions(fresh)) await rm(companion, { force: true });
}

/** Drafts of thumbnails that a killed process left. */
export async function removeDrafts(thumbnails: string): Promise<void> {
  for (const folder of await readdir(thumbnails).catch(() => [])) {
    for (const name of await readdir(join(thumbnails, folder)).catch(() => []))
      if (!name.endsWith('.webp')) await rm(join(thumbnails, folder, name), { force: true });
  }
}
