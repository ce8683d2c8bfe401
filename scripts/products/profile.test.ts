import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from './camera.ts';
import { type Corner, revolve } from './profile.ts';
import { lacquer, metal, type Scene } from './scene.ts';

const outline: readonly Corner[] = [
  [0, 0],
  [10, 0, 2],
  [10, 30, 4],
  [4, 34, 2],
  [4, 40, 0.5],
  [0, 40],
];
const body = revolve(outline);

describe('bodies of revolution', () => {
  it('are negative inside, zero on the wall, positive outside', () => {
    expect(body.distance(0, 15, 0)).toBeCloseTo(-10, 6);
    expect(body.distance(6, 15, 8)).toBeCloseTo(0, 6);
    expect(body.distance(0, 15, 13)).toBeCloseTo(3, 6);
    expect(body.distance(0, 45, 0)).toBeCloseTo(5, 6);
  });

  it('round a corner by its fillet: the sharp corner itself lies outside', () => {
    expect(body.distance(10, 0, 0)).toBeCloseTo(2 * (Math.SQRT2 - 1), 6);
  });

  it('never say more distance than there is, so rays cannot jump through walls', () => {
    const point = fc.record({
      r: fc.double({ min: 0, max: 20, noNaN: true }),
      y: fc.double({ min: -8, max: 48, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        const gap = Math.abs(body.distance(a.r, a.y, 0) - body.distance(b.r, b.y, 0));
        expect(gap).toBeLessThanOrEqual(Math.hypot(a.r - b.r, a.y - b.y) + 1e-6);
      }),
    );
  });

  it('have unit normals that point away from the body', () => {
    for (const [r, y] of [
      [10, 15],
      [4, 37],
      [9.4, 0.6],
      [6, 34],
    ] as const) {
      const n = body.normal(r, y, 0);
      expect(Math.hypot(...n)).toBeCloseTo(1, 6);
      const step = 0.3;
      const away = body.distance(r + n[0] * step, y + n[1] * step, n[2] * step);
      expect(away).toBeGreaterThan(body.distance(r, y, 0));
    }
  });
});

describe('the camera', () => {
  const lid = revolve([
    [0, 39],
    [5, 39, 0.4],
    [5, 46, 0.8],
    [0, 46],
  ]);
  const scene: Scene = {
    parts: [
      { ...body, surface: () => lacquer('#f0a063', 6) },
      { ...lid, surface: () => metal('#d8b483', 8) },
    ],
    foot: 10,
  };
  const shot = {
    width: 48,
    height: 96,
    target: [0, 23, 0] as const,
    span: 54,
    elevation: 6,
    distance: 600,
    exposure: 0.8,
  };

  it('gives the same pixels every time, on nothing', () => {
    const first = render(scene, shot);
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(render(scene, shot))).toBe(hash(first));
    expect([first[3], first.at(-1)]).toEqual([0, 0]);
  });

  it('lights the key side more than the other, and keeps the colour of the lacquer', () => {
    const pixels = render(scene, shot);
    const at = (x: number, y: number) => [...pixels.subarray((y * 48 + x) * 4, (y * 48 + x) * 4 + 4)];
    const [leftRed = 0, , , alpha] = at(13, 56);
    const [rightRed = 0, rightGreen = 0, rightBlue = 0] = at(29, 56);
    expect(alpha).toBe(255);
    expect(leftRed).toBeGreaterThan(rightRed + 12);
    expect(rightRed).toBeGreaterThan(rightGreen);
    expect(rightGreen).toBeGreaterThan(rightBlue);
  });
});
