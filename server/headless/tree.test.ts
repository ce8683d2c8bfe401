import { describe, expect, it } from 'vitest';
import { startHeadless } from './test-support.ts';

describe('moving nodes', () => {
  it('puts a child before the one that has the index now', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const [a, b, c] = [figma.createRectangle(), figma.createRectangle(), figma.createRectangle()];
    for (const child of [a, b, c]) frame.appendChild(child);
    const order = () => frame.children.map((child) => (child === a ? 'a' : child === b ? 'b' : 'c')).join('');
    frame.insertChild(0, c);
    expect(order()).toBe('cab');
    frame.insertChild(3, c);
    expect(order()).toBe('abc');
    frame.insertChild(2, a);
    expect(order()).toBe('bac');
    frame.appendChild(b);
    expect(order()).toBe('acb');
    expect(() => frame.insertChild(4, a)).toThrow('in insertChild: Cannot insert at index 4');
    expect(() => frame.insertChild(-1, a)).toThrow('in insertChild: Argument "index"');
  });

  it('keeps x and y relative to the new parent', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.x = 500;
    const child = figma.createRectangle();
    child.x = 30;
    frame.appendChild(child);
    expect([child.x, child.absoluteBoundingBox?.x]).toEqual([30, 530]);
  });

  it('refuses cycles, pages in frames and nodes in the document', async () => {
    const { figma } = await startHeadless();
    const outer = figma.createFrame();
    const inner = figma.createFrame();
    outer.appendChild(inner);
    expect(() => inner.appendChild(outer)).toThrow(
      'in appendChild: Cannot move node. New parent is the node itself',
    );
    expect(() => outer.appendChild(outer)).toThrow('in appendChild: Cannot move node.');
    expect(() => Reflect.apply(outer.appendChild, outer, [figma.currentPage])).toThrow('Cannot move node.');
    expect(() => Reflect.apply(figma.root.appendChild, figma.root, [outer])).toThrow(
      'Only pages can be in the document',
    );
    expect(() => outer.appendChild(figma.createSection())).toThrow('A section can only be on a page');
  });

  it('clones onto the current page, with new ids and everything inside', async () => {
    const { figma } = await startHeadless();
    const outer = figma.createFrame();
    const frame = figma.createFrame();
    outer.appendChild(frame);
    frame.appendChild(figma.createEllipse());
    frame.x = 20;
    frame.setPluginData('role', 'card');
    const copy = frame.clone();
    expect([copy.parent, copy.x, copy.getPluginData('role'), copy.children[0]?.type]).toEqual([
      figma.currentPage,
      20,
      'card',
      'ELLIPSE',
    ]);
    expect(copy.id).not.toBe(frame.id);
    copy.opacity = 0.5;
    expect(frame.opacity).toBe(1);
  });
});

describe('geometry', () => {
  it('turns about the top-left corner, counter-clockwise', async () => {
    const { figma } = await startHeadless();
    const node = figma.createRectangle();
    node.resize(200, 50);
    node.x = 100;
    node.y = 100;
    node.rotation = 90;
    expect([node.x, node.y, node.width]).toEqual([100, 100, 200]);
    expect(node.relativeTransform).toEqual([
      [0, 1, 100],
      [-1, 0, 100],
    ]);
    expect(node.absoluteBoundingBox).toEqual({ x: 100, y: -100, width: 50, height: 200 });
    node.rotation = -30;
    expect(node.rotation).toBeCloseTo(-30, 10);
  });

  it('multiplies transforms through turned frames', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.x = 100;
    frame.rotation = 90;
    const child = figma.createRectangle();
    frame.appendChild(child);
    child.x = 10;
    expect(child.absoluteTransform).toEqual([
      [0, 1, 100],
      [-1, 0, -10],
    ]);
  });

  it('applies constraints on resize, not on resizeWithoutConstraints', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const child = figma.createRectangle();
    frame.appendChild(child);
    child.resize(50, 50);
    child.constraints = { horizontal: 'STRETCH', vertical: 'MAX' };
    frame.resize(200, 200);
    expect([child.width, child.y]).toEqual([150, 100]);
    frame.resizeWithoutConstraints(100, 100);
    expect([child.width, child.y]).toEqual([150, 100]);
  });

  it('rescales everything that is measured in px', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.x = 40;
    frame.cornerRadius = 8;
    frame.strokeWeight = 2;
    const child = figma.createRectangle();
    frame.appendChild(child);
    child.x = 10;
    child.resize(20, 30);
    frame.rescale(2);
    expect([frame.x, frame.width, frame.cornerRadius, frame.strokeWeight]).toEqual([40, 200, 16, 4]);
    expect([child.x, child.width, child.height]).toEqual([20, 40, 60]);
  });

  it('locks a ratio and follows a resize with it', async () => {
    const { figma } = await startHeadless();
    const node = figma.createRectangle();
    node.resize(200, 100);
    node.lockAspectRatio();
    expect(node.targetAspectRatio).toEqual({ x: 200, y: 100 });
    node.resize(300, 100);
    expect(node.targetAspectRatio).toEqual({ x: 300, y: 100 });
    node.unlockAspectRatio();
    expect(node.targetAspectRatio).toBeNull();
  });
});

describe('groups', () => {
  async function pair() {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.resize(1000, 1000);
    frame.x = 2000;
    const [a, b] = [figma.createRectangle(), figma.createRectangle()];
    for (const child of [a, b]) frame.appendChild(child);
    a.x = 10;
    b.x = 210;
    b.y = 50;
    return { figma, frame, a, b, group: figma.group([b, a], frame) };
  }

  it('are as large as their children, whose coordinates stay relative to the frame', async () => {
    const { group, a, b } = await pair();
    expect([group.x, group.y, group.width, group.height]).toEqual([10, 0, 300, 150]);
    expect([a.x, b.x, a.absoluteBoundingBox?.x]).toEqual([10, 210, 2010]);
    expect(group.children).toEqual([a, b]);
  });

  it('follow their children', async () => {
    const { group, a } = await pair();
    a.x = -90;
    expect([group.x, group.width]).toEqual([-90, 400]);
  });

  it('move, turn and resize with their children', async () => {
    const { group, a, b } = await pair();
    group.x = 110;
    expect([a.x, b.x, group.width]).toEqual([110, 310, 300]);
    group.resize(600, 300);
    expect([a.x, a.width, b.x, b.y, b.height]).toEqual([110, 200, 510, 100, 200]);
    group.rotation = 90;
    expect(a.rotation).toBe(90);
    expect(group.rotation).toBe(90);
    expect([group.width, group.height]).toEqual([600, 300]);
  });

  it('disappear with their last child', async () => {
    const { figma, group, a, b } = await pair();
    a.remove();
    expect(group.removed).toBe(false);
    figma.currentPage.appendChild(b);
    expect(group.removed).toBe(true);
  });

  it('keep children where they are when made and undone, across parents', async () => {
    const { figma, frame, a, b, group } = await pair();
    const outer = figma.group([group], figma.currentPage);
    expect([a.absoluteBoundingBox?.x, a.x]).toEqual([2010, 2010]);
    const freed = figma.ungroup(outer);
    expect(freed).toEqual([group]);
    frame.appendChild(group);
    expect(a.x).toBe(2010);
    const [first, second] = figma.ungroup(group);
    expect([first, second]).toEqual([a, b]);
    expect(group.removed).toBe(true);
  });

  it('need at least one node, that is not their own parent', async () => {
    const { figma, frame } = await pair();
    expect(() => figma.group([], frame)).toThrow(
      'in group: First argument must be an array of at least one node',
    );
    expect(() => figma.group([frame], frame)).toThrow('in group: Cannot move node.');
  });

  it('make boolean operations alike', async () => {
    const { figma, frame, a, b } = await pair();
    const result = figma.union([a, b], frame);
    expect([result.type, result.booleanOperation, result.name, result.width]).toEqual([
      'BOOLEAN_OPERATION',
      'UNION',
      'Union',
      300,
    ]);
  });
});
