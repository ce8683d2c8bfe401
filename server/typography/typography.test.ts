import { describe, expect, it } from 'vitest';
import { styleOf } from '../design/brand-style.ts';
import { chooseColours } from './colours.ts';
import { isRightToLeft } from './copy-block.ts';
import { glued } from './glue.ts';
import { highlightRanges } from './highlights.ts';
import { countWords, headlineRange, minimumSize, usualSize } from './sizes.ts';
import { resolveStyle } from './style.ts';

const story = { width: 1080, height: 1920, kind: 'social' as const };
const banner = { width: 300, height: 250, kind: 'display' as const };

describe('sizes', () => {
  it('never go below what can be read on a phone at 1080 px', () => {
    expect([minimumSize('body', story), minimumSize('eyebrow', story), minimumSize('legal', story)]).toEqual([
      40, 32, 24,
    ]);
  });

  it('are absolute on display ads, which are shown 1:1', () => {
    expect([minimumSize('body', banner), minimumSize('legal', banner)]).toEqual([14, 10]);
  });

  it('give fewer words more size', () => {
    const max = (words: number) => headlineRange(words, story, 1).max;
    expect(max(1)).toBeGreaterThan(max(3));
    expect(max(3)).toBeGreaterThan(max(6));
    expect(max(6)).toBeGreaterThan(max(30));
  });

  it('keep the usual size at or above the least', () => {
    for (const role of ['eyebrow', 'subhead', 'body', 'cta', 'legal'] as const) {
      expect(usualSize(role, story)).toBeGreaterThanOrEqual(minimumSize(role, story));
    }
  });

  it('count words as a reader does', () => {
    expect(countWords('6:42. Kettle on.\nFace  done. ')).toBe(5);
  });
});

describe('colours', () => {
  it('are dark on light and light on dark', () => {
    expect(chooseColours({}, undefined, [0.95], false).headline.r).toBeLessThan(0.2);
    expect(chooseColours({}, undefined, [0.01], false).headline.r).toBe(1);
  });

  it("keep the caller's choice and say when it cannot be read", () => {
    const { headline, warnings } = chooseColours({ color: '#eeeeee' }, undefined, [0.95], false);
    expect(headline.r).toBeCloseTo(0.933, 2);
    expect(warnings[0]).toMatch(/#eeeeee has only 1\.\d:1/);
  });

  it('give the button a label that reads on it', () => {
    const { cta, ctaLabel } = chooseColours({ ctaColor: '#ffd400' }, undefined, [0.95], false);
    expect(cta.r).toBe(1);
    expect(ctaLabel.r).toBeLessThan(0.2);
  });
});

describe('buttons', () => {
  const rgb = (r: number, g: number, b: number) => ({ r, g, b });
  const [pine, oat, apricot] = [rgb(0.12, 0.23, 0.2), rgb(0.96, 0.93, 0.87), rgb(0.94, 0.63, 0.39)];
  const brand = {
    name: 'X',
    colours: [
      { rgb: pine, use: 'text' },
      { rgb: oat, use: 'light backgrounds' },
      { rgb: apricot, use: 'accent' },
    ],
  };
  const buttonOn = (...luminances: number[]) => chooseColours({}, brand, luminances, false).cta;

  it('keep the accent where it stands out with 3:1', () => {
    expect([buttonOn(0.1), buttonOn(0.03)]).toEqual([apricot, apricot]);
  });

  it('are in another colour of the brand on greys as light as the accent and on pale grounds, never in black', () => {
    for (const ground of [0.3, 0.36, 0.45, 0.6, 0.85, 1])
      expect(buttonOn(ground), String(ground)).toEqual(pine);
    expect(buttonOn(0.02, 0.3, 0.9)).not.toEqual(rgb(0, 0, 0));
    expect([pine, oat, apricot]).toContainEqual(buttonOn(0.02, 0.3, 0.9));
  });

  it('take the ink where there is no brand', () => {
    const { cta, headline } = chooseColours({}, undefined, [0.26], false);
    expect(cta).toEqual(headline);
  });
});

describe('style', () => {
  it("takes the brand's families unless a preset is asked for", () => {
    const brand = {
      name: 'X',
      colours: [],
      headline: { family: 'Fraunces', weight: 600 },
      body: { family: 'Sora' },
    };
    expect(resolveStyle({}, brand).headline).toMatchObject({ family: 'Fraunces', weight: 600 });
    expect(resolveStyle({ preset: 'bold' }, brand).headline.family).toBe('Anton');
  });

  it('uses no weight above the heaviest the brand names', () => {
    const quiet = {
      name: 'X',
      colours: [],
      headline: { family: 'Playfair Display', weight: 400 },
      heaviest: 400,
    };
    const { eyebrow, cta } = resolveStyle({}, quiet);
    expect([eyebrow.weight, cta.weight]).toEqual([400, 400]);
    expect(resolveStyle({}, { ...quiet, heaviest: undefined }).eyebrow.weight).toBe(600);
  });

  it("sets the copy in a brand's one family, unless all that is named of it is heavy", () => {
    const facts = (weights: number[]) => ({
      id: 'x',
      name: 'X',
      colours: [],
      avoidColours: [],
      type: [{ family: 'Archivo', weights }],
      voice: { dos: [], donts: [], samples: [] },
      logos: [],
      missing: [],
    });
    expect(styleOf(facts([400, 800])).body).toEqual({ family: 'Archivo', weight: 400 });
    expect(styleOf(facts([900])).body).toBeUndefined();
  });

  it('does not track condensed families tighter', () => {
    expect(resolveStyle({ headlineFont: 'Bebas Neue' }, undefined).headline.letterSpacing).toBe(0);
  });
});

describe('numbers and their units', () => {
  it.each([
    ['nur 1,99 €', 'nur 1,99\u00a0€'],
    ['500 g, 1 kg = 3,98 €', '500\u00a0g, 1\u00a0kg = 3,98\u00a0€'],
    ['ab 8 Uhr', 'ab 8\u00a0Uhr'],
    ['save 30 % today', 'save 30\u00a0% today'],
    ['11 great days', '11 great days'],
    ['€ 5', '€\u00a05'],
    ['Thursday, 12 March, 4 p.m. CET', 'Thursday, 12\u00a0March, 4\u00a0p.m. CET'],
    ['vom 3. bis 8. November 2026', 'vom 3. bis 8.\u00a0November 2026'],
    ['on March 12', 'on March\u00a012'],
    ['7 Mayors', '7 Mayors'],
    ['May 2026', 'May 2026'],
  ])('stay together: %s', (text, expected) => {
    expect(glued(text)).toBe(expected);
  });
});

describe('highlights', () => {
  it('find every place of the words', () => {
    const ranges = highlightRanges('save, save, save', [{ text: 'save' }], { r: 1, g: 0, b: 0 });
    expect(ranges.map(({ start, end }) => [start, end])).toEqual([
      [0, 4],
      [6, 10],
      [12, 16],
    ]);
  });

  it('leave the colour alone when another emphasis is asked for', () => {
    expect(highlightRanges('now', [{ text: 'now', underline: true }], { r: 1, g: 0, b: 0 })[0]).toEqual({
      start: 0,
      end: 3,
      textDecoration: 'UNDERLINE',
    });
  });
});

it('knows right-to-left copy by its first letter', () => {
  expect([isRightToLeft('6:42 שלום'), isRightToLeft('مرحبا'), isRightToLeft('Hi שלום')]).toEqual([
    true,
    true,
    false,
  ]);
});
