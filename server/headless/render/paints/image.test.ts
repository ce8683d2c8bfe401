import { beforeAll, describe, expect, it } from 'vitest';
import {
  addImage,
  node,
  type RGBA8,
  render,
  rotated,
  solid,
  stage,
  type TestContext,
  testContext,
} from '../test-records.ts';

const RED: RGBA8 = [255, 0, 0, 255];
const GREEN: RGBA8 = [0, 255, 0, 255];
const BLUE: RGBA8 = [0, 0, 255, 255];
const YELLOW: RGBA8 = [255, 255, 0, 255];

let context: TestContext;
/** 200 x 100: red, green over blue, yellow. */
let quarters: string;
let checks: string;

beforeAll(async () => {
  context = await testContext();
  quarters = await addImage(context, 200, 100, (x, y) =>
    y < 50 ? (x < 100 ? RED : GREEN) : x < 100 ? BLUE : YELLOW,
  );
  checks = await addImage(context, 64, 64, (x, y) =>
    (x + y) % 2 === 0 ? [255, 255, 255, 255] : [0, 0, 0, 255],
  );
});

const image = (extra: Partial<ImagePaint> = {}): ImagePaint => ({
  type: 'IMAGE',
  scaleMode: 'FILL',
  imageHash: quarters,
  ...extra,
});
const box = (width: number, height: number, paint: Paint) =>
  node('RECTANGLE', { width, height, fills: [paint] });

describe('scale modes', () => {
  it('FILL covers the box and cuts what is too wide', async () => {
    const picture = await render(box(100, 100, image()));
    expect(picture.at(1, 1)).toEqual(RED);
    expect(picture.at(98, 1)).toEqual(GREEN);
    expect(picture.at(1, 98)).toEqual(BLUE);
    expect(picture.at(98, 98)).toEqual(YELLOW);
  });

  it('FIT shows all of it and leaves the rest transparent', async () => {
    const picture = await render(box(100, 100, image({ scaleMode: 'FIT' })));
    expect(picture.at(50, 10)[3]).toBe(0);
    expect(picture.at(10, 30)).toEqual(RED);
    expect(picture.at(90, 70)).toEqual(YELLOW);
    expect(picture.at(50, 90)[3]).toBe(0);
  });

  it('CROP shows the part that imageTransform selects', async () => {
    const right = image({
      scaleMode: 'CROP',
      imageTransform: [
        [0.5, 0, 0.5],
        [0, 1, 0],
      ],
    });
    const picture = await render(box(100, 100, right));
    expect(picture.at(5, 5)).toEqual(GREEN);
    expect(picture.at(95, 95)).toEqual(YELLOW);
  });

  it('CROP beyond the picture is transparent there', async () => {
    const wide = image({
      scaleMode: 'CROP',
      imageTransform: [
        [2, 0, -0.5],
        [0, 1, 0],
      ],
    });
    const picture = await render(box(100, 100, wide));
    expect(picture.at(10, 10)[3]).toBe(0);
    expect(picture.at(30, 10)).toEqual(RED);
  });

  it('TILE repeats at scalingFactor', async () => {
    const picture = await render(box(100, 100, image({ scaleMode: 'TILE', scalingFactor: 0.2 })));
    for (const [x, y] of [
      [10, 5],
      [50, 5],
      [10, 25],
      [90, 85],
    ] as const) {
      expect(picture.at(x, y)).toEqual(RED);
    }
    expect(picture.at(30, 15)).toEqual(YELLOW);
  });

  it('rotation turns clockwise in quarters', async () => {
    const picture = await render(box(50, 100, image({ rotation: 90 })));
    expect(picture.at(5, 5)).toEqual(BLUE);
    expect(picture.at(45, 5)).toEqual(RED);
    expect(picture.at(45, 95)).toEqual(GREEN);
  });
});

describe('quality', () => {
  it('copies a picture at its own size pixel by pixel', async () => {
    const picture = await render(box(64, 64, image({ imageHash: checks })));
    expect(picture.at(0, 0)).toEqual([255, 255, 255, 255]);
    expect(picture.at(1, 0)).toEqual([0, 0, 0, 255]);
    expect(picture.at(63, 63)).toEqual([255, 255, 255, 255]);
  });

  it('keeps whole pixels at fractional positions instead of blurring', async () => {
    const picture = await render(
      stage(80, 80, [
        node('RECTANGLE', { x: 4.3, y: 4.3, width: 64, height: 64, fills: [image({ imageHash: checks })] }),
      ]),
    );
    const values = [10, 11, 12, 13].map((x) => picture.at(x, 20)[0]);
    expect(values.every((value) => value === 0 || value === 255)).toBe(true);
  });

  it('averages instead of skipping pixels when it shrinks a picture', async () => {
    const picture = await render(box(16, 16, image({ imageHash: checks })));
    for (const x of [3, 8, 12]) expect(Math.abs(picture.at(x, x)[0] - 128)).toBeLessThan(12);
  });

  it('follows the rotation of its node', async () => {
    const turned = node('RECTANGLE', {
      width: 100,
      height: 100,
      fills: [image()],
      relativeTransform: rotated(90, 0, 100),
    });
    const picture = await render(stage(100, 100, [turned]));
    expect(picture.at(5, 95)).toEqual(RED);
    expect(picture.at(5, 5)).toEqual(GREEN);
    expect(picture.at(95, 5)).toEqual(YELLOW);
  });
});

describe('filters and missing pictures', () => {
  it('saturation -1 leaves grey', async () => {
    const [r, g, b] = (await render(box(100, 100, image({ filters: { saturation: -1 } })))).at(10, 10);
    expect(r).toBe(g);
    expect(g).toBe(b);
  });

  it('exposure brightens and darkens', async () => {
    const grey = await addImage(context, 10, 10, () => [100, 100, 100, 255]);
    const at = async (exposure: number) =>
      (await render(box(10, 10, image({ imageHash: grey, filters: { exposure } })))).at(5, 5)[0];
    expect(await at(0.5)).toBeGreaterThan(130);
    expect(await at(-0.5)).toBeLessThan(80);
  });

  it('temperature warms', async () => {
    const grey = await addImage(context, 10, 10, () => [100, 100, 100, 255]);
    const [r, , b] = (await render(box(10, 10, image({ imageHash: grey, filters: { temperature: 1 } })))).at(
      5,
      5,
    );
    expect(r).toBeGreaterThan(b + 20);
  });

  it('draws nothing for a hash the document does not have', async () => {
    const picture = await render(stage(20, 20, [box(20, 20, image({ imageHash: 'gone' }))]));
    expect(picture.at(5, 5)).toEqual([255, 255, 255, 255]);
  });

  it('says which picture cannot be decoded', async () => {
    context.images.known.set('broken', { bytes: Uint8Array.of(1, 2, 3), width: 4, height: 4 });
    await expect(render(box(20, 20, image({ imageHash: 'broken' })))).rejects.toThrow(
      /broken.*Upload it again/,
    );
  });

  it('keeps transparent parts of a picture transparent', async () => {
    const half = await addImage(context, 20, 20, (x) => [255, 0, 0, x < 10 ? 128 : 0]);
    const picture = await render(
      stage(20, 20, [
        node('RECTANGLE', { width: 20, height: 20, fills: [solid('#0000ff'), image({ imageHash: half })] }),
      ]),
    );
    expect(picture.at(4, 10)).toEqual([128, 0, 127, 255]);
    expect(picture.at(16, 10)).toEqual([0, 0, 255, 255]);
  });
});
