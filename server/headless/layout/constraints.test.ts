import { describe, expect, it } from 'vitest';
import { resizeRecord } from './index.ts';
import { at, box, node, rect, row } from './test-records.ts';

const both = (type: ConstraintType) => ({ constraints: { horizontal: type, vertical: type } });

describe('resizeRecord', () => {
  it.each([
    ['MIN', [20, 20, 40, 40]],
    ['MAX', [120, 70, 40, 40]],
    ['CENTER', [70, 45, 40, 40]],
    ['STRETCH', [20, 20, 140, 90]],
    ['SCALE', [40, 30, 80, 60]],
  ] as const)('moves and sizes a child constrained to %s', (type, expected) => {
    const child = rect(40, 40, { x: 20, y: 20, ...both(type) });
    resizeRecord(box(100, 100, {}, [child]), 200, 150, { constraints: true });
    expect(at(child)).toEqual(expected);
  });

  it('leaves children alone without constraints', () => {
    const child = rect(40, 40, { x: 20, y: 20, ...both('STRETCH') });
    resizeRecord(box(100, 100, {}, [child]), 200, 150, { constraints: false });
    expect(at(child)).toEqual([20, 20, 40, 40]);
  });

  it('reaches children of children that are resized', () => {
    const deep = rect(10, 10, { x: 30, y: 0, ...both('MAX') });
    const child = box(40, 40, both('STRETCH'), [deep]);
    resizeRecord(box(100, 100, {}, [child]), 150, 100, { constraints: true });
    expect(at(deep)).toEqual([80, 0, 10, 10]);
  });

  it('moves only ABSOLUTE children of an auto-layout frame', () => {
    const flowing = rect(10, 10, both('MAX'));
    const badge = rect(10, 10, { x: 90, layoutPositioning: 'ABSOLUTE', ...both('MAX') });
    resizeRecord(row({ width: 100, height: 100 }, [flowing, badge]), 150, 100, { constraints: true });
    expect([at(flowing), at(badge)]).toEqual([
      [0, 0, 10, 10],
      [140, 0, 10, 10],
    ]);
  });

  it("applies the constraints of a group's children to the frame around it", () => {
    const right = rect(10, 10, { x: 80, ...both('MAX') });
    const left = rect(10, 10, both('MIN'));
    const group = node('GROUP', { width: 90, height: 10 }, [left, right]);
    resizeRecord(box(100, 100, {}, [group]), 150, 100, { constraints: true });
    expect([at(left), at(right), at(group)]).toEqual([
      [0, 0, 10, 10],
      [130, 0, 10, 10],
      [0, 0, 140, 10],
    ]);
  });

  it('scales the children of a group', () => {
    const group = node('GROUP', { x: 10, y: 10, width: 100, height: 50 }, [
      rect(20, 10, { x: 10, y: 10 }),
      rect(40, 10, { x: 70, y: 50 }),
    ]);
    resizeRecord(group, 200, 100, { constraints: true });
    expect(group.children.map(at)).toEqual([
      [10, 10, 40, 20],
      [130, 90, 80, 20],
    ]);
  });

  it('keeps the height of a line at 0, and a section from moving its children', () => {
    const line = node('LINE', { width: 50, height: 0 });
    resizeRecord(line, 80, 20, { constraints: true });
    expect(at(line)).toEqual([0, 0, 80, 0]);
    const child = rect(10, 10, both('MAX'));
    resizeRecord(node('SECTION', { width: 100, height: 100 }, [child]), 300, 300, { constraints: true });
    expect(at(child)).toEqual([0, 0, 10, 10]);
  });

  it('never makes a stretched child negative', () => {
    const child = rect(40, 40, both('STRETCH'));
    resizeRecord(box(100, 100, {}, [child]), 10, 100, { constraints: true });
    expect(at(child)).toEqual([0, 0, 0, 40]);
  });
});
