/** Components through programs, as the tools run them. */
import { describe, expect, it } from 'vitest';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { startExecutor } from './setting.ts';

const component = (as: string, name: string): CanvasOpInput[] => [
  { op: 'create', type: 'COMPONENT', as, parent: null, props: { name, layoutMode: 'HORIZONTAL' } },
  {
    op: 'create',
    type: 'TEXT',
    as: `${as}Label`,
    parent: `$${as}`,
    props: { name: 'Label', characters: 'Order' },
  },
];

describe('a program', () => {
  it('defines a property, binds a layer to it and sets it for one instance', async () => {
    const setting = await startExecutor();
    const made = await setting.run([
      ...component('button', 'Button'),
      { op: 'call', target: '$button', method: 'createInstance', as: 'one' },
      { op: 'call', target: '$button', method: 'createInstance', as: 'other' },
      { op: 'call', target: '$button', method: 'addComponentProperty', args: ['Words', 'TEXT', 'Order now'] },
    ]);
    const key = String(made.results[made.results.length - 1]?.value);
    const { buttonLabel = '', one = '', other = '' } = made.bindings;
    await setting.run([
      { op: 'update', node: buttonLabel, props: { componentPropertyReferences: { characters: key } } },
      { op: 'update', node: one, props: { componentProperties: { [key]: 'Buy' }, x: 500 } },
    ]);
    const words = async (id: string) => {
      const instance = (await setting.figma.getNodeByIdAsync(id)) as InstanceNode;
      return (instance.children[0] as TextNode).characters;
    };
    expect([await words(one), await words(other)]).toEqual(['Buy', 'Order now']);
  });

  it('combines variants, swaps instances and takes all of it back', async () => {
    const setting = await startExecutor();
    const made = await setting.run([
      ...component('light', 'Theme=Light'),
      ...component('dark', 'Theme=Dark'),
      { op: 'create', type: 'FRAME', as: 'kit', parent: null, props: { name: 'Kit' } },
      { op: 'call', target: '$light', method: 'createInstance', as: 'one' },
    ]);
    const before = await setting.snapshot();
    const { light = '', dark = '', kit = '', one = '' } = made.bindings;
    const combine: CanvasOpInput = {
      op: 'call',
      method: 'combineAsVariants',
      args: [[{ $node: light }, { $node: dark }], { $node: kit }],
    };
    const swap: CanvasOpInput = {
      op: 'call',
      target: one,
      method: 'setProperties',
      args: [{ Theme: 'Dark' }],
    };
    await expect(
      setting.run([combine, swap, { op: 'update', node: one, props: { opacity: 7 } }]),
    ).rejects.toThrow('opacity');
    expect(await setting.snapshot()).toEqual(before);
    await setting.run([combine, swap]);
    const instance = (await setting.figma.getNodeByIdAsync(one)) as InstanceNode;
    expect((await instance.getMainComponentAsync())?.id).toBe(dark);
  });

  it('takes back a swap by property, which makes sublayers of its own', async () => {
    const setting = await startExecutor();
    const made = await setting.run([
      ...component('star', 'Star'),
      ...component('heart', 'Heart'),
      { op: 'create', type: 'COMPONENT', as: 'card', parent: null, props: { name: 'Card' } },
      { op: 'call', target: '$star', method: 'createInstance', as: 'mark' },
      { op: 'move', node: '$mark', parent: '$card' },
      { op: 'call', target: '$card', method: 'createInstance', as: 'one' },
    ]);
    const { star = '', heart = '', card = '', mark = '', one = '' } = made.bindings;
    const main = (await setting.figma.getNodeByIdAsync(card)) as ComponentNode;
    const icon = main.addComponentProperty('Icon', 'INSTANCE_SWAP', star);
    await setting.run([
      { op: 'update', node: mark, props: { componentPropertyReferences: { mainComponent: icon } } },
    ]);
    const before = await setting.snapshot();
    await expect(
      setting.run([
        { op: 'call', target: one, method: 'setProperties', args: [{ [icon]: heart }] },
        { op: 'update', node: one, props: { opacity: 7 } },
      ]),
    ).rejects.toThrow('opacity');
    expect(await setting.snapshot()).toEqual(before);
  });

  it('is told what an instance refuses, and what to do', async () => {
    const setting = await startExecutor();
    const made = await setting.run([
      ...component('button', 'Button'),
      { op: 'call', target: '$button', method: 'createInstance', as: 'one' },
    ]);
    const { one = '' } = made.bindings;
    const instance = (await setting.figma.getNodeByIdAsync(one)) as InstanceNode;
    const sublayer = instance.children[0]?.id ?? '';
    await expect(
      setting.run([{ op: 'update', node: sublayer, props: { rotation: 40 } }]),
    ).rejects.toMatchObject({
      data: { hint: expect.stringContaining('main component') },
    });
  });
});
