/** The designer's case: a button that stands in several ads, changed once. */
import { describe, expect, it } from 'vitest';
import { startWithFonts } from '../test-support.ts';

const RED: Paint[] = [{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }];
const BLUE: Paint[] = [{ type: 'SOLID', color: { r: 0, g: 0, b: 1 } }];

async function buttons(count = 2) {
  const headless = await startWithFonts();
  const { figma } = headless;
  const component = figma.createComponent();
  component.name = 'Button';
  component.layoutMode = 'HORIZONTAL';
  component.counterAxisSizingMode = 'AUTO';
  const label = figma.createText();
  label.characters = 'Order now';
  component.appendChild(label);
  const instances = Array.from({ length: count }, () => component.createInstance());
  const labelOf = (instance: InstanceNode | FrameNode | undefined): TextNode => {
    const found = instance?.findOne((node) => node.type === 'TEXT');
    if (found?.type !== 'TEXT') throw new Error('there is a text');
    return found;
  };
  return { headless, figma, component, label, instances, labelOf };
}

const colorOf = (node: MinimalFillsMixin) => (node.fills as readonly SolidPaint[])[0]?.color;

describe('a change of the component', () => {
  it('reaches all instances, their layout included', async () => {
    const { component, label, instances } = await buttons(12);
    component.paddingLeft = 40;
    label.characters = 'Order now and save';
    component.fills = RED;
    for (const instance of instances) {
      expect([instance.width, instance.paddingLeft, colorOf(instance)]).toEqual([
        component.width,
        40,
        { r: 1, g: 0, b: 0 },
      ]);
    }
  });

  it('leaves own words alone, and gives them the new type and colour', async () => {
    const { label, instances, labelOf } = await buttons();
    const own = labelOf(instances[0]);
    own.characters = 'Buy';
    label.characters = 'Order today';
    label.fontSize = 30;
    label.setRangeFills(0, 1, RED);
    expect([own.characters, own.fontSize, own.name]).toEqual(['Buy', 30, 'Buy']);
    expect(own.fills).toEqual(label.getRangeFills(0, 1));
    const other = labelOf(instances[1]);
    expect([other.characters, other.getRangeFills(0, 1), other.getRangeFills(1, 2)]).toEqual([
      'Order today',
      label.getRangeFills(0, 1),
      label.getRangeFills(1, 2),
    ]);
  });

  it('adds, removes and reorders sublayers, and keeps the others', async () => {
    const { figma, component, label, instances, labelOf } = await buttons(1);
    const [instance] = instances;
    const text = labelOf(instance);
    const icon = figma.createRectangle();
    component.insertChild(0, icon);
    expect(instance?.children.map(({ id }) => id)).toEqual([
      `I${instance?.id};${icon.id}`,
      `I${instance?.id};${label.id}`,
    ]);
    expect(instance?.children[1]).toBe(text);
    component.appendChild(icon);
    expect(instance?.children[0]).toBe(text);
    const copy = instance?.children[1];
    icon.remove();
    expect([instance?.children.length, copy?.removed]).toEqual([1, true]);
  });

  it('gives back what a sublayer had of its own when its source comes back', async () => {
    const { figma, component, label, instances, labelOf } = await buttons(1);
    labelOf(instances[0]).characters = 'Buy';
    figma.currentPage.appendChild(label);
    expect(instances[0]?.children).toEqual([]);
    component.appendChild(label);
    expect(labelOf(instances[0]).characters).toBe('Buy');
  });

  it('passes through instances in components, where their own values are on the way', async () => {
    const { figma, component, label, labelOf } = await buttons(0);
    const card = figma.createComponent();
    const inner = component.createInstance();
    card.appendChild(inner);
    const outer = card.createInstance();
    label.characters = 'Order today';
    component.fills = RED;
    expect([labelOf(outer).characters, colorOf(outer.children[0] as InstanceNode)]).toEqual([
      'Order today',
      { r: 1, g: 0, b: 0 },
    ]);
    inner.fills = BLUE;
    labelOf(inner).characters = 'In a card';
    expect([labelOf(outer).characters, colorOf(outer.children[0] as InstanceNode)]).toEqual([
      'In a card',
      { r: 0, g: 0, b: 1 },
    ]);
    label.characters = 'Order tomorrow';
    expect(labelOf(outer).characters).toBe('In a card');
  });

  it('follows the component that a layout resizes', async () => {
    const { figma } = await buttons(0);
    const frame = figma.createFrame();
    frame.layoutMode = 'VERTICAL';
    frame.counterAxisSizingMode = 'FIXED';
    const banner = figma.createComponent();
    banner.resize(50, 20);
    frame.appendChild(banner);
    banner.layoutSizingHorizontal = 'FILL';
    const bar = figma.createRectangle();
    bar.constraints = { horizontal: 'STRETCH', vertical: 'MIN' };
    banner.appendChild(bar);
    bar.resize(banner.width, 20);
    const instance = banner.createInstance();
    frame.resize(400, 300);
    expect([instance.width, instance.children[0]?.width]).toEqual([400, 400]);
  });

  it('does nothing to an instance whose component is gone', async () => {
    const { component, instances, labelOf } = await buttons(1);
    const [instance] = instances;
    labelOf(instance).characters = 'Buy';
    component.remove();
    instance?.resize(300, 50);
    expect([labelOf(instance).characters, instance?.width]).toEqual(['Buy', 300]);
  });
});

describe('an instance', () => {
  it('stretches what its component lets stretch, from the size that has', async () => {
    const { figma } = await buttons(0);
    const component = figma.createComponent();
    component.resize(100, 50);
    const bar = figma.createRectangle();
    component.appendChild(bar);
    bar.resize(80, 10);
    bar.x = 10;
    bar.constraints = { horizontal: 'STRETCH', vertical: 'MIN' };
    const instance = component.createInstance();
    instance.resize(200, 50);
    expect(instance.children[0]?.width).toBe(180);
    component.resize(150, 70);
    expect([instance.width, instance.height, instance.children[0]?.width]).toEqual([200, 70, 180]);
  });

  it('names what it has of its own, and gives it up', async () => {
    const { component, label, instances, labelOf } = await buttons();
    const [instance] = instances;
    const own = labelOf(instance);
    own.characters = 'Buy';
    own.fontSize = 30;
    instance?.resize(300, component.height);
    expect(instance?.overrides).toEqual([
      { id: own.id, overriddenFields: ['characters', 'fontSize'] },
      { id: instance?.id, overriddenFields: ['primaryAxisSizingMode', 'counterAxisSizingMode', 'width'] },
    ]);
    expect(instances[1]?.overrides).toEqual([]);
    instance?.removeOverrides();
    expect([own.characters, own.fontSize, instance?.width]).toEqual([
      label.characters,
      label.fontSize,
      component.width,
    ]);
    expect(instance?.overrides).toEqual([]);
  });

  it('takes an own value back when it is set to what the component has', async () => {
    const { component, instances } = await buttons(1);
    const [instance] = instances;
    instance?.setPluginData('role', 'cta');
    if (instance) instance.opacity = 0.5;
    expect(instance?.overrides).toEqual([{ id: instance?.id, overriddenFields: ['opacity'] }]);
    if (instance) instance.opacity = 1;
    component.opacity = 0.7;
    expect([instance?.overrides, instance?.opacity]).toEqual([[], 0.7]);
  });

  it('refuses what Figma refuses inside of it, and ignores a size there', async () => {
    const { figma, component, instances, labelOf } = await buttons(1);
    const vector = figma.createVector();
    vector.vectorPaths = [{ windingRule: 'NONZERO', data: 'M 0 0 L 10 0 L 5 8 Z' }];
    component.appendChild(vector);
    const own = labelOf(instances[0]);
    const copy = instances[0]?.children[1] as VectorNode;
    expect(() => {
      own.x = 4;
    }).toThrow('in set_x: This property cannot be overridden in an instance: relative-transform');
    expect(() => {
      own.minWidth = 4;
    }).toThrow('in set_minWidth: This property cannot be overridden in an instance: min-size');
    await expect(copy.setVectorNetworkAsync({ vertices: [], segments: [] })).rejects.toThrow(
      'This property cannot be overridden in an instance: vector-data',
    );
    copy.resize(50, 50);
    expect(copy.width).toBe(10);
  });

  it('keeps its own values as a copy, and as part of a detached instance', async () => {
    const { figma, component, label, instances, labelOf } = await buttons(1);
    const [instance] = instances;
    labelOf(instance).characters = 'Buy';
    const copy = instance?.clone();
    const card = figma.createComponent();
    card.appendChild(component.createInstance());
    const outer = card.createInstance();
    labelOf(outer).characters = 'In a card';
    const part = outer.detachInstance().children[0] as InstanceNode;
    label.characters = 'Order today';
    label.fontSize = 40;
    expect([labelOf(copy).characters, labelOf(copy).fontSize]).toEqual(['Buy', 40]);
    expect([labelOf(part).characters, labelOf(part).fontSize]).toEqual(['In a card', 40]);
  });

  it('keeps a frame of what it was when it is detached', async () => {
    const { component, instances, labelOf } = await buttons(1);
    labelOf(instances[0]).characters = 'Buy';
    component.fills = RED;
    const frame = instances[0]?.detachInstance();
    component.fills = BLUE;
    expect([frame && colorOf(frame), labelOf(frame).characters]).toEqual([{ r: 1, g: 0, b: 0 }, 'Buy']);
  });

  it('is scaled with all it takes from its component', async () => {
    const { component, label, instances, labelOf } = await buttons(1);
    const [instance] = instances;
    instance?.rescale(2);
    expect([instance?.scaleFactor, labelOf(instance).fontSize]).toEqual([2, 24]);
    label.fontSize = 20;
    component.paddingLeft = 5;
    expect([labelOf(instance).fontSize, instance?.paddingLeft, instance?.overrides]).toEqual([40, 10, []]);
  });
});

describe('a document from before overrides were kept', () => {
  it('has what differs from the component as own values', async () => {
    const { headless, label, instances, labelOf } = await buttons();
    labelOf(instances[0]).characters = 'Buy';
    const json = JSON.parse(JSON.stringify(headless.toJSON()), (key, value) =>
      key === 'ownValues' ? null : value,
    );
    const again = await startWithFonts({ document: json });
    const text = (id: string) => again.figma.getNodeByIdAsync(id) as Promise<TextNode>;
    (await text(label.id)).characters = 'Order today';
    expect((await text(labelOf(instances[0]).id)).characters).toBe('Buy');
    expect((await text(labelOf(instances[1]).id)).characters).toBe('Order today');
  });
});
