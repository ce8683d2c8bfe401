/** Component properties: words per ad, a badge that can be hidden, an icon that can be swapped. */
import { describe, expect, it } from 'vitest';
import { startWithFonts } from '../test-support.ts';

async function setUp() {
  const headless = await startWithFonts();
  const { figma } = headless;
  const icon = (name: string) => {
    const component = figma.createComponent();
    component.name = name;
    component.resize(name === 'Star' ? 20 : 30, 20);
    component.appendChild(figma.createRectangle());
    return component;
  };
  const [star, heart] = [icon('Star'), icon('Heart')] as const;
  const button = figma.createComponent();
  button.name = 'Button';
  button.layoutMode = 'HORIZONTAL';
  const label = figma.createText();
  label.name = 'Label';
  label.characters = 'Order';
  const badge = figma.createEllipse();
  const mark = star.createInstance();
  for (const node of [label, badge, mark]) button.appendChild(node);
  const keys = {
    words: button.addComponentProperty('Words', 'TEXT', 'Order now'),
    badge: button.addComponentProperty('Badge', 'BOOLEAN', true),
    icon: button.addComponentProperty('Icon', 'INSTANCE_SWAP', star.id),
  };
  label.componentPropertyReferences = { characters: keys.words };
  badge.componentPropertyReferences = { visible: keys.badge };
  mark.componentPropertyReferences = { mainComponent: keys.icon };
  const parts = (instance: InstanceNode | ComponentNode) => ({
    label: instance.children[0] as TextNode,
    badge: instance.children[1] as EllipseNode,
    mark: instance.children[2] as InstanceNode,
  });
  return { headless, figma, star, heart, button, label, badge, mark, keys, parts };
}

describe('component properties', () => {
  it('are defined under names with an id, and read back', async () => {
    const { button, keys, star } = await setUp();
    expect(keys.words).toMatch(/^Words#\d+:\d+$/);
    expect(button.componentPropertyDefinitions).toEqual({
      [keys.words]: { type: 'TEXT', defaultValue: 'Order now' },
      [keys.badge]: { type: 'BOOLEAN', defaultValue: true },
      [keys.icon]: { type: 'INSTANCE_SWAP', defaultValue: star.id },
    });
  });

  it('set words, visibility and icon of one instance', async () => {
    const { button, keys, heart, parts } = await setUp();
    const [one, other] = [button.createInstance(), button.createInstance()];
    one.setProperties({ [keys.words]: 'Buy', [keys.badge]: false, [keys.icon]: heart.id });
    const { label, badge, mark } = parts(one);
    expect([label.characters, badge.visible, mark.width]).toEqual(['Buy', false, 30]);
    expect(await mark.getMainComponentAsync()).toBe(heart);
    expect(mark.children[0]?.id).toBe(`${mark.id};${heart.children[0]?.id}`);
    expect(one.componentProperties).toEqual({
      [keys.words]: { type: 'TEXT', value: 'Buy' },
      [keys.badge]: { type: 'BOOLEAN', value: false },
      [keys.icon]: { type: 'INSTANCE_SWAP', value: heart.id },
    });
    expect([parts(other).label.characters, parts(other).badge.visible]).toEqual(['Order now', true]);
    expect(other.overrides).toEqual([]);
  });

  it('are set by writing the bound layer, too', async () => {
    const { button, keys, parts } = await setUp();
    const instance = button.createInstance();
    parts(instance).label.characters = 'Buy';
    parts(instance).badge.visible = false;
    expect(instance.componentProperties[keys.words]?.value).toBe('Buy');
    expect(instance.componentProperties[keys.badge]?.value).toBe(false);
    expect(instance.overrides).toEqual([{ id: instance.id, overriddenFields: ['componentProperties'] }]);
  });

  it('follow the default value until they are set, and again when they are set to it', async () => {
    const { button, keys, label, parts } = await setUp();
    const instance = button.createInstance();
    button.editComponentProperty(keys.words, { defaultValue: 'Order today' });
    expect([label.characters, parts(instance).label.characters]).toEqual(['Order today', 'Order today']);
    label.characters = 'Order tomorrow';
    expect(button.componentPropertyDefinitions[keys.words]?.defaultValue).toBe('Order tomorrow');
    instance.setProperties({ [keys.words]: 'Buy' });
    instance.setProperties({ [keys.words]: 'Order tomorrow' });
    label.characters = 'Order later';
    expect(parts(instance).label.characters).toBe('Order later');
  });

  it('pass through nested instances', async () => {
    const { figma, button, keys } = await setUp();
    const card = figma.createComponent();
    const inner = button.createInstance();
    card.appendChild(inner);
    inner.setProperties({ [keys.words]: 'In a card' });
    const outer = card.createInstance();
    const nested = outer.children[0] as InstanceNode;
    expect([
      nested.componentProperties[keys.words]?.value,
      (nested.children[0] as TextNode).characters,
    ]).toEqual(['In a card', 'In a card']);
    nested.setProperties({ [keys.words]: 'Here only', [keys.badge]: false });
    expect([(nested.children[0] as TextNode).characters, nested.children[1]?.visible]).toEqual([
      'Here only',
      false,
    ]);
    expect((inner.children[0] as TextNode).characters).toBe('In a card');
    inner.isExposedInstance = true;
    expect(outer.exposedInstances).toEqual([nested]);
  });

  it('keep their ids and values when they are renamed, and go when they are deleted', async () => {
    const { button, keys, label, badge, parts } = await setUp();
    const instance = button.createInstance();
    instance.setProperties({ [keys.words]: 'Buy', [keys.badge]: false });
    const renamed = button.editComponentProperty(keys.words, { name: 'Text' });
    expect(renamed).toBe(keys.words.replace('Words', 'Text'));
    expect(label.componentPropertyReferences).toEqual({ characters: renamed });
    expect([instance.componentProperties[renamed]?.value, parts(instance).label.characters]).toEqual([
      'Buy',
      'Buy',
    ]);
    button.deleteComponentProperty(keys.badge);
    expect(badge.componentPropertyReferences).toEqual({});
    expect([parts(instance).badge.visible, keys.badge in instance.componentProperties]).toEqual([
      true,
      false,
    ]);
  });

  it('refuse in words of Figma what cannot be', async () => {
    const { figma, button, keys, label, heart, parts } = await setUp();
    const instance = button.createInstance();
    expect(() => instance.setProperties({ Words: 'x' })).toThrow(
      "in setProperties: Could not find a component property with name: 'Words'",
    );
    const incompatible = 'Property value is incompatible with component property type';
    expect(() => instance.setProperties({ [keys.badge]: 'true' })).toThrow(
      `in setProperties: ${incompatible}`,
    );
    expect(() => button.addComponentProperty('Other', 'INSTANCE_SWAP', heart.key)).toThrow(incompatible);
    expect(() => {
      parts(instance).label.componentPropertyReferences = {};
    }).toThrow('Cannot set component property references on instance sublayer');
    const stray = figma.createText();
    expect(stray.componentPropertyReferences).toBeNull();
    expect(() => {
      stray.componentPropertyReferences = { characters: keys.words };
    }).toThrow('Can only set component property references on symbol sublayer');
    expect(() => {
      label.componentPropertyReferences = { characters: keys.badge };
    }).toThrow('failed validation');
    expect(() => {
      instance.isExposedInstance = true;
    }).toThrow('can be exposed');
  });

  it('survive saving and loading', async () => {
    const { headless, button, keys, heart, parts } = await setUp();
    const instance = button.createInstance();
    instance.setProperties({ [keys.words]: 'Buy', [keys.icon]: heart.id });
    const again = await startWithFonts({ document: JSON.parse(JSON.stringify(headless.toJSON())) });
    const loaded = (await again.figma.getNodeByIdAsync(instance.id)) as InstanceNode;
    const main = (await again.figma.getNodeByIdAsync(button.id)) as ComponentNode;
    main.editComponentProperty(keys.badge, { defaultValue: false });
    expect([parts(loaded).label.characters, parts(loaded).badge.visible, parts(loaded).mark.width]).toEqual([
      'Buy',
      false,
      30,
    ]);
  });
});

describe('swapping', () => {
  it('keeps what layers of the same name and type have of their own', async () => {
    const { figma, button, keys, parts } = await setUp();
    const other = figma.createComponent();
    const label = figma.createText();
    label.name = 'Label';
    label.characters = 'Other';
    label.fontSize = 20;
    other.appendChild(label);
    const words = other.addComponentProperty('Words', 'TEXT', 'Other');
    label.componentPropertyReferences = { characters: words };
    const instance = button.createInstance();
    instance.resize(300, 40);
    parts(instance).label.opacity = 0.5;
    instance.setProperties({ [keys.words]: 'Buy' });
    instance.swapComponent(other);
    const swapped = instance.children[0] as TextNode;
    expect(swapped.id).toBe(`I${instance.id};${label.id}`);
    expect([swapped.characters, swapped.opacity, swapped.fontSize, instance.width]).toEqual([
      'Buy',
      0.5,
      20,
      300,
    ]);
    instance.swapComponent(button);
    expect([parts(instance).label.characters, parts(instance).label.opacity]).toEqual(['Buy', 0.5]);
  });

  it('starts afresh when the main component is assigned', async () => {
    const { star, heart } = await setUp();
    const instance = star.createInstance();
    instance.opacity = 0.5;
    instance.mainComponent = heart;
    expect([instance.opacity, instance.width, instance.name]).toEqual([1, 30, 'Heart']);
  });

  it('works for a nested instance, in this instance only', async () => {
    const { figma, star, heart } = await setUp();
    const card = figma.createComponent();
    card.appendChild(star.createInstance());
    const [one, other] = [card.createInstance(), card.createInstance()];
    const nested = one.children[0] as InstanceNode;
    nested.swapComponent(heart);
    expect(await nested.getMainComponentAsync()).toBe(heart);
    expect([nested.width, (other.children[0] as InstanceNode).width]).toEqual([30, 20]);
    heart.children[0]?.setPluginData('a', 'b');
    heart.resize(44, 20);
    expect(nested.width).toBe(44);
    nested.swapComponent(star);
    expect([nested.width, one.overrides]).toEqual([20, []]);
  });

  it('makes no cycles', async () => {
    const { figma, star } = await setUp();
    const card = figma.createComponent();
    const inner = star.createInstance();
    card.appendChild(inner);
    expect(() => inner.swapComponent(card)).toThrow('component cycle');
    const outer = figma.createComponent();
    outer.appendChild(card.createInstance());
    expect(() => inner.swapComponent(outer)).toThrow('component cycle');
    expect(() => inner.swapComponent(figma.createFrame() as never)).toThrow(
      'to be a COMPONENT node, got FRAME',
    );
  });
});
