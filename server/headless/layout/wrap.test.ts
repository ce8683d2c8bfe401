import { beforeAll, describe, expect, it } from 'vitest';
import { loadLayout } from './index.ts';
import { column, FILL, FILL_X, FILL_Y, layOut, padding, rect, row, size } from './test-records.ts';

beforeAll(loadLayout);

describe('wrapped auto-layout', () => {
  const three = () => [rect(40, 10), rect(40, 30), rect(40, 20)];

  it('breaks lines where items no longer fit, and hugs their heights', () => {
    const frame = row(
      { width: 100, layoutWrap: 'WRAP', itemSpacing: 10, counterAxisSpacing: 5, ...padding(2) },
      three(),
    );
    expect(layOut(frame)).toEqual([
      [2, 2, 40, 10],
      [52, 2, 40, 30],
      [2, 37, 40, 20],
    ]);
    expect(size(frame)).toEqual([100, 59]);
  });

  it('uses itemSpacing between lines while counterAxisSpacing is null', () => {
    const frame = row({ width: 90, layoutWrap: 'WRAP', itemSpacing: 10 }, three());
    expect(layOut(frame).map(([, y]) => y)).toEqual([0, 0, 40]);
  });

  it('does not break items that fit exactly', () => {
    const frame = row({ width: 100.1 * 3, layoutWrap: 'WRAP' }, [
      rect(100.1, 5),
      rect(100.1, 5),
      rect(100.1, 5),
    ]);
    expect(layOut(frame).map(([, y]) => y)).toEqual([0, 0, 0]);
  });

  it('stays on one line while it hugs, until its maximum breaks it', () => {
    const free = row({ layoutWrap: 'WRAP' }, three());
    const limited = row({ layoutWrap: 'WRAP', maxWidth: 90 }, three());
    layOut(free);
    layOut(limited);
    expect([size(free), size(limited)]).toEqual([
      [120, 30],
      [90, 50],
    ]);
  });

  it('aligns items in their line, and the lines as a block', () => {
    const frame = row(
      { width: 90, height: 100, layoutWrap: 'WRAP', counterAxisAlignItems: 'CENTER' },
      three(),
    );
    expect(layOut(frame).map(([, y]) => y)).toEqual([35, 25, 55]);
  });

  it('counterAxisAlignContent SPACE_BETWEEN shares free space between lines, never negatively', () => {
    const wrap = (height: number) =>
      layOut(
        row({ width: 90, height, layoutWrap: 'WRAP', counterAxisAlignContent: 'SPACE_BETWEEN' }, three()),
      ).map(([, y]) => y);
    expect(wrap(100)).toEqual([0, 0, 80]);
    expect(wrap(20)).toEqual([0, 0, 30]);
  });

  it('stretches the lines of a fixed frame when every item fills across', () => {
    const frame = row({ width: 90, height: 100, layoutWrap: 'WRAP' }, [
      rect(60, 1, FILL_Y),
      rect(60, 1, FILL_Y),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 60, 50],
      [0, 50, 60, 50],
    ]);
  });

  it('fills a line up to its highest item while the frame hugs, also above the minimum height', () => {
    const frame = row({ width: 90, layoutWrap: 'WRAP', minHeight: 80, counterAxisAlignItems: 'MAX' }, [
      rect(30, 1, FILL_Y),
      rect(30, 50),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 30, 30, 50],
      [30, 30, 30, 50],
    ]);
  });

  it('lets FILL items share their own line', () => {
    const frame = row({ width: 200, layoutWrap: 'WRAP' }, [
      rect(1, 10, { ...FILL_X, minWidth: 80 }),
      rect(1, 10, { ...FILL_X, minWidth: 80 }),
      rect(1, 10, { ...FILL_X, minWidth: 80 }),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 100, 10],
      [100, 0, 100, 10],
      [0, 10, 200, 10],
    ]);
  });

  it('takes negative spacing along and across', () => {
    const frame = row({ width: 100, layoutWrap: 'WRAP', itemSpacing: -10, counterAxisSpacing: -4 }, [
      rect(50, 20),
      rect(50, 20),
      rect(50, 20),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 50, 20],
      [40, 0, 50, 20],
      [0, 16, 50, 20],
    ]);
    expect(size(frame)).toEqual([100, 36]);
  });

  it('wraps columns, whose widths then follow', () => {
    const frame = column({ height: 50, layoutWrap: 'WRAP', itemSpacing: 10 }, [
      rect(10, 20),
      row({}, [rect(30, 20)]),
      rect(10, 20),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 10, 20],
      [0, 30, 30, 20],
      [40, 0, 10, 20],
    ]);
    expect(size(frame)).toEqual([50, 50]);
  });

  it('has FILL frames in a hugging wrap count with their content', () => {
    const inner = column(FILL, [rect(10, 70)]);
    const frame = row({ width: 100, layoutWrap: 'WRAP' }, [inner]);
    expect(layOut(frame)).toEqual([[0, 0, 100, 70]]);
  });
});
