import { describe, expect, it } from 'vitest';
import { startHeadless, startWithFonts } from './test-support.ts';

/** Reads or writes a member that the typings do not know. */
function unknownMember(node: object, name: string): unknown {
  return Reflect.get(node, name);
}

describe('node objects', () => {
  it('are the same object for the same node', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const rectangle = figma.createRectangle();
    frame.appendChild(rectangle);
    expect(frame.children[0]).toBe(rectangle);
    expect(rectangle.parent).toBe(frame);
    expect(await figma.getNodeByIdAsync(rectangle.id)).toBe(rectangle);
    expect(figma.root.children[0]).toBe(figma.currentPage);
  });

  it('have ids like Figma, counted up and never used twice', async () => {
    const { figma } = await startHeadless();
    expect([figma.root.id, figma.currentPage.id]).toEqual(['0:0', '0:1']);
    const first = figma.createFrame();
    const { id } = first;
    first.remove();
    expect(id).toMatch(/^1:\d+$/);
    expect(figma.createFrame().id).not.toBe(id);
  });

  it('refuse to read what the type does not have', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    expect(() => unknownMember(frame, 'characters')).toThrow("no such property 'characters' on FRAME node");
    expect('characters' in frame).toBe(false);
    expect('characters' in figma.createText()).toBe(true);
    expect('appendChild' in frame).toBe(true);
  });

  it('can be awaited and turned into text', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    expect(await Promise.resolve(frame)).toBe(frame);
    expect(String(frame.name)).toBe('Frame');
    expect(JSON.stringify({ frame })).toContain('"id"');
  });

  it('refuse to write unknown and read-only members', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    expect(() => Reflect.set(frame, 'fillColor', 'red')).toThrow(
      'Cannot add property fillColor, object is not extensible',
    );
    expect(() => Reflect.set(frame, 'width', 5)).toThrow('no setter for property');
    expect(() => Reflect.set(frame, 'resize', () => {})).toThrow('no setter for property');
    expect(() => Reflect.deleteProperty(frame, 'name')).toThrow('Cannot delete property');
  });

  it('once removed answer nothing but id and removed', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const child = figma.createRectangle();
    frame.appendChild(child);
    frame.remove();
    expect([frame.removed, child.removed, child.id]).toEqual([true, true, child.id]);
    expect(() => child.name).toThrow(`in get_name: The node with id "${child.id}" does not exist`);
    expect(() => {
      child.opacity = 1;
    }).toThrow(`in set_opacity: The node with id "${child.id}" does not exist`);
    expect(() => child.resize(1, 1)).toThrow(`in resize: The node with id "${child.id}" does not exist`);
    expect(() => figma.currentPage.appendChild(child)).toThrow('does not exist');
    expect(await figma.getNodeByIdAsync(child.id)).toBeNull();
  });

  it('hand out frozen values and keep their own copy', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const fills = [{ type: 'SOLID' as const, color: { r: 1, g: 0, b: 0 } }];
    frame.fills = fills;
    const [fill] = fills;
    if (fill) fill.color.r = 0;
    expect(frame.fills).toMatchObject([{ color: { r: 1 } }]);
    expect(Object.isFrozen(frame.fills)).toBe(true);
    expect(Object.isFrozen(frame.children)).toBe(true);
    const paints: unknown = frame.fills;
    const [first]: Paint[] = Array.isArray(paints) ? paints : [];
    if (first?.type !== 'SOLID') throw new Error('the fill is there');
    expect(Reflect.set(first.color, 'r', 0)).toBe(false);
  });

  it('start with Figma’s default values', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    expect([frame.width, frame.height, frame.clipsContent, frame.layoutMode]).toEqual([
      100,
      100,
      true,
      'NONE',
    ]);
    expect(frame.fills).toEqual([
      { type: 'SOLID', visible: true, opacity: 1, blendMode: 'NORMAL', color: { r: 1, g: 1, b: 1 } },
    ]);
    const line = figma.createLine();
    expect([line.width, line.height, line.strokeWeight, line.strokes.length, line.fills]).toEqual([
      100,
      0,
      1,
      1,
      [],
    ]);
    expect(figma.createPolygon().pointCount).toBe(3);
    expect(figma.createStar().pointCount).toBe(5);
    expect([frame.opacity, frame.blendMode, frame.visible, frame.locked]).toEqual([
      1,
      'PASS_THROUGH',
      true,
      false,
    ]);
  });

  it('keep plugin data per key, within 100 kB, and shared data per namespace', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.setPluginData('role', 'headline');
    expect([frame.getPluginData('role'), frame.getPluginData('other')]).toEqual(['headline', '']);
    frame.setPluginData('role', '');
    expect(frame.getPluginDataKeys()).toEqual([]);
    expect(() => frame.setPluginData('big', 'x'.repeat(100_001))).toThrow('in setPluginData: ');
    frame.setSharedPluginData('adsmith', 'role', 'cta');
    expect(frame.getSharedPluginDataKeys('adsmith')).toEqual(['role']);
    expect(frame.getSharedPluginData('adsmith', 'role')).toBe('cta');
    expect(() => frame.setSharedPluginData('ad-smith', 'role', 'x')).toThrow('Invalid namespace "ad-smith"');
    expect(() => frame.setSharedPluginData('ad', 'role', 'x')).toThrow('at least 3 characters');
  });

  it('find nodes below them', async () => {
    const { figma } = await startWithFonts();
    const frame = figma.createFrame();
    const inner = figma.createFrame();
    const text = figma.createText();
    frame.appendChild(inner);
    inner.appendChild(text);
    text.setPluginData('role', 'headline');
    expect(frame.findAll().map((node) => node.id)).toEqual([inner.id, text.id]);
    expect(frame.findOne((node) => node.type === 'TEXT')).toBe(text);
    expect(frame.findChild((node) => node.type === 'TEXT')).toBeNull();
    expect(frame.findChildren().map((node) => node.id)).toEqual([inner.id]);
    expect(figma.currentPage.findAllWithCriteria({ types: ['TEXT'] })).toHaveLength(1);
    expect(figma.currentPage.findAllWithCriteria({ pluginData: { keys: ['role'] } })).toHaveLength(1);
    expect(figma.currentPage.findAllWithCriteria({ pluginData: { keys: ['other'] } })).toHaveLength(0);
    expect(text.getTopLevelFrame()).toBe(frame);
  });
});
