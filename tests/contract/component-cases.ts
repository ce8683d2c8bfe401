/** Components and instances: only what Figma documents, or what plugin authors quote it with. */
import { type ContractCase, equal, isTrue, throws } from './case.ts';

function button(figma: PluginAPI) {
  const component = figma.createComponent();
  component.name = 'Button';
  const badge = figma.createRectangle();
  component.appendChild(badge);
  const instance = component.createInstance();
  const [copy] = instance.children;
  if (copy?.type !== 'RECTANGLE') throw new Error('the instance has the rectangle');
  return { component, badge, instance, copy };
}

export const componentCases: readonly ContractCase[] = [
  {
    name: 'an instance follows its component where it has nothing of its own',
    async run({ figma }) {
      const { component, badge, instance, copy } = button(figma);
      copy.opacity = 0.25;
      badge.opacity = 0.5;
      badge.cornerRadius = 8;
      component.opacity = 0.75;
      equal([copy.opacity, copy.cornerRadius, instance.opacity], [0.25, 8, 0.75], 'own and inherited values');
      component.appendChild(figma.createEllipse());
      equal(instance.children.length, 2, 'a new layer of the component');
      isTrue(
        instance.overrides.some(({ overriddenFields }) => overriddenFields.includes('opacity')),
        'overrides name the field',
      );
    },
  },
  {
    name: 'a sublayer of an instance cannot be moved, and no child be added',
    async run({ figma }) {
      const { instance, copy } = button(figma);
      await throws(
        () => {
          copy.x = 40;
        },
        /cannot be overrid+en in an instance/,
        'x of a sublayer',
      );
      await throws(() => instance.appendChild(figma.createRectangle()), /instance/, 'appendChild');
    },
  },
  {
    name: 'component properties have names with an id, and set their layers',
    async run({ figma }) {
      const { component, badge, instance, copy } = button(figma);
      const key = component.addComponentProperty('Badge', 'BOOLEAN', true);
      isTrue(key.startsWith('Badge#'), `an id after the name, got ${key}`);
      badge.componentPropertyReferences = { visible: key };
      instance.setProperties({ [key]: false });
      equal([copy.visible, badge.visible], [false, true], 'visible in the instance alone');
      equal(instance.componentProperties[key]?.value, false, 'the value reads back');
      await throws(
        () => instance.setProperties({ Badge: true }),
        /Could not find a component property with name/,
        'a name without its id',
      );
      await throws(
        () => instance.setProperties({ [key]: 'true' }),
        /incompatible with component property type/,
        'a text for a BOOLEAN',
      );
      const stray = figma.createRectangle();
      await throws(
        () => {
          stray.componentPropertyReferences = { visible: key };
        },
        /component property references on symbol sublayer/,
        'a reference outside the component',
      );
    },
  },
  {
    name: 'an instance can be swapped for one of another component',
    async run({ figma }) {
      const { instance } = button(figma);
      const other = figma.createComponent();
      instance.swapComponent(other);
      equal((await instance.getMainComponentAsync())?.id, other.id, 'the main component');
      equal(instance.children.length, 0, 'the layers of the other');
    },
  },
  {
    name: 'components combined as variants are told apart by their names',
    async run({ figma }) {
      const [light, dark] = ['Theme=Light', 'Theme=Dark'].map((name, at) => {
        const component = figma.createComponent();
        component.name = name;
        component.x = at * 200;
        return component;
      });
      if (light === undefined || dark === undefined) throw new Error('two components were made');
      const set = figma.combineAsVariants([light, dark], figma.currentPage);
      equal(set.type, 'COMPONENT_SET', 'a set');
      const theme = set.componentPropertyDefinitions['Theme'];
      equal([theme?.type, theme?.defaultValue], ['VARIANT', 'Light'], 'the property in the names');
      equal([...(theme?.variantOptions ?? [])].sort(), ['Dark', 'Light'], 'its options');
      equal(set.defaultVariant.id, light.id, 'the top-left variant');
      await throws(
        () => light.componentPropertyDefinitions,
        /component set or non-variant component/,
        'definitions of a variant',
      );
      const instance = light.createInstance();
      instance.setProperties({ Theme: 'Dark' });
      equal((await instance.getMainComponentAsync())?.id, dark.id, 'the other variant');
      equal(dark.variantProperties, { Theme: 'Dark' }, 'what the variant is');
      await throws(
        () => instance.setProperties({ Theme: 'Blue' }),
        /Unable to find a variant with those property values/,
        'a value that no variant has',
      );
    },
  },
];
