import { describe, expect, it } from 'vitest';
import { allPlacements, findPlacement } from '../placement/placements.ts';
import { allCompositions, aspectClassOf, composeRegions, findComposition, type Rect } from './compose.ts';

const inside = (inner: Rect, outer: Rect, slack: number) =>
  inner.x >= outer.x - slack &&
  inner.y >= outer.y - slack &&
  inner.x + inner.width <= outer.x + outer.width + slack &&
  inner.y + inner.height <= outer.y + outer.height + slack;

const overlap = (a: Rect, b: Rect) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const every = allCompositions().flatMap((composition) =>
  allPlacements().flatMap((placement) => [true, false].map((logo) => ({ composition, placement, logo }))),
);
const regionsOf = ({ composition, placement, logo }: (typeof every)[number]) => {
  const { safeZones, margin } = placement;
  const padding = {
    top: safeZones.top + margin,
    right: safeZones.right + margin,
    bottom: safeZones.bottom + margin,
    left: safeZones.left + margin,
  };
  return composeRegions(composition, placement, { padding, logo });
};

describe('every composition on every placement', () => {
  it('keeps the copy inside the safe zones and margins', () => {
    for (const each of every) {
      const { copy, content, grid } = regionsOf(each);
      expect(inside(copy, content, grid), `${each.composition.id} ${each.placement.id}`).toBe(true);
    }
  });

  it('keeps product and copy apart', () => {
    for (const each of every) {
      const { copy, product } = regionsOf(each);
      if (product) expect(overlap(copy, product), `${each.composition.id} ${each.placement.id}`).toBe(0);
    }
  });

  it('keeps copy and logo apart when a logo is planned', () => {
    for (const each of every.filter(({ logo }) => logo)) {
      const { copy, logo } = regionsOf(each);
      expect(overlap(copy, logo), `${each.composition.id} ${each.placement.id}`).toBe(0);
    }
  });

  it('gives copy and product room to work with', () => {
    for (const each of every) {
      const { copy, product, content } = regionsOf(each);
      const share = (copy.width * copy.height) / (content.width * content.height);
      expect(share, `${each.composition.id} ${each.placement.id}`).toBeGreaterThan(0.12);
      if (product) {
        expect(
          Math.min(product.width, product.height),
          `${each.composition.id} ${each.placement.id}`,
        ).toBeGreaterThan(20);
      }
    }
  });

  it('lines the logo up with copy that starts at the same margin', () => {
    const odd = { width: 1200, height: 627, kind: 'social' as const };
    const padding = { top: 37, right: 37, bottom: 37, left: 37 };
    const { copy, logo } = composeRegions(findComposition('split_left'), odd, { padding, logo: true });
    expect(logo.x).toBe(copy.x);
    for (const each of every) {
      const { copy: words, logo: sign, padding: inset } = regionsOf(each);
      const nearLeft = (x: number) => Math.abs(x - inset.left) < 8;
      if (nearLeft(words.x) && nearLeft(sign.x))
        expect(sign.x, `${each.composition.id} ${each.placement.id}`).toBe(words.x);
    }
  });

  it('leaves no room beside a product that can be no wider than a billboard is high', () => {
    const [billboard, landscape] = [findPlacement('970x250'), findPlacement('landscape')].map((placement) =>
      regionsOf({ composition: findComposition('stacked'), placement, logo: true }),
    );
    expect(billboard?.product?.width ?? 0).toBeLessThan(260);
    const share = (regions: typeof billboard) => (regions?.copy.width ?? 0) / (regions?.content.width ?? 1);
    expect(share(billboard)).toBeGreaterThan(share(landscape) + 0.08);
  });

  it('stands on the grid', () => {
    for (const each of every) {
      const { copy, grid } = regionsOf(each);
      for (const value of [copy.x, copy.y, copy.width, copy.height]) expect(value % grid).toBe(0);
    }
  });
});

it('tells canvases by their shape', () => {
  expect([
    aspectClassOf(160, 600),
    aspectClassOf(1080, 1920),
    aspectClassOf(1080, 1350),
    aspectClassOf(1080, 1080),
    aspectClassOf(300, 250),
    aspectClassOf(728, 90),
  ]).toEqual(['skyscraper', 'tall', 'portrait', 'square', 'landscape', 'banner']);
});

it('names the layouts when one is unknown', () => {
  expect(() => findComposition('diagonal')).toThrow(/Unknown layout "diagonal". Layouts: stacked, centred/);
});
