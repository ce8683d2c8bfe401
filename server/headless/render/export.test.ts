import type { CanvasKit } from 'canvaskit-wasm';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { stampCache } from './images/cache.ts';
import { exportRecord, liveObjects, renderBounds } from './index.ts';
import { exportFrame } from './region.ts';
import {
  addImage,
  node,
  render,
  rotated,
  shadow,
  solid,
  stage,
  stops,
  testContext,
  text,
} from './test-records.ts';

const red = [solid('#ff0000')];

describe('renderBounds', () => {
  const bounds = async (record: ReturnType<typeof node>) => {
    const box = renderBounds(record, await testContext());
    return box && [box.x, box.y, box.width, box.height].map((value) => Math.round(value * 100) / 100);
  };

  it('adds offset and radius of shadows, as Figma reports them', async () => {
    // A frame of a real file: shadow 0,4 radius 14 on 170.5 x 310.5 gives 198.5 x 338.5.
    const card = node('FRAME', {
      width: 170.5,
      height: 310.5,
      clipsContent: true,
      fills: red,
      effects: [shadow({ offset: { x: 0, y: 4 }, radius: 14 })],
    });
    expect(await bounds(card)).toEqual([-14, -10, 198.5, 338.5]);
  });

  it('adds outside and half of centred strokes, and blurs', async () => {
    const stroked = (strokeAlign: 'INSIDE' | 'CENTER' | 'OUTSIDE') =>
      bounds(node('RECTANGLE', { strokes: red, strokeWeight: 10, strokeAlign }));
    expect(await stroked('INSIDE')).toEqual([0, 0, 100, 100]);
    expect(await stroked('CENTER')).toEqual([-5, -5, 110, 110]);
    expect(await stroked('OUTSIDE')).toEqual([-10, -10, 120, 120]);
    const blurred = node('RECTANGLE', {
      fills: red,
      effects: [{ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 6, visible: true }],
    });
    expect(await bounds(blurred)).toEqual([-6, -6, 112, 112]);
  });

  it('is cut by clipping ancestors and empty outside them', async () => {
    const child = node('RECTANGLE', { x: 80, y: 20, fills: red });
    const far = node('RECTANGLE', { x: 500, y: 20, fills: red });
    node('FRAME', { x: 10, y: 10, clipsContent: true, fills: red }, [child, far]);
    expect(await bounds(child)).toEqual([90, 30, 20, 80]);
    expect(await bounds(far)).toBeNull();
  });

  it('is the ink of a text and the turned box of a turned node', async () => {
    const [x = 0, y = 0, width = 0, height = 0] = (await bounds(text('IIII', 50, red))) ?? [];
    expect(x).toBeGreaterThan(0);
    expect(y).toBeGreaterThan(0);
    expect(width).toBeLessThan(100);
    expect(height).toBeLessThan(50);
    expect(
      await bounds(
        node('RECTANGLE', { width: 50, height: 20, fills: red, relativeTransform: rotated(90, 0, 50) }),
      ),
    ).toEqual([0, 0, 20, 50]);
  });

  it('is null for hidden and empty nodes', async () => {
    expect(await bounds(node('RECTANGLE', { fills: red, visible: false }))).toBeNull();
    expect(await bounds(node('GROUP'))).toBeNull();
  });
});

describe('size', () => {
  it('follows SCALE, WIDTH and HEIGHT', async () => {
    const frame = () => stage(200, 100, []);
    const size = async (constraint: ExportSettingsConstraints) => {
      const { width, height } = await render(frame(), { constraint });
      return [width, height];
    };
    expect(await size({ type: 'SCALE', value: 0.5 })).toEqual([100, 50]);
    expect(await size({ type: 'WIDTH', value: 333 })).toEqual([333, 167]);
    expect(await size({ type: 'HEIGHT', value: 50 })).toEqual([100, 50]);
  });

  it('takes whole pixels around fractional boxes', () => {
    expect(exportFrame({ x: 0.5, y: 0, width: 100, height: 50.2 }, undefined)).toMatchObject({
      width: 101,
      height: 51,
    });
    expect(exportFrame({ x: 10, y: 0, width: 100, height: 50 }, { type: 'SCALE', value: 1.5 })).toMatchObject(
      { width: 150, height: 75 },
    );
  });

  it('gives exactly the asked number of pixels on the constrained side', () => {
    const side = fc.double({ min: 0.5, max: 4000, noNaN: true });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 2000 }), (width, height, value) => {
        fc.pre((value / width) * height < 8000);
        expect(exportFrame({ x: 0, y: 0, width, height }, { type: 'WIDTH', value }).width).toBe(value);
      }),
    );
  });

  it('crops to what is drawn, or to the node with useAbsoluteBounds', async () => {
    const card = () => node('RECTANGLE', { fills: red, effects: [shadow({ radius: 10 })] });
    expect((await render(card())).width).toBe(120);
    expect((await render(card(), { useAbsoluteBounds: true })).width).toBe(100);
  });

  it('refuses targets that are too large, and nodes without visible layers', async () => {
    await expect(render(stage(5000, 100, []), { constraint: { type: 'SCALE', value: 2 } })).rejects.toThrow(
      /Target is too large to export as an image \(10000 x 200 px, at most 8192 px/,
    );
    await expect(render(node('GROUP'))).rejects.toThrow(/may not have any visible layers/);
  });
});

describe('contents', () => {
  it('is transparent outside the node in PNG and white in JPG', async () => {
    const disc = node('ELLIPSE', { fills: red });
    expect((await render(disc)).at(1, 1)[3]).toBe(0);
    const jpg = await exportRecord(disc, { format: 'JPG' }, await testContext());
    const { data, info } = await sharp(jpg).raw().toBuffer({ resolveWithObject: true });
    expect([info.format, info.channels, data[0], data[1]]).toEqual(['raw', 3, 255, 255]);
  });

  it('shows neighbours only without contentsOnly, and always in slices', async () => {
    const box = node('RECTANGLE', { fills: red });
    const slice = node('SLICE', { x: 10, y: 10, width: 30, height: 30 });
    node('PAGE', {}, [
      node('RECTANGLE', { x: -50, fills: [solid('#0000ff')] }),
      box,
      slice,
      node('ELLIPSE', { fills: [solid('#00ff00')] }),
    ]);
    expect((await render(box)).at(50, 50)).toEqual([255, 0, 0, 255]);
    expect((await render(box, { contentsOnly: false })).at(50, 50)).toEqual([0, 255, 0, 255]);
    const sliced = await render(slice);
    expect([sliced.width, sliced.at(15, 15)]).toEqual([30, [0, 255, 0, 255]]);
  });

  it('makes smaller JPEGs for previews', async () => {
    const context = await testContext();
    const picture = await addImage(context, 100, 100, (x, y) => [
      (x * 37) % 256,
      (y * 53) % 256,
      (x * y) % 256,
      255,
    ]);
    const frame = node('RECTANGLE', { fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: picture }] });
    const full = await exportRecord(frame, { format: 'JPG' }, context);
    const preview = await exportRecord(frame, { format: 'JPG' }, { ...context, jpegQuality: 60 });
    expect(preview.length).toBeLessThan(full.length * 0.7);
  });

  it('names the formats it has when asked for another', async () => {
    await expect(
      exportRecord(stage(10, 10, []), { format: 'JSON_REST_V1' }, await testContext()),
    ).rejects.toThrow(/JSON_REST_V1 cannot be rendered. Use PNG, JPG, SVG or PDF/);
  });
});

/** Where CanvasKit's heap has room for a large block: moves up when something is left behind. */
function heapMark(kit: CanvasKit): number {
  const block = kit.Malloc(Uint8Array, 6_000_000);
  const at = block.byteOffset;
  kit.Free(block);
  return at;
}

describe('repetition', () => {
  const busy = async () => {
    const context = await testContext();
    const picture = await addImage(context, 120, 80, (x, y) => [x * 2, y * 3, 128, x < 60 ? 255 : 120]);
    const fills: Paint[] = [
      {
        type: 'GRADIENT_DIAMOND',
        gradientTransform: [
          [1, 0, 0],
          [0, 1, 0],
        ],
        gradientStops: stops([0, '#ff0000'], [1, '#0000ff', 0.5]),
      },
    ];
    return stage(200, 200, [
      node('RECTANGLE', {
        fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: picture }],
        effects: [shadow({ radius: 10 })],
      }),
      node('STAR', {
        x: 90,
        y: 90,
        fills,
        strokes: red,
        strokeWeight: 3,
        dashPattern: [4, 2],
        blendMode: 'LINEAR_BURN',
      }),
      text('Text', 40, fills, {
        x: 20,
        y: 120,
        strokes: red,
        strokeAlign: 'OUTSIDE',
        effects: [shadow({ radius: 4 })],
      }),
      node('BOOLEAN_OPERATION', { fills: red, booleanOperation: 'SUBTRACT' }, [
        node('RECTANGLE', { fills: red }),
        node('ELLIPSE', { fills: red, x: 20 }),
      ]),
    ]);
  };

  it.each(['PNG', 'JPG', 'SVG', 'PDF'] as const)('the same document gives the same %s', async (format) => {
    const frame = await busy();
    const one = await exportRecord(frame, { format }, await testContext());
    const two = await exportRecord(frame, { format }, await testContext());
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  });

  it('keeps nothing in CanvasKit between exports, also after failures', async () => {
    const context = await testContext();
    const frame = await busy();
    const small: ExportSettings = { format: 'PNG', constraint: { type: 'SCALE', value: 0.25 } };
    await exportRecord(frame, small, context);
    const cached = stampCache(context.text.kit).bytes;
    const before = heapMark(context.text.kit);
    for (let round = 0; round < 100; round += 1) await exportRecord(frame, small, context);
    // 100 surfaces of 50 x 50 px alone would be 1 MB.
    expect(heapMark(context.text.kit) - before).toBeLessThan(200_000);
    expect(liveObjects()).toBe(0);
    expect(stampCache(context.text.kit).bytes).toBe(cached);
    await expect(render(stage(9000, 10, []))).rejects.toThrow();
    expect(liveObjects()).toBe(0);
  });

  it('serves exports at the same time', async () => {
    const context = await testContext();
    const frame = await busy();
    const alone = await exportRecord(frame, { format: 'PNG' }, context);
    const together = await Promise.all([1, 2, 3].map(() => exportRecord(frame, { format: 'PNG' }, context)));
    for (const bytes of together) expect(Buffer.from(bytes).equals(Buffer.from(alone))).toBe(true);
  });
});
