import { describe, expect, it } from 'vitest';
import {
  addImage,
  node,
  type RGBA8,
  render,
  rotated,
  shadow,
  solid,
  stage,
  testContext,
  text,
} from '../test-records.ts';

const WHITE: RGBA8 = [255, 255, 255, 255];
const BLACK: RGBA8 = [0, 0, 0, 255];
const RED: RGBA8 = [255, 0, 0, 255];

/** A 40 x 40 box at 30,30 on white. */
const box = (init: Parameters<typeof node>[1]) =>
  node('RECTANGLE', { x: 30, y: 30, width: 40, height: 40, ...init });
const drawn = (init: Parameters<typeof node>[1]) => render(stage(100, 100, [box(init)]));

describe('drop shadow', () => {
  it('moves the silhouette by the offset', async () => {
    const image = await drawn({ fills: [solid('#ff0000')], effects: [shadow({ offset: { x: 10, y: 20 } })] });
    expect(image.at(50, 50)).toEqual(RED);
    expect(image.at(75, 80)).toEqual(BLACK);
    expect(image.at(35, 75)).toEqual(WHITE);
  });

  it('fades over its radius: half strength at the edge, nothing at 1.5 radii', async () => {
    const image = await drawn({
      fills: [solid('#ff0000')],
      effects: [shadow({ offset: { x: 60, y: 0 }, radius: 8 })],
    });
    expect(Math.abs(image.at(90, 50)[0] - 128)).toBeLessThan(20);
    expect(image.at(90, 95)).toEqual(WHITE);
  });

  it('grows by its spread, square corners staying square', async () => {
    const image = await drawn({ fills: [solid('#ff0000')], effects: [shadow({ spread: 5 })] });
    expect([image.at(25, 25), image.at(24, 50), image.at(74, 74)]).toEqual([BLACK, WHITE, BLACK]);
  });

  it('is not seen through a translucent fill unless asked for, and is as dark as an opaque one', async () => {
    const fills = [solid('#ff0000', { opacity: 0.5 })];
    const effects = [shadow({ offset: { x: 10, y: 0 } })];
    const hidden = await drawn({ fills, effects });
    expect(Math.abs(hidden.at(50, 50)[1] - 127.5)).toBeLessThan(1);
    expect(hidden.at(75, 50)).toEqual(BLACK);
    const shown = await drawn({
      fills,
      effects: effects.map((each) => ({ ...each, showShadowBehindNode: true })),
    });
    expect(shown.at(50, 50)).toEqual([128, 0, 0, 255]);
  });

  it('stacks several, the first one lowest', async () => {
    const effects = [
      shadow({ offset: { x: 10, y: 0 } }),
      shadow({ offset: { x: 20, y: 0 }, color: { r: 0, g: 1, b: 0, a: 1 } }),
    ];
    const image = await drawn({ fills: [solid('#ff0000')], effects });
    expect(image.at(75, 50)).toEqual([0, 255, 0, 255]);
  });

  it('follows the children of a frame without fill', async () => {
    const frame = node(
      'FRAME',
      { x: 20, y: 20, width: 60, height: 60, effects: [shadow({ offset: { x: 0, y: 15 } })] },
      [node('RECTANGLE', { width: 20, height: 20, fills: [solid('#ff0000')] })],
    );
    const image = await render(stage(100, 100, [frame]));
    expect(image.at(30, 50)).toEqual(BLACK);
    expect(image.at(70, 88)).toEqual(WHITE);
  });

  it('follows the transparent parts of a picture without a light line around it', async () => {
    const disc = await addImage(await testContext(), 80, 80, (x, y) => [
      255,
      0,
      0,
      Math.hypot(x - 39.5, y - 39.5) < 36 ? 255 : 0,
    ]);
    const fills: Paint[] = [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: disc }];
    const image = await drawn({ fills, effects: [shadow({ spread: 0, radius: 6 })] });
    for (let x = 30; x < 50; x += 1) expect(image.at(x, 50)[1], `x ${x}`).toBeLessThan(200);
    expect(image.at(32, 32)[0]).toBeGreaterThan(100);
  });

  it('is cast by letters', async () => {
    const letters = text('IIII', 60, [solid('#ff0000')], {
      x: 10,
      y: 10,
      effects: [shadow({ offset: { x: 0, y: 40 } })],
    });
    const image = await render(stage(140, 140, [letters]));
    const column = Array.from({ length: 140 }, (_, y) => image.at(16, y));
    expect(column).toContainEqual(RED);
    expect(column).toContainEqual(BLACK);
  });

  it('turns with the node', async () => {
    const turned = box({
      fills: [solid('#ff0000')],
      effects: [shadow({ offset: { x: 0, y: 15 } })],
      relativeTransform: rotated(90, 30, 70),
    });
    const image = await render(stage(100, 100, [turned]));
    expect(image.at(50, 50)).toEqual(RED);
    expect(image.at(80, 50)).toEqual(BLACK);
  });
});

describe('inner shadow', () => {
  const inner = (extra = {}) => ({ ...shadow(extra), type: 'INNER_SHADOW' }) as const;

  it('darkens the side the offset comes from, inside only', async () => {
    const image = await drawn({ fills: [solid('#ff0000')], effects: [inner({ offset: { x: 0, y: 10 } })] });
    expect([image.at(50, 29), image.at(50, 32), image.at(50, 42)]).toEqual([WHITE, BLACK, RED]);
  });

  it('grows inwards by its spread', async () => {
    const image = await drawn({ fills: [solid('#ff0000')], effects: [inner({ spread: 6 })] });
    expect([image.at(34, 50), image.at(37, 50), image.at(50, 65)]).toEqual([BLACK, RED, BLACK]);
  });

  it('works on letters', async () => {
    const letters = text('II', 80, [solid('#ff0000')], {
      x: 10,
      y: 10,
      effects: [inner({ offset: { x: 0, y: 12 } })],
    });
    const image = await render(stage(100, 120, [letters]));
    const column = Array.from({ length: 120 }, (_, y) => image.at(20, y));
    expect(column).toContainEqual(BLACK);
    expect(column).toContainEqual(RED);
  });
});

describe('blur', () => {
  it('softens a layer to half at its edge', async () => {
    const image = await drawn({
      fills: [solid('#000000')],
      effects: [{ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 8, visible: true }],
    });
    expect(Math.abs(image.at(30, 50)[0] - 120)).toBeLessThan(25);
    expect(image.at(50, 50)[0]).toBeLessThan(3);
    expect(image.at(12, 50)).toEqual(WHITE);
  });

  it('grows along the line of a progressive blur', async () => {
    const image = await render(
      stage(200, 100, [
        node('RECTANGLE', {
          width: 200,
          height: 50,
          fills: [solid('#000000')],
          effects: [
            {
              type: 'LAYER_BLUR',
              blurType: 'PROGRESSIVE',
              startRadius: 0,
              radius: 30,
              startOffset: { x: 0, y: 0.5 },
              endOffset: { x: 1, y: 0.5 },
              visible: true,
            },
          ],
        }),
      ]),
    );
    expect(image.at(3, 60)[0]).toBeGreaterThan(245);
    expect(image.at(170, 60)[0]).toBeLessThan(225);
    expect(image.at(100, 25)[0]).toBeLessThan(20);
  });

  it('blurs what lies behind a translucent node, inside its outline only', async () => {
    const glass = (fills: Paint[]) =>
      node('ELLIPSE', {
        x: 10,
        y: 10,
        width: 80,
        height: 80,
        fills,
        effects: [{ type: 'BACKGROUND_BLUR', blurType: 'NORMAL', radius: 20, visible: true }],
      });
    const halves = () => node('RECTANGLE', { width: 50, height: 100, fills: [solid('#000000')] });
    const image = await render(stage(100, 100, [halves(), glass([solid('#ffffff', { opacity: 0.01 })])]));
    expect(image.at(47, 50)[0]).toBeGreaterThan(60);
    expect(image.at(47, 3)).toEqual(BLACK);
    const clear = await render(stage(100, 100, [halves(), glass([])]));
    expect(clear.at(47, 50)).toEqual(BLACK);
  });
});

describe('noise and texture', () => {
  it('speckles only the node, the same way every time', async () => {
    const noisy = () =>
      drawn({
        fills: [solid('#ff0000')],
        effects: [
          {
            type: 'NOISE',
            noiseType: 'MONOTONE',
            noiseSize: 2,
            density: 0.5,
            color: { r: 0, g: 0, b: 0, a: 1 },
            visible: true,
            blendMode: 'NORMAL',
          },
        ],
      });
    const [one, two] = [await noisy(), await noisy()];
    const inside = Array.from({ length: 900 }, (_, index) =>
      one.at(35 + (index % 30), 35 + Math.floor(index / 30)),
    );
    expect(inside.some(([r]) => r < 50)).toBe(true);
    expect(inside.some(([r]) => r === 255)).toBe(true);
    expect(one.at(20, 20)).toEqual(WHITE);
    expect(two.at(44, 51)).toEqual(one.at(44, 51));
  });

  it('frays the edge', async () => {
    const image = await drawn({
      fills: [solid('#000000')],
      effects: [{ type: 'TEXTURE', noiseSize: 4, radius: 12, clipToShape: false, visible: true }],
    });
    const edge = Array.from({ length: 36 }, (_, y) => image.at(30, 32 + y)[0]);
    expect(new Set(edge.map((value) => value > 128)).size).toBe(2);
    expect(image.at(50, 50)).toEqual(BLACK);
  });
});
