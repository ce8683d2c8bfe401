/** Variants: a light and a dark button, small and large. */
import { describe, expect, it } from 'vitest';
import { startWithFonts } from '../test-support.ts';

async function setUp() {
  const headless = await startWithFonts();
  const { figma } = headless;
  const variant = (name: string, x: number, y: number, words: string) => {
    const component = figma.createComponent();
    component.name = name;
    component.resize(name.includes('Large') ? 200 : 100, 40);
    Object.assign(component, { x, y });
    const label = figma.createText();
    label.name = 'Label';
    label.characters = words;
    component.appendChild(label);
    const key = component.addComponentProperty('Words', 'TEXT', words);
    label.componentPropertyReferences = { characters: key };
    return component;
  };
  const light = variant('Size=Small, Theme=Light', 10, 20, 'Order');
  const dark = variant('Size=Small, Theme=Dark', 150, 20, 'Order now');
  const large = variant('Size=Large, Theme=Light', 10, 100, 'Order');
  const set = figma.combineAsVariants([light, dark, large], figma.currentPage);
  set.name = 'Button';
  const words = Object.keys(set.componentPropertyDefinitions).find((name) => name.startsWith('Words#')) ?? '';
  return { headless, figma, light, dark, large, set, words };
}

describe('a component set', () => {
  it('stands around its variants, which stay where they were', async () => {
    const { figma, set, light, dark, large } = await setUp();
    expect([set.type, set.parent, set.children]).toEqual([
      'COMPONENT_SET',
      figma.currentPage,
      [light, dark, large],
    ]);
    expect([set.x, set.y, set.width, set.height]).toEqual([10, 20, 240, 120]);
    expect(dark.absoluteBoundingBox).toMatchObject({ x: 150, y: 20 });
  });

  it('has the properties that its variants are named by, and one of those they had alike', async () => {
    const { set, light, dark, words } = await setUp();
    expect(set.componentPropertyDefinitions).toEqual({
      Size: { type: 'VARIANT', defaultValue: 'Small', variantOptions: ['Small', 'Large'] },
      Theme: { type: 'VARIANT', defaultValue: 'Light', variantOptions: ['Light', 'Dark'] },
      [words]: { type: 'TEXT', defaultValue: 'Order' },
    });
    expect(set.variantGroupProperties).toEqual({
      Size: { values: ['Small', 'Large'] },
      Theme: { values: ['Light', 'Dark'] },
    });
    expect(set.defaultVariant).toBe(light);
    expect(dark.variantProperties).toEqual({ Size: 'Small', Theme: 'Dark' });
    expect((dark.children[0] as TextNode).characters).toBe('Order');
    expect(() => dark.componentPropertyDefinitions).toThrow(
      'in get_componentPropertyDefinitions: Can only get component property definitions of a component set or non-variant component',
    );
  });

  it('takes instances from one variant to another, with their own values', async () => {
    const { light, dark, words } = await setUp();
    const instance = light.createInstance();
    expect(instance.name).toBe('Button');
    instance.setProperties({ [words]: 'Buy' });
    (instance.children[0] as TextNode).opacity = 0.5;
    instance.setProperties({ Theme: 'Dark' });
    expect(await instance.getMainComponentAsync()).toBe(dark);
    expect(instance.variantProperties).toEqual({ Size: 'Small', Theme: 'Dark' });
    const label = instance.children[0] as TextNode;
    expect([label.characters, label.opacity]).toEqual(['Buy', 0.5]);
    expect(instance.componentProperties).toEqual({
      Size: { type: 'VARIANT', value: 'Small' },
      Theme: { type: 'VARIANT', value: 'Dark' },
      [words]: { type: 'TEXT', value: 'Buy' },
    });
  });

  it('refuses what it has not, and says when it is unsound', async () => {
    const { figma, set, light, large, dark } = await setUp();
    const instance = large.createInstance();
    expect(() => instance.setProperties({ Theme: 'Dark' })).toThrow(
      'in setProperties: Unable to find a variant with those property values',
    );
    expect(() => set.appendChild(figma.createFrame())).toThrow('can only contain components');
    expect(() => figma.combineAsVariants([figma.createFrame() as never], figma.currentPage)).toThrow(
      'Only components can be variants',
    );
    dark.name = light.name;
    expect(() => set.componentPropertyDefinitions).toThrow('Component set has existing errors');
    expect(() => instance.variantProperties).toThrow('Component set for node has existing errors');
  });

  it('gets and renames variant properties', async () => {
    const { set, light } = await setUp();
    set.addComponentProperty('State', 'VARIANT', 'Default');
    set.editComponentProperty('Theme', { name: 'Mode' });
    expect(light.name).toBe('Size=Small, Mode=Light, State=Default');
  });

  it('gives a component that leaves what its layers follow, and takes it from one that joins', async () => {
    const { figma, set, dark, words } = await setUp();
    const instance = dark.createInstance();
    instance.setProperties({ [words]: 'Buy' });
    figma.currentPage.appendChild(dark);
    expect(Object.keys(dark.componentPropertyDefinitions)).toEqual([words]);
    expect(instance.componentProperties[words]?.value).toBe('Buy');
    set.appendChild(dark);
    expect(instance.componentProperties).toMatchObject({
      Theme: { value: 'Dark' },
      [words]: { value: 'Buy' },
    });
  });

  it('is copied with variants of its own', async () => {
    const { set, light } = await setUp();
    const copy = set.clone();
    expect(copy.children.map(({ type }) => type)).toEqual(['COMPONENT', 'COMPONENT', 'COMPONENT']);
    expect(await light.getInstancesAsync()).toEqual([]);
  });

  it('survives saving and loading', async () => {
    const { headless, light, words } = await setUp();
    const instance = light.createInstance();
    instance.setProperties({ Theme: 'Dark', [words]: 'Buy' });
    const again = await startWithFonts({ document: JSON.parse(JSON.stringify(headless.toJSON())) });
    const loaded = (await again.figma.getNodeByIdAsync(instance.id)) as InstanceNode;
    loaded.setProperties({ Theme: 'Light' });
    expect(loaded.componentProperties).toMatchObject({
      Theme: { value: 'Light' },
      [words]: { value: 'Buy' },
    });
  });
});
