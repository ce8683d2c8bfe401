/** Cells of a GRID frame: who stands where, and which cell is free. Row-major; indices start at 0. */
import { FigmaError } from './errors.ts';
import type { GridTrack, NodeRecord } from './model.ts';
import { isInFlow } from './node-types.ts';

interface Span {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

const FLEX: GridTrack = Object.freeze({ type: 'FLEX', value: 1 });

function spanOf(child: NodeRecord): Span {
  const { gridRowAnchorIndex, gridColumnAnchorIndex, gridRowSpan, gridColumnSpan } = child.props;
  return {
    row: gridRowAnchorIndex,
    column: gridColumnAnchorIndex,
    rows: gridRowSpan,
    columns: gridColumnSpan,
  };
}

function overlap(a: Span, b: Span): boolean {
  const rows = a.row < b.row + b.rows && b.row < a.row + a.rows;
  return rows && a.column < b.column + b.columns && b.column < a.column + a.columns;
}

function placedChildren(grid: NodeRecord, except?: NodeRecord): NodeRecord[] {
  return grid.children.filter((child) => child !== except && isInFlow(child));
}

function isFree(grid: NodeRecord, span: Span, except: NodeRecord): boolean {
  return !placedChildren(grid, except).some((child) => overlap(spanOf(child), span));
}

/** Sets the number of rows or columns; new tracks are FLEX, as in Figma. */
export function setTrackCount(grid: NodeRecord, axis: 'Row' | 'Column', count: number): void {
  const used = placedChildren(grid).map((child) =>
    axis === 'Row'
      ? child.props.gridRowAnchorIndex + child.props.gridRowSpan
      : child.props.gridColumnAnchorIndex + child.props.gridColumnSpan,
  );
  if (count < Math.max(0, ...used)) {
    throw new FigmaError(
      `Cannot remove ${axis.toLowerCase()}s that have children. Move or remove the children first.`,
    );
  }
  resizeTracks(grid, axis, count);
}

function resizeTracks(grid: NodeRecord, axis: 'Row' | 'Column', count: number): void {
  const sizes = axis === 'Row' ? grid.props.gridRowSizes : grid.props.gridColumnSizes;
  const next = Object.freeze(Array.from({ length: count }, (_, at) => sizes[at] ?? FLEX));
  if (axis === 'Row') {
    grid.props.gridRowCount = count;
    grid.props.gridRowSizes = next;
  } else {
    grid.props.gridColumnCount = count;
    grid.props.gridColumnSizes = next;
  }
}

/** Puts a child that just came into the grid in the first free cell; a full grid gets one more row. */
export function placeInFirstFreeCell(grid: NodeRecord, child: NodeRecord): void {
  child.props.gridRowSpan = 1;
  child.props.gridColumnSpan = 1;
  for (let row = 0; ; row++) {
    for (let column = 0; column < grid.props.gridColumnCount; column++) {
      if (!isFree(grid, { row, column, rows: 1, columns: 1 }, child)) continue;
      if (row >= grid.props.gridRowCount) resizeTracks(grid, 'Row', row + 1);
      child.props.gridRowAnchorIndex = row;
      child.props.gridColumnAnchorIndex = column;
      return;
    }
  }
}

/** Gives every child of a frame that just became a GRID its cell, in layer order. */
export function placeAll(grid: NodeRecord): void {
  const children = placedChildren(grid);
  const before = grid.children;
  // Children without a cell yet must not count as occupying one, so they are placed into a growing list.
  grid.children = before.filter((child) => !children.includes(child));
  for (const child of children) {
    grid.children.push(child);
    placeInFirstFreeCell(grid, child);
  }
  grid.children = before;
}

/** Moves a child to a cell; the whole span must lie in the grid and be free. */
export function moveToCell(grid: NodeRecord, child: NodeRecord, row: number, column: number): void {
  setSpan(grid, child, { ...spanOf(child), row, column });
}

export function setSpan(grid: NodeRecord, child: NodeRecord, change: Partial<Span>): void {
  const span = { ...spanOf(child), ...change };
  const { gridRowCount, gridColumnCount } = grid.props;
  if (span.row + span.rows > gridRowCount || span.column + span.columns > gridColumnCount) {
    throw new FigmaError(
      `Cell (${span.row}, ${span.column}) with span ${span.rows}x${span.columns} is out of bounds: the grid has ${gridRowCount} rows and ${gridColumnCount} columns`,
    );
  }
  if (!isFree(grid, span, child)) {
    throw new FigmaError(`Cell (${span.row}, ${span.column}) is already occupied by another node`);
  }
  child.props.gridRowAnchorIndex = span.row;
  child.props.gridColumnAnchorIndex = span.column;
  child.props.gridRowSpan = span.rows;
  child.props.gridColumnSpan = span.columns;
}
