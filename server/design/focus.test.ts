import { expect, it } from 'vitest';
import { cropAround, isCovered } from './focus.ts';

const landscape = { width: 1200, height: 628 };
const copy = { x: 64, y: 64, width: 560, height: 500 };

it('shows the focus in the middle where nothing lies over it', () => {
  const crop = cropAround({ width: 4000, height: 1000 }, landscape, [0.5, 0.5], undefined);
  expect(crop.seen[0]).toBeCloseTo(0.5, 2);
  expect(cropAround({ width: 4000, height: 1000 }, landscape, undefined, copy).seen[0]).toBeCloseTo(0.5, 2);
});

it('moves the focus beside the copy where there is picture to spare', () => {
  const { seen, x, width } = cropAround({ width: 4000, height: 1000 }, landscape, [0.5, 0.5], copy);
  expect(isCovered(seen, landscape, [copy])).toBe(false);
  expect(seen[0]).toBeGreaterThan(0.7);
  expect(x).toBeGreaterThan(0);
  expect(x + width).toBeLessThanOrEqual(4000);
});

it('leaves the crop alone where moving it would not help', () => {
  const { seen } = cropAround({ width: 1000, height: 1000 }, landscape, [0.3, 0.5], copy);
  expect(seen[0]).toBeCloseTo(0.3, 2);
  expect(isCovered(seen, landscape, [copy])).toBe(true);
});
