/**
 * The part of the index every query looks at, as typed arrays: about 60 bytes a picture. Loaded once a process; later
 * only what has a newer `rev`.
 */
import type { Database } from './database.ts';
import { coarseLength } from './layout-vector.ts';
import { paletteAt } from './look.ts';
import { paletteSize } from './palette.ts';
import { colourCell, noColour } from './palette-cells.ts';

export interface Columns {
  /** Rows that count; the arrays may be longer. */
  length: number;
  /** Ascending. */
  id: Int32Array;
  hashLow: Uint32Array;
  hashHigh: Uint32Array;
  /** ln(width / height) */
  logRatio: Float32Array;
  coarse: Int8Array;
  /** Five cells of the colour space a picture (palette-cells.ts). */
  cell: Uint16Array;
  category: Int32Array;
  /** 0: none. */
  format: Uint16Array;
  /** 1: usable, and no copy of another. */
  shown: Uint8Array;
}

type Row = [
  id: number,
  look: Buffer | null,
  ratio: number | null,
  category: number | null,
  format: number | null,
  shown: number,
];

export interface ColumnCache {
  /** The columns as the index has them now. */
  current(): Columns;
}

/** Keeps the columns of `database` up to date with the least reading. */
export function createColumnCache(database: Database): ColumnCache {
  const counters = database.prepare<[], number>('SELECT value FROM counter ORDER BY name').pluck();
  const changed = database
    .prepare<[number], Row>(
      `SELECT id, look, ratio, category_id, format_id, status = 0 AND duplicate_of IS NULL FROM image
         WHERE rev > ? ORDER BY id`,
    )
    .raw();
  const everything = database
    .prepare<[], Row>(
      `SELECT id, look, ratio, category_id, format_id, status = 0 AND duplicate_of IS NULL FROM image ORDER BY id`,
    )
    .raw();
  const count = database.prepare<[], number>('SELECT count(*) FROM image').pluck();
  let seen = { version: -1, epoch: -1, rev: -1 };
  let columns = allocate(0);

  return {
    current() {
      // Changes made through this connection would not show in data_version; it only reads.
      const version = Number(database.pragma('data_version', { simple: true }));
      if (version === seen.version) return columns;
      const read = database.transaction(() => {
        const [epoch = 0, rev = 0] = counters.all();
        if (epoch !== seen.epoch || !apply(columns, changed.iterate(seen.rev))) {
          columns = allocate(count.get() ?? 0);
          apply(columns, everything.iterate());
        }
        return { version, epoch, rev };
      });
      seen = read();
      return columns;
    },
  };
}

/** Index of the row with an id, or -1. */
export function rowOf(columns: Columns, id: number): number {
  let [low, high] = [0, columns.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = columns.id[middle] ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Writes rows; false if one belongs between those known (then everything has to be read again). */
function apply(columns: Columns, rows: Iterable<Row>): boolean {
  for (const row of rows) {
    const [id] = row;
    const last = columns.length === 0 ? 0 : (columns.id[columns.length - 1] ?? 0);
    let at = columns.length;
    if (id > last) {
      if (at === columns.id.length) grow(columns);
      columns.length += 1;
    } else {
      at = rowOf(columns, id);
      if (at < 0) return false;
    }
    write(columns, at, row);
  }
  return true;
}

function write(columns: Columns, at: number, [id, look, ratio, category, format, shown]: Row): void {
  columns.id[at] = id;
  columns.category[at] = category ?? 0;
  columns.format[at] = format ?? 0;
  columns.logRatio[at] = Math.log(ratio ?? 1);
  columns.shown[at] = look === null ? 0 : shown;
  columns.cell.fill(noColour, at * paletteSize, (at + 1) * paletteSize);
  if (look === null) return;
  columns.hashLow[at] = look.readUInt32LE(0);
  columns.hashHigh[at] = look.readUInt32LE(4);
  for (let index = 0; index < coarseLength; index += 1)
    columns.coarse[at * coarseLength + index] = look[8 + index] ?? 0;
  for (let index = 0; index < paletteSize; index += 1) {
    const from = paletteAt + index * 4;
    if (from + 4 > look.length) break;
    columns.cell[at * paletteSize + index] = colourCell(
      look[from] ?? 0,
      look.readInt8(from + 1),
      look.readInt8(from + 2),
    );
  }
}

function allocate(rows: number): Columns {
  return {
    length: 0,
    id: new Int32Array(rows),
    hashLow: new Uint32Array(rows),
    hashHigh: new Uint32Array(rows),
    logRatio: new Float32Array(rows),
    coarse: new Int8Array(rows * coarseLength),
    cell: new Uint16Array(rows * paletteSize),
    category: new Int32Array(rows),
    format: new Uint16Array(rows),
    shown: new Uint8Array(rows),
  };
}

function grow(columns: Columns): void {
  const larger = allocate(Math.max(1_024, Math.ceil(columns.id.length * 1.5)));
  for (const key of Object.keys(larger) as (keyof Columns)[]) {
    if (key === 'length') continue;
    (larger[key] as Uint32Array).set(columns[key] as Uint32Array);
  }
  Object.assign(columns, { ...larger, length: columns.length });
}
