import { describe, expect, it } from 'vitest';
import { node, type RGBA8, render, rotated, solid, stage, stops, text } from './test-records.ts';

const WHITE: RGBA8 = [255, 255, 255, 255];
const BLACK: RGBA8 = [0, 0, 0, 255];
const RED: RGBA8 = [255, 0, 0, 255];
const BLUE: RGBA8 = [0, 0, 255, 255];
const rect = (hex: string, init: Parameters<typeof node>[1] = {}) =>
  node('RECTANGLE', { fills: [solid(hex)], ...init });

describe('order and visibility', () => {
  it('draws later children above earlier ones, and the other way round with itemReverseZIndex', async () => {
    const stack = (itemReverseZIndex: boolean) =>
      node('FRAME', { fills: [], itemReverseZIndex }, [rect('#ff0000'), rect('#0000ff')]);
    expect((await render(stack(false))).at(5, 5)).toEqual(BLUE);
    expect((await render(stack(true))).at(5, 5)).toEqual(RED);
  });

  it('leaves out hidden nodes, slices and sections that hide their contents', async () => {
    const children = [rect('#ff0000', { visible: false }), node('SLICE')];
    expect((await render(stage(50, 50, children))).at(5, 5)).toEqual(WHITE);
    const section = node('SECTION', { fills: [solid('#ffffff')], sectionContentsHidden: true }, [
      rect('#ff0000'),
    ]);
    expect((await render(section)).at(5, 5)).toEqual(WHITE);
  });

  it('places the children of a group in the frame around it', async () => {
    const group = node('GROUP', { x: 40, y: 40, width: 20, height: 20 }, [
      rect('#ff0000', { x: 40, y: 40, width: 20, height: 20 }),
    ]);
    const image = await render(stage(100, 100, [group]));
    expect(image.at(50, 50)).toEqual(RED);
    expect(image.at(85, 85)).toEqual(WHITE);
  });
});

describe('clipping', () => {
  const child = () => rect('#ff0000', { x: 50, y: 50 });

  it('cuts children at the rounded corners of a clipping frame', async () => {
    const frame = node('FRAME', { clipsContent: true, cornerRadius: 50, fills: [solid('#0000ff')] }, [
      child(),
    ]);
    const image = await render(stage(200, 200, [frame]));
    expect(image.at(70, 70)).toEqual(RED);
    expect(image.at(97, 97)).toEqual(WHITE);
    expect(image.at(120, 120)).toEqual(WHITE);
  });

  it('lets children overflow otherwise', async () => {
    const frame = node('FRAME', { clipsContent: false, fills: [solid('#0000ff')] }, [child()]);
    expect((await render(stage(200, 200, [frame]))).at(120, 120)).toEqual(RED);
  });

  it('draws the stroke of a frame over its children', async () => {
    const strokes = [solid('#000000')];
    const frame = node('FRAME', { clipsContent: true, strokes, strokeWeight: 10, strokeAlign: 'INSIDE' }, [
      rect('#ff0000'),
    ]);
    const image = await render(frame);
    expect([image.at(5, 50), image.at(15, 50)]).toEqual([BLACK, RED]);
  });
});

describe('opacity and blending', () => {
  it('fades a frame as a whole, not child by child', async () => {
    const frame = node('FRAME', { opacity: 0.5, fills: [solid('#000000')] }, [rect('#ff0000')]);
    const image = await render(stage(100, 100, [frame]));
    expect(image.at(50, 50)[0]).toBe(255);
    expect(Math.abs(image.at(50, 50)[1] - 127.5)).toBeLessThan(1);
  });

  it('multiplies node, paint and parent opacity', async () => {
    const leaf = node('RECTANGLE', { opacity: 0.5, fills: [solid('#000000', { opacity: 0.5 })] });
    const image = await render(stage(100, 100, [node('GROUP', { opacity: 0.5 }, [leaf])]));
    expect(Math.abs(image.at(50, 50)[0] - 223)).toBeLessThanOrEqual(1);
  });

  // One channel each: background 0.8, 0.4, 0.2 (204, 102, 51) under source 0.4, 0.6, 0.8 (102, 153, 204).
  it.each([
    ['DARKEN', [102, 102, 51]],
    ['MULTIPLY', [82, 61, 41]],
    ['LINEAR_BURN', [51, 0, 0]],
    ['COLOR_BURN', [128, 0, 0]],
    ['LIGHTEN', [204, 153, 204]],
    ['SCREEN', [224, 194, 214]],
    ['LINEAR_DODGE', [255, 255, 255]],
    ['COLOR_DODGE', [255, 255, 255]],
    ['OVERLAY', [194, 122, 82]],
    ['HARD_LIGHT', [163, 133, 173]],
    ['DIFFERENCE', [102, 51, 153]],
    ['EXCLUSION', [143, 133, 173]],
  ] as const)('%s', async (blendMode, expected) => {
    const top = rect('#6699cc', { blendMode });
    const image = await render(stage(100, 100, [top], '#cc6633'));
    image
      .at(50, 50)
      .slice(0, 3)
      .forEach((value, index) => {
        expect(Math.abs(value - (expected[index] ?? 0)), `${image.at(50, 50)}`).toBeLessThanOrEqual(2);
      });
  });

  it.each(['SOFT_LIGHT', 'HUE', 'SATURATION', 'COLOR', 'LUMINOSITY'] as const)(
    '%s differs from NORMAL',
    async (blendMode) => {
      const image = await render(stage(100, 100, [rect('#6699cc', { blendMode })], '#cc6633'));
      expect(image.at(50, 50)).not.toEqual([102, 153, 204, 255]);
      expect(image.at(50, 50)).not.toEqual([204, 102, 51, 255]);
    },
  );

  it('blends through PASS_THROUGH groups and not out of NORMAL ones', async () => {
    const group = (blendMode: BlendMode) =>
      node('GROUP', { blendMode }, [rect('#808080', { blendMode: 'MULTIPLY' })]);
    const through = await render(stage(100, 100, [group('PASS_THROUGH')], '#ff0000'));
    const alone = await render(stage(100, 100, [group('NORMAL')], '#ff0000'));
    expect(through.at(50, 50)).toEqual([128, 0, 0, 255]);
    expect(alone.at(50, 50)).toEqual([128, 128, 128, 255]);
  });
});

describe('masks', () => {
  const fade = stops([0, '#000000', 1], [1, '#000000', 0]);
  const identity: Transform = [
    [1, 0, 0],
    [0, 1, 0],
  ];

  it('cut the siblings above them, and those only', async () => {
    const children = [
      rect('#0000ff', { width: 20, height: 20 }),
      node('ELLIPSE', { isMask: true, fills: [solid('#000000')] }),
      rect('#ff0000'),
    ];
    const image = await render(
      stage(150, 150, [node('FRAME', {}, children), rect('#00ff00', { x: 120, y: 120 })]),
    );
    expect(image.at(50, 50)).toEqual(RED);
    expect(image.at(5, 5)).toEqual(BLUE);
    expect(image.at(95, 95)).toEqual(WHITE);
    expect(image.at(130, 130)).toEqual([0, 255, 0, 255]);
  });

  it('ALPHA uses opacity, LUMINANCE brightness, VECTOR the outline', async () => {
    const masked = async (maskType: 'ALPHA' | 'LUMINANCE' | 'VECTOR', gradientStops: ColorStop[]) => {
      const fills: Paint[] = [{ type: 'GRADIENT_LINEAR', gradientTransform: identity, gradientStops }];
      const mask = node('RECTANGLE', { width: 80, isMask: true, maskType, fills });
      return render(stage(100, 100, [node('FRAME', {}, [mask, rect('#ff0000')])]));
    };
    const alpha = await masked('ALPHA', fade);
    expect(Math.abs(alpha.at(40, 50)[1] - 128)).toBeLessThan(4);
    const light = await masked('LUMINANCE', stops([0, '#ffffff'], [1, '#000000']));
    expect(Math.abs(light.at(40, 50)[1] - 128)).toBeLessThan(4);
    const outline = await masked('VECTOR', fade);
    expect([outline.at(75, 50), outline.at(85, 50)]).toEqual([RED, WHITE]);
  });

  it('can be texts', async () => {
    const image = await render(
      stage(120, 120, [
        node('FRAME', { width: 120, height: 120 }, [
          text('I', 100, [solid('#000000')], { isMask: true }),
          rect('#ff0000', { width: 120, height: 120 }),
        ]),
      ]),
    );
    expect(image.at(12, 60)).toEqual(RED);
    expect(image.at(80, 60)).toEqual(WHITE);
  });

  it('are ignored while hidden', async () => {
    const mask = node('ELLIPSE', { isMask: true, visible: false, fills: [solid('#000000')] });
    expect((await render(stage(100, 100, [mask, rect('#ff0000')]))).at(2, 2)).toEqual(RED);
  });
});

describe('transforms', () => {
  it('turns about the top left corner, counterclockwise', async () => {
    const turned = rect('#ff0000', { width: 60, height: 20, relativeTransform: rotated(90, 20, 80) });
    const image = await render(stage(100, 100, [turned]));
    expect(image.at(30, 50)).toEqual(RED);
    expect(image.at(60, 75)).toEqual(WHITE);
  });

  it('flips', async () => {
    const flipped = node(
      'FRAME',
      {
        fills: [],
        relativeTransform: [
          [-1, 0, 100],
          [0, 1, 0],
        ],
      },
      [rect('#ff0000', { width: 30 })],
    );
    const image = await render(stage(100, 100, [flipped]));
    expect([image.at(85, 50), image.at(15, 50)]).toEqual([RED, WHITE]);
  });
});

describe('text', () => {
  it('paints each range with its own fills, gradients over the whole box', async () => {
    const record = text('IIII', 80, [solid('#ff0000')], { width: 100 });
    const [run] = record.props.textRuns;
    if (run === undefined) throw new Error('a text has a run');
    const second = { ...run.style, fills: [solid('#0000ff')] };
    record.props.textRuns = [
      { start: 0, end: 2, style: run.style },
      { start: 2, end: 4, style: second },
    ];
    const image = await render(stage(120, 120, [record]));
    const row = Array.from({ length: 120 }, (_, x) => image.at(x, 50));
    const [lastRed, firstBlue] = [
      row.findLastIndex(([r, , b]) => r === 255 && b === 0),
      row.findIndex(([r, , b]) => r === 0 && b === 255),
    ];
    expect(lastRed).toBeGreaterThan(0);
    expect(firstBlue).toBeGreaterThan(lastRed);
  });

  it.each([
    ['OUTSIDE', true, false],
    ['INSIDE', false, true],
    ['CENTER', true, true],
  ] as const)('%s strokes', async (strokeAlign, outside, inside) => {
    const plain = await render(stage(80, 120, [text('I', 100, [solid('#ff0000')], { x: 20 })]));
    const row = Array.from({ length: 80 }, (_, x) => plain.at(x, 60));
    const edge = row.findIndex(([, g]) => g === 0);
    const strokes = [solid('#0000ff')];
    const image = await render(
      stage(80, 120, [text('I', 100, [solid('#ff0000')], { x: 20, strokes, strokeWeight: 4, strokeAlign })]),
    );
    expect(image.at(edge - 2, 60)[2] > 200 && image.at(edge - 2, 60)[0] < 200).toBe(outside);
    expect(image.at(edge, 60)[2] > 200).toBe(inside);
  });
});
