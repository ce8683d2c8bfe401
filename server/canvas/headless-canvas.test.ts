import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createHeadlessCanvas, type HeadlessCanvas, type HeadlessCanvasOptions } from './headless-canvas.ts';
import { failure, frame, names, png } from './test-canvas.ts';

const opened: HeadlessCanvas[] = [];
const folders: string[] = [];
const open = (options: HeadlessCanvasOptions = {}): HeadlessCanvas => {
  const canvas = createHeadlessCanvas({ systemFonts: false, ...options });
  opened.push(canvas);
  return canvas;
};
afterAll(async () => {
  await Promise.all(opened.map((canvas) => canvas.close()));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

describe('programs', () => {
  it('are checked at the border, with the op and the argument', async () => {
    const canvas = open();
    const wrong = {
      ops: [
        { op: 'create', type: 'FRAME', parent: null },
        { op: 'update', node: '1:2' },
      ],
    };
    expect(await failure(canvas.run(wrong as never))).toMatchObject({
      op: 1,
      opKind: 'update',
      path: 'props',
    });
    expect(await failure(canvas.run({ ops: [{ op: 'creat' }] } as never))).toMatchObject({
      op: 0,
      opKind: 'creat',
      message: 'Unknown op "creat".',
    });
    const extra = { ops: [{ op: 'delete', node: '1:2', fill: 'red' }] };
    expect(await failure(canvas.run(extra as never))).toMatchObject({ message: '"delete" has no "fill".' });
    expect(await failure(canvas.run([] as never))).toMatchObject({ code: 'bad_value' });
  });
});

describe('a transaction', () => {
  it('keeps everything its work did, or nothing', async () => {
    const canvas = open();
    await canvas.transaction(async (inner) => {
      await inner.run(frame('A'));
      await inner.run(frame('B'));
    });
    const work = canvas.transaction(async (inner) => {
      await inner.run(frame('C'));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await names(canvas)).toEqual(['A', 'B']);
  });

  it('joins the outer one, also when the work uses the outer canvas', async () => {
    const canvas = open();
    const work = canvas.transaction(async (inner) => {
      await inner.transaction(async (innermost) => innermost.run(frame('A')));
      await canvas.run(frame('B'));
      await canvas.transaction(async (other) => other.run(frame('C')));
      expect(await names(canvas)).toEqual(['A', 'B', 'C']);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await names(canvas)).toEqual([]);
  });

  it('waits for the one before it, and so does a program beside it', async () => {
    const canvas = open();
    const order: string[] = [];
    const one = canvas.transaction(async (inner) => {
      await inner.run(frame('A'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('one');
    });
    const two = canvas.transaction(async (inner) => {
      order.push('two');
      await inner.run(frame('B'));
    });
    const beside = canvas.run(frame('C')).then(() => order.push('beside'));
    await Promise.all([one, two, beside]);
    expect(order).toEqual(['one', 'two', 'beside']);
    expect(await names(canvas)).toEqual(['A', 'B', 'C']);
  });

  it('is rolled back when it is aborted, and late work does not reach the canvas', async () => {
    const canvas = open();
    const abort = new AbortController();
    let late: Promise<unknown> = Promise.resolve();
    const work = canvas.transaction(async (inner) => {
      await inner.run(frame('A'));
      abort.abort();
      await new Promise((resolve) => setTimeout(resolve, 10));
      late = inner.run(frame('Late'));
      await late;
    }, abort.signal);
    expect(await failure(work)).toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await failure(late)).toMatchObject({ code: 'cancelled' });
    expect(await names(canvas)).toEqual([]);
    expect(await failure(canvas.transaction(async () => {}, AbortSignal.abort()))).toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('images', () => {
  it('are named by SHA-256 and read back by it or by the paint’s hash', async () => {
    const canvas = open();
    const bytes = await png();
    const hash = await canvas.putImage(bytes);
    const { bindings } = await canvas.run({
      ops: [
        { op: 'create', type: 'RECTANGLE', as: 'box', parent: null },
        { op: 'set_image', node: '$box', image: hash },
      ],
    });
    const snapshot = await canvas.snapshot(bindings['box']);
    expect(await canvas.image(hash)).toEqual(bytes);
    expect(await canvas.image(snapshot.images[0] ?? '')).toEqual(bytes);
    expect(await failure(canvas.putImage(new Uint8Array([1, 2, 3])))).toMatchObject({ code: 'image' });
    expect(await failure(canvas.image('f'.repeat(64)))).toMatchObject({ code: 'image' });
  });
});

describe('the document', () => {
  it('is there again, images by SHA-256 included', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adsmith-canvas-'));
    folders.push(folder);
    const file = join(folder, 'document.json');
    const first = open({ file });
    const hash = await first.putImage(await png());
    const { bindings } = await first.run({
      ops: [
        { op: 'create', type: 'FRAME', as: 'ad', parent: null, props: { name: 'Ad' } },
        { op: 'set_image', node: '$ad', image: hash },
        { op: 'create', type: 'TEXT', parent: '$ad', props: { characters: 'Hi', fontWeight: 700 } },
      ],
    });
    const before = await first.snapshot();
    await first.close();
    const second = open({ file });
    expect(await second.snapshot()).toEqual(before);
    await second.run({
      ops: [
        { op: 'clone', node: bindings['ad'] ?? '' },
        { op: 'set_image', node: bindings['ad'] ?? '', image: hash },
      ],
    });
    expect((await second.status()).frames).toHaveLength(2);
  });

  it('cannot be used after close', async () => {
    const canvas = open();
    await canvas.close();
    expect(await failure(canvas.status())).toMatchObject({ code: 'disconnected' });
  });
});

describe('a document on disk', () => {
  it('never holds half a transaction', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'held-')), 'canvas.json');
    const canvas = createHeadlessCanvas({ file, autosaveDelay: 5, systemFonts: false });
    await canvas.run({ ops: [{ op: 'create', type: 'FRAME', parent: null, props: { name: 'before' } }] });
    await canvas.flush();
    await canvas.transaction(async (inside) => {
      await inside.run({ ops: [{ op: 'create', type: 'FRAME', parent: null, props: { name: 'half' } }] });
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(await readFile(file, 'utf8')).not.toContain('"half"');
    });
    await canvas.close();
    expect(await readFile(file, 'utf8')).toContain('"half"');
  });
});
