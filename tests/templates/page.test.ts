import { beforeAll, expect, it } from 'vitest';
import { type Setting, startExecutor } from '../executor/setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startExecutor();
});
const pages = () => setting.figma.root.children.map(({ name }) => name);

it('a page is created with a name, and layers move to it', async () => {
  const { bindings } = await setting.run([
    { op: 'create', type: 'FRAME', as: 'frame', parent: null, props: { name: 'Ad' } },
    { op: 'create', type: 'PAGE', as: 'page', parent: null, props: { name: 'Templates' } },
    { op: 'move', node: '$frame', parent: '$page' },
  ]);
  expect(pages()).toContain('Templates');
  const frame = await setting.figma.getNodeByIdAsync(bindings['frame'] ?? '');
  expect(frame?.parent?.name).toBe('Templates');
  expect(setting.figma.currentPage.name).not.toBe('Templates');
});

it('goes when the program fails, and what was moved to it is back', async () => {
  const { bindings } = await setting.run([{ op: 'create', type: 'FRAME', as: 'frame', parent: null }]);
  const before = await setting.snapshot();
  const were = pages();
  await expect(
    setting.run([
      { op: 'create', type: 'PAGE', as: 'page', parent: null, props: { name: 'Gone' } },
      { op: 'move', node: bindings['frame'] ?? '', parent: '$page' },
      { op: 'create', type: 'RECTANGLE', parent: '$page' },
      { op: 'update', node: bindings['frame'] ?? '', props: { opacity: 7 } },
    ]),
  ).rejects.toThrow();
  expect(pages()).toEqual(were);
  expect(await setting.snapshot()).toEqual(before);
});

it.each([
  [{ name: 'Page', width: 100 }, null, 'takes a name'],
  [{}, null, 'takes a name'],
  [{ name: 'Page' }, 'frame', 'takes a name'],
])('takes %j and parent %s not', async (props, parent, message) => {
  const { bindings } = await setting.run([{ op: 'create', type: 'FRAME', as: 'frame', parent: null }]);
  await expect(
    setting.run([{ op: 'create', type: 'PAGE', parent: parent && (bindings['frame'] ?? ''), props }]),
  ).rejects.toThrow(message);
});
