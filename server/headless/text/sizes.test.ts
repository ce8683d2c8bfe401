/** Text boxes that Figma itself computed, from files published through its REST API. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTextEngine, type TextEngine } from './index.ts';
import { textRecord } from './test-records.ts';

let engine: TextEngine;
beforeAll(async () => {
  engine = await createTextEngine({ systemFonts: false });
});
afterAll(() => engine.dispose());

const px = (value: number) => ({ unit: 'PIXELS' as const, value });
const boxOf = (...args: Parameters<typeof textRecord>) => {
  const { width, height } = engine.shape(textRecord(...args), null);
  return `${width}x${height}`;
};

describe('auto-width boxes equal those in Figma files', () => {
  it.each([
    ['View all insights', 'Extra Bold', 19, 22.5, 0, '155x23'],
    ['Get Certo for iPhone', 'Extra Bold', 19, 22.5, 0, '192x23'],
    ['Latest insights', 'Extra Bold', 56, 75, -1.2, '396x75'],
    ['КУЛИНАРИЯ', 'Semi Bold', 10, 15, 1, '72x15'],
    ['ЗАВТРАКИ', 'Semi Bold', 10, 15, 1, '62x15'],
    ['340₽', 'Semi Bold', 18, 28, 0, '49x28'],
    ['220₽', 'Semi Bold', 18, 28, 0, '48x28'],
    ['275₽', 'Regular', 12, 16, 0, '30x16'],
  ])('Inter: %s', (text, style, fontSize, lineHeight, spacing, box) => {
    const fontName = { family: 'Inter', style };
    expect(boxOf(text, { fontName, fontSize, lineHeight: px(lineHeight), letterSpacing: px(spacing) })).toBe(
      box,
    );
  });
});

describe('line heights', () => {
  it.each([
    ['Inter', 'Regular', 12, 15],
    ['Inter', 'Regular', 16, 19],
    ['Montserrat', 'Bold', 24, 29],
    ['Montserrat', 'Medium', 18, 22],
  ])('AUTO in %s %s %i is %i', (family, style, fontSize, height) => {
    expect(engine.shape(textRecord('Ag', { fontName: { family, style }, fontSize }), null).height).toBe(
      height,
    );
  });

  it('are rounded line by line: three lines of 52.8 are 159, two of 21.6 are 44, one of 16.8 is 17', () => {
    const height = (lines: number, fontSize: number) =>
      engine.shape(
        textRecord(Array(lines).fill('x').join('\n'), {
          fontSize,
          lineHeight: { unit: 'PERCENT', value: 120 },
        }),
        null,
      ).height;
    expect([height(3, 44), height(2, 18), height(1, 14)]).toEqual([159, 44, 17]);
  });

  it('in px keep their fractions, and the box ends at the next whole pixel', () => {
    const height = (lines: number, lineHeight: number) =>
      engine.shape(
        textRecord(Array(lines).fill('x').join('\n'), { fontSize: 16, lineHeight: px(lineHeight) }),
        null,
      ).height;
    expect([height(1, 27.3), height(4, 27.3), height(5, 27.3), height(2, 19.5), height(2, 46.2)]).toEqual([
      28, 110, 137, 39, 93,
    ]);
  });

  it('of a fixed-width text add up: 60/75 on two lines is 150 high, and the width stays fractional', () => {
    const fontName = { family: 'Inter', style: 'Extra Bold' };
    const record = textRecord('Privacy insights you can rely on', {
      fontName,
      fontSize: 60,
      lineHeight: px(75),
    });
    record.props.textAutoResize = 'HEIGHT';
    const shaped = engine.shape(record, 595.2);
    expect({ width: shaped.width, height: shaped.height, lines: shaped.lines.length }).toEqual({
      width: 595.2,
      height: 150,
      lines: 2,
    });
  });
});
