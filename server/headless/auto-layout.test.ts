import { describe, expect, it } from 'vitest';
import { startHeadless, startWithFonts } from './test-support.ts';

async function frameWith(count: number, mode: 'HORIZONTAL' | 'VERTICAL' | 'NONE' | 'GRID' = 'HORIZONTAL') {
  const { figma } = await startHeadless();
  const frame = figma.createFrame();
  frame.layoutMode = mode;
  const children = Array.from({ length: count }, () => figma.createRectangle());
  for (const child of children) frame.appendChild(child);
  const [first] = children;
  if (first === undefined) throw new Error('the test needs a child');
  return { figma, frame, children, first };
}

describe('auto layout', () => {
  it('hugs the primary axis and fixes the counter axis when it is turned on', async () => {
    const { frame } = await frameWith(3);
    expect([frame.primaryAxisSizingMode, frame.counterAxisSizingMode]).toEqual(['AUTO', 'FIXED']);
    expect([frame.layoutSizingHorizontal, frame.layoutSizingVertical]).toEqual(['HUG', 'FIXED']);
    expect([frame.width, frame.height]).toEqual([300, 100]);
  });

  it('lays out at once for whoever asks', async () => {
    const { frame, children } = await frameWith(3);
    frame.itemSpacing = 10;
    frame.paddingLeft = 20;
    expect(children.map((child) => child.x)).toEqual([20, 130, 240]);
    expect(frame.width).toBe(340);
    children[1]?.remove();
    expect(frame.width).toBe(230);
  });

  it('keeps the positions of children when it is turned off', async () => {
    const { frame, children } = await frameWith(3);
    frame.itemSpacing = 10;
    frame.layoutMode = 'NONE';
    expect(children.map((child) => child.x)).toEqual([0, 110, 220]);
    expect([frame.width, frame.layoutSizingHorizontal]).toEqual([320, 'FIXED']);
  });

  it('is silently fixed by resize', async () => {
    const { frame } = await frameWith(2);
    frame.resize(500, 400);
    expect([frame.primaryAxisSizingMode, frame.counterAxisSizingMode]).toEqual(['FIXED', 'FIXED']);
    expect([frame.width, frame.height]).toEqual([500, 400]);
  });

  it('collapses a size that was given before it was turned on', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.appendChild(figma.createRectangle());
    frame.resize(1080, 1920);
    frame.layoutMode = 'VERTICAL';
    expect([frame.width, frame.height]).toEqual([1080, 100]);
  });

  it('ignores x and y of children in flow, but not their rotation', async () => {
    const { frame, first } = await frameWith(2);
    frame.layoutSizingVertical = 'HUG';
    first.x = 300;
    first.y = -40;
    expect([first.x, first.y]).toEqual([0, 0]);
    first.relativeTransform = [
      [0, 1, 500],
      [-1, 0, 500],
    ];
    expect(first.rotation).toBe(90);
    expect([first.x, first.y]).toEqual([0, 100]);
  });

  it('takes ABSOLUTE children out of the flow', async () => {
    const { frame, first } = await frameWith(2);
    first.layoutPositioning = 'ABSOLUTE';
    first.x = 90;
    first.y = -10;
    expect([first.x, first.y, frame.width]).toEqual([90, -10, 100]);
    first.layoutPositioning = 'AUTO';
    expect([first.x, frame.width]).toEqual([0, 200]);
  });

  it('moves ABSOLUTE children by their constraints', async () => {
    const { frame, first } = await frameWith(2);
    frame.resize(400, 300);
    first.layoutPositioning = 'ABSOLUTE';
    first.x = 290;
    first.constraints = { horizontal: 'MAX', vertical: 'MIN' };
    frame.resize(500, 300);
    expect(first.x).toBe(390);
  });

  it('lets FILL, layoutGrow and layoutAlign be views of one another', async () => {
    const { frame, first } = await frameWith(1);
    frame.resize(500, 400);
    first.layoutGrow = 1;
    expect([first.layoutSizingHorizontal, first.layoutSizingVertical, first.width]).toEqual([
      'FILL',
      'FIXED',
      500,
    ]);
    first.layoutSizingVertical = 'FILL';
    expect([first.layoutAlign, first.height]).toEqual(['STRETCH', 400]);
    first.layoutSizingHorizontal = 'FIXED';
    expect(first.layoutGrow).toBe(0);
  });

  it('makes a FILL set before the child had its parent come true', async () => {
    const { figma } = await startHeadless();
    const child = figma.createRectangle();
    child.layoutAlign = 'STRETCH';
    expect(child.layoutSizingHorizontal).toBe('FIXED');
    const frame = figma.createFrame();
    frame.layoutMode = 'VERTICAL';
    frame.resize(320, 200);
    frame.appendChild(child);
    expect([child.layoutSizingHorizontal, child.width]).toEqual(['FILL', 320]);
  });

  it('reads a null counterAxisSpacing as itemSpacing', async () => {
    const { frame } = await frameWith(1);
    frame.itemSpacing = 12;
    expect(frame.counterAxisSpacing).toBe(12);
    frame.counterAxisSpacing = 5;
    frame.itemSpacing = 20;
    expect(frame.counterAxisSpacing).toBe(5);
  });

  it('accepts negative spacing', async () => {
    const { frame, children } = await frameWith(3);
    frame.itemSpacing = -20;
    expect(children.map((child) => child.x)).toEqual([0, 80, 160]);
  });
});

describe('what auto layout refuses', () => {
  it('FILL outside of it, for absolute children, and HUG for what cannot hug', async () => {
    const { figma, first } = await frameWith(1);
    const loose = figma.createRectangle();
    expect(() => {
      loose.layoutSizingHorizontal = 'FILL';
    }).toThrow('in set_layoutSizingHorizontal: FILL can only be set on children of auto-layout frames');
    expect(() => {
      first.layoutSizingVertical = 'HUG';
    }).toThrow(
      'in set_layoutSizingVertical: HUG can only be set on auto-layout frames or text children of auto-layout frames',
    );
    first.layoutPositioning = 'ABSOLUTE';
    expect(() => {
      first.layoutSizingHorizontal = 'FILL';
    }).toThrow('FILL cannot be set on absolute positioned auto-layout children');
    loose.layoutSizingHorizontal = 'FIXED';
  });

  it('ABSOLUTE without an auto-layout parent', async () => {
    const { figma } = await startHeadless();
    expect(() => {
      figma.createRectangle().layoutPositioning = 'ABSOLUTE';
    }).toThrow(
      'in set_layoutPositioning: Can only set layoutPositioning = ABSOLUTE if the parent node has layoutMode !== NONE',
    );
  });

  it('wrapping without a direction, aligned content without wrapping, baselines of columns', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    expect(() => {
      frame.layoutWrap = 'WRAP';
    }).toThrow('in set_layoutWrap: ');
    expect(() => {
      frame.itemReverseZIndex = true;
    }).toThrow('in set_itemReverseZIndex: ');
    frame.layoutMode = 'VERTICAL';
    expect(() => {
      frame.counterAxisAlignContent = 'SPACE_BETWEEN';
    }).toThrow('in set_counterAxisAlignContent: ');
    expect(() => {
      frame.counterAxisAlignItems = 'BASELINE';
    }).toThrow('BASELINE can only be set on horizontal auto-layout frames');
    frame.layoutMode = 'HORIZONTAL';
    frame.layoutWrap = 'WRAP';
    frame.counterAxisAlignContent = 'SPACE_BETWEEN';
    frame.counterAxisAlignItems = 'BASELINE';
  });

  it('limits on nodes that no auto layout concerns', async () => {
    const { figma, first } = await frameWith(1);
    expect(() => {
      figma.createRectangle().minWidth = 10;
    }).toThrow('in set_minWidth: ');
    first.minWidth = 150;
    expect(first.width).toBe(150);
    for (const name of ['minWidth', 'maxWidth', 'minHeight', 'maxHeight'] as const)
      for (const value of [0, -1])
        expect(() => {
          first[name] = value;
        }).toThrow(`in set_${name}: Property "${name}" failed validation: Number must be greater than 0`);
    expect(first.minWidth).toBe(150);
    first.minWidth = null;
  });
});

describe('GRID', () => {
  it('gives appended children the first free cell, adding rows when it is full', async () => {
    const { figma } = await startHeadless();
    const grid = figma.createFrame();
    grid.layoutMode = 'GRID';
    grid.gridColumnCount = 2;
    const cells = Array.from({ length: 3 }, () => {
      const child = figma.createFrame();
      grid.appendChild(child);
      return [child.gridRowAnchorIndex, child.gridColumnAnchorIndex];
    });
    expect(cells).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(grid.gridRowCount).toBe(2);
  });

  it('moves children to free cells only', async () => {
    const { figma } = await startHeadless();
    const grid = figma.createFrame();
    grid.layoutMode = 'GRID';
    grid.gridRowCount = 3;
    grid.gridColumnCount = 2;
    const [a, b] = [figma.createFrame(), figma.createFrame()];
    grid.appendChildAt(a, 2, 1);
    grid.appendChild(b);
    expect([a.gridRowAnchorIndex, a.gridColumnAnchorIndex, b.gridRowAnchorIndex]).toEqual([2, 1, 0]);
    expect(() => b.setGridChildPosition(2, 1)).toThrow(
      'in setGridChildPosition: Cell (2, 1) is already occupied',
    );
    expect(() => b.setGridChildPosition(3, 0)).toThrow('is out of bounds');
    expect(() => grid.appendChildAt(figma.createFrame(), 5, 0)).toThrow(
      'in appendChildAt: Cell (5, 0) is out of bounds',
    );
    b.gridColumnSpan = 2;
    expect(() => {
      b.gridRowSpan = 3;
    }).toThrow('is already occupied');
    expect(() => {
      grid.gridRowCount = 2;
    }).toThrow('Cannot remove rows that have children');
    expect(() => figma.createFrame().setGridChildPosition(0, 0)).toThrow('layoutMode GRID');
  });

  it('has live tracks', async () => {
    const { figma } = await startHeadless();
    const grid = figma.createFrame();
    grid.layoutMode = 'GRID';
    grid.gridRowCount = 2;
    const [row] = grid.gridRowSizes;
    if (row === undefined) throw new Error('the grid has rows');
    expect(row.type).toBe('FLEX');
    row.type = 'FIXED';
    row.value = 40;
    expect(grid.gridRowSizes[0]).toMatchObject({ type: 'FIXED', value: 40 });
    expect(() => Reflect.set(row, 'type', 'AUTO')).toThrow('Invalid enum value');
  });
});

describe('corners and strokes', () => {
  it('read as mixed while their members differ', async () => {
    const { figma } = await startHeadless();
    const rectangle = figma.createRectangle();
    rectangle.cornerRadius = 8;
    expect([rectangle.topLeftRadius, rectangle.bottomRightRadius]).toEqual([8, 8]);
    rectangle.topLeftRadius = 0;
    expect(rectangle.cornerRadius).toBe(figma.mixed);
    rectangle.strokeWeight = 2;
    rectangle.strokeLeftWeight = 5;
    expect(rectangle.strokeWeight).toBe(figma.mixed);
    rectangle.strokeWeight = 3;
    expect(rectangle.strokeLeftWeight).toBe(3);
  });
});

describe('text in auto layout', () => {
  it('hugs by textAutoResize and fills when asked', async () => {
    const { figma } = await startWithFonts();
    const frame = figma.createFrame();
    frame.layoutMode = 'VERTICAL';
    frame.resize(200, 300);
    const text = figma.createText();
    text.characters = 'A line that is longer than two hundred pixels, surely';
    frame.appendChild(text);
    expect([text.layoutSizingHorizontal, text.layoutSizingVertical]).toEqual(['HUG', 'HUG']);
    expect(text.width).toBeGreaterThan(200);
    text.textAutoResize = 'HEIGHT';
    text.layoutSizingHorizontal = 'FILL';
    expect([text.width, text.layoutAlign, text.layoutSizingVertical]).toEqual([200, 'STRETCH', 'HUG']);
    expect(text.height).toBeGreaterThan(15);
    text.layoutSizingHorizontal = 'HUG';
    expect(text.textAutoResize).toBe('WIDTH_AND_HEIGHT');
  });
});
