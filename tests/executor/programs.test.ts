import { describe, expect, it } from 'vitest';
import { CanvasError } from '../../schemas/canvas-result.ts';
import { type Setting, startExecutor } from './setting.ts';

const frame = { op: 'create', type: 'FRAME', as: 'frame', parent: null } as const;
const stack = { ...frame, props: { width: 400, height: 600, layoutMode: 'VERTICAL' } };

async function nodeOf({ figma }: Setting, id: string | undefined): Promise<SceneNode> {
  const node = await figma.getNodeByIdAsync(id ?? '');
  if (node === null || node.type === 'PAGE' || node.type === 'DOCUMENT') throw new Error(`no layer ${id}`);
  return node;
}

const failure = async (work: Promise<unknown>): Promise<CanvasError['data']> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CanvasError)) throw new Error(`expected a CanvasError, got ${String(error)}`);
  return error.data;
};

describe('results', () => {
  it('bind names to ids and give the boxes at the end of the program', async () => {
    const setting = await startExecutor();
    const { bindings, results } = await setting.run([
      { op: 'create', type: 'RECTANGLE', as: 'box', parent: null, props: { width: 10, height: 10 } },
      { op: 'update', node: '$box', props: { x: 5, y: 6, width: 70 } },
    ]);
    expect(results.map((result) => result.op)).toEqual(['create', 'update']);
    expect(results[0]).toMatchObject({ id: bindings['box'], box: { x: 5, y: 6, width: 70, height: 10 } });
  });

  it('keep the other axis as it is when one side is given', async () => {
    const setting = await startExecutor();
    const { bindings } = await setting.run([
      { ...frame, props: { layoutMode: 'VERTICAL', width: 300 } },
      { op: 'create', type: 'RECTANGLE', parent: '$frame', props: { width: 10, height: 77 } },
    ]);
    const node = await nodeOf(setting, bindings['frame']);
    expect([node.width, node.height]).toEqual([300, 77]);
  });

  it('say when a position was ignored', async () => {
    const setting = await startExecutor();
    const { adjustments } = await setting.run([
      stack,
      { op: 'create', type: 'RECTANGLE', parent: '$frame', props: { x: 50, y: 60 } },
    ]);
    expect(adjustments).toMatchObject([{ kind: 'position', op: 1 }]);
  });
});

describe('errors', () => {
  it('name the op, the property and the nearest spelling', async () => {
    const setting = await startExecutor();
    expect(
      await failure(setting.run([stack, { op: 'update', node: '$frame', props: { itemSpaceing: 3 } }])),
    ).toMatchObject({
      op: 1,
      opKind: 'update',
      code: 'unknown_property',
      path: 'props.itemSpaceing',
      hint: 'Did you mean itemSpacing?',
    });
    expect(await failure(setting.run([{ ...frame, props: { text: 'Hi' } }]))).toMatchObject({
      path: 'props.text',
    });
  });

  it('list the names that are bound', async () => {
    const setting = await startExecutor();
    const data = await failure(setting.run([stack, { op: 'delete', node: '$frme' }]));
    expect(data).toMatchObject({ op: 1, code: 'unknown_binding', path: 'node' });
    expect(data.hint).toContain('Did you mean $frame?');
  });

  it('say that a node is gone, also when this program deleted it', async () => {
    const setting = await startExecutor();
    expect(await failure(setting.run([{ op: 'delete', node: '9:99' }]))).toMatchObject({
      code: 'unknown_node',
    });
    expect((await failure(setting.run([{ op: 'delete', node: '9-99' }]))).hint).toContain('9:99');
    const twice = setting.run([frame, { op: 'delete', node: '$frame' }, { op: 'delete', node: '$frame' }]);
    expect(await failure(twice)).toMatchObject({ op: 2, code: 'unknown_node' });
  });

  it("give Figma's words and the path inside the value", async () => {
    const setting = await startExecutor();
    const fills = [{ type: 'SOLID', color: { r: 2, g: 0, b: 0 } }];
    const data = await failure(setting.run([{ ...frame, props: { fills } }]));
    expect(data).toMatchObject({ op: 0, code: 'bad_value', path: 'props.fills[0].color.r' });
    expect(data.message).toContain('in set_fills');
  });

  it('refuse what cannot be taken back, with the reason', async () => {
    const setting = await startExecutor();
    for (const method of ['closePlugin', 'triggerUndo', 'showUI', 'constructor']) {
      expect(await failure(setting.run([{ op: 'call', method }]))).toMatchObject({
        code: 'not_allowed',
        path: 'method',
      });
    }
  });
});

describe('fonts', () => {
  const text = (props: Record<string, unknown>) =>
    ({ op: 'create', type: 'TEXT', as: 'text', parent: null, props }) as const;

  it('are found by weight and slant, however the family spells its styles', async () => {
    const setting = await startExecutor();
    const { bindings, adjustments } = await setting.run([
      text({ characters: 'Hi', fontFamily: 'inter', fontWeight: 600 }),
    ]);
    const node = await nodeOf(setting, bindings['text']);
    expect(node.type === 'TEXT' && node.fontName).toEqual({ family: 'Inter', style: 'Semi Bold' });
    expect(adjustments).toEqual([]);
  });

  it('keep family and slant when only the weight changes', async () => {
    const setting = await startExecutor();
    const { bindings } = await setting.run([
      text({ characters: 'Hi', fontName: { family: 'Inter', style: 'Medium' } }),
      { op: 'update', node: '$text', props: { fontWeight: 800 } },
    ]);
    const node = await nodeOf(setting, bindings['text']);
    expect(node.type === 'TEXT' && node.fontName).toEqual({ family: 'Inter', style: 'Extra Bold' });
  });

  it('are loaded for a text that another session wrote', async () => {
    const setting = await startExecutor();
    const { bindings } = await setting.run([
      text({ characters: 'Hello', fontWeight: 900, textRanges: [{ start: 0, end: 1, fontWeight: 200 }] }),
    ]);
    const { characters } = (await nodeOf(setting, bindings['text'])) as TextNode;
    expect(characters).toBe('Hello');
    await setting.run([
      {
        op: 'update',
        node: bindings['text'] ?? '',
        props: { characters: 'Bye', lineHeight: { unit: 'PERCENT', value: 90 } },
      },
    ]);
  });

  it('wrap a text that fills its parent', async () => {
    const setting = await startExecutor();
    const { bindings } = await setting.run([
      stack,
      {
        ...text({
          characters: 'A rather long line of words that has to wrap',
          fontSize: 40,
          layoutSizingHorizontal: 'FILL',
        }),
        parent: '$frame',
      },
    ]);
    const node = await nodeOf(setting, bindings['text']);
    expect(node.width).toBe(400);
    expect(node.height).toBeGreaterThan(90);
  });
});

describe('fit_text', () => {
  const headline = {
    op: 'create',
    type: 'TEXT',
    as: 'text',
    parent: null,
    props: { characters: 'Extraordinary bread for ordinary days', fontWeight: 700 },
  } as const;
  const fit = { op: 'fit_text', node: '$text', width: 600, minFontSize: 8, maxFontSize: 500 } as const;

  it('keeps the widest word within the width', async () => {
    const setting = await startExecutor();
    const { results, bindings } = await setting.run([headline, fit]);
    const size = results[1]?.fontSize ?? 0;
    const word = await setting.run([
      { ...headline, props: { characters: 'Extraordinary', fontWeight: 700, fontSize: size } },
      { op: 'update', node: '$text', props: { fontSize: size + 1 } },
    ]);
    const node = await nodeOf(setting, word.bindings['text']);
    expect(node.width).toBeGreaterThan(600);
    expect((await nodeOf(setting, bindings['text'])).width).toBe(600);
  });

  it('counts lines and respects a height', async () => {
    const setting = await startExecutor();
    const { results } = await setting.run([headline, { ...fit, maxHeight: 120, maxLines: 3 }]);
    expect(results[1]).toMatchObject({ fits: true });
    expect(results[1]?.lines).toBeLessThanOrEqual(3);
    expect(results[1]?.box?.height).toBeLessThanOrEqual(120);
  });

  it('leaves the minimum and says so when nothing fits', async () => {
    const setting = await startExecutor();
    const { results, adjustments } = await setting.run([headline, { ...fit, width: 20 }]);
    expect(results[1]).toMatchObject({ fits: false, fontSize: 8 });
    expect(adjustments).toMatchObject([{ kind: 'text_size', op: 1 }]);
  });

  it('tries multiples of the step only', async () => {
    const setting = await startExecutor();
    const { results } = await setting.run([headline, { ...fit, step: 7 }]);
    expect((results[1]?.fontSize ?? 1) % 7).toBe(0);
  });

  const said = (characters: string) => ({ ...headline, props: { characters, fontWeight: 700 } });
  /** Whether a line ends after `first` when the fitted text begins with it. */
  const endsALine = async (setting: Setting, id: string | undefined, first: string, next: string) => {
    const { width, fontSize } = (await nodeOf(setting, id)) as TextNode;
    const heights: number[] = [];
    for (const characters of [first, `${first} ${next}`]) {
      const { bindings } = await setting.run([
        said(characters),
        {
          op: 'update',
          node: '$text',
          props: { fontSize: Number(fontSize), textAutoResize: 'HEIGHT', width },
        },
      ]);
      heights.push((await nodeOf(setting, bindings['text'])).height);
    }
    return (heights[1] ?? 0) > (heights[0] ?? 0) + 1;
  };

  it('breaks lines where sentences end, if that costs little size', async () => {
    const setting = await startExecutor();
    const text = said('Your skin called. It wants sleep.');
    const range = { maxLines: 3, minFontSize: 40, maxFontSize: 120 };
    const plain = await setting.run([text, { ...fit, ...range, balance: true }]);
    expect(await endsALine(setting, plain.bindings['text'], 'Your skin called.', 'It')).toBe(false);
    const { results, bindings } = await setting.run([text, { ...fit, ...range, phrases: true }]);
    expect(await endsALine(setting, bindings['text'], 'Your skin called.', 'It')).toBe(true);
    expect(results[1]?.fontSize).toBeGreaterThanOrEqual((plain.results[1]?.fontSize ?? 0) * 0.75 - 1);
  });

  it('gives each of a few phrases a line of its own, if that costs little size', async () => {
    const setting = await startExecutor();
    const text = said('Good skin, poor timing.');
    const narrow = { ...fit, width: 600, maxLines: 4, minFontSize: 40, maxFontSize: 112 };
    const plain = await setting.run([text, narrow]);
    expect(plain.results[1]?.lines).toBeGreaterThan(2);
    const { results, bindings } = await setting.run([text, { ...narrow, phrases: true }]);
    expect(results[1]?.lines).toBe(2);
    expect(await endsALine(setting, bindings['text'], 'Good skin,', 'poor')).toBe(true);
    expect(results[1]?.fontSize).toBeGreaterThanOrEqual((plain.results[1]?.fontSize ?? 0) * 0.78 - 1);
  });

  it('leaves the largest size where phrases would cost too much, and adds no lines to a fixed size', async () => {
    const setting = await startExecutor();
    const text = said('A, b, c, d, e and a remarkably uncommon extraordinariness');
    const plain = await setting.run([text, { ...fit, maxLines: 3 }]);
    const { results } = await setting.run([text, { ...fit, maxLines: 3, phrases: true }]);
    expect(results[1]?.fontSize).toBe(plain.results[1]?.fontSize);
    const fixed = { ...fit, minFontSize: 40, maxFontSize: 40 };
    const one = await setting.run([text, fixed]);
    const two = await setting.run([text, { ...fixed, balance: true, phrases: true }]);
    expect(two.results[1]?.lines).toBe(one.results[1]?.lines);
  });

  it('balances lines without adding one', async () => {
    const setting = await startExecutor();
    const plain = await setting.run([headline, { ...fit, maxLines: 2 }]);
    const balanced = await setting.run([headline, { ...fit, maxLines: 2, balance: true }]);
    expect(balanced.results[1]).toMatchObject({
      lines: plain.results[1]?.lines,
      fontSize: plain.results[1]?.fontSize,
    });
    expect(balanced.results[1]?.box?.width).toBeLessThanOrEqual(plain.results[1]?.box?.width ?? 0);
    expect(balanced.results[1]?.box?.height).toBe(plain.results[1]?.box?.height);
  });

  it('looks at the container it would make too tall', async () => {
    const setting = await startExecutor();
    const { results } = await setting.run([
      { ...frame, props: { layoutMode: 'VERTICAL', width: 640, paddingTop: 50 } },
      { ...headline, parent: '$frame' },
      { ...fit, container: '$frame', containerMaxHeight: 200 },
      { op: 'read', node: '$frame', depth: 0 },
    ]);
    expect(results[2]?.fits).toBe(true);
    expect(results[3]?.box?.height).toBeLessThanOrEqual(200);
  });
});

describe('read', () => {
  it('outlines a tree with its role, and gives named fields', async () => {
    const setting = await startExecutor();
    const { results } = await setting.run([
      {
        ...stack,
        props: {
          ...stack.props,
          pluginData: { role: 'ad' },
          fills: [{ type: 'SOLID', color: { r: 1, g: 0.4, b: 0 } }],
        },
      },
      { op: 'create', type: 'TEXT', parent: '$frame', props: { characters: 'Hi' } },
      { op: 'read', node: '$frame' },
      { op: 'read', node: '$frame', depth: 0, fields: ['itemSpacing', 'fills'] },
      { op: 'read', node: null, depth: 0 },
    ]);
    expect(results[2]?.value).toMatchObject({
      type: 'FRAME',
      fill: '#ff6600',
      role: { role: 'ad' },
      children: [{ text: 'Hi' }],
    });
    expect(results[3]?.value).toMatchObject({ itemSpacing: 0, fills: [{ type: 'SOLID' }] });
    expect(results[4]?.value).toMatchObject({ type: 'PAGE', childCount: 1 });
  });
});

describe('call', () => {
  it('reaches any method, binds the node it answers, and answers JSON', async () => {
    const setting = await startExecutor();
    const { results, bindings } = await setting.run([
      { op: 'create', type: 'TEXT', as: 'text', parent: null, props: { characters: 'Hello', fontSize: 20 } },
      { op: 'call', target: '$text', method: 'setRangeFontSize', args: [0, 2, 40] },
      { op: 'call', target: '$text', method: 'getRangeFontSize', args: [0, 5] },
      { op: 'create', type: 'RECTANGLE', as: 'box', parent: null },
      {
        op: 'call',
        method: 'group',
        args: [[{ $node: '$text' }, { $node: '$box' }], { $node: setting.figma.currentPage.id }],
        as: 'group',
      },
    ]);
    expect(results[2]?.value).toBe('mixed');
    expect(results[4]?.value).toMatchObject({ type: 'GROUP', id: bindings['group'] });
  });

  it('suggests the method that was meant', async () => {
    const setting = await startExecutor();
    const data = await failure(
      setting.run([frame, { op: 'call', target: '$frame', method: 'resizee', args: [1, 2] }]),
    );
    expect(data).toMatchObject({ op: 1, code: 'unknown_property', path: 'method' });
  });
});

describe('requests', () => {
  it('never interleave', async () => {
    const setting = await startExecutor();
    const program = (n: number) =>
      setting.run([
        { ...frame, props: { name: `F${n}` } },
        { op: 'clone', node: '$frame', props: { name: `F${n} copy` } },
      ]);
    await Promise.all([1, 2, 3, 4].map(program));
    const names = setting.figma.currentPage.children.map((node) => node.name);
    expect(names).toEqual(['F1', 'F1 copy', 'F2', 'F2 copy', 'F3', 'F3 copy', 'F4', 'F4 copy']);
  });

  it('hide deleted nodes from everybody while a transaction is open', async () => {
    const setting = await startExecutor();
    const { executor, figma } = setting;
    const { bindings } = await setting.run([frame]);
    figma.currentPage.selection = figma.currentPage.children;
    const { transaction } = await executor.handle<'begin'>({ kind: 'begin' });
    await setting.run([{ op: 'delete', node: bindings['frame'] ?? '' }], transaction);
    const status = await executor.handle<'status'>({ kind: 'status' });
    expect(status).toMatchObject({ frames: [], selection: [], openTransactions: [transaction] });
    expect((await setting.snapshot()).roots).toEqual([]);
    const { results } = await setting.run([{ op: 'read', node: null }], transaction);
    expect(results[0]?.value).not.toHaveProperty('children');
    await executor.handle<'commit'>({ kind: 'commit', transaction });
    expect(figma.currentPage.children).toEqual([]);
  });

  it('refuse a second transaction, and a program beside the open one', async () => {
    const setting = await startExecutor();
    const { transaction } = await setting.executor.handle<'begin'>({ kind: 'begin' });
    expect(await failure(setting.executor.handle<'begin'>({ kind: 'begin' }))).toMatchObject({
      code: 'not_allowed',
    });
    expect(await failure(setting.run([frame]))).toMatchObject({ code: 'not_allowed', path: 'transaction' });
    expect(await failure(setting.run([frame], 'other'))).toMatchObject({ code: 'not_allowed' });
    await setting.run([frame], transaction);
    await setting.executor.handle<'commit'>({ kind: 'commit', transaction });
    await setting.run([frame]);
    expect(setting.figma.currentPage.children).toHaveLength(2);
  });
});
