import { describe, expect, it } from 'vitest';
import { CanvasError } from '../../schemas/canvas-result.ts';
import { expandEffect } from './effects.ts';
import { gradientPaint, needsSize, parseGradient } from './gradients.ts';
import { expandShorthands } from './shorthands.ts';

const white = { r: 1, g: 1, b: 1 };

function problem(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof CanvasError) return error.data;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('expandShorthands', () => {
  it('leaves Figma properties as they are', () => {
    const props = {
      width: 10,
      layoutMode: 'VERTICAL',
      characters: '$9.99',
      fills: [{ type: 'SOLID', color: white }],
    };
    expect(expandShorthands('FRAME', props)).toEqual(props);
  });

  it.each([
    [{ fillColor: '#fff' }, { fills: [{ type: 'SOLID', color: white }] }],
    [{ fillColor: '#ffffff80' }, { fills: [{ type: 'SOLID', color: white, opacity: 128 / 255 }] }],
    [{ fillColor: null }, { fills: [] }],
    [{ fillColor: 'transparent' }, { fills: [] }],
    [{ strokeColor: 'white' }, { strokes: [{ type: 'SOLID', color: white }] }],
    [{ fontColor: 'white' }, { fills: [{ type: 'SOLID', color: white }] }],
    [
      { fills: ['#fff', { type: 'SOLID', color: '#fff8', opacity: 0.5 }] },
      {
        fills: [
          { type: 'SOLID', color: white },
          { type: 'SOLID', color: white, opacity: (0x88 / 255) * 0.5 },
        ],
      },
    ],
    [{ padding: 8 }, { paddingTop: 8, paddingRight: 8, paddingBottom: 8, paddingLeft: 8 }],
    [{ padding: [8, 16] }, { paddingTop: 8, paddingRight: 16, paddingBottom: 8, paddingLeft: 16 }],
    [{ padding: [1, 2, 3, 4] }, { paddingTop: 1, paddingRight: 2, paddingBottom: 3, paddingLeft: 4 }],
    [{ cornerRadius: 12 }, { cornerRadius: 12 }],
    [
      { cornerRadius: [1, 2, 3, 4] },
      { topLeftRadius: 1, topRightRadius: 2, bottomRightRadius: 3, bottomLeftRadius: 4 },
    ],
    [{ lineHeight: 48 }, { lineHeight: { value: 48, unit: 'PIXELS' } }],
    [{ lineHeight: 1.15 }, { lineHeight: { value: 115, unit: 'PERCENT' } }],
    [{ lineHeight: '120%' }, { lineHeight: { value: 120, unit: 'PERCENT' } }],
    [{ lineHeight: '2px' }, { lineHeight: { value: 2, unit: 'PIXELS' } }],
    [{ lineHeight: 'auto' }, { lineHeight: { unit: 'AUTO' } }],
    [{ letterSpacing: -1.5 }, { letterSpacing: { value: -1.5, unit: 'PIXELS' } }],
    [{ letterSpacing: '-2%' }, { letterSpacing: { value: -2, unit: 'PERCENT' } }],
    [{ letterSpacing: '-0.02em' }, { letterSpacing: { value: -2, unit: 'PERCENT' } }],
    [{ fontWeight: 'Semi Bold' }, { fontWeight: 600 }],
    [{ fontWeight: '700' }, { fontWeight: 700 }],
    [{ fontFamily: ' Inter ' }, { fontFamily: 'Inter' }],
  ])('%j', (props, expanded) => {
    expect(expandShorthands('TEXT', props)).toEqual(expanded);
  });

  it('lets the more specific property win, in any order', () => {
    const expected = { paddingTop: 99, paddingRight: 8, paddingBottom: 8, paddingLeft: 8 };
    expect(expandShorthands('FRAME', { padding: 8, paddingTop: 99 })).toEqual(expected);
    expect(expandShorthands('FRAME', { paddingTop: 99, padding: 8 })).toEqual(expected);
  });

  it('reaches into ranges of text', () => {
    expect(expandShorthands(undefined, { textRanges: [{ start: 0, end: 2, fontColor: '#fff' }] })).toEqual({
      textRanges: [{ start: 0, end: 2, fills: [{ type: 'SOLID', color: white }] }],
    });
  });

  it.each([
    ['FRAME', { fontColor: '#fff' }, 'props.fontColor', 'Use fillColor'],
    ['TEXT', { fontColor: '#fff', fillColor: '#000' }, 'props.fontColor', 'Give one'],
    ['FRAME', { fillColor: '#fff', fills: [] }, 'props.fillColor', 'Give one'],
    ['FRAME', { fillColor: 'greenish' }, 'props.fillColor', undefined],
    ['FRAME', { fillColor: { r: 255, g: 0, b: 0 } }, 'props.fillColor.r', 'from 0 to 1'],
    ['FRAME', { fills: [{ type: 'SOLID', color: '#12' }] }, 'props.fills[0].color', undefined],
    ['FRAME', { padding: [1, 2, 3] }, 'props.padding', undefined],
    ['FRAME', { padding: '8px' }, 'props.padding', undefined],
    ['FRAME', { cornerRadius: -1 }, 'props.cornerRadius', undefined],
    ['TEXT', { lineHeight: 'tall' }, 'props.lineHeight', '120%'],
    ['TEXT', { lineHeight: 0 }, 'props.lineHeight', undefined],
    ['TEXT', { fontWeight: 'fat' }, 'props.fontWeight', 'semi bold'],
    ['TEXT', { fontFamily: '' }, 'props.fontFamily', undefined],
    ['FRAME', { effects: [{ type: 'glow' }] }, 'props.effects[0].type', 'drop_shadow'],
    ['TEXT', { textRanges: [{ fontColor: 'x' }] }, 'props.textRanges[0].fontColor', undefined],
  ])('%s %j is refused at its path', (type, props, path, hint) => {
    const refused = problem(() => expandShorthands(type, props));
    expect(refused).toMatchObject({ code: 'bad_value', path });
    if (hint !== undefined) expect(refused.hint).toContain(hint);
  });
});

describe('expandEffect', () => {
  it('makes a soft shadow below out of nothing but its name', () => {
    expect(expandEffect({ type: 'drop_shadow' })).toEqual({
      type: 'DROP_SHADOW',
      color: { r: 0, g: 0, b: 0, a: 0.22 },
      offset: { x: 0, y: 24 },
      radius: 56,
      spread: -8,
      visible: true,
      blendMode: 'NORMAL',
      showShadowBehindNode: false,
    });
  });

  it('scales how far a shadow falls with how soft it is', () => {
    expect(expandEffect({ type: 'drop_shadow', blur: 14 })).toMatchObject({
      offset: { x: 0, y: 6 },
      radius: 14,
      spread: 0,
    });
  });

  it('takes colours, opacity and Figma form alike', () => {
    expect(
      expandEffect({ type: 'inner_shadow', color: '#ff0000', opacity: 0.5, x: 1, y: 2, blur: 3, spread: 4 }),
    ).toEqual({
      type: 'INNER_SHADOW',
      color: { r: 1, g: 0, b: 0, a: 0.5 },
      offset: { x: 1, y: 2 },
      radius: 3,
      spread: 4,
      visible: true,
      blendMode: 'NORMAL',
    });
    expect(expandEffect({ type: 'drop_shadow', color: '#00000080' })).toMatchObject({
      color: { a: 128 / 255 },
    });
    const full = {
      type: 'DROP_SHADOW',
      color: { r: 0, g: 0, b: 0, a: 0.1 },
      offset: { x: 0, y: 4 },
      radius: 4,
      spread: 0,
      visible: false,
      blendMode: 'MULTIPLY',
      showShadowBehindNode: true,
    };
    expect(expandEffect(full)).toEqual(full);
  });

  it('fills in blurs and hands richer effects through', () => {
    expect(expandEffect({ type: 'layer_blur', blur: 8 })).toEqual({
      type: 'LAYER_BLUR',
      blurType: 'NORMAL',
      radius: 8,
      visible: true,
    });
    expect(expandEffect({ type: 'background-blur' })).toMatchObject({ type: 'BACKGROUND_BLUR', radius: 32 });
    const noise = { type: 'NOISE', noiseType: 'MONOTONE' };
    expect(expandEffect(noise)).toBe(noise);
  });

  it.each([
    [{ type: 'drop_shadow', blr: 3 }, 'effect.blr', 'Did you mean "blur"'],
    [{ type: 'drop_shadow', blur: -3 }, 'effect.blur', ''],
    [{ type: 'drop_shadow', blur: 3, radius: 4 }, 'effect.radius', 'one of them'],
    [{ type: 'drop_shadow', opacity: 50 }, 'effect.opacity', '50%'],
    [{ type: 'drop_shadw' }, 'effect.type', 'Did you mean "drop_shadow"'],
    [{}, 'effect.type', ''],
    ['drop_shadow', 'effect', ''],
  ])('%j is refused', (spec, path, hint) => {
    const refused = problem(() => expandEffect(spec));
    expect(refused.path).toBe(path);
    expect(refused.hint ?? '').toContain(hint);
  });
});

describe('parseGradient', () => {
  const positions = (stops: unknown) => parseGradient({ stops }).stops.map(({ position }) => position);

  it('runs from top to bottom and spreads its stops, as CSS does', () => {
    expect(parseGradient({ stops: ['red', 'blue'] })).toMatchObject({ kind: 'linear', angle: 180 });
    expect(positions(['red', 'lime', 'blue'])).toEqual([0, 0.5, 1]);
    expect(
      positions([
        'red',
        { color: 'lime', position: '20%' },
        'blue',
        'white',
        { color: 'black', position: 0.8 },
      ]),
    ).toEqual([0, 0.2, expect.closeTo(0.4), expect.closeTo(0.6), 0.8]);
  });

  it('fades to transparent in the hue of its neighbour', () => {
    expect(parseGradient({ stops: ['#ff0000', 'transparent'] }).stops[1]?.color).toEqual({
      r: 1,
      g: 0,
      b: 0,
      a: 0,
    });
    expect(parseGradient({ stops: ['transparent', { color: 'white', opacity: 0.5 }] }).stops).toMatchObject([
      { color: { r: 1, g: 1, b: 1, a: 0 } },
      { color: { a: 0.5 } },
    ]);
  });

  it('becomes a Figma paint', () => {
    const gradient = parseGradient({
      type: 'radial',
      stops: ['#fff', '#000'],
      center: ['50%', 0.25],
      radius: 0.5,
      opacity: 0.9,
    });
    expect(needsSize(gradient)).toBe(false);
    expect(gradientPaint(gradient)).toMatchObject({
      type: 'GRADIENT_RADIAL',
      opacity: 0.9,
      gradientTransform: [
        [1, 0, 0],
        [0, 1, 0.25],
      ],
    });
  });

  it.each([
    [{ stops: ['red'] }, 'gradient.stops'],
    [{ stops: 'red, blue' }, 'gradient.stops'],
    [{ stops: ['red', 'bluish'] }, 'gradient.stops[1]'],
    [{ stops: ['red', { color: 'blue', position: 50 }] }, 'gradient.stops[1].position'],
    [
      {
        stops: [
          { color: 'red', position: 0.6 },
          { color: 'blue', position: 0.5 },
        ],
      },
      'gradient.stops[1].position',
    ],
    [{ stops: ['red', { colour: 'blue' }] }, 'gradient.stops[1].colour'],
    [{ type: 'conic', stops: ['red', 'blue'] }, 'gradient.type'],
    [{ angle: 'right', stops: ['red', 'blue'] }, 'gradient.angle'],
    [{ radius: 0, stops: ['red', 'blue'] }, 'gradient.radius'],
    [{ colors: ['red', 'blue'] }, 'gradient.colors'],
  ])('%j is refused', (spec, path) => {
    expect(problem(() => parseGradient(spec)).path).toBe(path);
  });
});
