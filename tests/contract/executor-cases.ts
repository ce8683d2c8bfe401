/** What the executor promises on every host. */
import { bound, type ContractCase, type ContractContext, equal, isTrue, near, run, throws } from './case.ts';

const red = { type: 'SOLID', color: { r: 1, g: 0, b: 0 } };
const frame = (props: Record<string, unknown> = {}) =>
  ({
    op: 'create',
    type: 'FRAME',
    as: 'frame',
    parent: null,
    props: { name: 'Contract', width: 400, height: 600, ...props },
  }) as const;
const snapshotText = async ({ executor }: ContractContext) =>
  JSON.stringify(await executor.handle<'snapshot'>({ kind: 'snapshot' }));

export const executorCases: readonly ContractCase[] = [
  {
    name: 'properties are written in the order the host needs, whatever order they are given in',
    async run(context) {
      const result = await run(context, [
        frame({ itemSpacing: 10, paddingLeft: 20, paddingRight: 20, layoutMode: 'VERTICAL' }),
        {
          op: 'create',
          type: 'TEXT',
          as: 'text',
          parent: '$frame',
          props: {
            maxLines: 2,
            layoutSizingHorizontal: 'FILL',
            textRanges: [{ start: 0, end: 5, fills: [red] }],
            fontSize: 24,
            characters: 'Fresh bread, every morning, from our own oven',
            textTruncation: 'ENDING',
            fontWeight: 700,
            fontFamily: 'Inter',
          },
        },
        {
          op: 'create',
          type: 'RECTANGLE',
          as: 'badge',
          parent: '$frame',
          props: { x: 300, y: 5, width: 50, height: 40, layoutPositioning: 'ABSOLUTE' },
        },
      ]);
      const node = await bound(context, result, 'frame');
      equal([node.width, node.height], [400, 600], 'the frame keeps its size');
      const text = await bound(context, result, 'text');
      near(text.width, 360, 'the text fills the frame');
      const badge = await bound(context, result, 'badge');
      equal([badge.x, badge.y, badge.width, badge.height], [300, 5, 50, 40], 'the absolute child');
      if (text.type !== 'TEXT') throw new Error('not a text');
      equal(text.maxLines, 2, 'maxLines');
      equal(text.fontName, { family: 'Inter', style: 'Bold' }, 'fontName');
    },
  },
  {
    name: 'FILL waits for an auto-layout parent that comes later in the program',
    async run(context) {
      const result = await run(context, [
        {
          op: 'create',
          type: 'RECTANGLE',
          as: 'box',
          parent: null,
          props: { height: 30, layoutSizingHorizontal: 'FILL' },
        },
        frame(),
        { op: 'move', node: '$box', parent: '$frame' },
        { op: 'update', node: '$frame', props: { layoutMode: 'VERTICAL', width: 400, height: 600 } },
      ]);
      near((await bound(context, result, 'box')).width, 400, 'the box fills');
    },
  },
  {
    name: 'FILL that never becomes legal is an error of the op that asked for it',
    async run(context) {
      const before = await snapshotText(context);
      await throws(
        () =>
          run(context, [
            frame(),
            { op: 'create', type: 'RECTANGLE', parent: '$frame', props: { layoutSizingHorizontal: 'FILL' } },
          ]),
        /FILL|auto-layout/,
        'FILL in a plain frame',
      );
      equal(await snapshotText(context), before, 'nothing remains');
    },
  },
  {
    name: 'a failing program leaves everything as it was, ids included',
    async run(context) {
      const made = await run(context, [
        frame({ layoutMode: 'VERTICAL', itemSpacing: 8 }),
        {
          op: 'create',
          type: 'TEXT',
          as: 'text',
          parent: '$frame',
          props: { characters: 'Hello', fontSize: 20 },
        },
        { op: 'create', type: 'ELLIPSE', as: 'dot', parent: '$frame', props: {} },
        { op: 'create', type: 'GROUP', as: 'group', parent: '$frame', children: ['$dot'] },
      ]);
      const before = await snapshotText(context);
      const { frame: top = '', text = '', dot = '' } = made.bindings;
      await throws(
        () =>
          run(context, [
            { op: 'update', node: text, props: { characters: 'Changed', fontSize: 50, fontWeight: 700 } },
            { op: 'update', node: top, props: { layoutMode: 'NONE', width: 90, cornerRadius: 9 } },
            { op: 'move', node: text, parent: null },
            { op: 'delete', node: dot },
            { op: 'delete', node: text },
            { op: 'update', node: top, props: { opacity: 9 } },
          ]),
        /opacity/,
        'the last op',
      );
      equal(await snapshotText(context), before, 'everything is back');
    },
  },
  {
    name: 'a transaction holds several programs; one that fails takes back only itself',
    async run(context) {
      const { executor } = context;
      const before = await snapshotText(context);
      const { transaction } = await executor.handle<'begin'>({ kind: 'begin' });
      const made = await run(context, [frame()], transaction);
      const middle = await snapshotText(context);
      const node = made.bindings['frame'] ?? '';
      await throws(
        () =>
          run(
            context,
            [
              { op: 'delete', node },
              { op: 'update', node, props: { x: 1 } },
            ],
            transaction,
          ),
        /no node/,
        'a deleted node',
      );
      equal(await snapshotText(context), middle, 'the first program stands');
      await throws(() => run(context, [frame()]), /in a transaction/, 'a program beside the transaction');
      await executor.handle<'rollback'>({ kind: 'rollback', transaction });
      equal(await snapshotText(context), before, 'all is taken back');
      await throws(
        () => executor.handle<'commit'>({ kind: 'commit', transaction }),
        /is over/,
        'a finished transaction',
      );
    },
  },
  {
    name: 'a restored snapshot gives surviving nodes their values back and rebuilds the others',
    async run(context) {
      const { executor } = context;
      const made = await run(context, [
        frame({ layoutMode: 'VERTICAL' }),
        {
          op: 'create',
          type: 'TEXT',
          as: 'text',
          parent: '$frame',
          props: { characters: 'Before', fontWeight: 600 },
        },
        { op: 'create', type: 'STAR', as: 'star', parent: '$frame', props: { rotation: 20, fills: [red] } },
      ]);
      const { frame: top = '', text = '', star = '' } = made.bindings;
      const snapshot = await executor.handle<'snapshot'>({ kind: 'snapshot', node: top });
      await run(context, [
        { op: 'update', node: text, props: { characters: 'After', fontSize: 40 } },
        { op: 'delete', node: star },
        { op: 'create', type: 'LINE', parent: top },
      ]);
      const report = await executor.handle<'restore'>({ kind: 'restore', snapshot });
      equal(report.rebuilt, 1, 'rebuilt');
      equal(report.removed, 1, 'removed');
      const [oldId] = Object.keys(report.idMap);
      equal(oldId, star, 'the star has a new id');
      const after = await executor.handle<'snapshot'>({ kind: 'snapshot', node: top });
      const renamed = JSON.stringify(after).split(`"${report.idMap[star]}"`).join(`"${star}"`);
      equal(JSON.parse(renamed).roots, snapshot.roots, 'the tree');
    },
  },
  {
    name: 'an image is set by its SHA-256',
    async run(context) {
      const result = await run(context, [
        { op: 'create', type: 'RECTANGLE', as: 'box', parent: null },
        { op: 'set_image', node: '$box', image: context.image.hash, scaleMode: 'FIT' },
      ]);
      const box = await bound(context, result, 'box');
      const fills = 'fills' in box && typeof box.fills !== 'symbol' ? box.fills : [];
      const [paint] = fills;
      isTrue(paint?.type === 'IMAGE' && paint.scaleMode === 'FIT', 'an image paint');
      const hash = paint?.type === 'IMAGE' ? (paint.imageHash ?? '') : '';
      const { bytes } = await context.executor.handle<'image'>({ kind: 'image', hash });
      equal(bytes.length, context.image.bytes.length, 'its bytes');
    },
  },
  {
    name: 'fit_text finds the largest size, and leaves nothing behind',
    async run(context) {
      const children = context.figma.currentPage.children.length;
      const result = await run(context, [
        {
          op: 'create',
          type: 'TEXT',
          as: 'text',
          parent: null,
          props: { characters: 'Big bold words', fontWeight: 800 },
        },
        { op: 'fit_text', node: '$text', width: 500, maxLines: 2, minFontSize: 10, maxFontSize: 400 },
      ]);
      const fitted = result.results[1];
      isTrue(fitted?.fits === true && fitted.lines === 2, 'two lines');
      equal(context.figma.currentPage.children.length, children + 1, 'children of the page');
      const id = result.bindings['text'] ?? '';
      const larger = await run(context, [
        {
          op: 'fit_text',
          node: id,
          width: 500,
          maxLines: 2,
          minFontSize: (fitted?.fontSize ?? 0) + 1,
          maxFontSize: 400,
        },
      ]);
      isTrue(larger.results[0]?.fits === false, 'one size more does not fit');
      const phrased = await run(context, [
        { op: 'update', node: id, props: { characters: 'Two words. Two more.' } },
        {
          op: 'fit_text',
          node: id,
          width: 500,
          maxLines: 3,
          minFontSize: 10,
          maxFontSize: 90,
          phrases: true,
        },
      ]);
      isTrue(phrased.results[1]?.fits === true, 'phrases fit');
      equal(context.figma.currentPage.children.length, children + 1, 'children of the page after phrases');
    },
  },
  {
    name: 'a font that is not there is replaced, and said so',
    async run(context) {
      const result = await run(context, [
        {
          op: 'create',
          type: 'TEXT',
          as: 'text',
          parent: null,
          props: { fontFamily: 'Zzyzx Grotesk Nonexistent', fontWeight: 700, characters: 'Hi' },
        },
      ]);
      equal(result.adjustments.length, 1, 'adjustments');
      equal(result.adjustments[0]?.kind, 'font', 'kind');
      equal(result.adjustments[0]?.op, 0, 'op');
    },
  },
  {
    name: 'a misspelt property is refused before anything is written',
    async run(context) {
      const before = context.figma.currentPage.children.length;
      await throws(() => run(context, [frame(), frame({ itemSpacng: 4 })]), /itemSpacng/, 'itemSpacng');
      equal(context.figma.currentPage.children.length, before, 'children of the page');
    },
  },
  {
    name: 'an export has the size of the frame',
    async run(context) {
      const result = await run(context, [
        frame({
          fills: [red],
          effects: [
            {
              type: 'DROP_SHADOW',
              color: { r: 0, g: 0, b: 0, a: 0.5 },
              offset: { x: 0, y: 8 },
              radius: 30,
              visible: true,
              blendMode: 'NORMAL',
            },
          ],
        }),
      ]);
      const reply = await context.executor.handle<'export'>({
        kind: 'export',
        request: { node: result.bindings['frame'] ?? '', format: 'PNG', scale: 0.5, useAbsoluteBounds: true },
      });
      equal([reply.width, reply.height], [200, 300], 'size');
      const { bytes } = reply;
      const at = (offset: number) =>
        ((bytes[offset] ?? 0) << 24) +
        ((bytes[offset + 1] ?? 0) << 16) +
        ((bytes[offset + 2] ?? 0) << 8) +
        (bytes[offset + 3] ?? 0);
      equal([at(16), at(20)], [200, 300], "the PNG's own size");
    },
  },
  {
    name: 'moving the last child out of a group deletes the group, and a failure brings it back',
    async run(context) {
      const made = await run(context, [
        { op: 'create', type: 'RECTANGLE', as: 'box', parent: null },
        { op: 'create', type: 'GROUP', as: 'group', parent: null, children: ['$box'] },
      ]);
      const { box = '', group = '' } = made.bindings;
      const before = await snapshotText(context);
      await throws(
        () =>
          run(context, [
            { op: 'move', node: box, parent: null },
            { op: 'update', node: box, props: { opacity: -1 } },
          ]),
        /opacity/,
        'the failing program',
      );
      equal(await snapshotText(context), before, 'the group is back');
      await run(context, [{ op: 'move', node: box, parent: null }]);
      equal(await context.figma.getNodeByIdAsync(group), null, 'the group');
    },
  },
];
