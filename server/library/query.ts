/** A query over the columns: which rows match, in which order, and the page that was asked for. */
import { type Columns, rowOf } from './columns.ts';
import type { Database } from './database.ts';
import { type Candidate, diverseOrder } from './diverse.ts';
import { coarseLength, layoutDistance } from './layout-vector.ts';
import type { Oklab } from './oklab.ts';
import { paletteSize } from './palette.ts';
import { nearness } from './palette-cells.ts';
import { bitsBetween } from './perceptual-hash.ts';
import { excluded, rankRange, seededHash } from './ranks.ts';
import type { WordMatches } from './words.ts';

/** What a picture to compare with looks like. */
export interface Likeness {
  hash: Buffer;
  coarse: Int8Array;
  layout: Int8Array;
  logRatio: number;
}

export interface RowQuery {
  /** 1 at the ids of folders' categories and of formats that match, either way; undefined: all. */
  categories?: { category: Uint8Array; format: Uint8Array } | undefined;
  words?: WordMatches | undefined;
  palette?: { colours: readonly Oklab[]; tolerance: number } | undefined;
  /** Cells a picture's most used colour must be of, and cells one of its two most used must be of. */
  look?: { main?: Uint8Array | undefined; among: readonly Uint8Array[] } | undefined;
  /** ln(width / height), and how far off a picture may be. */
  logRatio?: { is: number; within: number } | undefined;
  like?: Likeness | undefined;
  /** Ids not to show. */
  without: ReadonlySet<number>;
  /** 0..1 */
  diversity: number;
  seed: number;
  offset: number;
  count: number;
}

export interface RowPage {
  rows: number[];
  /** Pictures that match, shown or not. */
  matches: number;
}

/** Pictures are diversified in groups of this many, the best first; pages never repeat one. */
const GROUP = 240;
/** Similar pictures compared in detail. */
const DETAILED = 480;
/** OKLab distance at which two layouts have nothing to do with one another. */
const FAR = 0.5;
const LAST = excluded - 1;

let buffer = new Uint16Array(0);

/** Runs a query. Synchronous: the columns must not change under it. */
export function runQuery(columns: Columns, layouts: LayoutReader, query: RowQuery): RowPage {
  if (buffer.length < columns.length) buffer = new Uint16Array(columns.length);
  const scores = buffer.subarray(0, columns.length);
  const matches = score(columns, query, scores);
  const tie = (row: number) => seededHash(query.seed, columns.id[row] ?? 0);
  const detailed = query.like ? detail(columns, layouts, query.like, query, scores, tie) : undefined;
  const rows: number[] = [];
  const end = Math.min(query.offset + query.count, detailed?.length ?? matches);
  for (let at = query.offset; at < end; ) {
    const group = Math.floor(at / GROUP) * GROUP;
    const members =
      detailed?.slice(group, group + GROUP) ??
      rankRange(scores, group, group + GROUP, tie).map((row, index, { length }) => ({
        row,
        layout: layouts.of(columns.id[row] ?? 0),
        relevance: relevanceOf(query, scores[row] ?? LAST, index / length),
      }));
    const wanted = Math.min(end, group + GROUP) - group;
    const candidates = members.map(
      ({ row, relevance, layout }): Candidate => ({
        row,
        relevance,
        layout,
        logRatio: columns.logRatio[row] ?? 0,
        category: (columns.format[row] ?? 0) || 1_000_000 + (columns.category[row] ?? 0),
        brand: layouts.brandOf(columns.id[row] ?? 0),
      }),
    );
    const ordered = diverseOrder(candidates, query.diversity, wanted);
    rows.push(...ordered.slice(at - group, wanted).map(({ row }) => row));
    at = group + wanted;
  }
  return { rows, matches: detailed ? Math.min(matches, detailed.length) : matches };
}

/** A query without words, colours or likeness has no better and worse: then the seeded order decides. */
const relevanceOf = (query: RowQuery, rowScore: number, place: number): number =>
  query.words || query.palette ? 1 - rowScore / LAST : 1 - place;

/** Scores every row; answers how many match. */
function score(columns: Columns, query: RowQuery, scores: Uint16Array): number {
  const { id, shown, logRatio, category, format, cell, coarse } = columns;
  const { categories, words, palette, like } = query;
  const tables = palette?.colours.map((colour) => nearness(colour, palette.tolerance)) ?? [];
  const parts = (words ? 1 : 0) + (palette ? 1 : 0) + (like ? 1 : 0);
  const aspect = query.logRatio;
  const { look } = query;
  const coarseFar = (FAR * 254) ** 2 * (coarseLength / 3);
  const found = words && rowsOf(columns, words.relevance);
  const total = found?.rows.length ?? scores.length;
  let matches = 0;
  scores.fill(excluded);
  for (let at = 0; at < total; at += 1) {
    const row = found ? (found.rows[at] as number) : at;
    if (shown[row] !== 1) continue;
    if (
      categories &&
      categories.format[format[row] as number] !== 1 &&
      categories.category[category[row] as number] !== 1
    )
      continue;
    if (aspect && Math.abs((logRatio[row] as number) - aspect.is) > aspect.within) continue;
    if (look) {
      const lead = row * paletteSize;
      const [first, second] = [cell[lead] as number, cell[lead + 1] as number];
      if (look.main && look.main[first] !== 1) continue;
      if (!look.among.every((table) => table[first] === 1 || table[second] === 1)) continue;
    }
    let distance = found ? 1 - (found.relevance[at] as number) : 0;
    if (tables.length > 0) {
      let near = 0;
      for (const table of tables) {
        let best = 0;
        for (let index = row * paletteSize; index < (row + 1) * paletteSize; index += 1) {
          const nearby = table[cell[index] as number] as number;
          if (nearby > best) best = nearby;
        }
        if (best === 0) {
          near = -1;
          break;
        }
        near += best;
      }
      if (near < 0) continue;
      distance += 1 - near / tables.length / 255;
    }
    if (like) {
      const squares = coarseSquares(coarse, row * coarseLength, like.coarse);
      const shape = Math.min(1, Math.abs((logRatio[row] as number) - like.logRatio));
      distance += Math.min(1, Math.sqrt(squares / coarseFar) * 0.8 + shape * 0.2);
    }
    matches += 1;
    scores[row] =
      parts === 0
        ? Math.min(LAST, seededHash(query.seed, id[row] as number) >>> 16)
        : Math.round((distance / parts) * LAST);
  }
  for (const known of query.without) {
    const row = rowOf(columns, known);
    if (row < 0 || scores[row] === excluded) continue;
    scores[row] = excluded;
    matches -= 1;
  }
  return matches;
}

/** Squared distance of two coarse layouts; written out, because it runs a million times a query. */
function coarseSquares(all: Int8Array, at: number, one: Int8Array): number {
  const a = (all[at] as number) - (one[0] as number);
  const b = (all[at + 1] as number) - (one[1] as number);
  const c = (all[at + 2] as number) - (one[2] as number);
  const d = (all[at + 3] as number) - (one[3] as number);
  const e = (all[at + 4] as number) - (one[4] as number);
  const f = (all[at + 5] as number) - (one[5] as number);
  const g = (all[at + 6] as number) - (one[6] as number);
  const h = (all[at + 7] as number) - (one[7] as number);
  const i = (all[at + 8] as number) - (one[8] as number);
  const j = (all[at + 9] as number) - (one[9] as number);
  const k = (all[at + 10] as number) - (one[10] as number);
  const l = (all[at + 11] as number) - (one[11] as number);
  return a * a + b * b + c * c + d * d + e * e + f * f + g * g + h * h + i * i + j * j + k * k + l * l;
}

/** The rows of ids, with their relevance beside them. */
function rowsOf(columns: Columns, relevance: ReadonlyMap<number, number>) {
  const rows: number[] = [];
  const relevances: number[] = [];
  for (const [known, value] of relevance) {
    const row = rowOf(columns, known);
    if (row < 0) continue;
    rows.push(row);
    relevances.push(value);
  }
  return { rows, relevance: relevances };
}

/** The rows likeliest to be similar, by all that is known of them, the most similar first. */
function detail(
  columns: Columns,
  layouts: LayoutReader,
  like: Likeness,
  query: RowQuery,
  scores: Uint16Array,
  tie: (row: number) => number,
): { row: number; relevance: number; layout: Int8Array }[] {
  const parts = 1 + (query.words ? 1 : 0) + (query.palette ? 1 : 0);
  const [low, high] = [like.hash.readUInt32LE(0), like.hash.readUInt32LE(4)];
  return rankRange(scores, 0, DETAILED, tie)
    .map((row) => {
      const layout = layouts.of(columns.id[row] ?? 0);
      const apart = Math.min(1, layoutDistance(layout, like.layout) / FAR);
      const bits =
        bitsBetween(columns.hashLow[row] ?? 0, low) + bitsBetween(columns.hashHigh[row] ?? 0, high);
      const shape = Math.min(1, Math.abs((columns.logRatio[row] ?? 0) - like.logRatio));
      const unlike = Math.min(1, 0.6 * apart + 0.25 * Math.min(1, bits / 32) + 0.15 * shape);
      // What words and colours say is in the score already; only its likeness is replaced.
      const coarse = (scores[row] ?? 0) / LAST;
      return { row, layout, relevance: 1 - (parts === 1 ? unlike : (coarse * (parts - 1) + unlike) / parts) };
    })
    .sort((one, two) => two.relevance - one.relevance || one.row - two.row);
}

export interface LayoutReader {
  /** The layout of a picture by id. */
  of(id: number): Int8Array;
  /** The brand it is an ad of, if that is known. */
  brandOf(id: number): string | undefined;
}

/** Layouts are read for the few hundred pictures of a group only. */
export function createLayoutReader(database: Database): LayoutReader {
  const vector = database.prepare<[number], Buffer>('SELECT vector FROM layout WHERE image_id = ?').pluck();
  const brand = database.prepare<[number], string | null>('SELECT brand FROM image WHERE id = ?').pluck();
  return {
    brandOf: (id) => brand.get(id) ?? undefined,
    of(id) {
      const bytes = vector.get(id);
      return bytes ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : new Int8Array(0);
    },
  };
}
