/** The ad library as tools use it: browse, look at one, remember what was used. */
import { randomInt } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { openImage, openImageBytes } from '../assets/index.ts';
import { type OpenIndex, openIndex, type SolvedRequest, unknownId } from './browse.ts';
import { formatOf } from './category.ts';
import { contactSheet, largePicture, pixelsOf } from './contact-sheet.ts';
import { findCopies } from './copies.ts';
import { createCursorStore } from './cursors.ts';
import { type Database, guarded, openReader, openWriter, servingBusyMs } from './database.ts';
import { featuresOf } from './features.ts';
import { importFolder } from './importer.ts';
import { asLibraryError, LibraryError } from './library-error.ts';
import { forgetMovedShipped } from './maintenance.ts';
import { indexPaths } from './paths.ts';
import { createRecords } from './records.ts';
import { createRefresher } from './refresh.ts';
import type { BrowsePage, BrowseRequest, LibraryRow, LikeSource } from './request.ts';
import type { StoredPicture } from './rows.ts';
import { thumbnailOf, thumbnailSize } from './thumbnails.ts';

export interface Library {
  /** A page of references with a contact sheet. Throws `LibraryError`, `AssetError`. */
  browse(request: BrowseRequest): Promise<BrowsePage>;
  /** The next page of a query. Throws `LibraryError` for a cursor that is not known. */
  more(cursor: string, count?: number): Promise<BrowsePage>;
  /** One reference, large. Throws `LibraryError`. */
  look(id: number): Promise<{ row: LibraryRow; bytes: Buffer; width: number; height: number }>;
  /**
   * Remembers that a brand's concept used these references: ids of pictures, as numbers or text ("12", "#12",
   * "lib-12"). Other words are none of the library's business; they come back as `unknown`. Throws `LibraryError` if it cannot be written.
   */
  markUsed(
    imageIds: readonly (number | string)[],
    brand: string,
    concept: string,
  ): Promise<{ marked: number[]; unknown: string[] }>;
  /** Reads what is new in the folders that are set, for some seconds at most; answers what is worth telling. */
  refresh(): Promise<string[]>;
  /** Stops background work and closes the index. */
  close(): Promise<void>;
}

export interface LibraryOptions {
  /** The settings' home folder. */
  home: string;
  /** The library that comes with the package. */
  shipped: string;
  /** Folders of one's own. */
  folders: readonly string[];
}

type Question = Omit<BrowseRequest, 'like'> & { like?: LikeSource | undefined; seed: number };

/** Opens nothing yet: the index is made or opened by the first call. */
export function createLibrary(options: LibraryOptions): Library {
  const paths = indexPaths(options.home);
  let open: { database: Database; index: OpenIndex; inode: number } | undefined;
  const cursors = createCursorStore<Question>();
  const refresher = createRefresher({
    folders: [
      { path: options.shipped, shipped: true },
      ...options.folders.filter((path) => path !== options.shipped).map((path) => ({ path, shipped: false })),
    ],
    async run(folder, signal, onProgress) {
      try {
        await refreshFolder(paths, folder, signal, onProgress);
      } catch (error) {
        throw asLibraryError(error, paths.database);
      }
    },
  });

  const index = (): OpenIndex => {
    if (!existsSync(paths.database))
      guarded(paths.database, () => openWriter(paths.database, servingBusyMs).close());
    // A rebuild puts another file in its place.
    const inode = statSync(paths.database).ino;
    if (open && open.inode !== inode) {
      open.database.close();
      open = undefined;
    }
    open ??= guarded(paths.database, () => {
      const database = openReader(paths.database);
      try {
        return { database, index: openIndex(database), inode };
      } catch (error) {
        database.close();
        throw error;
      }
    });
    return open.index;
  };
  const ask = <T>(question: (index: OpenIndex) => T): T => guarded(paths.database, () => question(index()));

  const likenessOf = async (like: LikeSource): Promise<SolvedRequest['likeness']> => {
    if ('id' in like) return ask((at) => at.likenessOf(like.id));
    const image =
      'path' in like ? await openImage(like.path, like.roots) : await openImageBytes(like.bytes, like.name);
    const { hash, coarse, layout, width, height } = await featuresOf(image);
    return { of: { hash, coarse, layout, logRatio: Math.log(width / height) }, without: [] };
  };

  const page = async (question: Question, offset: number, count: number): Promise<BrowsePage> => {
    const notes = await refresher.ensure();
    const { like, ...rest } = question;
    const likeness = like && (await likenessOf(like));
    const found = ask((at) => at.find({ ...rest, likeness, offset, count }));
    if (found.pictures.length === 0) {
      return {
        rows: [],
        matches: found.matches,
        seed: question.seed,
        notes: [...notes, ...reasons(found.without)],
      };
    }
    if (found.understood) notes.push(`Taken for the look: ${found.understood.join(', ')}.`);
    const ranked = like !== undefined || question.text !== undefined;
    const sheet = await contactSheet(
      found.pictures.map((picture) => sheetPicture(picture, paths.thumbnails)),
      { ranked },
    );
    const lost = found.pictures.length - sheet.order.length;
    if (lost > 0) notes.push(`${lost} file(s) could not be read any more and were left out.`);
    const next = offset + found.pictures.length;
    return {
      rows: sheet.order.flatMap((at) => found.pictures[at]?.row ?? []),
      ...(sheet.order.length > 0 && { sheet }),
      matches: found.matches,
      seed: question.seed,
      ...(next < found.matches && { cursor: cursors.issue(question, next) }),
      ...(found.match && { match: found.match }),
      notes,
    };
  };

  return {
    async browse(request) {
      const question = { ...request, seed: request.seed ?? randomInt(100_000) };
      return page(question, 0, request.count);
    },
    async more(cursor, count) {
      const known = cursors.find(cursor);
      if (!known) {
        throw new LibraryError(
          'bad_value',
          `The cursor "${cursor}" is not known (any more).`,
          'Ask again with the same filters and the seed of the last answer: the order is the same.',
          'cursor',
        );
      }
      return page(known.query, known.offset, count ?? known.query.count);
    },
    async look(id) {
      await refresher.ensure();
      const picture = ask((at) => at.pictures.get(id));
      if (!picture) throw unknownId(id);
      const image = await openImage(picture.row.path, [picture.root]);
      return { row: picture.row, ...(await largePicture(image)) };
    },
    async markUsed(imageIds, brand, concept) {
      const asked = imageIds.map((word) => {
        const id = Number(/^(?:#|lib-)?(\d{1,9})$/i.exec(String(word).trim())?.[1] ?? Number.NaN);
        return { word: String(word), id, picture: id > 0 ? ask((at) => at.pictures.get(id)) : undefined };
      });
      const pictures = asked.flatMap(({ picture }) => picture ?? []);
      if (pictures.length > 0)
        guarded(paths.database, () => writeUsed(paths.database, pictures, brand, concept));
      return {
        marked: pictures.map(({ row }) => row.id),
        unknown: asked.flatMap(({ word, picture }) => (picture ? [] : [word])),
      };
    },
    refresh: () => refresher.ensure(),
    async close() {
      await refresher.stop();
      open?.database.close();
      open = undefined;
    },
  };
}

function writeUsed(file: string, pictures: readonly StoredPicture[], brand: string, concept: string): void {
  const writer = openWriter(file, servingBusyMs);
  try {
    const add = writer.prepare('INSERT OR IGNORE INTO used (sha256, brand, concept, at) VALUES (?, ?, ?, ?)');
    const at = new Date().toISOString();
    writer
      .transaction(() => {
        for (const { sha256 } of pictures) add.run(sha256, brand.toLowerCase(), concept, at);
      })
      .immediate();
  } finally {
    writer.close();
  }
}

async function refreshFolder(
  paths: ReturnType<typeof indexPaths>,
  folder: { path: string; shipped: boolean },
  signal: AbortSignal,
  onProgress: (seen: number) => void,
): Promise<void> {
  const writer = openWriter(paths.database, servingBusyMs);
  try {
    const records = createRecords(writer, formatOf);
    if (folder.shipped) await forgetMovedShipped(writer, records, folder.path);
    await importFolder(writer, records, folder.path, {
      thumbnails: paths.thumbnails,
      shipped: folder.shipped,
      signal,
      onProgress: ({ seen }) => onProgress(seen),
    });
    const reader = openReader(paths.database);
    try {
      await findCopies(writer, reader, records, { signal });
    } finally {
      reader.close();
    }
  } finally {
    writer.close();
  }
}

/** From the thumbnail, unless the sheet shows the picture much larger than that. */
function sheetPicture({ row, root, sha256 }: StoredPicture, thumbnails: string) {
  return {
    ratio: row.width / row.height,
    async pixels(width: number, height: number): Promise<Buffer> {
      const small = thumbnailSize(row.width, row.height);
      const enough = width <= small.width * 1.15;
      const image = enough
        ? await openImageBytes(await thumbnailOf(row.path, root, sha256, thumbnails), row.path)
        : await openImage(row.path, [root]);
      return pixelsOf(image, width, height);
    },
  };
}

const filterNames: Record<string, string> = {
  categories: 'category',
  ratio: 'aspect',
  notUsedBy: 'notUsedBy (already used ones are left out)',
};

/** What would help when nothing was found. */
function reasons(without: Record<string, number> | undefined): string[] {
  const helps = Object.entries(without ?? {});
  if (helps.length === 0) return ['Nothing matches.'];
  return [
    `Nothing matches all filters. ${helps
      .map(([filter, matches]) => `Without ${filterNames[filter] ?? filter}: ${matches}`)
      .join('; ')}.`,
  ];
}
