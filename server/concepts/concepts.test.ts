import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BrandMemory, formatCategories, readAngles, readConceptsLog } from '../brand/index.ts';
import type { AdFrame } from '../design/ad-frame.ts';
import type { NodeOutline } from '../design/read-node.ts';
import { knownAngle } from './angle-names.ts';
import { type Concept, conceptSchema } from './concept.ts';
import { describeAd } from './describe-ad.ts';
import { type Box, placeInRow, shiftedRight } from './row-place.ts';
import { standingOf } from './standing.ts';

const memory = (log = '', angles = ''): BrandMemory => ({
  log: readConceptsLog(log),
  angles: readAngles(angles),
});
const concept = (change: Partial<Concept>): Concept =>
  conceptSchema.parse({
    version: 1,
    id: 'c_12345678',
    number: 1,
    brand: 'tidal',
    folder: '/brands/tidal',
    angle: 'Time Theft',
    visit: 0,
    ordinal: 1,
    format: 'editorial',
    name: 'Tidal — Time Theft — C1 (Editorial)',
    status: 'open',
    owner: { pid: 1, host: 'x', session: 's' },
    startedAt: '2026-11-21T10:00:00.000Z',
    costs: [],
    ...change,
  });

describe('the name of an angle', () => {
  const known = ['Time Theft', 'Clean Obsession', 'Day 1', 'Day 2', 'No time', 'Müde Haut'];
  it.each([
    ['time theft', 'Time Theft'],
    ['The Time-Theft!', 'Time Theft'],
    ['Time Thefft', 'Time Theft'],
    ['Clean Obsesion', 'Clean Obsession'],
    ['Mude  haut', 'Müde Haut'],
    ['Day 1', 'Day 1'],
  ])('%j is %j', (typed, name) => {
    expect(knownAngle(typed, known)).toBe(name);
  });
  it.each(['Day 3', 'No lime', 'Time', 'Clean Profession', ''])('%j is a new one', (typed) => {
    expect(knownAngle(typed, known)).toBeUndefined();
  });
});

describe('how far an angle is', () => {
  const ad = (n: number, angle: string, format: string) =>
    `## Ad #${n}: T${n}\n- L1: ${angle}\n- L2: ${format}\n`;

  it('counts what index, log and open concepts have, each once', () => {
    const { count, free, done, open, visit, isNew } = standingOf(
      'time theft',
      memory(
        ad(1, 'Time Theft', 'Editorial') + ad(2, 'time theft', 'UGC') + ad(3, 'Other', 'Narrative'),
        '## Time Theft (2026-02-13)\n- Concepts:\n  1. Editorial — "a"\n  2. Nobody knows — "b"\n',
      ),
      [concept({ format: 'comparison' }), concept({ format: 'narrative', angle: 'Other' })],
    );
    expect({ count, visit, isNew }).toEqual({ count: 0, visit: 1, isNew: false });
    expect([done, open]).toEqual([[], []]);
    expect(free).toHaveLength(10);
    expect(free.slice(-3).map(({ why }) => why)).toEqual(
      Array(3).fill('told in an earlier visit of this angle'),
    );
  });

  it('proposes what the brand has not used first, and the last three formats last', () => {
    const used = ['Editorial', 'Comparison', 'Social Proof', 'PR/Media', 'Narrative'];
    const { free } = standingOf(
      'New',
      memory(used.map((format, index) => ad(index + 1, 'Old', format)).join('')),
      [],
    );
    expect(free.slice(0, 5).map(({ why }) => why)).toEqual(Array(5).fill('never used by this brand'));
    expect(free.slice(5).map(({ format, why }) => [format.id, why])).toEqual([
      ['editorial', 'last used 5 ads ago'],
      ['comparison', 'last used 4 ads ago'],
      ['social_proof', 'one of the last three ads'],
      ['pr_media', 'one of the last three ads'],
      ['narrative', 'one of the last three ads'],
    ]);
  });

  it('never offers a format twice in one visit, whatever was used before', () => {
    const formats = fc.shuffledSubarray([...formatCategories], { minLength: 0, maxLength: 3 });
    fc.assert(
      fc.property(formats, formats, (logged, opened) => {
        const open = opened
          .filter(({ id }) => !logged.some((other) => other.id === id))
          .slice(0, 4 - logged.length);
        const standing = standingOf(
          'Time Theft',
          memory(logged.map(({ name }, index) => ad(index + 1, 'Time Theft', name)).join('')),
          open.map(({ id }) => concept({ format: id })),
        );
        const taken = [...logged, ...open].map(({ id }) => id);
        if (taken.length === 4) expect(standing).toMatchObject({ visit: 1, count: 0 });
        else {
          expect(standing).toMatchObject({ visit: 0, count: taken.length });
          expect(standing.free.map(({ format }) => format.id).filter((id) => taken.includes(id))).toEqual([]);
          expect(standing.free).toHaveLength(10 - taken.length);
        }
      }),
    );
  });
});

describe('a place in a row', () => {
  const box = fc.record({
    x: fc.integer({ min: -3000, max: 9000 }),
    y: fc.integer({ min: -3000, max: 9000 }),
    width: fc.integer({ min: 40, max: 2000 }),
    height: fc.integer({ min: 40, max: 2000 }),
  });
  const apart = (a: Box, b: Box) =>
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

  it('lies on nothing, whatever there is', () => {
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 12 }),
        fc.array(box, { maxLength: 4 }),
        box,
        (others, row, size) => {
          const taken = [...others, ...row];
          for (const place of [placeInRow(size, row, taken), shiftedRight(size, taken)]) {
            expect(taken.every((other) => apart(place, other))).toBe(true);
            expect([place.width, place.height]).toEqual([size.width, size.height]);
          }
        },
      ),
    );
  });

  it('begins a new row below, and goes on at the right', () => {
    const size = { width: 1080, height: 1080 };
    const first = placeInRow(size, [], []);
    const second = placeInRow(size, [first], [first]);
    expect([first, second]).toEqual([
      { x: 0, y: 0, ...size },
      { x: 1240, y: 0, ...size },
    ]);
    expect(placeInRow(size, [], [first, second])).toMatchObject({ x: 0, y: 1400 });
  });
});

describe('an ad in the words of the log', () => {
  const node = (change: Partial<NodeOutline>): NodeOutline => ({
    id: '1:1',
    type: 'RECTANGLE',
    name: '',
    x: 0,
    y: 0,
    rotation: 0,
    width: 100,
    height: 100,
    visible: true,
    fills: [],
    pluginData: {},
    children: [],
    ...change,
  });
  const solid = (r: number, g: number, b: number) => ({ type: 'SOLID', color: { r, g, b } });
  const adWith = (frame: Partial<NodeOutline>) =>
    describeAd({ node: node({ width: 1080, height: 1080, ...frame }) } as AdFrame, {
      colours: [{ hex: '#ff0000', name: 'Poppy' }],
      shots: [
        'assets/serum.png: straight on, for centred layouts. -leaning.png: leans right, for a corner',
        'assets/other.png: from above',
      ],
      product: 'serum',
    });
  const product = (change: Partial<NodeOutline>, imagePath = 'products/serum/assets/serum.png') =>
    node({ pluginData: { role: 'product', placed: JSON.stringify({ imagePath }) }, ...change });

  it.each([
    [{ x: 490, y: 490 }, 'Centre'],
    [{ x: 20, y: 900 }, 'Bottom left'],
    [{ x: 1000, y: 40 }, 'Top right, bleeding'],
  ])('position of %j is %s', (at, words) => {
    expect(adWith({ children: [product(at)] }).position).toBe(words);
  });
  it.each([
    ['products/serum/assets/serum.png', 'straight on'],
    ['products/serum/assets/serum-leaning.png', 'leans right'],
    ['products/serum/assets/serum-on-a-shelf.png', 'on a shelf'],
    ['hand.jpg', undefined],
  ])('shot of %s is %s', (path, words) => {
    expect(adWith({ children: [product({}, path)] }).shot).toBe(words);
  });
  it.each([
    [[solid(1, 0, 0)], 'Poppy'],
    [[solid(0, 0, 1)], '#0000ff'],
    [[solid(1, 0, 0), { type: 'IMAGE', scaleMode: 'TILE' }], 'Poppy with a pattern'],
    [[solid(1, 0, 0), { type: 'IMAGE', scaleMode: 'FILL' }], 'Photo'],
    [[], undefined],
  ])('background of %j is %s', (fills, words) => {
    expect(adWith({ fills }).background).toBe(words);
  });
  it('takes a gradient for the background, and a scrim over a picture for none', () => {
    const stop = (r: number, a: number, position: number) => ({ position, color: { r, g: 0, b: 0, a } });
    const fade = { type: 'GRADIENT_LINEAR', gradientStops: [stop(0, 0, 0), stop(0, 0.7, 1)] };
    expect(adWith({ fills: [{ type: 'IMAGE' }, fade] }).background).toBe('Photo');
    const gradient = { type: 'GRADIENT_LINEAR', gradientStops: [stop(1, 1, 0), stop(0, 1, 1)] };
    expect(adWith({ fills: [gradient] }).background).toBe('Gradient Poppy to #000000');
  });
});
