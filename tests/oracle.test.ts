import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureFile, measureJson } from '../scripts/oracle/measure-file.ts';
import { type JsonObject, parseTracks } from '../scripts/oracle/rest.ts';
import { loadLayout } from '../server/headless/layout/index.ts';

beforeAll(loadLayout);

const options = { misses: 5, limit: 1 };
const box = (x: number, y: number, width: number, height: number): JsonObject => ({
  absoluteBoundingBox: { x, y, width, height },
});

/** A card at 100,100 with padding 10: a text of 60 x 20 above a rectangle that fills. */
function card(change: JsonObject = {}): JsonObject {
  return {
    id: '1:1',
    name: 'Card',
    type: 'FRAME',
    layoutMode: 'VERTICAL',
    layoutSizingHorizontal: 'HUG',
    layoutSizingVertical: 'HUG',
    paddingLeft: 10,
    paddingRight: 10,
    paddingTop: 10,
    paddingBottom: 10,
    itemSpacing: 5,
    ...box(100, 100, 80, 55),
    children: [
      {
        id: '1:2',
        name: 'Title',
        type: 'TEXT',
        characters: 'Title',
        style: { fontFamily: 'Inter', fontSize: 16, lineHeightPx: 20, textAutoResize: 'WIDTH_AND_HEIGHT' },
        layoutSizingHorizontal: 'HUG',
        layoutSizingVertical: 'HUG',
        ...box(110, 110, 60, 20),
      },
      {
        id: '1:3',
        name: 'Rule',
        type: 'RECTANGLE',
        layoutSizingHorizontal: 'FILL',
        layoutSizingVertical: 'FIXED',
        ...box(110, 135, 60, 10),
      },
    ],
    ...change,
  };
}

describe('the layout oracle', () => {
  it.each([
    ['a bare node', card()],
    ['an array', [card()]],
    ['a file', { document: { type: 'DOCUMENT', children: [{ type: 'CANVAS', children: [card()] }] } }],
    ['a nodes answer', { nodes: { '1:1': { document: card() } } }],
  ])('reads %s', (_shape, json) => {
    const { report } = measureJson(json, options);
    expect(report).toMatchObject({ nodes: 3, within1: 3, within001: 3, unboxed: 0 });
  });

  it('counts a box that layout does not give, and names the cause', () => {
    const { report, misses } = measureJson(card({ itemSpacing: 25 }), options);
    expect(report).toMatchObject({ nodes: 3, within1: 1 });
    expect(misses[0]).toContain('Card [1:1]');
  });

  it('reads files without layoutSizing*, with the paddings and alignments of 2020', () => {
    const old = {
      name: 'Old',
      type: 'FRAME',
      layoutMode: 'VERTICAL',
      counterAxisSizingMode: 'FIXED',
      horizontalPadding: 20,
      verticalPadding: 10,
      itemSpacing: 0,
      ...box(0, 0, 200, 60),
      children: [
        { name: 'Wide', type: 'RECTANGLE', layoutAlign: 'STRETCH', ...box(20, 10, 160, 20) },
        { name: 'Middle', type: 'RECTANGLE', layoutAlign: 'CENTER', ...box(80, 30, 40, 20) },
      ],
    };
    expect(measureJson(old, options).report).toMatchObject({ nodes: 3, within1: 3 });
  });

  it('understands rotation in radians and upright boxes', () => {
    const turned = {
      name: 'Row',
      type: 'FRAME',
      layoutMode: 'HORIZONTAL',
      layoutSizingHorizontal: 'HUG',
      layoutSizingVertical: 'HUG',
      itemSpacing: 4,
      ...box(0, 0, 34, 40),
      children: [
        { name: 'Turned', type: 'RECTANGLE', rotation: -Math.PI / 2, ...box(0, 0, 10, 40) },
        { name: 'Next', type: 'RECTANGLE', ...box(14, 0, 20, 20) },
      ],
    };
    expect(measureJson(turned, options).report).toMatchObject({ nodes: 3, within1: 3 });
  });

  it('lays grids out from CSS tracks', () => {
    const grid = {
      name: 'Grid',
      type: 'FRAME',
      layoutMode: 'GRID',
      layoutSizingHorizontal: 'FIXED',
      layoutSizingVertical: 'FIXED',
      gridColumnCount: 2,
      gridRowCount: 1,
      gridColumnGap: 10,
      gridColumnsSizing: 'repeat(2,minmax(0,1fr))',
      gridRowsSizing: ' 50px',
      ...box(0, 0, 110, 50),
      children: [0, 1].map((column) => ({
        name: `Cell ${column}`,
        type: 'RECTANGLE',
        layoutSizingHorizontal: 'FILL',
        layoutSizingVertical: 'FILL',
        gridColumnAnchorIndex: column,
        ...box(column * 60, 0, 50, 50),
      })),
    };
    expect(measureJson(grid, options).report).toMatchObject({ nodes: 2, within1: 2 });
  });

  it('lays out what is in a slot', () => {
    const slot = { ...card(), type: 'SLOT' };
    expect(
      measureJson({ ...card(), children: [slot], ...box(90, 90, 100, 75) }, options).report,
    ).toMatchObject({
      nodes: 4,
      within1: 4,
    });
  });

  it.each([
    ['centres a lone child', 24, [277], [501.5]],
    ['leaves a lone child at the start', 612.65, [256], [0]],
    ['overlaps what overflows', 24, [48, 1280], [0, 0]],
    ['packs what overflows at the start', 294.93, [513, 794.8], [0, 513]],
  ])('reads the SPACE_BETWEEN that %s by its spacing', (_rule, itemSpacing, widths, starts) => {
    const frame = {
      name: 'Row',
      type: 'FRAME',
      layoutMode: 'HORIZONTAL',
      layoutSizingHorizontal: 'FIXED',
      layoutSizingVertical: 'FIXED',
      primaryAxisAlignItems: 'SPACE_BETWEEN',
      itemSpacing,
      ...box(0, 0, 1280, 20),
      children: widths.map((width, index) => ({
        name: `Item ${index}`,
        type: 'RECTANGLE',
        ...box(starts[index] ?? Number.NaN, 0, width, 20),
      })),
    };
    expect(measureJson(frame, options).report).toMatchObject({
      nodes: widths.length,
      within1: widths.length,
    });
  });

  it('takes the length of a frame that hugs what grows from the file', () => {
    const rows = [0, 1, 2].map((index) => ({
      name: `Row ${index}`,
      type: 'FRAME',
      layoutMode: 'VERTICAL',
      layoutSizingHorizontal: 'FIXED',
      layoutSizingVertical: 'FILL',
      layoutGrow: 1,
      ...box(0, index * 74, 40, 66),
      children: [{ name: 'Mark', type: 'RECTANGLE', ...box(0, index * 74, 24, 72) }],
    }));
    const list = {
      name: 'List',
      type: 'FRAME',
      layoutMode: 'VERTICAL',
      layoutSizingHorizontal: 'HUG',
      layoutSizingVertical: 'HUG',
      itemSpacing: 8,
      ...box(0, 0, 40, 214),
      children: rows,
    };
    expect(measureJson(list, options).report).toMatchObject({ nodes: 7, within1: 7 });
  });

  it('tells nodes apart whose boxes contradict the file', () => {
    const short = card({ id: '2:1', ...box(100, 100, 80, 51) });
    expect(
      measureJson({ ...card(), children: [short], ...box(90, 90, 100, 71) }, options).report,
    ).toMatchObject({
      nodes: 4,
      within1: 2,
      fresh: { nodes: 2, within1: 2, staleNodes: 1 },
    });
    const [title, rule] = Array.isArray(card().children) ? (card().children as JsonObject[]) : [];
    const fixed = { layoutSizingHorizontal: 'FIXED', layoutSizingVertical: 'FIXED' };
    const apart = card({ ...fixed, children: [title ?? {}, { ...rule, ...box(110, 141, 60, 10) }] });
    expect(measureJson(apart, options).report.fresh).toEqual({ nodes: 0, within1: 0, staleNodes: 1 });
    const turned = {
      name: 'Turned',
      type: 'FRAME',
      rotation: -0.3,
      children: [apart],
      ...box(0, 0, 300, 300),
    };
    expect(measureJson(turned, options).report.fresh.staleNodes).toBe(0);
  });

  it('leaves out hidden nodes and nodes without a box, and counts the latter', () => {
    const json = card();
    const hidden = { name: 'Hidden', type: 'RECTANGLE', visible: false, absoluteBoundingBox: null };
    if (Array.isArray(json.children)) json.children.push(hidden);
    expect(measureJson(json, options).report).toMatchObject({ nodes: 3, within1: 3, unboxed: 1 });
  });

  it('refuses what is not a Figma file, and reads byte order marks', () => {
    const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
    const write = (name: string, content: string | Buffer): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    expect(() => measureFile(write('a.json', '{"hello": 1}'), options)).toThrow('no Figma node in it');
    expect(() => measureFile(write('b.json', '{"hello": '), options)).toThrow('not JSON, or cut off');
    const answer = JSON.stringify(card());
    expect(() => measureFile(write('e.json', `${answer}${answer}`), options)).toThrow('not JSON, or cut off');
    expect(measureFile(write('f.json', `${answer}\nHTTP_STATUS:200\n`), options).report.within1).toBe(3);
    expect(measureFile(write('g.json', `"document": ${answer}`), options).report.within1).toBe(3);
    const text = `\uFEFF${JSON.stringify(card())}`;
    expect(measureFile(write('c.json', text), options).report.within1).toBe(3);
    expect(measureFile(write('d.json', Buffer.from(text, 'utf16le')), options).report.within1).toBe(3);
  });
});

describe('grid tracks in REST files', () => {
  it.each([
    ['repeat(2,minmax(0,1fr))', ['FLEX', 'FLEX']],
    [' 314px', ['FIXED']],
    ['120px fit-content(100%) minmax(0,2fr)', ['FIXED', 'HUG', 'FLEX']],
    ['repeat(2, 40px) auto', ['FIXED', 'FIXED', 'HUG']],
  ])('reads %s', (css, types) => {
    expect(parseTracks(css).map((track) => track.type)).toEqual(types);
  });
});
