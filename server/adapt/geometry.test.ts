import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradientTransform } from '../../schemas/gradient.ts';
import { areaScale, mapBox, mapGradient } from './geometry.ts';

const story = { width: 1080, height: 1920 };
const landscape = { width: 1200, height: 628 };

describe('mapBox', () => {
  it('keeps a field from edge to edge, and its share of the height', () => {
    const field = { x: 0, y: 960, width: 1080, height: 960 };
    expect(mapBox(field, story, landscape, true)).toEqual({ x: 0, y: 314, width: 1200, height: 314 });
  });

  it('never distorts what may not change its shape', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 900 }), fc.integer({ min: 20, max: 900 }), (width, height) => {
        const box = mapBox({ x: 100, y: 300, width, height }, story, landscape, false);
        const scale = areaScale(story, landscape);
        expect(Math.abs(box.width - width * scale)).toBeLessThanOrEqual(1);
        expect(Math.abs(box.height - height * scale)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps what stands in the middle in the middle, and at the edge at the edge', () => {
    const middle = mapBox({ x: 440, y: 860, width: 200, height: 200 }, story, landscape, false);
    expect(middle.x + middle.width / 2).toBeCloseTo(600, -0.5);
    expect(middle.y + middle.height / 2).toBeCloseTo(314, -0.5);
    const corner = mapBox({ x: 980, y: 0, width: 100, height: 100 }, story, landscape, false);
    expect(corner.x + corner.width).toBe(1200);
    expect(corner.y).toBe(0);
  });

  it('is the identity on the same canvas', () => {
    fc.assert(
      fc.property(
        fc.record({
          x: fc.integer({ min: -200, max: 900 }),
          y: fc.integer({ min: -200, max: 1700 }),
          width: fc.integer({ min: 10, max: 1500 }),
          height: fc.integer({ min: 10, max: 2200 }),
        }),
        fc.boolean(),
        (box, stretch) => {
          const mapped = mapBox(box, story, story, stretch);
          for (const key of ['x', 'y', 'width', 'height'] as const)
            expect(Math.abs(mapped[key] - box[key])).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('mapGradient', () => {
  const at = (matrix: readonly (readonly number[])[], x: number, y: number) =>
    matrix.map(([a = 0, c = 0, e = 0]) => a * x + c * y + e);

  it('leaves a linear gradient across the whole box', () => {
    const down = gradientTransform('linear', 180, story.width, story.height);
    const mapped = mapGradient('GRADIENT_LINEAR', down, story, landscape);
    expect(at(mapped, 0.5, 0)[0]).toBeCloseTo(0);
    expect(at(mapped, 0.5, 1)[0]).toBeCloseTo(1);
  });

  it('keeps a circle round and its middle where it was', () => {
    const radius = { x: 400 / story.width, y: 400 / story.height };
    const circle = gradientTransform('radial', 0, story.width, story.height, { x: 0.3, y: 0.6 }, radius);
    const mapped = mapGradient('GRADIENT_RADIAL', circle, story, landscape);
    expect(at(mapped, 0.3, 0.6)).toEqual([expect.closeTo(0.5), expect.closeTo(0.5)]);
    const right = at(mapped, 0.3 + 100 / landscape.width, 0.6);
    const below = at(mapped, 0.3, 0.6 + 100 / landscape.height);
    const away = ([x = 0, y = 0]: number[]) => Math.hypot(x - 0.5, y - 0.5);
    expect(away(right)).toBeCloseTo(away(below));
  });
});
