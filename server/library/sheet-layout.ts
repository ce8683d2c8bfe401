/** Where the pictures of a contact sheet go: rows of pictures in their true proportions, none much smaller than the rest. */

export interface Tile {
  /** Which picture. */
  index: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface SheetLayout {
  width: number;
  height: number;
  tiles: Tile[];
}

export interface SheetFrame {
  /** Longest side, px. */
  maxSide: number;
  /** Most pixels: what a model pays for. */
  maxArea: number;
  gap: number;
  /** Room above each picture for its number. */
  label: number;
}

/** A row taller than this share of the sheet's width would leave the others no room. */
const TALLEST = 0.62;
/** Wide and less wide sheets are tried. */
const SHAPES = [1, 1.15, 1.3, 1.45, 1.6, 1.8];

/**
 * Lays out pictures with the given proportions (width / height). All ways to break them into rows are tried, in the given
 * order or (if `reorder`) also by proportion; the fairest wins: the largest product of areas. Tiles come in reading
 * order and never overlap.
 */
export function layoutSheet(ratios: readonly number[], frame: SheetFrame, reorder: boolean): SheetLayout {
  const given = ratios.map((_, index) => index);
  const byRatio = given.toSorted((one, two) => (ratios[one] ?? 1) - (ratios[two] ?? 1));
  let best: { layout: SheetLayout; score: number } | undefined;
  for (const order of reorder ? [given, byRatio] : [given]) {
    for (const shape of SHAPES) {
      const width = Math.min(frame.maxSide, Math.floor(Math.sqrt(frame.maxArea * shape)));
      const height = Math.min(frame.maxSide, Math.floor(frame.maxArea / width));
      for (let breaks = 0; breaks < 2 ** (order.length - 1); breaks += 1) {
        const layout = inRows(rowsOf(order, breaks), ratios, width, height, frame);
        if (layout === undefined) continue;
        const score = layout.tiles.reduce((sum, tile) => sum + Math.log(tile.width * tile.height), 0);
        if (best === undefined || score > best.score) best = { layout, score };
      }
    }
  }
  return best?.layout ?? { width: 1, height: 1, tiles: [] };
}

/** Bit i of `breaks`: a new row starts after picture i. */
function rowsOf(order: readonly number[], breaks: number): number[][] {
  const rows: number[][] = [];
  let row: number[] = [];
  order.forEach((index, at) => {
    row.push(index);
    if (breaks & (1 << at)) {
      rows.push(row);
      row = [];
    }
  });
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Rows as wide as the sheet, then all scaled to its height; undefined if there is no room at all. */
function inRows(
  rows: number[][],
  ratios: readonly number[],
  width: number,
  height: number,
  { gap, label }: SheetFrame,
): SheetLayout | undefined {
  const natural = rows.map((row) => {
    const sum = row.reduce((total, index) => total + (ratios[index] ?? 1), 0);
    return Math.min((width - gap * (row.length + 1)) / sum, width * TALLEST);
  });
  const room = height - gap * (rows.length + 1) - label * rows.length;
  const scale = Math.min(1, room / natural.reduce((sum, value) => sum + value, 0));
  if (!(scale > 0) || natural.some((value) => value * scale < 8)) return undefined;
  const heights = natural.map((value) => value * scale);
  const widthOf = (row: number[], rowHeight: number) =>
    row.reduce((sum, index) => sum + (ratios[index] ?? 1) * rowHeight, gap * (row.length + 1));
  const used = Math.ceil(Math.max(...rows.map((row, at) => widthOf(row, heights[at] ?? 0))));
  const tiles: Tile[] = [];
  let y = gap;
  rows.forEach((row, at) => {
    const rowHeight = heights[at] ?? 0;
    let x = (used - widthOf(row, rowHeight)) / 2 + gap;
    for (const index of row) {
      const wide = (ratios[index] ?? 1) * rowHeight;
      tiles.push({
        index,
        x: Math.round(x),
        y: Math.round(y + label),
        width: Math.max(1, Math.floor(wide)),
        height: Math.max(1, Math.floor(rowHeight)),
      });
      x += wide + gap;
    }
    y += label + rowHeight + gap;
  });
  return { width: Math.min(width, used), height: Math.min(height, Math.ceil(y)), tiles };
}
