import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from './image-header.ts';
import { startHeadless, startWithFonts } from './test-support.ts';

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('pages', () => {
  it('show their children only when loaded', async () => {
    const first = await startHeadless();
    const page = first.figma.createPage();
    page.appendChild(first.figma.createFrame());
    const { figma } = await startHeadless({ document: first.toJSON() });
    const other = figma.root.children[1];
    if (other === undefined) throw new Error('there are two pages');
    expect(() => other.children).toThrow(
      'in get_children: Cannot access property `children` on a page that has not been explicitly loaded. Remember to call `await page.loadAsync()`',
    );
    expect(() => other.findAll()).toThrow('in findAll: Cannot access property `children`');
    expect(() => other.appendChild(figma.createFrame())).toThrow('in appendChild: Cannot access property');
    await other.loadAsync();
    expect(other.children).toHaveLength(1);
  });

  it('are switched by setCurrentPageAsync only', async () => {
    const { figma } = await startHeadless();
    const page = figma.createPage();
    expect(() => {
      figma.currentPage = page;
    }).toThrow('Use figma.setCurrentPageAsync instead');
    await figma.setCurrentPageAsync(page);
    expect(figma.currentPage).toBe(page);
    expect(figma.createFrame().parent).toBe(page);
  });

  it('cannot all be removed', async () => {
    const { figma } = await startHeadless();
    expect(() => figma.currentPage.remove()).toThrow('in remove: The last page');
    const page = figma.createPage();
    page.remove();
    expect(figma.root.children).toHaveLength(1);
  });
});

describe('selection', () => {
  it('keeps directly selected nodes once each, and forgets removed ones', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const child = figma.createRectangle();
    frame.appendChild(child);
    figma.currentPage.selection = [child, frame, frame];
    expect(figma.currentPage.selection).toEqual([frame]);
    frame.remove();
    expect(figma.currentPage.selection).toEqual([]);
    expect(() => {
      figma.currentPage.selection = [frame];
    }).toThrow('in set_selection: The node with id');
  });

  it('is announced asynchronously, once a turn', async () => {
    const { figma } = await startHeadless();
    let calls = 0;
    const count = () => {
      calls += 1;
    };
    figma.on('selectionchange', count);
    figma.currentPage.selection = [figma.createFrame()];
    figma.currentPage.selection = [];
    expect(calls).toBe(0);
    await nextTurn();
    expect(calls).toBe(1);
    figma.off('selectionchange', count);
    figma.currentPage.selection = [figma.createFrame()];
    await nextTurn();
    expect(calls).toBe(1);
  });
});

describe('events', () => {
  it('report document changes in batches', async () => {
    const { figma } = await startHeadless();
    const seen: unknown[] = [];
    figma.once('documentchange', (event) => {
      seen.push(...event.documentChanges.map((change) => [change.type, 'id' in change && change.id]));
    });
    const frame = figma.createFrame();
    frame.name = 'ad';
    const rectangle = figma.createRectangle();
    rectangle.remove();
    await nextTurn();
    expect(seen).toEqual([['CREATE', frame.id]]);
    frame.name = 'other';
    await nextTurn();
    expect(seen).toHaveLength(1);
  });

  it('survive a listener that fails', async () => {
    const told: string[] = [];
    const { figma } = await startHeadless({ onWarning: (message) => told.push(message) });
    let reached = false;
    figma.on('selectionchange', () => {
      throw new Error('oops');
    });
    figma.on('selectionchange', () => {
      reached = true;
    });
    figma.currentPage.selection = [figma.createFrame()];
    await nextTurn();
    expect([reached, told]).toEqual([true, ['A listener of figma.on failed: Error: oops']]);
  });

  it('need all pages loaded for documentchange, and know their names', async () => {
    const first = await startHeadless();
    first.figma.createPage();
    const { figma } = await startHeadless({ document: first.toJSON() });
    expect(() => figma.on('documentchange', () => {})).toThrow(
      'without calling figma.loadAllPagesAsync first',
    );
    await figma.loadAllPagesAsync();
    figma.on('documentchange', () => {});
    expect(() => Reflect.apply(figma.on, figma, ['nosuch', () => {}])).toThrow('Invalid enum value');
  });

  it('report the changed properties of nodes on a page', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const seen: unknown[] = [];
    figma.currentPage.on('nodechange', (event) => {
      for (const change of event.nodeChanges)
        if (change.type === 'PROPERTY_CHANGE') seen.push(change.properties);
    });
    frame.name = 'ad';
    frame.opacity = 0.5;
    await nextTurn();
    expect(seen).toEqual([['name', 'opacity']]);
  });
});

describe('createNodeFromSvg', () => {
  it('makes a frame of the drawing', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createNodeFromSvg(
      '<svg width="200" height="100" viewBox="0 0 200 100"><g transform="translate(10 10)"><path d="M5 5h80v80h-80z" fill="#f00"/><circle cx="140" cy="40" r="40"/></g></svg>',
    );
    expect([frame.type, frame.width, frame.height, frame.fills]).toEqual(['FRAME', 200, 100, []]);
    const box = (type: string) => {
      const node = frame.findOne((each) => each.type === type);
      return node && { x: node.x, y: node.y, width: node.width, height: node.height };
    };
    expect(box('VECTOR')).toEqual({ x: 15, y: 15, width: 80, height: 80 });
    expect(box('ELLIPSE')).toEqual({ x: 110, y: 10, width: 80, height: 80 });
  });

  it('refuses what is no drawing', async () => {
    const { figma } = await startHeadless();
    expect(() => figma.createNodeFromSvg('hello')).toThrow('in createNodeFromSvg: ');
    expect(figma.currentPage.children).toEqual([]);
  });
});

describe('exportAsync', () => {
  it('answers a PNG of the render bounds by default, and text for SVG_STRING', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.resize(40, 30);
    const png = await frame.exportAsync();
    expect(readImageHeader(png)).toEqual({ format: 'PNG', width: 40, height: 30 });
    const double = await frame.exportAsync({ format: 'JPG', constraint: { type: 'SCALE', value: 2 } });
    expect(readImageHeader(double)).toEqual({ format: 'JPEG', width: 80, height: 60 });
    expect(await frame.exportAsync({ format: 'SVG_STRING' })).toContain('<svg');
  });

  it('lays out first', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.layoutMode = 'HORIZONTAL';
    for (let count = 0; count < 3; count++) frame.appendChild(figma.createRectangle());
    expect(readImageHeader(await frame.exportAsync())).toMatchObject({ width: 300, height: 100 });
    expect(frame.absoluteRenderBounds).toEqual({ x: 0, y: 0, width: 300, height: 100 });
  });

  it('refuses unknown formats and settings', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const attempt = (settings: object) => Reflect.apply(frame.exportAsync, frame, [settings]);
    await expect(async () => attempt({ format: 'BMP' })).rejects.toThrow(
      'in exportAsync: Argument "settings"',
    );
    await expect(async () => attempt({ format: 'PNG', quality: 5 })).rejects.toThrow("'quality'");
    await expect(async () => attempt({ format: 'JSON_REST_V1' })).rejects.toThrow('is not supported');
  });
});

describe('figma', () => {
  it('is strict about its own members', async () => {
    const { figma } = await startHeadless();
    expect(() => Reflect.get(figma, 'createAutoLayout')).toThrow("no such property 'createAutoLayout'");
    expect(() => Reflect.set(figma, 'foo', 1)).toThrow('object is not extensible');
    expect(() => Reflect.set(figma, 'root', 1)).toThrow('no setter for property');
    expect(() => figma.getNodeById('1:2')).toThrow('dynamic-page');
    figma.skipInvisibleInstanceChildren = true;
    expect([figma.editorType, figma.fileKey, figma.apiVersion]).toEqual(['figma', undefined, '1.0.0']);
  });

  it('records notifications', async () => {
    const { figma, notifications } = await startHeadless();
    figma.notify('Done', { error: true }).cancel();
    expect(notifications).toEqual([{ message: 'Done', options: { error: true } }]);
  });

  it('encodes and decodes base64', async () => {
    const { figma } = await startHeadless();
    expect(figma.base64Encode(new Uint8Array([1, 2, 255]))).toBe('AQL/');
    expect([...figma.base64Decode('AQL/')]).toEqual([1, 2, 255]);
    expect(() => figma.base64Decode('not base64!')).toThrow('in base64Decode: ');
  });

  it('reads CSS colours', async () => {
    const { figma } = await startHeadless();
    expect(figma.util.rgb('#f00')).toEqual({ r: 1, g: 0, b: 0 });
    expect(figma.util.rgba('rgb(0 255 0 / 50%)')).toEqual({ r: 0, g: 1, b: 0, a: 0.5 });
    expect(figma.util.rgba('hsl(240, 100%, 50%)')).toEqual({ r: 0, g: 0, b: 1, a: 1 });
    expect(figma.util.solidPaint('#FF00FF80')).toMatchObject({ type: 'SOLID', color: { r: 1, g: 0, b: 1 } });
    expect(figma.util.solidPaint('#FF00FF80').opacity).toBeCloseTo(0.502, 3);
    expect(figma.util.solidPaint({ r: 0, g: 0, b: 0 }, { opacity: 0.3, visible: false })).toMatchObject({
      opacity: 0.3,
      visible: false,
    });
    expect(() => figma.util.rgb('reddish')).toThrow('in rgb: Invalid color "reddish"');
  });

  it('lists its fonts', async () => {
    const { figma } = await startWithFonts();
    const fonts = await figma.listAvailableFontsAsync();
    expect(fonts).toContainEqual({ fontName: { family: 'Inter', style: 'Regular' } });
  });

  it('moves the viewport to nodes', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    frame.x = 1000;
    figma.viewport.scrollAndZoomIntoView([frame]);
    expect(figma.viewport.center).toEqual({ x: 1050, y: 50 });
    expect(figma.viewport.bounds.x).toBeLessThan(1000);
  });

  it('has no styles, and says so', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    expect([frame.fillStyleId, await figma.getLocalPaintStylesAsync(), frame.boundVariables]).toEqual([
      '',
      [],
      {},
    ]);
    await frame.setFillStyleIdAsync('');
    await expect(frame.setFillStyleIdAsync('S:1')).rejects.toThrow('Could not find a style with id "S:1"');
    expect(() => {
      frame.fillStyleId = 'S:1';
    }).toThrow('Use node.setFillStyleIdAsync instead');
  });

  it('takes patterns asynchronously only, and only of nodes that exist', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const pattern: Paint = {
      type: 'PATTERN',
      sourceNodeId: frame.id,
      tileType: 'RECTANGULAR',
      scalingFactor: 1,
      spacing: { x: 0, y: 0 },
      horizontalAlignment: 'START',
    };
    const rectangle = figma.createRectangle();
    expect(() => {
      rectangle.fills = [pattern];
    }).toThrow('in set_fills: Pattern paints can only be set with setFillsAsync');
    await rectangle.setFillsAsync([pattern]);
    await expect(rectangle.setFillsAsync([{ ...pattern, sourceNodeId: '9:9' }])).rejects.toThrow('"9:9"');
  });

  it('keeps client storage in a file, if it is given one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adsmith-'));
    try {
      const clientStorageFile = join(folder, 'storage.json');
      const { figma } = await startHeadless({ clientStorageFile });
      await figma.clientStorage.setAsync('size', { width: 3 });
      await figma.clientStorage.setAsync('gone', 1);
      await figma.clientStorage.deleteAsync('gone');
      const later = await startHeadless({ clientStorageFile });
      expect(await later.figma.clientStorage.getAsync('size')).toEqual({ width: 3 });
      expect(await later.figma.clientStorage.keysAsync()).toEqual(['size']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
