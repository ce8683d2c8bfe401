import { describe, expect, it } from 'vitest';
import { parseColour } from '../../schemas/colour.ts';
import { inkOf } from './brand-style.ts';

const brand = (colours: Record<string, string>) => ({
  name: 'Test',
  colours: Object.entries(colours).map(([hex, use]) => ({ rgb: parseColour(hex), use: use.toLowerCase() })),
});

describe('the ink of a brand', () => {
  it('is what it calls its text', () => {
    expect(inkOf(brand({ '#000000': 'line', '#1f3b33': 'text' }))).toEqual(parseColour('#1f3b33'));
  });

  it('is its darkest colour where the only text colour named is one for dark grounds', () => {
    const tide = brand({ '#eaf6ff': 'text on abyss, light background', '#0b1a3a': 'dark background' });
    expect(inkOf(tide)).toEqual(parseColour('#0b1a3a'));
  });

  it('is unknown where nothing is dark and nothing is called so', () => {
    expect(inkOf(brand({ '#fff2a8': 'accent' }))).toBeUndefined();
  });
});
