import { describe, expect, it } from 'vitest';
import { nearestFamily } from './nearest-family.ts';
import { nearestStyle, readStyle } from './style-name.ts';

describe('a style name', () => {
  it.each([
    ['Semi Bold', 600, false, 0],
    ['SemiBold', 600, false, 0],
    ['Demi-Bold Oblique', 600, true, 0],
    ['ExtraLight Italic', 200, true, 0],
    ['Ultra Black', 950, false, 0],
    ['Condensed Heavy', 900, false, -2],
    ['Regular', 400, false, 0],
    ['Italic', 400, true, 0],
    ['650', 650, false, 0],
    ['Book', 390, false, 0],
  ])('%s is weight %i', (style, weight, italic, width) => {
    expect(readStyle(style)).toMatchObject({ weight, italic, width });
  });
});

describe('the nearest style', () => {
  const inter = ['Thin', 'Light', 'Regular', 'Medium', 'Semi Bold', 'Bold', 'Bold Italic', 'Black'];
  it.each([
    [600, false, 'Semi Bold'],
    [800, false, 'Black'],
    [450, false, 'Medium'],
    [350, false, 'Light'],
    [100, false, 'Thin'],
    [900, true, 'Bold Italic'],
  ])('for %i, italic %s, is %s', (weight, italic, expected) => {
    expect(nearestStyle(inter, { weight, italic })).toBe(expected);
  });

  it('prefers the plain width', () => {
    expect(nearestStyle(['Condensed Bold', 'Bold', 'Expanded Bold'], { weight: 700, italic: false })).toBe(
      'Bold',
    );
  });
});

describe('the nearest family', () => {
  const available = ['Inter', 'Playfair Display', 'Roboto Mono', 'Oswald', 'Helvetica Neue'];
  it.each([
    ['Helvetica', 'Helvetica Neue'],
    ['Playfair', 'Playfair Display'],
    ['Intre', 'Inter'],
    ['Georgia', 'Playfair Display'],
    ['Courier Prime', 'Roboto Mono'],
    ['Bebas Kai', 'Oswald'],
    ['Gotham', 'Inter'],
  ])('of %s is %s', (wanted, expected) => {
    expect(nearestFamily(wanted, available)).toBe(expected);
  });
});
