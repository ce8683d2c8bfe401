/** Writing pictures to the index: prepared statements, and what has to change together. */
import type { Statement } from 'better-sqlite3';
import type { Database } from './database.ts';
import type { Features } from './features.ts';
import { packLook } from './look.ts';
import type { Facts } from './sidecar.ts';
import { lettersApart } from './word-letters.ts';

export const status = { usable: 0, broken: 1, gone: 2 } as const;

/** A picture file as it was read; `features` are missing if it is broken. */
export interface ImageRecord {
  rootId: number;
  path: string;
  bytes: number;
  mtime: number;
  sidecarMtime: number;
  category: string;
  /** Format category (L2) of the folder. */
  categoryFormat: string | undefined;
  subfolders: readonly string[];
  read:
    | { sha256: Buffer; features: Features; facts: Facts; rootLicence: string | undefined }
    | { error: string };
}

export interface KnownFile {
  id: number;
  bytes: number;
  mtime: number;
  sidecar_mtime: number;
  status: number;
  error: string | null;
}

/** Keys of a person's tags that stand for a field of the picture. */
export const fieldKeys = ['text', 'licence', 'source', 'brand', 'angle', 'format'] as const;
type FieldKey = (typeof fieldKeys)[number];

export type Records = ReturnType<typeof createRecords>;

/** `formatOf` turns a written format into the id of a category. */
export function createRecords(database: Database, formatOf: (written: string) => string | undefined) {
  const sql = {
    known: database.prepare<[number, string], KnownFile>(
      'SELECT id, bytes, mtime, sidecar_mtime, status, error FROM image WHERE root_id = ? AND path = ?',
    ),
    rev: database
      .prepare<[], number>("UPDATE counter SET value = value + 1 WHERE name = 'rev' RETURNING value")
      .pluck(),
    epoch: database.prepare("UPDATE counter SET value = value + 1 WHERE name = 'epoch'"),
    addCategory: database.prepare('INSERT OR IGNORE INTO category (name) VALUES (?)'),
    addFormat: database.prepare('INSERT OR IGNORE INTO format (name) VALUES (?)'),
    format: database.prepare<[string], number>('SELECT id FROM format WHERE name = ?').pluck(),
    category: database.prepare<[string], number>('SELECT id FROM category WHERE name = ?').pluck(),
    upsert: database
      .prepare<[Record<string, unknown>], number>(
        `INSERT INTO image (id, root_id, path, status, error, sha256, category_id, format_id, width, height, ratio, bytes,
           mtime, sidecar_mtime, brand, angle, text, licence, source, look, duplicate_of, compared,
           rev, imported_at)
         VALUES (@id, @rootId, @path, @status, @error, @sha256, @categoryId, @formatId, @width, @height, @ratio, @bytes,
           @mtime, @sidecarMtime, @brand, @angle, @text, @licence, @source, @look, @duplicateOf,
           @compared, @rev, @at)
         ON CONFLICT (root_id, path) DO UPDATE SET status = excluded.status, error = excluded.error,
           sha256 = excluded.sha256, category_id = excluded.category_id, format_id = excluded.format_id,
           width = excluded.width, height = excluded.height, ratio = excluded.ratio, bytes = excluded.bytes,
           mtime = excluded.mtime, sidecar_mtime = excluded.sidecar_mtime, brand = excluded.brand,
           angle = excluded.angle, text = excluded.text, licence = excluded.licence, source = excluded.source,
           look = excluded.look,
           duplicate_of = excluded.duplicate_of, compared = excluded.compared, rev = excluded.rev,
           imported_at = excluded.imported_at
         RETURNING id`,
      )
      .pluck(),
    layout: database.prepare(
      'INSERT INTO layout (image_id, vector) VALUES (?, ?) ON CONFLICT (image_id) DO UPDATE SET vector = excluded.vector',
    ),
    original: database
      .prepare<[Buffer, number, string], number>(
        `SELECT id FROM image WHERE sha256 = ? AND status = 0 AND duplicate_of IS NULL
           AND NOT (root_id = ? AND path = ?) ORDER BY id LIMIT 1`,
      )
      .pluck(),
    release: database.prepare(
      'UPDATE image SET duplicate_of = NULL, compared = 0, rev = ? WHERE duplicate_of = ?',
    ),
    setCopy: database.prepare('UPDATE image SET duplicate_of = ?, compared = 1, rev = ? WHERE id = ?'),
    moveCopies: database.prepare('UPDATE image SET duplicate_of = ?, rev = ? WHERE duplicate_of = ?'),
    compared: database.prepare('UPDATE image SET compared = 1 WHERE id = ?'),
    state: database.prepare('UPDATE image SET status = ?, error = ?, rev = ? WHERE id = ?'),
    clearTags: database.prepare("DELETE FROM tag WHERE sha256 = ? AND by <> 'person'"),
    dropTag: database.prepare("DELETE FROM tag WHERE sha256 = ? AND key = ? AND by = 'person'"),
    addTag: database.prepare('INSERT OR IGNORE INTO tag (sha256, key, value, by) VALUES (?, ?, ?, ?)'),
    tags: database.prepare<[Buffer], { key: string; value: string; by: string }>(
      'SELECT key, value, by FROM tag WHERE sha256 = ?',
    ),
    described: database.prepare<
      [number],
      {
        sha256: Buffer;
        category: string;
        format: string | null;
        text: string | null;
        brand: string | null;
        angle: string | null;
      }
    >(
      `SELECT sha256, category.name AS category, format.name AS format, text, brand, angle FROM image
         JOIN category ON category.id = category_id LEFT JOIN format ON format.id = format_id
         WHERE image.id = ? AND sha256 IS NOT NULL`,
    ),
    alike: database.prepare<[Buffer], number>('SELECT id FROM image WHERE sha256 = ? AND status = 0').pluck(),
    setRev: database.prepare('UPDATE image SET rev = ? WHERE id = ?'),
    words: database.prepare(
      'INSERT OR REPLACE INTO words (rowid, category, text, tags, brand) VALUES (?, ?, ?, ?, ?)',
    ),
    noWords: database.prepare('DELETE FROM words WHERE rowid = ?'),
  };
  const setField = Object.fromEntries(
    fieldKeys.map((key) => [
      key,
      database.prepare<[string | number, number]>(
        `UPDATE image SET ${key === 'format' ? 'format_id' : key} = ? WHERE id = ?`,
      ),
    ]),
  ) as Record<FieldKey, Statement<[string | number, number]>>;
  const categories = new Map<string, number>();
  const formats = new Map<string, number>();

  const categoryId = (name: string) =>
    remembered(categories, name, () => {
      sql.addCategory.run(name);
      return sql.category.get(name);
    });
  const formatId = (name: string) =>
    remembered(formats, name, () => {
      sql.addFormat.run(name);
      return sql.format.get(name);
    });

  /** What a text search finds a picture by, from what the index holds of it. */
  const writeWords = (id: number): void => {
    const row = sql.described.get(id);
    if (!row) return;
    const tags = sql.tags.all(row.sha256).filter(({ key }) => !fieldKeys.some((name) => name === key));
    const spaced = (text: string | null) => (text ?? '').replaceAll('_', ' ');
    const columns = [
      `${row.category} ${spaced(row.format)}`,
      row.text ?? '',
      tags.map(({ value }) => spaced(value)).join(' '),
      `${row.brand ?? ''} ${row.angle ?? ''}`,
    ];
    sql.words.run(id, ...columns.map(lettersApart));
  };

  const put = (
    record: ImageRecord,
    rev: number,
    keepId: number | undefined,
  ): { id: number; isCopy: boolean } => {
    const { read } = record;
    const usable = 'features' in read ? read : undefined;
    if (usable) {
      sql.clearTags.run(usable.sha256);
      for (const value of record.subfolders) sql.addTag.run(usable.sha256, 'tag', value, 'folder');
      for (const { key, value } of usable.facts.tags) sql.addTag.run(usable.sha256, key, value, 'sidecar');
    }
    const tags = usable ? sql.tags.all(usable.sha256) : [];
    const field = (key: FieldKey): string | null =>
      tags.find((tag) => tag.by === 'person' && tag.key === key)?.value ?? usable?.facts[key] ?? null;
    const written = field('format');
    const format = (written === null ? undefined : formatOf(written)) ?? record.categoryFormat;
    const copyOf = usable && sql.original.get(usable.sha256, record.rootId, record.path);
    const id =
      sql.upsert.get({
        id: keepId ?? null,
        rootId: record.rootId,
        path: record.path,
        status: usable ? status.usable : status.broken,
        error: 'error' in read ? read.error : null,
        sha256: usable?.sha256 ?? null,
        categoryId: categoryId(record.category),
        formatId: format === undefined ? null : formatId(format),
        width: usable?.features.width ?? null,
        height: usable?.features.height ?? null,
        ratio: usable ? usable.features.width / usable.features.height : null,
        bytes: record.bytes,
        mtime: record.mtime,
        sidecarMtime: record.sidecarMtime,
        brand: field('brand'),
        angle: field('angle'),
        text: field('text'),
        licence: field('licence') ?? usable?.rootLicence ?? null,
        source: field('source'),
        look: usable ? packLook(usable.features) : null,
        duplicateOf: copyOf ?? null,
        compared: copyOf === undefined && usable ? 0 : 1,
        rev,
        at: new Date().toISOString(),
      }) ?? 0;
    sql.release.run(rev, id);
    if (!usable) {
      sql.noWords.run(id);
      return { id, isCopy: false };
    }
    sql.layout.run(id, Buffer.from(usable.features.layout.buffer));
    writeWords(id);
    return { id, isCopy: copyOf !== undefined };
  };

  return {
    known: (rootId: number, path: string) => sql.known.get(rootId, path),
    nextRev: () => sql.rev.get() ?? 0,
    /** Rows were taken away: readers must load everything again. */
    bumpEpoch: () => sql.epoch.run(),
    put,
    /** The file is not there any more; what was said about it stays. */
    markGone(id: number, rev: number) {
      sql.state.run(status.gone, null, rev, id);
      sql.noWords.run(id);
      sql.release.run(rev, id);
    },
    /** `id` is a copy of `of`, and so is what was a copy of `id`. */
    markCopy(id: number, of: number, rev: number) {
      sql.setCopy.run(of, rev, id);
      sql.moveCopies.run(of, rev, id);
    },
    markCompared: (id: number) => sql.compared.run(id),
    /**
     * A person's word on a picture, kept by its content. A field (`fieldKeys`) has one value, a tag may have several.
     * `value` of the field "format" must be a format category's id.
     */
    tag(sha256: Buffer, key: string, value: string, rev: number) {
      const field = fieldKeys.find((name) => name === key);
      if (field) sql.dropTag.run(sha256, key);
      sql.addTag.run(sha256, key, value, 'person');
      for (const id of sql.alike.all(sha256)) {
        if (field === 'format') setField[field].run(formatId(value), id);
        else if (field) setField[field].run(value, id);
        sql.setRev.run(rev, id);
        writeWords(id);
      }
    },
    /** Before a row is taken away: its words go, its copies become pictures of their own again. */
    forget(id: number, rev: number) {
      sql.noWords.run(id);
      sql.release.run(rev, id);
    },
  };
}

function remembered(known: Map<string, number>, name: string, find: () => number | undefined): number {
  const id = known.get(name) ?? find() ?? 0;
  known.set(name, id);
  return id;
}
