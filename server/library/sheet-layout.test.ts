import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutSheet } from './sheet-layout.ts';

const frame = { maxSide: 1568, maxArea: 1_790_000, gap: 14, label: 26 };
/** From a skyscraper to a leaderboard. */
const ratios = fc.array(fc.constantFrom(160 / 600, 9 / 16, 4 / 5, 1, 300 / 250, 1.91, 970 / 250, 728 / 90), {
  minLength: 1,
  maxLength: 12,
});

describe('a contact sheet', () => {
  it('keeps every picture in its proportions, inside the sheet and apart from the others', () => {
    fc.assert(
      fc.property(ratios, fc.boolean(), (shapes, reorder) => {
        const { width, height, tiles } = layoutSheet(shapes, frame, reorder);
        expect(Math.max(width, height)).toBeLessThanOrEqual(frame.maxSide);
        expect(width * height).toBeLessThanOrEqual(frame.maxArea);
        expect(tiles.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
          shapes.map((_, index) => index),
        );
        for (const tile of tiles) {
          const ratio = shapes[tile.index] ?? 1;
          // To the pixel: both sides are rounded down.
          expect(Math.abs(tile.width - tile.height * ratio)).toBeLessThanOrEqual(1 + ratio);
          expect(tile.x).toBeGreaterThanOrEqual(0);
          expect(tile.y - frame.label).toBeGreaterThanOrEqual(0);
          expect(tile.x + tile.width).toBeLessThanOrEqual(width);
          expect(tile.y + tile.height).toBeLessThanOrEqual(height);
        }
        for (const [at, one] of tiles.entries()) {
          for (const two of tiles.slice(at + 1)) {
            const apart =
              one.x + one.width <= two.x ||
              two.x + two.width <= one.x ||
              one.y + one.height <= two.y - frame.label ||
              two.y + two.height <= one.y - frame.label;
            expect(apart).toBe(true);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('shows a story and a banner so that both can be read', () => {
    const { tiles } = layoutSheet([9 / 16, 728 / 90, 1, 4 / 5, 9 / 16, 1.91, 728 / 90, 1], frame, true);
    for (const { width, height } of tiles) {
      expect(width).toBeGreaterThan(200);
      expect(height).toBeGreaterThan(70);
    }
  });

  it('keeps the given order when it means something', () => {
    const { tiles } = layoutSheet([1, 8, 0.5, 1, 2], frame, false);
    expect(tiles.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  });
});
