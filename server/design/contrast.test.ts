import { describe, expect, it } from 'vitest';
import { black, blend, contrastOf, luminance, pickInk, white, worstContrast } from './contrast.ts';

const grey = (value: number) => ({ r: value / 255, g: value / 255, b: value / 255 });

describe('contrast as WCAG 2 defines it', () => {
  it('is 21 for black on white', () => {
    expect(contrastOf(luminance(black), luminance(white))).toBeCloseTo(21, 5);
  });

  it('knows #767676 as the lightest grey that reaches 4.5:1 on white', () => {
    expect(worstContrast(grey(0x76), [1])).toBeGreaterThanOrEqual(4.5);
    expect(worstContrast(grey(0x77), [1])).toBeLessThan(4.5);
  });

  it('blends in sRGB, as canvases do', () => {
    expect(blend(white, 0.5, black)).toEqual({ r: 0.5, g: 0.5, b: 0.5 });
  });
});

describe('pickInk', () => {
  it('keeps the wanted colour where it reads', () => {
    const pine = { r: 0.12, g: 0.23, b: 0.2 };
    expect(pickInk([0.9], [pine], 4.5)).toMatchObject({ ink: pine, reached: true });
  });

  it('falls back to white on dark and near-black on light', () => {
    expect(pickInk([0.01], [black], 4.5).ink).toEqual(white);
    expect(luminance(pickInk([0.95], [white], 4.5).ink)).toBeLessThan(0.02);
  });

  it('darkens a dark colour before it takes black: a label stays the brand’s', () => {
    const [terracotta, bark] = [
      { r: 0.77, g: 0.38, b: 0.25 },
      { r: 0.23, g: 0.16, b: 0.13 },
    ];
    const { ink, reached } = pickInk([luminance(terracotta)], [bark, white], 4.5);
    expect(reached).toBe(true);
    expect(ink.r).toBeGreaterThan(ink.b);
    expect(ink).not.toEqual(black);
    expect(pickInk([0.9], [white], 4.5).ink).not.toEqual(black);
  });

  it('says when nothing reads everywhere', () => {
    expect(pickInk([0.02, 0.95], [], 4.5).reached).toBe(false);
  });
});
