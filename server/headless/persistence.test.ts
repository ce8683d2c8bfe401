import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHeadless, startWithFonts } from './test-support.ts';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adsmith-'));
  file = join(folder, 'nested', 'document.json');
});
afterEach(() => rm(folder, { recursive: true }));

function png(): Uint8Array {
  const bytes = Buffer.alloc(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  bytes.writeUInt32BE(4, 16);
  bytes.writeUInt32BE(3, 20);
  return bytes;
}

describe('a document in a file', () => {
  it('comes back as it was, images included', async () => {
    const first = await startWithFonts({ file });
    const frame = first.figma.createFrame();
    const text = first.figma.createText();
    text.characters = 'Hello';
    text.setRangeFontSize(0, 2, 30);
    frame.appendChild(text);
    const image = first.figma.createImage(png());
    frame.fills = [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: image.hash }];
    frame.layoutGrids = [
      { pattern: 'COLUMNS', alignment: 'STRETCH', gutterSize: 10, count: Number.POSITIVE_INFINITY },
    ];
    await first.close();

    const second = await startHeadless({ file });
    expect(second.toJSON()).toEqual(first.toJSON());
    const again = await second.figma.getNodeByIdAsync(frame.id);
    if (again?.type !== 'FRAME') throw new Error('the frame is there');
    expect(again.layoutGrids).toMatchObject([{ count: Number.POSITIVE_INFINITY }]);
    expect(await second.figma.getImageByHash(image.hash)?.getSizeAsync()).toEqual({ width: 4, height: 3 });
    expect(second.warnings).toEqual([]);
  });

  it('never gives an id out again, not even one of a removed node', async () => {
    const first = await startHeadless({ file });
    first.figma.createFrame();
    const last = first.figma.createFrame();
    const { id } = last;
    last.remove();
    await first.close();
    const second = await startHeadless({ file });
    expect(second.figma.createFrame().id).not.toBe(id);
  });

  it('remembers the current page and the selection', async () => {
    const first = await startHeadless({ file });
    const page = first.figma.createPage();
    await first.figma.setCurrentPageAsync(page);
    const frame = first.figma.createFrame();
    page.selection = [frame];
    await first.close();
    const { figma } = await startHeadless({ file });
    expect([figma.currentPage.id, figma.currentPage.selection[0]?.id]).toEqual([page.id, frame.id]);
  });

  it('saves by itself soon after a change', async () => {
    const { figma, close } = await startHeadless({ file, autosaveDelay: 5 });
    figma.createFrame().name = 'saved';
    await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 3000 }).toContain('"saved"');
    await close();
  });

  it('saves work that follows without a pause, each piece whole or not at all', async () => {
    const { figma, holdSaving, close } = await startHeadless({ file, autosaveDelay: 20 });
    const onDisk = () => readFile(file, 'utf8').catch(() => '');
    const deadline = Date.now() + 10_000;
    while (!(await onDisk()).includes('"ended"')) {
      if (Date.now() > deadline) throw new Error('it was never saved');
      const release = holdSaving();
      const frame = figma.createFrame();
      frame.name = 'begun';
      await new Promise((resolve) => setTimeout(resolve, 3));
      expect(await onDisk()).not.toContain('"begun"');
      frame.name = 'ended';
      release();
    }
    await close();
  });

  it('leaves no half-written files behind', async () => {
    const { figma, flush } = await startHeadless({ file });
    for (let count = 0; count < 3; count++) {
      figma.createFrame();
      await flush();
    }
    await Promise.all([flush(), flush()]);
    expect(await readdir(join(folder, 'nested'))).toEqual(['document.json']);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['no document', () => '{"hello": 1}'],
    ['of an unknown node type', (text: string) => text.replace('"FRAME"', '"HOLOGRAM"')],
    ['with an id twice', (text: string) => text.replace('"1:2"', '"0:1"')],
  ])('that is %s is moved aside with a warning', async (_name, damage) => {
    const first = await startHeadless({ file });
    first.figma.createFrame();
    await first.close();
    const text = damage(await readFile(file, 'utf8'));
    await writeFile(file, text);
    const told: string[] = [];
    const { figma, warnings } = await startHeadless({ file, onWarning: (message) => told.push(message) });
    expect(figma.currentPage.children).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('could not be read');
    expect(told).toEqual(warnings);
    const aside = (await readdir(join(folder, 'nested'))).find((name) => name.includes('.damaged-'));
    expect(await readFile(join(folder, 'nested', aside ?? ''), 'utf8')).toBe(text);
  });

  it('opens with a warning when an image is missing or damaged', async () => {
    const first = await startHeadless({ file });
    const { hash } = first.figma.createImage(png());
    first.figma.createFrame();
    await first.close();
    await rm(join(`${file}.images`, hash));
    const second = await startHeadless({ file });
    expect(second.warnings).toEqual([expect.stringContaining(`The image ${hash}`)]);
    expect(second.figma.currentPage.children).toHaveLength(1);
  });
});
