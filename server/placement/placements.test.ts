import { describe, expect, it } from 'vitest';
import { allPlacements, customPlacement, findPlacement, formatOf, placementNamed } from './placements.ts';

describe('findPlacement', () => {
  it.each([
    ['story', 'meta_9x16_unified'],
    ['Reels', 'meta_9x16_unified'],
    ['4:5', 'meta_feed_4x5'],
    ['feed', 'meta_feed_1x1'],
    ['landscape', 'meta_feed_191'],
    ['pin', 'pinterest_2x3'],
    ['300×250', 'gdn_300x250'],
    ['300 X 250', 'gdn_300x250'],
    ['300x250px', 'gdn_300x250'],
    ['Medium rectangle', 'gdn_300x250'],
    ['wide-skyscraper', 'gdn_160x600'],
  ])('understands "%s"', (name, id) => {
    expect(findPlacement(name).id).toBe(id);
  });

  it('suggests what was probably meant', () => {
    expect(() => findPlacement('storyy')).toThrow(/Unknown format "storyy". Did you mean "story"/);
  });

  it('suggests nothing for what is no typing error', () => {
    for (const text of ['', '16:9', 'ad'])
      expect(() => findPlacement(text)).toThrow(/^((?!Did you mean).)*$/);
  });

  it('names the choices when nothing is near', () => {
    expect(() => findPlacement('billboard in Times Square')).toThrow(/Use story, reel/);
  });
});

describe('the placement data', () => {
  it('names where each number comes from', () => {
    for (const { id, source, asOf } of allPlacements()) {
      expect(source, id).not.toBe('');
      expect(asOf, id).toMatch(/^20\d\d-\d\d$/);
    }
  });

  it('leaves a content area on every canvas', () => {
    for (const { id, width, height, safeZones, margin } of allPlacements()) {
      expect(width - safeZones.left - safeZones.right - margin * 2, id).toBeGreaterThan(width * 0.3);
      expect(height - safeZones.top - safeZones.bottom, id).toBeGreaterThan(height * 0.3);
    }
  });

  it('has no alias twice', () => {
    const names = allPlacements().flatMap(({ aliases }) => aliases);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

it("takes a small canvas of one's own for a display ad", () => {
  expect(customPlacement(300, 100)).toMatchObject({ kind: 'display', margin: 10 });
  expect(customPlacement(1080, 1080)).toMatchObject({ kind: 'social', margin: 64 });
});

describe('placementNamed', () => {
  it('takes a size of its own, and can be found by its format again', () => {
    const own = placementNamed('1000 × 500 px');
    expect(own).toMatchObject({ id: 'custom', width: 1000, height: 500 });
    expect(placementNamed(formatOf(own))).toEqual(own);
    expect(formatOf(placementNamed('story'))).toBe('meta_9x16_unified');
  });

  it('refuses sizes no canvas has', () => {
    for (const size of ['9000x20', '0x0', '39x40']) expect(() => placementNamed(size)).toThrow(/40 to 4096/);
    expect(() => placementNamed('-5x20')).toThrow(/Unknown format/);
  });
});
