import { expect, it } from 'vitest';
import { composeRegions, findComposition } from '../composition/compose.ts';
import { autoScrim, scrimPaint } from './scrim.ts';

const canvas = { width: 1080, height: 1350, kind: 'social' as const };
const padding = { top: 64, right: 64, bottom: 64, left: 64 };
const regions = composeRegions(findComposition('full_bleed'), canvas, { padding, logo: false });

it('leaves a calm dark picture alone', () => {
  expect(autoScrim({ low: 0.01, median: 0.02, high: 0.05 }, regions, canvas).alpha).toBe(0);
});

it('darkens a busy picture behind the copy, only as far as needed', () => {
  const medium = autoScrim({ low: 0.05, median: 0.2, high: 0.5 }, regions, canvas);
  const bright = autoScrim({ low: 0.05, median: 0.4, high: 0.9 }, regions, canvas);
  expect(medium).toMatchObject({ tone: 0, edge: 'bottom' });
  expect(medium.alpha).toBeGreaterThan(0);
  expect(bright.alpha).toBeGreaterThan(medium.alpha);
});

it('lightens a light picture for dark copy', () => {
  expect(autoScrim({ low: 0.1, median: 0.8, high: 0.95 }, regions, canvas).tone).toBe(1);
});

it('fades out away from the copy', () => {
  const paint = scrimPaint({ tone: 0, alpha: 0.6, edge: 'bottom' }, regions.copy, canvas);
  const stops = 'gradientStops' in paint ? (paint.gradientStops ?? []) : [];
  expect(stops.map(({ color }) => color.a)).toEqual(
    [...stops.map(({ color }) => color.a)].sort((a, b) => b - a),
  );
  expect(stops[0]?.color.a).toBe(0.6);
  expect(stops.at(-1)?.color.a).toBe(0);
});
