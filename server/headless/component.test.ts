import { describe, expect, it } from 'vitest';
import { startHeadless } from './test-support.ts';

async function button() {
  const { figma } = await startHeadless();
  const component = figma.createComponent();
  component.resize(200, 60);
  const label = figma.createRectangle();
  component.appendChild(label);
  return { figma, component, label, instance: component.createInstance() };
}

describe('components', () => {
  it('have instances whose sublayers are named by instance and source', async () => {
    const { figma, component, label, instance } = await button();
    expect([instance.type, instance.parent, instance.width]).toEqual(['INSTANCE', figma.currentPage, 200]);
    expect(instance.children[0]?.id).toBe(`I${instance.id};${label.id}`);
    expect(await instance.getMainComponentAsync()).toBe(component);
    expect(await component.getInstancesAsync()).toEqual([instance]);
    expect(() => instance.mainComponent).toThrow('Use node.getMainComponentAsync instead');
  });

  it('nest: an instance in a component is flattened into the ids', async () => {
    const { figma, instance, label } = await button();
    const card = figma.createComponent();
    card.appendChild(instance);
    const outer = card.createInstance();
    const nested = outer.findOne((node) => node.type === 'RECTANGLE');
    expect(nested?.id).toBe(`I${outer.id};${instance.id};${label.id}`);
  });

  it('keep the structure of instances closed', async () => {
    const { figma, instance } = await button();
    const sublayer = instance.children[0];
    if (sublayer === undefined) throw new Error('the instance has a sublayer');
    expect(() => instance.appendChild(figma.createRectangle())).toThrow(
      'in appendChild: Cannot move node. New parent is an instance or is inside of an instance',
    );
    expect(() => sublayer.remove()).toThrow('in remove: Removing this node is not allowed');
    expect(() => figma.currentPage.appendChild(sublayer)).toThrow('in appendChild: Cannot move node.');
    expect(() => {
      sublayer.x = 4;
    }).toThrow('in set_x: This property cannot be overridden in an instance');
    sublayer.visible = false;
  });

  it('detach into frames with ordinary children', async () => {
    const { instance } = await button();
    instance.x = 300;
    const frame = instance.detachInstance();
    expect([frame.type, frame.x, frame.width, instance.removed]).toEqual(['FRAME', 300, 200, true]);
    expect(frame.children[0]?.id).toMatch(/^1:\d+$/);
    frame.children[0]?.remove();
  });

  it('detach from the outside in', async () => {
    const { figma, instance, label } = await button();
    const card = figma.createComponent();
    card.appendChild(instance);
    const outer = card.createInstance();
    const nested = outer.children[0];
    if (nested?.type !== 'INSTANCE') throw new Error('the instance is nested');
    const frame = nested.detachInstance();
    expect([frame.type, frame.parent?.type, outer.removed]).toEqual(['FRAME', 'FRAME', true]);
    expect(frame.children[0]?.id).toMatch(/^1:\d+$/);

    const second = card.createInstance().detachInstance();
    const kept = second.children[0];
    expect(kept?.type).toBe('INSTANCE');
    expect(kept?.type === 'INSTANCE' && kept.children[0]?.id).toBe(`I${kept?.id};${label.id}`);
  });

  it('are made of frames in place, and around anything else', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.x = 50;
    frame.name = 'card';
    const component = figma.createComponentFromNode(frame);
    expect([component.type, component.name, component.x, frame.removed]).toEqual([
      'COMPONENT',
      'card',
      50,
      true,
    ]);
    const ellipse = figma.createEllipse();
    ellipse.x = 70;
    const wrapped = figma.createComponentFromNode(ellipse);
    expect([wrapped.x, wrapped.children[0], ellipse.x, ellipse.absoluteBoundingBox?.x]).toEqual([
      70,
      ellipse,
      0,
      70,
    ]);
    expect(() => figma.createComponentFromNode(component)).toThrow(
      'in createComponentFromNode: Cannot create component from node',
    );
  });

  it('are not nested, neither directly nor through their instances', async () => {
    const { figma, component, instance } = await button();
    expect(() => component.appendChild(figma.createComponent())).toThrow(
      'create a component inside a component',
    );
    expect(() => component.appendChild(instance)).toThrow('component cycle');
  });

  it('become instances when what holds them is cloned', async () => {
    const { figma, component } = await button();
    const frame = figma.createFrame();
    frame.appendChild(component);
    component.x = 12;
    const copy = frame.clone();
    expect([copy.children[0]?.type, copy.children[0]?.x]).toEqual(['INSTANCE', 12]);
    expect(component.clone().type).toBe('COMPONENT');
  });
});
