import { AsyncResource } from 'node:async_hooks';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { duringCall } from '../calls.ts';
import type { Canvas } from '../canvas.ts';
import { createHeadlessCanvas, type HeadlessCanvas, type HeadlessCanvasOptions } from '../headless-canvas.ts';
import { failure, frame, names, passing, png } from '../test-canvas.ts';

let file: string;
const opened: HeadlessCanvas[] = [];
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'shared-')), 'canvas.json');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((canvas) => canvas.close().catch(() => undefined)));
  await rm(dirname(file), { recursive: true, force: true });
});

/** Each stands for a process of its own. */
function open(options: HeadlessCanvasOptions = {}): HeadlessCanvas {
  const canvas = createHeadlessCanvas({ file, systemFonts: false, sharing: {}, ...options });
  opened.push(canvas);
  return canvas;
}

async function make(canvas: Canvas, name: string): Promise<string> {
  const { bindings } = await canvas.run(frame(name));
  return bindings['frame'] ?? '';
}
/** A process of its own is in no call of ours. */
const noCall = new AsyncResource('another process');
const outside = <T>(work: () => Promise<T>): Promise<T> => noCall.runInAsyncScope(work);
const generation = () => readFile(`${file}.generation`, 'utf8');
const claim = async () => (await readdir(dirname(file))).filter((name) => name.endsWith('.lock'));

it('shows each what the other made, and ids never mean two nodes', async () => {
  const [one, two] = [open(), open()];
  const a = await make(one, 'A');
  const b = await make(two, 'B');
  const c = await make(one, 'C');
  expect(new Set([a, b, c]).size).toBe(3);
  expect(await names(two)).toEqual(['A', 'B', 'C']);
  await two.run({ ops: [{ op: 'update', node: a, props: { name: 'A of two' } }] });
  expect(await names(one)).toEqual(['A of two', 'B', 'C']);
});

it('never gives out the ids that a process may have told before it was killed', async () => {
  const one = open();
  const told = await make(one, 'A');
  await one.close();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(`${file}.${pid}-0123abcd.lock`, JSON.stringify({ client: 'killed' }));
  const number = (id: string) => Number(id.split(':')[1]);
  expect(number(await make(open(), 'B'))).toBeGreaterThan(number(told) + 500);
});

it('lays out, measures and takes back on the document as the other left it', async () => {
  const [one, two] = [open(), open()];
  const { bindings } = await one.run({
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        as: 'row',
        parent: null,
        props: { layoutMode: 'HORIZONTAL', itemSpacing: 10 },
      },
      { op: 'create', type: 'TEXT', as: 'text', parent: '$row', props: { characters: 'Hi', fontSize: 20 } },
    ],
  });
  const { row = '', text = '' } = bindings;
  const width = async (canvas: Canvas) => (await canvas.status()).frames[0]?.width ?? 0;
  const before = await width(one);
  await two.run({ ops: [{ op: 'update', node: text, props: { characters: 'Hi there, all of you' } }] });
  const wide = await width(one);
  expect(wide).toBeGreaterThan(before * 3);
  await one.run({ ops: [{ op: 'update', node: row, props: { itemSpacing: 40 } }] });
  // A transaction that fails in a process that had loaded the document anew.
  const state = await two.snapshot();
  const failing = one.transaction(async (inside) => {
    await inside.run({ ops: [{ op: 'update', node: text, props: { fontSize: 60 } }] });
    await inside.run({ ops: [{ op: 'delete', node: row }] });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await two.snapshot()).toEqual(state);
  // A snapshot taken by one restores what the other has done since.
  await two.run({ ops: [{ op: 'delete', node: text }] });
  await one.restore(state);
  const [restored] = (await two.snapshot()).roots;
  expect(restored?.node.id).toBe(row);
  expect(await width(two)).toBe(wide);
});

it('says of a node that another deleted what it says of any that is gone', async () => {
  const [one, two] = [open(), open()];
  const id = await make(one, 'A');
  await two.run({ ops: [{ op: 'delete', node: id }] });
  const { code, message } = await failure(
    one.run({ ops: [{ op: 'update', node: id, props: { name: 'B' } }] }),
  );
  expect(code).toBe('unknown_node');
  expect(message).toContain(id);
});

it('brings pictures along, by both of their names', async () => {
  const [one, two] = [open(), open()];
  const [teal, plum] = [await png('teal'), await png('plum')];
  const first = await one.putImage(teal);
  const id = await make(one, 'A');
  await one.run({ ops: [{ op: 'set_image', node: id, image: first }] });
  // Handed over and not used yet when the canvas goes to somebody else.
  const second = await one.putImage(plum);
  const other = await make(two, 'B');
  expect(await two.image(first)).toEqual(teal);
  await two.run({ ops: [{ op: 'set_image', node: other, image: first }] });
  await one.run({ ops: [{ op: 'set_image', node: other, image: second }] });
  const { images } = await two.snapshot(other);
  expect(await two.image(images[0] ?? '')).toEqual(plum);
});

it('never comes between the parts of a transaction', async () => {
  const [one, two] = [open(), open()];
  await names(two);
  const order: string[] = [];
  let other: Promise<unknown> = Promise.resolve();
  await one.transaction(async (inside) => {
    await make(inside, 'A');
    other = make(two, 'C').then(() => order.push('two'));
    await passing(300);
    // Also through the outer canvas, while another waits.
    await make(one, 'B');
    expect(await names(one)).toEqual(['A', 'B']);
    order.push('one');
  });
  await other;
  expect(order).toEqual(['one', 'two']);
  expect(await names(one)).toEqual(['A', 'B', 'C']);
});

it('does not change under the hands of a call', async () => {
  const [one, two] = [open(), open()];
  const id = await make(one, 'A');
  let other: Promise<unknown> = Promise.resolve();
  await duringCall(async () => {
    const before = await one.snapshot(id);
    other = outside(() => make(two, 'B'));
    await passing(400);
    await one.run({ ops: [{ op: 'update', node: id, props: { name: 'A again' } }] });
    await one.restore(before);
    expect(await names(one)).toEqual(['A']);
  }).finally(() => other);
  expect(await names(one)).toEqual(['A', 'B']);
}, 10_000);

it('lets others in when a call leaves it alone for long', async () => {
  const [one, two] = [open(), open()];
  await duringCall(async () => {
    await make(one, 'A');
    // As a call waits for a model or a person.
    await outside(() => make(two, 'B'));
    expect(await names(one)).toEqual(['A', 'B']);
  });
});

it('never loads anew what nobody else changed', async () => {
  const [one, two] = [open(), open()];
  await make(one, 'A');
  const before = [await names(two), await generation()];
  for (let turn = 0; turn < 3; turn++) expect([await names(one), await names(two)]).toEqual([['A'], ['A']]);
  expect([await names(two), await generation()]).toEqual(before);
});

it('lets onlookers see what was saved and keeps the canvas from nobody for it', async () => {
  const [one, board] = [open({ autosaveDelay: 20 }), open()];
  expect(await names(board.onlooker)).toEqual([]);
  const id = await make(one, 'A');
  const held = await claim();
  const seen = async (name: string) => {
    const deadline = Date.now() + 5_000;
    while (!(await names(board.onlooker)).includes(name)) {
      if (Date.now() > deadline) throw new Error(`${name} was never seen`);
      await passing(20);
    }
  };
  await seen('A');
  const state = await generation();
  const { bytes } = await board.onlooker.export({ node: id, format: 'PNG' });
  expect(bytes.length).toBeGreaterThan(50);
  for (let look = 0; look < 10; look++) await board.onlooker.snapshot();
  await passing(100);
  expect([await claim(), await generation()]).toEqual([held, state]);
  // In the middle of a transaction: as before it.
  await one.transaction(async (inside) => {
    await make(inside, 'B');
    await passing(60);
    expect(await names(board.onlooker)).toEqual(['A']);
  });
  await seen('B');
  expect(await claim()).toEqual(held);
  // And the onlooker's own process can work on.
  await make(board, 'C');
  expect(await names(one)).toEqual(['A', 'B', 'C']);
});

it('keeps what cannot be saved until it can, and tells who waits', async () => {
  const one = open({ autosaveDelay: 60_000 });
  await make(one, 'A');
  // Nothing can take the file's place.
  await mkdir(join(file, 'in the way'), { recursive: true });
  const hasty = open({ sharing: { patience: 600 } });
  const { message } = await failure(make(hasty, 'B'));
  expect(message).toContain('cannot save what it has done there');
  await rmdir(join(file, 'in the way'));
  await rmdir(file);
  await make(open(), 'C');
  expect(await names(one)).toEqual(['A', 'C']);
}, 15_000);

it('puts a damaged document aside only when it is its own', async () => {
  await writeFile(file, '{"half": ');
  const canvas = open();
  expect(await names(canvas.onlooker)).toEqual([]);
  expect(await readdir(dirname(file))).toEqual(['canvas.json']);
  await make(canvas, 'A');
  await canvas.close();
  const left = await readdir(dirname(file));
  expect(left.some((name) => name.includes('damaged'))).toBe(true);
  expect(await names(open())).toEqual(['A']);
});
