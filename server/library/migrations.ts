/** The index's tables, as steps from one `user_version` to the next. A step that has shipped is never edited. */

const first = `
-- Folders of pictures. Paths are real and absolute.
CREATE TABLE root (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  licence TEXT,
  shipped INTEGER NOT NULL DEFAULT 0, -- came with the package
  added_at TEXT NOT NULL
);
-- Folder names as they are written, and ids of format categories (L2): a picture has one and maybe the other.
CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
CREATE TABLE format (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
CREATE TABLE image (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  root_id INTEGER NOT NULL REFERENCES root(id) ON DELETE CASCADE,
  path TEXT NOT NULL,              -- below its root, with /
  status INTEGER NOT NULL,         -- 0 usable, 1 broken (see error), 2 gone from disk
  error TEXT,
  sha256 BLOB,
  category_id INTEGER REFERENCES category(id),
  format_id INTEGER REFERENCES format(id), -- the sidecar's, else what the category stands for
  width INTEGER, height INTEGER,   -- px as seen
  ratio REAL,
  bytes INTEGER NOT NULL,
  mtime REAL NOT NULL,             -- ms
  sidecar_mtime REAL NOT NULL,     -- ms; 0 without one
  brand TEXT, angle TEXT, text TEXT, licence TEXT, source TEXT,
  look BLOB,                       -- hash, coarse layout and palette in one (look.ts)
  duplicate_of INTEGER,            -- the picture this one is a copy of
  compared INTEGER NOT NULL DEFAULT 0, -- looked for copies of it
  rev INTEGER NOT NULL,            -- grows with every change; readers load what is newer
  imported_at TEXT NOT NULL,
  UNIQUE (root_id, path)
);
CREATE INDEX image_rev ON image(rev);
CREATE INDEX image_sha256 ON image(sha256);
CREATE INDEX image_to_compare ON image(id) WHERE compared = 0 AND status = 0;
CREATE INDEX image_duplicate ON image(duplicate_of) WHERE duplicate_of IS NOT NULL;
-- 8x8 colour layout: read for a few hundred candidates of a query, so kept out of the row.
CREATE TABLE layout (
  image_id INTEGER PRIMARY KEY REFERENCES image(id) ON DELETE CASCADE,
  vector BLOB NOT NULL
);
-- What people and sidecars say about a picture, by its content: a copy or a rebuilt index has it too.
CREATE TABLE tag (
  sha256 BLOB NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  by TEXT NOT NULL,                -- 'sidecar', 'folder' or 'person'
  PRIMARY KEY (sha256, key, value, by)
) WITHOUT ROWID;
CREATE TABLE used (
  sha256 BLOB NOT NULL,
  brand TEXT NOT NULL,             -- lower case
  concept TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (brand, sha256, concept)
) WITHOUT ROWID;
-- rev: the last one given out. epoch: changes when rows were taken away.
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counter VALUES ('rev', 0), ('epoch', 0);
CREATE VIRTUAL TABLE words USING fts5(
  category, text, tags, brand,
  content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);
`;

/** Words of scripts without spaces, letter by letter (`lettersApart`), where a picture has any. */
const lettersOfWords = `
INSERT OR REPLACE INTO words (rowid, category, text, tags, brand)
  SELECT id, letters_apart(folder), letters_apart(copy), letters_apart(tags), letters_apart(about) FROM (
    SELECT image.id,
      category.name || ' ' || replace(coalesce(format.name, ''), '_', ' ') AS folder,
      coalesce(text, '') AS copy,
      coalesce((
        SELECT group_concat(replace(value, '_', ' '), ' ') FROM tag
        WHERE tag.sha256 = image.sha256 AND key NOT IN ('brand', 'angle', 'text', 'licence', 'source', 'format')
      ), '') AS tags,
      coalesce(brand, '') || ' ' || coalesce(angle, '') AS about
    FROM image JOIN category ON category.id = category_id LEFT JOIN format ON format.id = format_id
    WHERE status = 0 AND image.sha256 IS NOT NULL
  )
  WHERE letters_apart(folder || copy || tags || about) <> folder || copy || tags || about;
`;

export const migrations: readonly string[] = [first, lettersOfWords];
