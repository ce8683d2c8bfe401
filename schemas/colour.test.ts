import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColourError, parseColour, toHex } from './colour.ts';
import { cssColourNames } from './css-colour-names.ts';

describe('parseColour', () => {
  it.each([
    ['#f80', { r: 1, g: 0x88 / 255, b: 0, a: 1 }],
    ['#F808', { r: 1, g: 0x88 / 255, b: 0, a: 0x88 / 255 }],
    ['#0a0a0a', { r: 10 / 255, g: 10 / 255, b: 10 / 255, a: 1 }],
    ['#FFFFFF80', { r: 1, g: 1, b: 1, a: 128 / 255 }],
    ['Tomato', { r: 1, g: 99 / 255, b: 71 / 255, a: 1 }],
    ['transparent', { r: 0, g: 0, b: 0, a: 0 }],
    ['rgb(255, 0, 51)', { r: 1, g: 0, b: 0.2, a: 1 }],
    ['rgb(100% 0% 20% / 50%)', { r: 1, g: 0, b: 0.2, a: 0.5 }],
    ['rgba(300,-5,0,.25)', { r: 1, g: 0, b: 0, a: 0.25 }],
    [' rgb(0 0 0) ', { r: 0, g: 0, b: 0, a: 1 }],
  ])('reads %s', (text, colour) => {
    expect(parseColour(text)).toEqual(colour);
  });

  it.each([
    ['hsl(0, 100%, 50%)', '#ff0000'],
    ['hsl(120deg 100% 25%)', '#008000'],
    ['hsl(-90 50% 50%)', '#8040bf'],
    ['hsl(.5turn 100% 50% / 50%)', '#00ffff80'],
    ['hsla(30, 80%, 50%, 1)', '#e6801a'],
  ])('converts %s', (text, hex) => {
    expect(toHex(parseColour(text))).toBe(hex);
  });

  it.each([
    ['#ff', 'has 3, 4, 6 or 8 digits, this has 2'],
    ['#12345g', '"g" is not a hex digit'],
    ['ff8800', 'Write "#ff8800"'],
    ['reddish', 'is not a colour. Use "#rgb"'],
    ['constructor', 'is not a colour'],
    ['rgb(1,2)', 'takes 3 or 4 values, this has 2'],
    ['rgb(a,b,c)', '"a" is not a number'],
    ['', 'is not a colour'],
  ])('refuses %s', (text, message) => {
    expect(() => parseColour(text)).toThrow(ColourError);
    expect(() => parseColour(text)).toThrow(message);
  });

  it('knows the 148 names of CSS', () => {
    expect(Object.keys(cssColourNames)).toHaveLength(148);
    expect(toHex(parseColour('rebeccapurple'))).toBe('#663399');
  });

  it('and toHex are inverse for every colour of 8 bits a channel', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (r, g, b, a) => {
        const colour = { r: r / 255, g: g / 255, b: b / 255, a: a / 255 };
        expect(parseColour(toHex(colour))).toEqual(colour);
      }),
    );
  });

  it('answers 0..1 or a ColourError for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^(rgb|hsl)a?\([0-9a-z%., /-]{0,20}\)$/)),
        (text) => {
          try {
            for (const channel of Object.values(parseColour(text))) {
              expect(channel).toBeGreaterThanOrEqual(0);
              expect(channel).toBeLessThanOrEqual(1);
            }
          } catch (error) {
            if (!(error instanceof ColourError)) throw error;
          }
        },
      ),
    );
  });
});
