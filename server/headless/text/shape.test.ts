import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NodeProps, ShapedText } from '../model.ts';
import { createTextEngine, type TextEngine } from './index.ts';
import { styledRecord, textRecord } from './test-records.ts';

let engine: TextEngine;
beforeAll(async () => {
  engine = await createTextEngine({ systemFonts: false });
});
afterAll(() => engine.dispose());

const auto = (...args: Parameters<typeof textRecord>) => engine.shape(textRecord(...args), null);
const wrapped = (text: string, width: number, props: Partial<NodeProps> = {}) =>
  engine.shape(textRecord(text, { fontSize: 20 }, { textAutoResize: 'HEIGHT', ...props }), width);
const linesOf = (text: string, shaped: ShapedText) => shaped.lines.map((l) => text.slice(l.start, l.end));
const firstX = (shaped: ShapedText) => shaped.runs[0]?.positions[0] ?? Number.NaN;
const inter = (style: string) => ({ fontName: { family: 'Inter', style } });
const pangram = 'The quick brown fox jumps over the lazy dog';

describe('lines', () => {
  it('an empty text is one line high and has no width', () => {
    expect(auto('')).toMatchObject({
      width: 0,
      height: 15,
      runs: [],
      lines: [{ start: 0, end: 0, height: 15 }],
    });
  });
  it('a trailing newline adds a line', () => {
    expect(auto('a\n').lines).toHaveLength(2);
    expect(auto('a\n').height).toBe(30);
  });
  it('break at spaces, and the space stays at the end of its line', () => {
    expect(linesOf(pangram, wrapped(pangram, 150))).toEqual([
      'The quick ',
      'brown fox ',
      'jumps over the ',
      'lazy dog',
    ]);
  });
  it('break inside a word that is too long', () => {
    const lines = linesOf('Donaudampfschiff', wrapped('Donaudampfschiff', 60));
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join('')).toBe('Donaudampfschiff');
  });
  it('a line separator breaks the line without paragraph spacing, a newline with it', () => {
    expect(auto('a\u2028b', { paragraphSpacing: 10 }).height).toBe(30);
    expect(auto('a\nb', { paragraphSpacing: 10 }).height).toBe(40);
  });
  it('spaces at the end of a text have no width, those before a line break do', () => {
    expect(auto('ab  ').width).toBe(auto('ab').width);
    expect(auto('a\nab  ').width).toBe(auto('ab').width);
    expect(auto('ab  \nc').width).toBeGreaterThan(auto('ab').width);
  });
  it('take the height of their highest style', () => {
    const shaped = engine.shape(
      styledRecord([
        ['small ', { fontSize: 12 }],
        ['big', { fontSize: 40 }],
        ['\nsmall', { fontSize: 12 }],
      ]),
      null,
    );
    expect(shaped.lines.map((l) => l.height)).toEqual([48, 15]);
  });
  it('a fallback font does not make its line higher', () => {
    expect(auto('a😀 שלום नमस्ते').height).toBe(15);
  });
  it('put the baseline in the middle of the leading', () => {
    // Inter: ascent 0.96875, descent 0.2412 of the size.
    expect(auto('x', { fontSize: 20, lineHeight: { unit: 'PIXELS', value: 40 } }).lines[0]?.baseline).toBe(
      27,
    );
  });
});

describe('letter spacing', () => {
  it('is not added after the last letter', () => {
    const exact = (value: number) =>
      auto('abcd', { letterSpacing: { unit: 'PIXELS', value } }).lines[0]?.width ?? 0;
    expect(exact(10) - exact(0)).toBeCloseTo(30, 3);
  });
  it('starts at the edge: the first glyph does not move', () => {
    expect(firstX(auto('abcd', { letterSpacing: { unit: 'PIXELS', value: 10 } }))).toBeCloseTo(0, 3);
  });
  it('in percent is of the font size', () => {
    const percent = auto('abcd', { fontSize: 50, letterSpacing: { unit: 'PERCENT', value: 10 } });
    expect(percent.width).toBe(
      auto('abcd', { fontSize: 50, letterSpacing: { unit: 'PIXELS', value: 5 } }).width,
    );
  });
  it('lets a line use the whole width', () => {
    const style = { fontSize: 20, letterSpacing: { unit: 'PIXELS' as const, value: 10 } };
    const width = (auto('abcd efgh', style).lines[0]?.width ?? 0) + 0.01;
    expect(engine.shape(textRecord('abcd efgh', style), width).lines).toHaveLength(1);
    expect(engine.shape(textRecord('abcd efgh', style), width - 1).lines).toHaveLength(2);
  });
});

describe('alignment', () => {
  const x = (textAlignHorizontal: NodeProps['textAlignHorizontal']) =>
    wrapped('word', 200, { textAlignHorizontal }).lines[0];
  it('moves lines inside the box', () => {
    const width = x('LEFT')?.width ?? 0;
    expect(x('LEFT')?.x).toBe(0);
    expect(x('CENTER')?.x).toBeCloseTo((200 - width) / 2, 3);
    expect(x('RIGHT')?.x).toBeCloseTo(200 - width, 3);
  });
  it('JUSTIFIED fills every line but the last', () => {
    const lines = wrapped(pangram, 150, { textAlignHorizontal: 'JUSTIFIED' }).lines;
    expect(lines.slice(0, -1).every((l) => Math.abs(l.width - 150) < 0.01)).toBe(true);
    expect(lines.at(-1)?.width).toBeLessThan(120);
  });
  it('RIGHT in an auto-width text aligns to the longest line', () => {
    const shaped = auto('long line here\nx', {}, { textAlignHorizontal: 'RIGHT' });
    expect((shaped.lines[1]?.x ?? 0) + (shaped.lines[1]?.width ?? 0)).toBeCloseTo(shaped.width, 3);
  });
  it.each([
    ['TOP', 0],
    ['CENTER', 42.5],
    ['BOTTOM', 85],
  ] as const)('vertical %s in a box of fixed height', (textAlignVertical, y) => {
    const shaped = auto('x', {}, { textAlignVertical, textAutoResize: 'NONE', height: 100 });
    expect(shaped.lines[0]?.y).toBe(y);
  });
});

describe('truncation', () => {
  const truncated = (props: Partial<NodeProps>, width = 150) =>
    wrapped(pangram, width, { textTruncation: 'ENDING', ...props });
  it('keeps maxLines and ends with an ellipsis that fits', () => {
    const shaped = truncated({ maxLines: 2 });
    expect(shaped).toMatchObject({ truncated: true, height: 48 });
    expect(shaped.lines).toHaveLength(2);
    expect(shaped.lines[1]?.width).toBeLessThanOrEqual(150);
    const last = shaped.runs.at(-1);
    const [dots] = engine.typefaceFont(last?.typeface, 20).getGlyphIDs('…');
    expect(last?.glyphs.at(-1)).toBe(dots);
  });
  it('leaves a text alone that fits', () => {
    expect(truncated({ maxLines: 9 })).toMatchObject({ truncated: false, height: 96 });
  });
  it('shows the lines that fit a box of fixed height, at least one', () => {
    const lines = (height: number) => truncated({ textAutoResize: 'TRUNCATE', height }).lines.length;
    expect([lines(50), lines(47), lines(5)]).toEqual([2, 1, 1]);
  });
  it('adds the ellipsis after a short last line when paragraphs are left out', () => {
    const text = 'one\ntwo';
    const shaped = wrapped(text, 150, { textTruncation: 'ENDING', maxLines: 1 });
    expect(shaped.lines).toHaveLength(1);
    expect(shaped.runs[0]?.glyphs).toHaveLength(4);
    expect(linesOf(text, shaped)).toEqual(['one']);
  });
});

describe('text case', () => {
  const width = (text: string, textCase: 'UPPER' | 'LOWER' | 'TITLE' | 'ORIGINAL') =>
    auto(text, { textCase }).lines[0]?.width;
  it('draws other letters than it stores', () => {
    expect(width('Abc déf', 'UPPER')).toBe(width('ABC DÉF', 'ORIGINAL'));
    expect(width('ABC', 'LOWER')).toBe(width('abc', 'ORIGINAL'));
    expect(width("don't stop-me ümlaut", 'TITLE')).toBe(width("Don't Stop-Me Ümlaut", 'ORIGINAL'));
  });
  it('TITLE does not capitalise in the middle of a word that changes its style', () => {
    const pieces = engine.shape(
      styledRecord([
        ['he', { textCase: 'TITLE' }],
        ['llo', { textCase: 'TITLE' }],
      ]),
      null,
    );
    expect(pieces.lines[0]?.width).toBeCloseTo(width('Hello', 'ORIGINAL') ?? 0, 3);
  });
  it('keeps source offsets when letters multiply', () => {
    const shaped = auto('Straße!', { textCase: 'UPPER' });
    expect(shaped.runs[0]?.glyphs).toHaveLength(8);
    expect(shaped.lines[0]).toMatchObject({ start: 0, end: 7 });
  });
});

describe('spacing and lists', () => {
  it('paragraphIndent moves the first line of each paragraph', () => {
    const shaped = engine.shape(
      textRecord(`${pangram}\nx`, { fontSize: 20, paragraphIndent: 30 }, { textAutoResize: 'HEIGHT' }),
      150,
    );
    const lineStarts = shaped.lines.map((l) => shaped.runs.find((r) => r.start >= l.start)?.positions[0]);
    expect(lineStarts[0]).toBeCloseTo(30, 3);
    expect(lineStarts[1]).toBeCloseTo(0, 3);
    expect(lineStarts.at(-1)).toBeCloseTo(30, 3);
  });
  it('list items hang their marker before an indented text', () => {
    const item = auto('item', { fontSize: 20, listOptions: { type: 'UNORDERED' }, indentation: 1 });
    expect(item.lines[0]?.x).toBe(30);
    expect(item.runs).toHaveLength(2);
    expect(firstX(item)).toBeGreaterThan(0);
    expect(firstX(item)).toBeLessThan(30);
    expect(item.width).toBe(Math.ceil(30 + (item.lines[0]?.width ?? 0)));
  });
  it('ordered items are numbered, and a nested list does not disturb the count', () => {
    const style = (indentation: number) => ({ listOptions: { type: 'ORDERED' as const }, indentation });
    const shaped = engine.shape(
      styledRecord([
        ['a\n', style(1)],
        ['b\n', style(2)],
        ['c', style(1)],
      ]),
      null,
    );
    const markers = shaped.runs.filter((_, i) => i % 2 === 0);
    const font = engine.typefaceFont(markers[0]?.typeface, 12);
    expect(markers.map((m) => [...m.glyphs])).toEqual(
      ['1.', 'a.', '2.'].map((text) => [...font.getGlyphIDs(text)]),
    );
  });
  it('listSpacing separates items, paragraphSpacing what follows the list', () => {
    const list = {
      listOptions: { type: 'UNORDERED' as const },
      indentation: 1,
      listSpacing: 5,
      paragraphSpacing: 20,
    };
    expect(
      engine.shape(
        styledRecord([
          ['a\nb\n', list],
          ['c', {}],
        ]),
        null,
      ).height,
    ).toBe(45 + 5 + 20);
  });
});

describe('leading trim', () => {
  it('reduces one line to its cap height, baseline on the bottom edge', () => {
    const shaped = auto('HALF', { fontSize: 100 }, { leadingTrim: 'CAP_HEIGHT' });
    expect(shaped.height).toBe(73);
    expect(shaped.lines[0]?.baseline).toBe(73);
  });
  it('of two lines takes off only the outer leading', () => {
    const shaped = auto('A\nB', { fontSize: 100 }, { leadingTrim: 'CAP_HEIGHT' });
    expect(shaped.height).toBe(73 + 121);
  });
});

describe('runs', () => {
  it('are cut where fills change, yet kerned and spaced as one', () => {
    const whole = auto('AVAV', { fontSize: 60 });
    const pieces = engine.shape(
      styledRecord([
        ['AV', { fontSize: 60 }],
        ['AV', { fontSize: 60 }],
      ]),
      null,
    );
    expect(pieces.lines[0]?.width).toBe(whole.lines[0]?.width);
    expect(pieces.runs.map((r) => [r.start, r.end])).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });
  it('report the source range of every cluster, surrogates and joined emoji included', () => {
    const shaped = auto('a👩‍🚀b');
    expect(shaped.runs.map((r) => [r.glyphs.length, r.start, r.end])).toEqual([
      [1, 0, 1],
      [1, 1, 6],
      [1, 6, 7],
    ]);
  });
  it('draw emoji sequences as one glyph each', () => {
    for (const emoji of ['😀', '👍🏽', '🇩🇪', '1️⃣', '❤️', '❤️‍🔥', '🏳️‍🌈', '👨‍👩‍👧‍👦', '🫠']) {
      const shaped = auto(emoji);
      expect([emoji, shaped.runs.flatMap((r) => [...r.glyphs]).length, shaped.missing]).toEqual([
        emoji,
        1,
        [],
      ]);
      expect(shaped.runs[0]?.glyphs[0]).not.toBe(0);
    }
  });
  it('a space after an emoji comes from the text font', () => {
    expect(auto('😀 a').runs.every((run) => !run.glyphs.includes(0))).toBe(true);
  });
  it('combining marks join their letter, even in a font without the mark', () => {
    const fontName = { family: 'Anton', style: 'Regular' };
    expect(auto('e\u0301', { fontName }).lines[0]?.width).toBe(auto('é', { fontName }).lines[0]?.width);
  });
  it('right-to-left text runs from the right', () => {
    const shaped = auto('שלום abc');
    const hebrew = shaped.runs.find((r) => r.start <= 3 && r.end <= 5);
    const latin = shaped.runs.find((r) => r.start >= 5);
    expect(hebrew?.positions[0]).toBeGreaterThan(latin?.positions[0] ?? Infinity);
    expect(shaped.missing).toEqual([]);
  });
  it('report code points that no font has, once', () => {
    expect(auto('日本日').missing).toEqual([0x65e5, 0x672c]);
  });
});

describe('decorations', () => {
  it('underline below and strike above the baseline, as wide as the text', () => {
    const line = (textDecoration: 'UNDERLINE' | 'STRIKETHROUGH') =>
      auto('under it', { fontSize: 40, textDecoration });
    const under = line('UNDERLINE');
    const [box] = under.decorations;
    expect(under.decorations).toHaveLength(1);
    expect(box).toMatchObject({ x: 0, start: 0, end: 8 });
    expect(box?.width).toBeCloseTo(under.lines[0]?.width ?? 0, 2);
    expect(box?.y).toBeGreaterThan(under.lines[0]?.baseline ?? Infinity);
    const strike = line('STRIKETHROUGH');
    expect(strike.decorations[0]?.y).toBeLessThan(strike.lines[0]?.baseline ?? 0);
  });
  it('are one piece across fallback fonts and one per run', () => {
    const style = { textDecoration: 'UNDERLINE' as const };
    expect(auto('a שלום b', style).decorations).toHaveLength(1);
    expect(
      engine.shape(
        styledRecord([
          ['ab', style],
          ['cd', style],
        ]),
        null,
      ).decorations,
    ).toHaveLength(2);
  });
});

describe('fonts', () => {
  it('weights and axes change widths', () => {
    const w = (style: string, fontVariations?: Record<string, number>) =>
      auto('Wide', {
        fontName: { family: 'Archivo', style },
        fontSize: 60,
        ...(fontVariations && { fontVariations }),
      }).width;
    expect(w('Black')).toBeGreaterThan(w('Thin'));
    expect(w('Black', { wdth: 125 })).toBeGreaterThan(w('Black'));
    expect(w('Black', { wdth: 62 })).toBeLessThan(w('Black'));
    expect(w('Regular', { wght: 900 })).toBe(w('Black'));
  });
  it('an unknown font is drawn in Inter of the same weight', () => {
    const shaped = auto('Text', { fontName: { family: 'No Such Font', style: 'Bold' } });
    expect(shaped.width).toBe(auto('Text', inter('Bold')).width);
  });
});

describe('the cache', () => {
  it('gives the same object for the same text and width, whatever its colours', () => {
    const red = textRecord('cached', { fills: [{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }] });
    expect(engine.shape(red, null)).toBe(engine.shape(textRecord('cached'), null));
  });
  it('sees every change that matters', () => {
    const base = auto('cached');
    expect(auto('cached', { fontSize: 13 })).not.toBe(base);
    expect(auto('cached', {}, { textAlignHorizontal: 'RIGHT' })).not.toBe(base);
    expect(engine.shape(textRecord('cached'), 50)).not.toBe(base);
  });
});

describe('misuse', () => {
  it('is explained', () => {
    const record = { ...textRecord('x'), type: 'FRAME' as const };
    expect(() => engine.shape(record, null)).toThrow('Only TEXT nodes have text to shape, not FRAME');
    expect(() => engine.shape(textRecord('x'), Number.NaN)).toThrow('wrapWidth');
    expect(() => engine.typefaceFont({}, 12)).toThrow('did not come from a text this engine shaped');
  });
});
