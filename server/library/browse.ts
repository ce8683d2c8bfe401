/** One query over an open index: rows without pictures. */
import { type ColumnCache, type Columns, createColumnCache, rowOf } from './columns.ts';
import type { Database } from './database.ts';
import { coarseLength } from './layout-vector.ts';
import { LibraryError } from './library-error.ts';
import { masksOf } from './names.ts';
import { oklabOf } from './oklab.ts';
import { createLayoutReader, type LayoutReader, type Likeness, type RowQuery, runQuery } from './query.ts';
import type { BrowseRequest } from './request.ts';
import { createPictureReader, type PictureReader, type StoredPicture } from './rows.ts';
import { type Look, lookTable, readWish } from './wish.ts';
import { createWordSearch, type WordSearch, wordsOf } from './words.ts';

/** OKLab distance up to which a colour counts as the asked one. */
const TOLERANCE = 0.1;
/** ln of proportions up to which a picture has the asked aspect: 4:5 takes 3:4 and 5:6, not 1:1. */
const ASPECT = 0.1;
/** Matching is the point of these queries; unlike pictures are the point of the others. */
const DIVERSITY = { browsing: 0.6, matching: 0.25 } as const;

export interface Found {
  pictures: StoredPicture[];
  matches: number;
  match?: 'all' | 'any';
  /** Words of the text that were taken for how an ad looks. */
  understood?: string[];
  /** Why nothing was found: how many there would be without one of the filters. */
  without?: Record<string, number>;
}

/** A request whose picture has been looked at. */
export interface SolvedRequest extends Omit<BrowseRequest, 'like' | 'seed'> {
  likeness?: { of: Likeness; without: readonly number[] } | undefined;
  seed: number;
  offset: number;
  look?: Look | undefined;
}

/** An index open for reading. */
export interface OpenIndex {
  find(request: SolvedRequest): Found;
  pictures: PictureReader;
  /** How a picture of the library looks, and its id and those of its copies. Throws `LibraryError`. */
  likenessOf(id: number): { of: Likeness; without: number[] };
}

export function openIndex(database: Database): OpenIndex {
  const columns: ColumnCache = createColumnCache(database);
  const layouts: LayoutReader = createLayoutReader(database);
  const pictures = createPictureReader(database);
  const words: WordSearch = createWordSearch(database);
  const used = database
    .prepare<[string], number>(
      'SELECT image.id FROM used JOIN image ON image.sha256 = used.sha256 WHERE used.brand = ?',
    )
    .pluck();

  const run = (request: SolvedRequest, all: Columns, exhaustive: boolean) => {
    const { text, categories, palette, ratio, likeness, notUsedBy, seed, offset, count } = request;
    const found =
      text === undefined ? undefined : words.find(text, { enough: offset + count, seed, exhaustive });
    const matching = found || palette || likeness;
    const query: RowQuery = {
      categories: categories && masksOf(database, categories),
      words: found,
      palette: palette && {
        colours: palette.map(oklabOf),
        tolerance: request.tolerance ?? TOLERANCE,
      },
      look: request.look && {
        main: request.look.tone && lookTable(request.look.tone),
        among: request.look.hues.map(lookTable),
      },
      logRatio: ratio === undefined ? undefined : { is: Math.log(ratio), within: ASPECT },
      like: likeness?.of,
      without: new Set([
        ...(notUsedBy === undefined ? [] : used.all(notUsedBy.toLowerCase())),
        ...(likeness?.without ?? []),
      ]),
      diversity: request.diversity ?? (matching ? DIVERSITY.matching : DIVERSITY.browsing),
      seed,
      offset,
      count,
    };
    return { found, page: runQuery(all, layouts, query) };
  };

  const find = (request: SolvedRequest): Found => {
    if (request.text !== undefined && wordsOf(request.text).length === 0) {
      throw new LibraryError(
        'bad_value',
        'text holds no word.',
        'Give words to look for, or leave it out.',
        'text',
      );
    }
    const wish = request.text === undefined || request.look ? undefined : readWish(request.text);
    if (wish) {
      // Words for a look may be words of the copy as well: they are, where nothing looks like that.
      const { rest, look, ratio, understood } = wish;
      const looked = find({
        ...request,
        text: rest || undefined,
        look,
        ratio: request.ratio ?? ratio,
      });
      const some = rest !== '' || understood.length > 0;
      if (some && looked.matches > 0) return { ...looked, ...(understood.length > 0 && { understood }) };
    }
    const all = columns.current();
    let { found, page } = run(request, all, false);
    // A sample of a common word may miss what the other filters leave.
    if (found && !found.complete && page.rows.length < request.count)
      ({ found, page } = run(request, all, true));
    return {
      pictures: page.rows.flatMap((row) => pictures.get(all.id[row] ?? 0) ?? []),
      matches: page.matches,
      ...(found && { match: found.match }),
      ...(page.matches === 0 && { without: relaxed(request, (eased) => run(eased, all, true).page.matches) }),
    };
  };

  return {
    find,
    pictures,
    likenessOf(id) {
      const all = columns.current();
      const row = rowOf(all, id);
      if (row < 0 || !pictures.get(id)) throw unknownId(id);
      const hash = Buffer.alloc(8);
      hash.writeUInt32LE(all.hashLow[row] ?? 0, 0);
      hash.writeUInt32LE(all.hashHigh[row] ?? 0, 4);
      return {
        of: {
          hash,
          coarse: all.coarse.slice(row * coarseLength, (row + 1) * coarseLength),
          layout: layouts.of(id),
          logRatio: all.logRatio[row] ?? 0,
        },
        without: [id],
      };
    },
  };
}

export const unknownId = (id: number) =>
  new LibraryError(
    'not_found',
    `There is no picture ${id} in the ad library.`,
    'Take an id from browse_ad_library.',
    'id',
  );

/** How many match when one filter is dropped; only those that help. */
function relaxed(request: SolvedRequest, count: (eased: SolvedRequest) => number): Record<string, number> {
  const filters = ['categories', 'text', 'palette', 'ratio', 'notUsedBy'] as const;
  return Object.fromEntries(
    filters
      .filter((filter) => request[filter] !== undefined)
      .map((filter) => [filter, count({ ...request, [filter]: undefined })] as const)
      .filter(([, matches]) => matches > 0),
  );
}
