import { describe, expect, it } from 'vitest';
import { displayName, titleCase } from './display-name.ts';

describe("a brand's name", () => {
  it.each([
    ['coca-cola', '# Coca-Cola\n\nDrinks.', 'Coca-Cola'],
    ['h-m', '# H&M: brand book', 'H&M'],
    ['maison-aurélie', '# Maison Aurélie – overview', 'Maison Aurélie'],
    ['slow-cream', '# Brand overview', 'Slow Cream'],
    ['slow-cream', '## Slow-Cream', 'Slow Cream'],
    ['slow-cream', '', 'Slow Cream'],
  ])('of %s with %j is %s', (id, overview, name) => {
    expect(displayName(id, overview)).toBe(name);
  });

  it('made of a folder reads like one', () => {
    expect(titleCase('first-light_serum')).toBe('First Light Serum');
  });
});
