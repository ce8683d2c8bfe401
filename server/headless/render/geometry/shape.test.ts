import { describe, expect, it } from 'vitest';
import { node, type RGBA8, render, solid, stage } from '../test-records.ts';

const BLACK: RGBA8 = [0, 0, 0, 255];
const WHITE: RGBA8 = [255, 255, 255, 255];
const ink = [solid('#000000')];

describe('corners', () => {
  it('rounds each corner by its own radius', async () => {
    const image = await render(
      node('RECTANGLE', {
        fills: ink,
        topLeftRadius: 30,
        topRightRadius: 0,
        bottomRightRadius: 10,
        bottomLeftRadius: 0,
      }),
    );
    expect(image.at(4, 4)[3]).toBe(0);
    expect(image.at(99, 0)).toEqual(BLACK);
    expect(image.at(99, 99)[3]).toBe(0);
    expect(image.at(94, 94)).toEqual(BLACK);
    expect(image.at(0, 99)).toEqual(BLACK);
  });

  it('makes a pill of a radius beyond half the height', async () => {
    const image = await render(node('RECTANGLE', { width: 200, height: 60, fills: ink, cornerRadius: 999 }));
    expect(image.at(0, 30)[3]).toBeGreaterThan(200);
    expect(image.at(5, 5)[3]).toBe(0);
    expect(image.at(31, 1)).toEqual(BLACK);
  });

  it('smooths corners: flatter than a circle at the diagonal, longer along the sides', async () => {
    const round = await render(node('RECTANGLE', { width: 200, height: 200, fills: ink, cornerRadius: 60 }));
    const smooth = await render(
      node('RECTANGLE', { width: 200, height: 200, fills: ink, cornerRadius: 60, cornerSmoothing: 1 }),
    );
    expect(round.at(64, 0)[3]).toBe(255);
    expect(smooth.at(64, 0)[3]).toBeLessThan(255);
    expect(smooth.at(100, 0)).toEqual(BLACK);
  });
});

describe('ellipses', () => {
  it('fills the box', async () => {
    const image = await render(node('ELLIPSE', { width: 100, height: 60, fills: ink }));
    expect(image.at(50, 30)).toEqual(BLACK);
    expect(image.at(8, 8)[3]).toBe(0);
    expect(image.at(50, 1)).toEqual(BLACK);
  });

  it('cuts arcs clockwise from the right and leaves a hole', async () => {
    const arcData = { startingAngle: 0, endingAngle: Math.PI / 2, innerRadius: 0.5 };
    const image = await render(stage(100, 100, [node('ELLIPSE', { fills: ink, arcData })]));
    expect(image.at(80, 80)).toEqual(BLACK);
    expect(image.at(60, 60)).toEqual(WHITE);
    expect(image.at(20, 80)).toEqual(WHITE);
    expect(image.at(80, 20)).toEqual(WHITE);
  });

  it('makes rings of whole circles', async () => {
    const arcData = { startingAngle: 0, endingAngle: Math.PI * 2, innerRadius: 0.5 };
    const image = await render(stage(100, 100, [node('ELLIPSE', { fills: ink, arcData })]));
    expect(image.at(50, 50)).toEqual(WHITE);
    expect(image.at(10, 50)).toEqual(BLACK);
  });
});

describe('polygons, stars and vectors', () => {
  it('points a triangle upwards, its base at three quarters of the height', async () => {
    const image = await render(stage(100, 100, [node('POLYGON', { fills: ink, pointCount: 3 })]));
    expect(image.at(50, 3)).toEqual(BLACK);
    expect(image.at(50, 74)).toEqual(BLACK);
    expect(image.at(50, 77)).toEqual(WHITE);
    expect(image.at(10, 20)).toEqual(WHITE);
  });

  it('draws the notches of a star at innerRadius', async () => {
    const image = await render(
      stage(100, 100, [node('STAR', { fills: ink, pointCount: 4, innerRadius: 0.2 })]),
    );
    expect(image.at(50, 15)).toEqual(BLACK);
    expect(image.at(85, 50)).toEqual(BLACK);
    expect(image.at(65, 35)).toEqual(WHITE);
  });

  it.each([
    ['EVENODD', WHITE],
    ['NONZERO', BLACK],
  ] as const)('fills nested squares by %s', async (windingRule, centre) => {
    const data = 'M0 0L100 0L100 100L0 100Z M25 25L75 25L75 75L25 75Z';
    const vector = node('VECTOR', { fills: ink, vectorPaths: [{ windingRule, data }] });
    const image = await render(stage(100, 100, [vector]));
    expect(image.at(50, 50)).toEqual(centre);
    expect(image.at(10, 10)).toEqual(BLACK);
  });

  it('does not fill paths without winding rule', async () => {
    const vectorPaths = [{ windingRule: 'NONE', data: 'M0 0L100 0L100 100' }] as const;
    const vector = node('VECTOR', { fills: ink, vectorPaths, strokes: [solid('#ff0000')], strokeWeight: 4 });
    const image = await render(stage(100, 100, [vector]));
    expect(image.at(70, 30)).toEqual(WHITE);
    expect(image.at(99, 50)).toEqual([255, 0, 0, 255]);
  });
});

describe('boolean operations', () => {
  const expected = {
    UNION: [BLACK, BLACK, BLACK],
    SUBTRACT: [BLACK, WHITE, WHITE],
    INTERSECT: [WHITE, BLACK, WHITE],
    EXCLUDE: [BLACK, WHITE, BLACK],
  } as const;

  it.each(['UNION', 'SUBTRACT', 'INTERSECT', 'EXCLUDE'] as const)('%s', async (booleanOperation) => {
    // Children of a boolean operation are placed in its container, not in itself.
    const combined = node(
      'BOOLEAN_OPERATION',
      { x: 10, y: 10, width: 80, height: 40, fills: ink, booleanOperation },
      [
        node('RECTANGLE', { x: 10, y: 10, width: 50, height: 40, fills: [solid('#ff0000')] }),
        node('RECTANGLE', { x: 40, y: 10, width: 50, height: 40, fills: [solid('#00ff00')] }),
      ],
    );
    const image = await render(stage(100, 60, [combined]));
    expect([image.at(20, 30), image.at(50, 30), image.at(80, 30)]).toEqual(expected[booleanOperation]);
  });
});
