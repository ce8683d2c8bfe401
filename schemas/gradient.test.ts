import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GradientMatrix, gradientHandles, gradientNeedsSize, gradientTransform } from './gradient.ts';

const angle = fc.double({ min: -720, max: 720, noNaN: true });
const side = fc.double({ min: 1, max: 4000, noNaN: true });

/** Where a point of the box, in px, lies in gradient space. */
function inGradient(m: GradientMatrix, x: number, y: number, width: number, height: number) {
  const [u, v] = [x / width, y / height];
  return { x: m[0][0] * u + m[0][1] * v + m[0][2], y: m[1][0] * u + m[1][1] * v + m[1][2] };
}

describe('a linear gradient', () => {
  it.each([
    [
      90,
      100,
      100,
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
    ],
    [
      180,
      100,
      100,
      [
        [0, 1, 0],
        [-1, 0, 1],
      ],
    ],
    [
      0,
      100,
      100,
      [
        [0, -1, 1],
        [1, 0, 0],
      ],
    ],
    [
      135,
      1080,
      1920,
      [
        [0.36, 0.64, 0],
        [-0.36, 0.64, 0.36],
      ],
    ],
  ] as const)('at %d degrees on %d x %d is the matrix Figma has', (degrees, width, height, expected) => {
    const matrix = gradientTransform('linear', degrees, width, height);
    expected.forEach((row, r) => {
      row.forEach((value, c) => {
        expect(matrix[r]?.[c]).toBeCloseTo(value, 9);
      });
    });
  });

  it('has its first and last colour at the corners CSS gives them, and its middle in the middle', () => {
    fc.assert(
      fc.property(angle, side, side, (degrees, width, height) => {
        const matrix = gradientTransform('linear', degrees, width, height);
        const corners = [
          [0, 0],
          [width, 0],
          [0, height],
          [width, height],
        ].map(([x = 0, y = 0]) => inGradient(matrix, x, y, width, height).x);
        expect(Math.min(...corners)).toBeCloseTo(0, 6);
        expect(Math.max(...corners)).toBeCloseTo(1, 6);
        expect(inGradient(matrix, width / 2, height / 2, width, height)).toEqual({
          x: expect.closeTo(0.5, 6),
          y: expect.closeTo(0.5, 6),
        });
      }),
    );
  });

  it('runs in the direction of the angle, measured in px', () => {
    fc.assert(
      fc.property(angle, side, side, (degrees, width, height) => {
        const [start, end] = gradientHandles('linear', gradientTransform('linear', degrees, width, height));
        const dx = (end.x - start.x) * width;
        const dy = (end.y - start.y) * height;
        const length = Math.hypot(dx, dy);
        const radians = (degrees * Math.PI) / 180;
        expect(dx / length).toBeCloseTo(Math.sin(radians), 5);
        expect(dy / length).toBeCloseTo(-Math.cos(radians), 5);
      }),
    );
  });

  it('has lines of equal colour across that direction', () => {
    fc.assert(
      fc.property(angle, side, side, (degrees, width, height) => {
        const matrix = gradientTransform('linear', degrees, width, height);
        const radians = (degrees * Math.PI) / 180;
        const across = inGradient(
          matrix,
          width / 2 + Math.cos(radians),
          height / 2 + Math.sin(radians),
          width,
          height,
        );
        expect(across.x).toBeCloseTo(0.5, 6);
      }),
    );
  });
});

describe('a radial gradient', () => {
  it('ends, as in CSS, at the farthest corner', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(side, side, fraction, fraction, (width, height, x, y) => {
        const matrix = gradientTransform('radial', 0, width, height, { x, y });
        const reach = [
          [0, 0],
          [width, 0],
          [0, height],
          [width, height],
        ].map(([cx = 0, cy = 0]) => {
          const at = inGradient(matrix, cx, cy, width, height);
          return Math.hypot(at.x - 0.5, at.y - 0.5) * 2;
        });
        expect(Math.max(...reach)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('has the given centre and radii', () => {
    const matrix = gradientTransform('radial', 0, 300, 100, { x: 0.25, y: 0.5 }, { x: 0.2, y: 0.4 });
    const [centre, right, bottom] = gradientHandles('radial', matrix);
    expect([centre.x, centre.y, right.x, right.y, bottom.x, bottom.y]).toEqual(
      [0.25, 0.5, 0.45, 0.5, 0.25, 0.9].map((value) => expect.closeTo(value, 9)),
    );
  });
});

describe('an angular gradient', () => {
  it('starts where CSS starts and turns clockwise, as seen in px', () => {
    fc.assert(
      fc.property(
        angle,
        side,
        side,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (from, width, height, turn) => {
          const matrix = gradientTransform('angular', from, width, height);
          // A ray at `turn` of the circle, clockwise from the start, from the top at 0 degrees.
          const radians = ((from + turn * 360) * Math.PI) / 180;
          const at = inGradient(
            matrix,
            width / 2 + Math.sin(radians),
            height / 2 - Math.cos(radians),
            width,
            height,
          );
          const seen = Math.atan2(at.y - 0.5, at.x - 0.5) / (2 * Math.PI);
          expect((seen + 1) % 1).toBeCloseTo(turn, 5);
        },
      ),
    );
  });
});

it('a diamond touches the sides of its box', () => {
  expect(gradientTransform('diamond', 0, 300, 100)).toEqual([
    [1, 0, 0],
    [0, 1, 0],
  ]);
});

it('depends on the proportions only where gradientNeedsSize says so', () => {
  const kind = fc.constantFrom('linear' as const, 'radial' as const, 'diamond' as const, 'angular' as const);
  fc.assert(
    fc.property(
      kind,
      fc.constantFrom(-90, 0, 30, 45, 90, 135, 180, 270),
      side,
      side,
      (which, degrees, width, height) => {
        fc.pre(!gradientNeedsSize(which, degrees));
        const here = gradientTransform(which, degrees, width, height);
        const square = gradientTransform(which, degrees, 1, 1);
        // For a linear gradient only the first row is seen: the second one runs along lines of equal colour.
        const rows = which === 'linear' ? ([0] as const) : ([0, 1] as const);
        for (const row of rows) {
          here[row].forEach((value, column) => {
            expect(value).toBeCloseTo(square[row][column] ?? Number.NaN, 6);
          });
        }
      },
    ),
  );
});

it('refuses a box without size', () => {
  expect(() => gradientTransform('linear', 45, 0, 10)).toThrow(RangeError);
  expect(() => gradientTransform('radial', 0, 10, 10, undefined, { x: 0, y: 1 })).toThrow(RangeError);
});
