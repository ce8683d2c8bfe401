import { beforeAll, describe, expect, it } from 'vitest';
import { loadLayout } from './index.ts';
import {
  at,
  box,
  column,
  FILL,
  FILL_X,
  FILL_Y,
  layOut,
  node,
  padding,
  rect,
  row,
  size,
  text,
} from './test-records.ts';

const STROKE = [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }] as const;

beforeAll(loadLayout);

describe('a hugging frame', () => {
  it('is as long as its children, gaps and paddings', () => {
    const frame = row({ ...padding(10), itemSpacing: 5 }, [rect(20, 30), rect(40, 10)]);
    expect(layOut(frame)).toEqual([
      [10, 10, 20, 30],
      [35, 10, 40, 10],
    ]);
    expect(size(frame)).toEqual([85, 50]);
  });

  it('hugs nested hugging frames', () => {
    const inner = column({ ...padding(4) }, [rect(20, 10), rect(30, 10)]);
    const frame = row({ ...padding(1) }, [inner, rect(5, 5)]);
    expect(layOut(frame)).toEqual([
      [1, 1, 38, 28],
      [39, 1, 5, 5],
    ]);
    expect(size(frame)).toEqual([45, 30]);
  });

  it('keeps its size when nothing is in it', () => {
    const frame = row({ ...padding(4), layoutSizingHorizontal: 'HUG', width: 70, height: 28 }, []);
    layOut(frame);
    expect(size(frame)).toEqual([70, 28]);
  });

  it('stays within its own minimum and maximum', () => {
    const frame = row({ minWidth: 100, maxHeight: 20 }, [rect(30, 50)]);
    expect(layOut(frame)).toEqual([[0, 0, 30, 50]]);
    expect(size(frame)).toEqual([100, 20]);
  });

  it('leaves hidden and ABSOLUTE children out, and keeps them where they are', () => {
    const frame = row({ itemSpacing: 10 }, [
      rect(20, 20),
      rect(50, 90, { visible: false, x: 7 }),
      rect(60, 80, { layoutPositioning: 'ABSOLUTE', x: -5, y: 3 }),
      rect(20, 20),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 20, 20],
      [7, 0, 50, 90],
      [-5, 3, 60, 80],
      [30, 0, 20, 20],
    ]);
    expect(size(frame)).toEqual([50, 20]);
  });

  it('is not shrunk by a parent it overflows', () => {
    const card = column({}, [rect(10, 117)]);
    const frame = column({ width: 50, height: 60 }, [card, rect(10, 10)]);
    expect(layOut(frame)).toEqual([
      [0, 0, 10, 117],
      [0, 117, 10, 10],
    ]);
  });
});

describe('itemSpacing', () => {
  it('may be negative', () => {
    const frame = row({ itemSpacing: -20 }, [rect(50, 10), rect(50, 10)]);
    expect(layOut(frame)).toEqual([
      [0, 0, 50, 10],
      [30, 0, 50, 10],
    ]);
    expect(size(frame)).toEqual([80, 10]);
  });

  it('overlaps items by no more than the shortest of them', () => {
    const frame = row({ itemSpacing: -80 }, [rect(50, 10), rect(30, 10), rect(40, 10)]);
    expect(layOut(frame).map(([x]) => x)).toEqual([0, 20, 20]);
  });
});

describe('FILL along the frame', () => {
  it('shares what fixed items and gaps leave', () => {
    const frame = row({ width: 200, height: 50, itemSpacing: 10 }, [
      rect(1, 20, FILL_X),
      rect(60, 20),
      rect(1, 20, FILL_X),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 60, 20],
      [70, 0, 60, 20],
      [140, 0, 60, 20],
    ]);
  });

  it('respects limits, and the others take the difference', () => {
    const frame = row({ width: 300, height: 50 }, [
      rect(1, 20, { ...FILL_X, minWidth: 150 }),
      rect(1, 20, FILL_X),
      rect(1, 20, { ...FILL_X, maxWidth: 30 }),
    ]);
    expect(layOut(frame).map(([, , width]) => width)).toEqual([150, 120, 30]);
  });

  it('splits evenly when the minima just fit', () => {
    const frame = row({ width: 1168, height: 50, primaryAxisAlignItems: 'SPACE_BETWEEN' }, [
      rect(1, 20, { ...FILL_X, minWidth: 292 }),
      rect(1, 20, { ...FILL_X, minWidth: 292 }),
      rect(1, 20, { ...FILL_X, maxWidth: 1170 }),
      rect(1, 20, { ...FILL_X, minWidth: 292 }),
    ]);
    expect(layOut(frame).map(([, , width]) => width)).toEqual([292, 292, 292, 292]);
  });

  it('gets nothing when there is nothing left', () => {
    const frame = row({ width: 50, height: 50 }, [rect(60, 20), rect(30, 20, FILL_X)]);
    expect(layOut(frame)).toEqual([
      [0, 0, 60, 20],
      [60, 0, 0, 20],
    ]);
  });
});

describe('FILL across the frame', () => {
  it('takes the content box', () => {
    const frame = column({ width: 200, height: 90, ...padding(10) }, [rect(1, 20, FILL_X)]);
    expect(layOut(frame)).toEqual([[10, 10, 180, 20]]);
  });

  it('is aligned by counterAxisAlignItems where its maximum stops it', () => {
    const frame = column({ width: 200, height: 90, counterAxisAlignItems: 'CENTER' }, [
      rect(1, 20, { ...FILL_X, maxWidth: 100 }),
    ]);
    expect(layOut(frame)).toEqual([[50, 0, 100, 20]]);
  });
});

describe('FILL inside HUG', () => {
  it('follows the longest sibling', () => {
    const frame = column({}, [rect(80, 10), column({ ...FILL_X, ...padding(5) }, [rect(20, 10)])]);
    expect(layOut(frame)).toEqual([
      [0, 0, 80, 10],
      [0, 10, 80, 20],
    ]);
  });

  it('counts a FILL frame with what its content needs', () => {
    const frame = column({}, [rect(80, 10), row({ ...FILL_X, width: 500, ...padding(5) }, [rect(90, 10)])]);
    layOut(frame);
    expect(size(frame)).toEqual([100, 30]);
  });

  it('does not count a FILL leaf beside anything else, which may collapse it', () => {
    const frame = column({}, [rect(80, 10), rect(120, 10, FILL_X)]);
    expect(layOut(frame)).toEqual([
      [0, 0, 80, 10],
      [0, 10, 80, 10],
    ]);
    expect(layOut(row({}, [rect(80, 10), rect(120, 10, { ...FILL_X, minWidth: 7 })]))).toEqual([
      [0, 0, 80, 10],
      [80, 0, 7, 10],
    ]);
  });

  it('counts text that fills the rest of a row at the width at which it does not wrap', () => {
    const label = () => text('abcdefghijklmnop', { ...FILL_X, textAutoResize: 'HEIGHT' });
    const badge = row({ ...padding(4), itemSpacing: 8 }, [rect(32, 24), label()]);
    expect(layOut(badge)).toEqual([
      [4, 4, 32, 24],
      [44, 4, 160, 20],
    ]);
    expect(size(badge)).toEqual([208, 32]);
    const limited = row({ ...padding(4), itemSpacing: 8, maxWidth: 128 }, [rect(32, 24), label()]);
    expect(layOut(limited)[1]).toEqual([44, 4, 80, 40]);
  });

  it('counts text that would size itself across a column', () => {
    const frame = column({}, [text('abcdefghi', { ...FILL_X, width: 14 }), text('abc', FILL_X)]);
    expect(layOut(frame)).toEqual([
      [0, 0, 90, 20],
      [0, 20, 90, 20],
    ]);
  });

  it('looks into FILL children, but not into what fills those', () => {
    const title = () => column(FILL_X, [text('abcdefghi', {})]);
    const details = () => column(FILL_X, [row({ ...FILL_X, itemSpacing: 8 }, [rect(9, 12), rect(85, 16)])]);
    const both = column({}, [title(), details()]);
    layOut(both);
    expect(size(both)).toEqual([90, 36]);
    const alone = column({}, [details(), details()]);
    layOut(alone);
    expect(size(alone)).toEqual([102, 32]);
  });

  it('goes by the stored lengths of FILL leaves where nothing else is', () => {
    const frame = column({}, [rect(70, 10, FILL_X), rect(120, 10, FILL_X)]);
    layOut(frame);
    expect(size(frame)).toEqual([120, 20]);
  });
});

describe('primaryAxisAlignItems', () => {
  const two = () => [rect(20, 10), rect(30, 10)];
  const starts = (align: 'CENTER' | 'MAX' | 'SPACE_BETWEEN' | 'SPACE_EVENLY' | 'SPACE_AROUND', width = 200) =>
    layOut(row({ width, height: 10, itemSpacing: 10, primaryAxisAlignItems: align }, two())).map(([x]) => x);

  it('packs at the middle or the end', () => {
    expect(starts('CENTER')).toEqual([70, 100]);
    expect(starts('MAX')).toEqual([140, 170]);
  });

  it('spreads without using itemSpacing', () => {
    expect(starts('SPACE_BETWEEN')).toEqual([0, 170]);
    expect(starts('SPACE_EVENLY')).toEqual([50, 120]);
    expect(starts('SPACE_AROUND')).toEqual([37.5, 132.5]);
  });

  it('keeps aligning what overflows', () => {
    expect(starts('CENTER', 40)).toEqual([-10, 20]);
    expect(starts('MAX', 40)).toEqual([-20, 10]);
  });

  it('SPACE_BETWEEN packs what overflows at the start', () => {
    expect(starts('SPACE_BETWEEN', 40)).toEqual([0, 20]);
    const stack = column({ height: 119, primaryAxisAlignItems: 'SPACE_BETWEEN', itemSpacing: 76 }, [
      rect(206, 37),
      rect(206, 88),
    ]);
    expect(layOut(stack).map(([, y]) => y)).toEqual([0, 37]);
  });

  it('SPACE_BETWEEN overlaps what overflows as far as a negative itemSpacing lets it', () => {
    const overlapping = (itemSpacing: number) =>
      layOut(
        column({ height: 236, primaryAxisAlignItems: 'SPACE_BETWEEN', itemSpacing }, [
          rect(10, 236),
          rect(10, 64),
        ]),
      ).map(([, y]) => y);
    expect(overlapping(-64)).toEqual([0, 172]);
    expect(overlapping(-10)).toEqual([0, 226]);
    expect(overlapping(-200)).toEqual([0, 172]);
  });

  it('SPACE_BETWEEN puts a lone child at the start', () => {
    expect(
      layOut(row({ width: 100, height: 10, primaryAxisAlignItems: 'SPACE_BETWEEN' }, [rect(20, 10)])),
    ).toEqual([[0, 0, 20, 10]]);
  });

  it('SPACE_BETWEEN has no gap on a hugging axis', () => {
    const frame = row({ itemSpacing: 40, primaryAxisAlignItems: 'SPACE_BETWEEN' }, two());
    layOut(frame);
    expect(size(frame)).toEqual([50, 10]);
  });
});

describe('paddings that exceed the frame', () => {
  it('do not inflate it, and CENTER and MAX still align', () => {
    const centred = row(
      {
        width: 20,
        height: 20,
        ...padding(16),
        primaryAxisAlignItems: 'CENTER',
        counterAxisAlignItems: 'CENTER',
      },
      [rect(10, 10)],
    );
    expect(layOut(centred)).toEqual([[5, 5, 10, 10]]);
    expect(size(centred)).toEqual([20, 20]);
    const end = row({ width: 20, height: 20, ...padding(16), primaryAxisAlignItems: 'MAX' }, [rect(10, 10)]);
    expect(layOut(end)).toEqual([[-6, 16, 10, 10]]);
  });
});

describe('strokesIncludedInLayout', () => {
  it("makes room for the frame's inside stroke and for children's outside strokes", () => {
    const stroked = rect(20, 20, { strokes: STROKE, strokeWeight: 3, strokeAlign: 'OUTSIDE' });
    const frame = row({ strokesIncludedInLayout: true, strokes: STROKE, strokeWeight: 2 }, [
      stroked,
      rect(10, 10),
    ]);
    expect(layOut(frame)).toEqual([
      [5, 5, 20, 20],
      [28, 2, 10, 10],
    ]);
    expect(size(frame)).toEqual([40, 30]);
  });

  it('ignores strokes that are hidden, and all strokes when it is off', () => {
    const hidden = [{ ...STROKE[0], visible: false }];
    const frame = row({ strokesIncludedInLayout: true, strokes: hidden, strokeWeight: 2 }, [rect(10, 10)]);
    const off = row({ strokes: STROKE, strokeWeight: 2 }, [rect(10, 10)]);
    layOut(frame);
    layOut(off);
    expect([size(frame), size(off)]).toEqual([
      [10, 10],
      [10, 10],
    ]);
  });

  it('knows individual stroke weights', () => {
    const frame = row(
      {
        strokesIncludedInLayout: true,
        strokes: STROKE,
        strokeTopWeight: 0,
        strokeRightWeight: 0,
        strokeBottomWeight: 4,
        strokeLeftWeight: 0,
      },
      [rect(10, 10)],
    );
    layOut(frame);
    expect(size(frame)).toEqual([10, 14]);
  });
});

describe('counterAxisAlignItems BASELINE', () => {
  it('aligns first lines of text with the bottom edges of everything else', () => {
    const frame = row({ counterAxisAlignItems: 'BASELINE' }, [text('ab'), rect(10, 40), rect(10, 10)]);
    expect(layOut(frame)).toEqual([
      [0, 25, 20, 20],
      [20, 0, 10, 40],
      [30, 30, 10, 10],
    ]);
    expect(size(frame)).toEqual([40, 45]);
  });
});

describe('text', () => {
  it('hugs its characters, wraps at a width its parent decides, and makes the parent grow', () => {
    const frame = column({ width: 50, ...padding(5), itemSpacing: 2 }, [
      text('abc'),
      text('abcdefgh', { ...FILL_X, textAutoResize: 'HEIGHT' }),
    ]);
    expect(layOut(frame)).toEqual([
      [5, 5, 30, 20],
      [5, 27, 40, 40],
    ]);
    expect(size(frame)).toEqual([50, 72]);
  });

  it('wraps when it fills although it would size itself', () => {
    const frame = column({ width: 40 }, [text('abcdefgh', FILL_X)]);
    expect(layOut(frame)).toEqual([[0, 0, 40, 40]]);
  });

  it('keeps a fixed box, and a width given with textAutoResize HEIGHT', () => {
    const frame = column({}, [
      text('abcdefgh', { textAutoResize: 'NONE', width: 33, height: 7 }),
      text('abcdefgh', { textAutoResize: 'HEIGHT', width: 20 }),
    ]);
    expect(layOut(frame)).toEqual([
      [0, 0, 33, 7],
      [0, 7, 20, 80],
    ]);
  });

  it('resizes outside auto-layout as well', () => {
    const frame = box(300, 300, {}, [
      text('abcd', { x: 9 }),
      text('abcd', { textAutoResize: 'HEIGHT', width: 20 }),
    ]);
    expect(layOut(frame)).toEqual([
      [9, 0, 40, 20],
      [0, 0, 20, 40],
    ]);
  });
});

describe('rotated children', () => {
  const quarter = {
    relativeTransform: [
      [0, -1, 0],
      [1, 0, 0],
    ] as Transform,
  };

  it('are laid out by their upright box', () => {
    const frame = row({ itemSpacing: 5 }, [rect(40, 10, quarter), rect(10, 10)]);
    expect(layOut(frame)).toEqual([
      [0, 0, 10, 40],
      [15, 0, 10, 10],
    ]);
    expect(size(frame)).toEqual([25, 40]);
  });

  it('lay out their own children first', () => {
    const turned = row({ ...quarter, ...padding(5) }, [rect(40, 10)]);
    const frame = column({}, [turned]);
    expect(layOut(frame)).toEqual([[0, 0, 20, 50]]);
    expect(turned.children.map(at)).toEqual([[5, 5, 40, 10]]);
  });

  it('turn a vertical divider that fills', () => {
    const line = node('LINE', { width: 7, height: 0, ...quarter, ...FILL_Y });
    const frame = row({ width: 100, height: 60 }, [line]);
    expect(layOut(frame)).toEqual([[0, 0, 0, 60]]);
    expect(line.props.width).toBe(60);
  });
});

describe('groups in auto-layout', () => {
  it('are boxes around their children, which move along', () => {
    const group = node('GROUP', {}, [rect(10, 10, { x: 500, y: 300 }), rect(20, 20, { x: 530, y: 310 })]);
    const frame = row({ ...padding(3) }, [group]);
    expect(layOut(frame)).toEqual([[3, 3, 50, 30]]);
    expect(group.children.map(at)).toEqual([
      [3, 3, 10, 10],
      [33, 13, 20, 20],
    ]);
  });
});

describe('hidden children of a group', () => {
  it('do not count, unless all of them are hidden', () => {
    const mark = (visible: boolean) =>
      node('GROUP', {}, [
        rect(80, 67, { x: 500, visible }),
        rect(37, 37, { x: 620, y: -5, visible: false }),
        rect(259, 40, { x: 380, y: -5, visible: false }),
      ]);
    const [drawn, hidden] = [mark(true), mark(false)];
    layOut(column({ width: 309 }, [drawn]));
    layOut(box(700, 100, {}, [hidden]));
    expect(at(drawn)).toEqual([0, 0, 80, 67]);
    expect(at(hidden)).toEqual([380, -5, 277, 72]);
  });
});

describe('a masked group', () => {
  it('is as large as its mask and what lies below that', () => {
    const group = node('GROUP', {}, [
      rect(20, 20, { x: 90, y: 40 }),
      rect(173, 64, { x: 100, y: 50, isMask: true }),
      rect(178, 95, { x: 97, y: 30 }),
    ]);
    layOut(column({}, [group]));
    expect(at(group)).toEqual([0, 0, 183, 74]);
    expect(group.children.map(at)).toEqual([
      [0, 0, 20, 20],
      [10, 10, 173, 64],
      [7, -10, 178, 95],
    ]);
  });
});

describe('targetAspectRatio', () => {
  const ratio = { targetAspectRatio: { x: 2, y: 3 } };

  it('makes the height follow a filled width', () => {
    expect(layOut(row({ width: 500, height: 1000 }, [rect(200, 300, { ...FILL_X, ...ratio })]))).toEqual([
      [0, 0, 500, 750],
    ]);
  });

  it('makes the width follow a filled height, and the row make room', () => {
    const frame = row({ height: 90 }, [rect(10, 10, { ...FILL_Y, ...ratio }), rect(10, 10)]);
    expect(layOut(frame)).toEqual([
      [0, 0, 60, 90],
      [60, 0, 10, 10],
    ]);
    expect(size(frame)).toEqual([70, 90]);
  });
});

describe('a frame that layout resizes', () => {
  it('takes its constrained children along', () => {
    const inner = box(100, 100, FILL, [
      rect(10, 10, { x: 80, y: 5, constraints: { horizontal: 'MAX', vertical: 'MIN' } }),
      rect(100, 100, { constraints: { horizontal: 'STRETCH', vertical: 'SCALE' } }),
    ]);
    layOut(row({ width: 300, height: 200 }, [inner]));
    expect(inner.children.map(at)).toEqual([
      [280, 5, 10, 10],
      [0, 0, 300, 200],
    ]);
  });

  it('keeps ABSOLUTE children at their constraints', () => {
    const badge = rect(10, 10, {
      x: 90,
      layoutPositioning: 'ABSOLUTE',
      constraints: { horizontal: 'MAX', vertical: 'MIN' },
    });
    layOut(row({ width: 100, height: 20, layoutSizingHorizontal: 'HUG' }, [rect(160, 20), badge]));
    expect(at(badge)).toEqual([150, 0, 10, 10]);
  });
});

describe('relayout', () => {
  it('keeps the position of the node it starts at', () => {
    const frame = row({ x: 40, y: 50 }, [rect(10, 10)]);
    layOut(frame);
    expect(at(frame)).toEqual([40, 50, 10, 10]);
  });

  it('reaches auto-layout below plain frames and groups', () => {
    const inner = row({ x: 5 }, [rect(10, 10), rect(10, 10)]);
    const group = node('GROUP', {}, [inner]);
    layOut(box(200, 200, {}, [group]));
    expect(at(group)).toEqual([5, 0, 20, 10]);
  });
});
