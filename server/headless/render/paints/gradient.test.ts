import { describe, expect, it } from 'vitest';
import { node, type RGBA8, render, solid, stops } from '../test-records.ts';

const near = (color: RGBA8, expected: RGBA8, tolerance = 3) => {
  color.forEach((value, index) => {
    expect(Math.abs(value - (expected[index] ?? 0)), `${color} is not ${expected}`).toBeLessThanOrEqual(
      tolerance,
    );
  });
};

const gradient = (
  type: GradientPaint['type'],
  gradientTransform: Transform,
  gradientStops = stops([0, '#000000'], [1, '#ffffff']),
): GradientPaint => ({ type, gradientTransform, gradientStops });

const IDENTITY: Transform = [
  [1, 0, 0],
  [0, 1, 0],
];
const grey = (value: number): RGBA8 => [value, value, value, 255];
const filled = (paint: Paint) => render(node('RECTANGLE', { width: 100, height: 50, fills: [paint] }));

describe('gradientTransform', () => {
  it('runs left to right when it is the identity', async () => {
    const image = await filled(gradient('GRADIENT_LINEAR', IDENTITY));
    near(image.at(0, 25), grey(1));
    near(image.at(50, 5), grey(129));
    near(image.at(99, 45), grey(254));
  });

  it('runs top to bottom for [[0,1,0],[-1,0,1]]', async () => {
    const image = await filled(
      gradient('GRADIENT_LINEAR', [
        [0, 1, 0],
        [-1, 0, 1],
      ]),
    );
    near(image.at(3, 0), grey(3));
    near(image.at(90, 25), grey(130));
    near(image.at(50, 49), grey(252));
  });

  it('squeezes the ramp into 25..75 % for [[2,0,-.5],[0,1,0]]', async () => {
    const image = await filled(
      gradient('GRADIENT_LINEAR', [
        [2, 0, -0.5],
        [0, 1, 0],
      ]),
    );
    near(image.at(20, 25), grey(0));
    near(image.at(50, 25), grey(130));
    near(image.at(80, 25), grey(255));
  });

  it('puts the start of a 135 degree CSS gradient of 1080 x 1920 into the top left corner', async () => {
    const paint = gradient('GRADIENT_LINEAR', [
      [0.36, 0.64, 0],
      [-0.36, 0.64, 0.36],
    ]);
    const image = await render(node('RECTANGLE', { width: 108, height: 192, fills: [paint] }));
    near(image.at(0, 0), grey(1));
    near(image.at(107, 191), grey(254));
    // (1, 0) maps to 0.36 of the ramp, (0, 1) to 0.64.
    near(image.at(107, 0), grey(92));
    near(image.at(0, 191), grey(163));
  });

  it('draws the last colour when the transform flattens the plane', async () => {
    const image = await filled(
      gradient('GRADIENT_LINEAR', [
        [0, 0, 0],
        [0, 0, 0],
      ]),
    );
    near(image.at(50, 25), grey(255));
  });
});

describe('gradient types', () => {
  it('grows radially to the middle of the sides', async () => {
    const image = await filled(gradient('GRADIENT_RADIAL', IDENTITY));
    near(image.at(50, 25), grey(4), 6);
    near(image.at(75, 25), grey(130), 4);
    near(image.at(50, 37), grey(128), 6);
    near(image.at(2, 2), grey(255));
  });

  it('turns clockwise from the right for angular gradients', async () => {
    const image = await filled(gradient('GRADIENT_ANGULAR', IDENTITY));
    near(image.at(99, 26), grey(2), 4);
    near(image.at(50, 48), grey(64), 5);
    near(image.at(1, 25), grey(128), 5);
    near(image.at(50, 1), grey(191), 5);
  });

  it('draws diamonds with straight sides between the middles of the sides', async () => {
    const image = await filled(gradient('GRADIENT_DIAMOND', IDENTITY));
    near(image.at(50, 25), grey(8), 8);
    // Half way to two neighbouring middles: |0.25| + |0.25| of the unit square is the full ramp.
    near(image.at(75, 37), grey(254), 4);
    near(image.at(62, 25), grey(66), 6);
  });
});

describe('stops and paints', () => {
  it('interpolates colours without premultiplying', async () => {
    const image = await filled(
      gradient('GRADIENT_LINEAR', IDENTITY, stops([0, '#ff0000', 1], [1, '#0000ff', 0])),
    );
    near(image.at(50, 25), [127, 0, 128, 127], 4);
  });

  it('sorts stops and accepts a single one', async () => {
    near(
      (await filled(gradient('GRADIENT_LINEAR', IDENTITY, stops([1, '#ffffff'], [0, '#000000'])))).at(0, 25),
      grey(1),
    );
    near(
      (await filled(gradient('GRADIENT_LINEAR', IDENTITY, stops([0.5, '#336699'])))).at(9, 9),
      [51, 102, 153, 255],
    );
  });

  it('multiplies stop alpha by paint opacity', async () => {
    const faint = {
      ...gradient('GRADIENT_LINEAR', IDENTITY, stops([0, '#ffffff', 0.5], [1, '#ffffff', 0.5])),
      opacity: 0.5,
    };
    near((await filled(faint)).at(50, 25), [255, 255, 255, 64], 2);
  });

  it('lays visible fills over one another, each with its blend mode', async () => {
    const fills = [
      solid('#808080'),
      solid('#ff0000', { visible: false }),
      solid('#808080', { blendMode: 'MULTIPLY' }),
    ];
    const image = await render(node('RECTANGLE', { fills }));
    near(image.at(50, 50), [64, 64, 64, 255], 1);
  });
});
