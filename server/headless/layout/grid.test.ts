import { beforeAll, describe, expect, it } from 'vitest';
import type { GridTrack, NodeProps, NodeRecord } from '../model.ts';
import { loadLayout } from './index.ts';
import { FILL, grid, layOut, padding, rect, size } from './test-records.ts';

beforeAll(loadLayout);

const FLEX: GridTrack = { type: 'FLEX', value: 1 };
const HUG: GridTrack = { type: 'HUG' };
const fixed = (value: number): GridTrack => ({ type: 'FIXED', value });

function tracks(columns: GridTrack[], rows: GridTrack[]): Partial<NodeProps> {
  return {
    gridColumnCount: columns.length,
    gridRowCount: rows.length,
    gridColumnSizes: columns,
    gridRowSizes: rows,
    gridColumnGap: 0,
    gridRowGap: 0,
  };
}

const cell = (
  record: NodeRecord,
  column: number,
  row: number,
  props: Partial<NodeProps> = {},
): NodeRecord => {
  Object.assign(record.props, { gridColumnAnchorIndex: column, gridRowAnchorIndex: row, ...props });
  return record;
};

describe('GRID', () => {
  it('shares what fixed tracks and gaps leave among FLEX tracks by their weight', () => {
    const frame = grid(
      {
        width: 330,
        height: 110,
        ...tracks([fixed(90), FLEX, { type: 'FLEX', value: 2 }], [FLEX, FLEX]),
        gridColumnGap: 15,
        gridRowGap: 10,
      },
      [cell(rect(1, 1, FILL), 0, 0), cell(rect(1, 1, FILL), 1, 0), cell(rect(1, 1, FILL), 2, 1)],
    );
    expect(layOut(frame)).toEqual([
      [0, 0, 90, 50],
      [105, 0, 70, 50],
      [190, 60, 140, 50],
    ]);
  });

  it('does not widen a FLEX track for its content', () => {
    const frame = grid({ width: 100, height: 20, ...tracks([FLEX, FLEX], [FLEX]) }, [
      cell(rect(80, 10), 0, 0),
      cell(rect(10, 10), 1, 0),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 80, 10],
      [50, 0, 10, 10],
    ]);
  });

  it('makes HUG tracks as long as their largest item, and a hugging frame as long as its tracks', () => {
    const frame = grid(
      { ...tracks([HUG, fixed(40)], [HUG, HUG]), gridRowGap: 5, gridColumnGap: 6, ...padding(3) },
      [cell(rect(30, 10), 0, 0), cell(rect(20, 25), 1, 0), cell(rect(50, 8), 0, 1)],
    );
    expect(layOut(frame)).toEqual([
      [3, 3, 30, 10],
      [59, 3, 20, 25],
      [3, 33, 50, 8],
    ]);
    expect(size(frame)).toEqual([102, 44]);
  });

  it('covers several tracks, gaps included, and lets HUG tracks grow for it', () => {
    const frame = grid({ ...tracks([fixed(40), HUG], [fixed(10), fixed(10)]), gridColumnGap: 10 }, [
      cell(rect(90, 10), 0, 0, { gridColumnSpan: 2 }),
      cell(rect(1, 1, FILL), 1, 1),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 90, 10],
      [50, 10, 40, 10],
    ]);
  });

  it('aligns children in their area', () => {
    const frame = grid({ width: 100, height: 100, ...tracks([FLEX], [FLEX]) }, [
      cell(rect(20, 20), 0, 0, { gridChildHorizontalAlign: 'CENTER', gridChildVerticalAlign: 'MAX' }),
      cell(rect(20, 20), 0, 0, { gridChildHorizontalAlign: 'AUTO', gridChildVerticalAlign: 'MIN' }),
    ]);
    expect(layOut(frame)).toEqual([
      [40, 80, 20, 20],
      [0, 0, 20, 20],
    ]);
  });

  it('adds tracks for children beyond the declared ones', () => {
    const frame = grid({ width: 50, height: 100, ...tracks([FLEX], [FLEX]) }, [
      cell(rect(1, 1, FILL), 0, 0),
      cell(rect(1, 1, FILL), 0, 1),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 50, 50],
      [0, 50, 50, 50],
    ]);
  });
});
