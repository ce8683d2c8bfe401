/** The pictures of a page with everything that is shown of them. */
import type { Database } from './database.ts';
import { paletteOfLook } from './look.ts';
import { paletteHex } from './palette.ts';
import { fieldKeys } from './records.ts';
import type { LibraryRow } from './request.ts';

export interface StoredPicture {
  row: LibraryRow;
  root: string;
  sha256: Buffer;
}

interface ImageRow {
  id: number;
  root: string;
  path: string;
  sha256: Buffer;
  category: string;
  format: string | null;
  width: number;
  height: number;
  look: Buffer;
  text: string | null;
  licence: string | null;
  source: string | null;
  brand: string | null;
  angle: string | null;
}

export type PictureReader = ReturnType<typeof createPictureReader>;

export function createPictureReader(database: Database) {
  const image = database.prepare<[number], ImageRow>(
    `SELECT image.id, root.path AS root, image.path, sha256, category.name AS category, format.name AS format, width,
       height, look, text, image.licence, source, brand, angle
       FROM image JOIN root ON root.id = root_id JOIN category ON category.id = category_id
       LEFT JOIN format ON format.id = format_id WHERE image.id = ? AND status = 0`,
  );
  const tags = database.prepare<[Buffer], { key: string; value: string }>(
    'SELECT DISTINCT key, value FROM tag WHERE sha256 = ? ORDER BY key, value',
  );
  return {
    /** A usable picture by id. */
    get(id: number): StoredPicture | undefined {
      const found = image.get(id);
      if (!found) return undefined;
      const { root, sha256, text, licence, source, brand, angle } = found;
      return {
        root,
        sha256,
        row: {
          id: found.id,
          category: found.format ?? found.category,
          width: found.width,
          height: found.height,
          palette: paletteOfLook(found.look).map(paletteHex),
          tags: tags
            .all(sha256)
            .filter(({ key }) => !fieldKeys.some((field) => field === key))
            .map(({ key, value }) => (key === 'tag' ? value : `${key}: ${value}`)),
          path: `${root}/${found.path}`,
          ...(text !== null && { text }),
          ...(licence !== null && { licence }),
          ...(source !== null && { source }),
          ...(brand !== null && { brand }),
          ...(angle !== null && { angle }),
        },
      };
    },
  };
}
