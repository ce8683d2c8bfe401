import { describe, expect, it } from 'vitest';
import { startHeadless, startWithFonts } from './test-support.ts';

const GATE =
  'Cannot write to node with unloaded font "Inter Regular". Please call figma.loadFontAsync({ family: "Inter", style: "Regular" }) and await the returned promise first.';

describe('the font gate', () => {
  it.each([
    ['characters', 'Hello'],
    ['fontSize', 20],
    ['textCase', 'UPPER'],
    ['textDecoration', 'UNDERLINE'],
    ['letterSpacing', { value: 1, unit: 'PIXELS' }],
    ['lineHeight', { value: 20, unit: 'PIXELS' }],
    ['paragraphSpacing', 4],
    ['paragraphIndent', 4],
    ['listSpacing', 4],
    ['textAlignHorizontal', 'CENTER'],
    ['textAlignVertical', 'CENTER'],
    ['textAutoResize', 'HEIGHT'],
    ['leadingTrim', 'CAP_HEIGHT'],
  ])('closes %s until the font is loaded', async (property, value) => {
    const { figma } = await startHeadless();
    const text = figma.createText();
    expect(() => Reflect.set(text, property, value)).toThrow(`in set_${property}: ${GATE}`);
    await figma.loadFontAsync({ family: 'Inter', style: 'Regular' });
    Reflect.set(text, property, value);
    expect(Reflect.get(text, property)).toEqual(value);
  });

  it('leaves colour, position and name open', async () => {
    const { figma } = await startHeadless();
    const text = figma.createText();
    text.fills = [{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }];
    text.x = 10;
    text.opacity = 0.5;
    expect(text.fills).toMatchObject([{ color: { r: 1 } }]);
  });

  it('asks fontName for the new font only', async () => {
    const { figma } = await startHeadless();
    const text = figma.createText();
    expect(() => {
      text.fontName = { family: 'Inter', style: 'Bold' };
    }).toThrow('in set_fontName: Cannot write to node with unloaded font "Inter Bold"');
    await figma.loadFontAsync({ family: 'Inter', style: 'Bold' });
    text.fontName = { family: 'Inter', style: 'Bold' };
    expect([text.fontName, text.fontWeight]).toEqual([{ family: 'Inter', style: 'Bold' }, 700]);
  });

  it('covers range methods, and moving a text', async () => {
    const { figma, toJSON } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'Hello';
    const later = await startHeadless({ document: toJSON() });
    const node = await later.figma.getNodeByIdAsync(text.id);
    if (node?.type !== 'TEXT') throw new Error('the text is there');
    expect(() => node.setRangeFontSize(0, 2, 20)).toThrow(`in setRangeFontSize: ${GATE}`);
    expect(() => node.insertCharacters(0, 'x')).toThrow(`in insertCharacters: ${GATE}`);
    expect(() => node.deleteCharacters(0, 1)).toThrow(`in deleteCharacters: ${GATE}`);
    expect(() => later.figma.createFrame().appendChild(node)).toThrow(`in appendChild: ${GATE}`);
    node.setRangeFills(0, 2, []);
  });

  it('refuses fonts that do not exist', async () => {
    const { figma } = await startHeadless();
    await expect(figma.loadFontAsync({ family: 'No Such', style: 'Bold' })).rejects.toThrow(
      'The font "No Such Bold" could not be loaded',
    );
    await expect(figma.loadFontAsync({ family: 'Inter', style: 'SemiBold' })).rejects.toThrow(
      'The font "Inter SemiBold" could not be loaded',
    );
    await expect(figma.loadFontAsync({ family: 'No Such' })).rejects.toThrow('could not be loaded');
  });

  it('opens every style of a family at once', async () => {
    const { figma } = await startHeadless();
    await figma.loadFontAsync({ family: 'Inter' });
    const text = figma.createText();
    text.fontName = { family: 'Inter', style: 'Bold' };
    text.characters = 'bold';
  });
});

describe('a text', () => {
  it('starts empty, black, Inter Regular 12, one line high', async () => {
    const { figma } = await startHeadless();
    const text = figma.createText();
    expect([text.characters, text.fontName, text.fontSize, text.textAutoResize]).toEqual([
      '',
      { family: 'Inter', style: 'Regular' },
      12,
      'WIDTH_AND_HEIGHT',
    ]);
    expect(text.fills).toMatchObject([{ color: { r: 0, g: 0, b: 0 } }]);
    expect([text.width, text.height]).toEqual([0, 15]);
  });

  it('grows with its characters and by whole lines', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'Hello';
    const { width, height } = text;
    expect(width).toBeGreaterThan(20);
    text.characters = 'Hello\n';
    expect(text.height).toBe(2 * height);
    text.fontSize = 24;
    expect(text.width).toBeGreaterThan(width);
  });

  it('is named after its characters until it is named by hand', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'Buy now';
    expect(text.name).toBe('Buy now');
    text.name = 'cta';
    text.characters = 'Buy later';
    expect([text.name, text.autoRename]).toEqual(['cta', false]);
    text.autoRename = true;
    expect(text.name).toBe('Buy later');
  });

  it('reads mixed values as figma.mixed and by segments', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'Hello world';
    text.setRangeFontName(0, 5, { family: 'Inter', style: 'Bold' });
    text.setRangeFontSize(6, 11, 30);
    expect([text.fontName, text.fontSize, text.fontWeight]).toEqual([figma.mixed, figma.mixed, figma.mixed]);
    expect(text.lineHeight).toEqual({ unit: 'AUTO' });
    expect(text.getRangeFontWeight(0, 5)).toBe(700);
    expect(text.getRangeFontSize(4, 7)).toBe(figma.mixed);
    expect(text.getRangeAllFontNames(0, 11)).toHaveLength(2);
    expect(text.getStyledTextSegments(['fontWeight', 'fontSize'])).toEqual([
      { characters: 'Hello', start: 0, end: 5, fontWeight: 700, fontSize: 12 },
      { characters: ' ', start: 5, end: 6, fontWeight: 400, fontSize: 12 },
      { characters: 'world', start: 6, end: 11, fontWeight: 400, fontSize: 30 },
    ]);
    text.fontSize = 20;
    expect(text.fontSize).toBe(20);
  });

  it('cuts surrogate pairs where it is told to, as Figma does', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = '😁😭😅';
    text.setRangeLetterSpacing(0, 4, { unit: 'PERCENT', value: 50 });
    expect(text.getStyledTextSegments(['letterSpacing'], 3, 5)).toEqual([
      { characters: '\uDE2D', start: 3, end: 4, letterSpacing: { unit: 'PERCENT', value: 50 } },
      { characters: '\uD83D', start: 4, end: 5, letterSpacing: { unit: 'PERCENT', value: 0 } },
    ]);
  });

  it('applies paragraph styles to whole paragraphs', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'hello figma\nsecond';
    text.setRangeParagraphSpacing(0, 1, 20);
    expect(text.paragraphSpacing).toBe(figma.mixed);
    expect(text.getStyledTextSegments(['paragraphSpacing'])).toEqual([
      { characters: 'hello figma\n', start: 0, end: 12, paragraphSpacing: 20 },
      { characters: 'second', start: 12, end: 18, paragraphSpacing: 0 },
    ]);
    text.setRangeListOptions(13, 14, { type: 'UNORDERED' });
    expect(text.getRangeListOptions(12, 18)).toEqual({ type: 'UNORDERED' });
  });

  it('inserts and deletes characters in the style around them', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'ac';
    text.setRangeFontSize(1, 2, 30);
    text.insertCharacters(1, 'b');
    expect([text.characters, text.getRangeFontSize(1, 2)]).toEqual(['abc', 12]);
    text.insertCharacters(2, 'B', 'AFTER');
    expect([text.characters, text.getRangeFontSize(2, 3)]).toEqual(['abBc', 30]);
    text.deleteCharacters(0, 2);
    expect([text.characters, text.fontSize]).toEqual(['Bc', 30]);
    expect(() => text.deleteCharacters(1, 9)).toThrow('Range outside of available characters');
  });

  it('refuses empty ranges and ranges past the end', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'abc';
    expect(() => text.setRangeFontSize(0, 4, 12)).toThrow(
      "in setRangeFontSize: Range outside of available characters. 'start' must be less than node.characters.length",
    );
    expect(() => text.setRangeFontSize(1, 1, 12)).toThrow(
      "Empty range selected. 'end' must be greater than 'start'",
    );
    expect(() => text.setRangeFontSize(0, 1, 0.5)).toThrow('Number must be greater than or equal to 1');
  });

  it('checks line heights, sizes and lines', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    expect(() => Reflect.set(text, 'lineHeight', 20)).toThrow('in set_lineHeight: ');
    expect(() => Reflect.set(text, 'letterSpacing', 2)).toThrow('Expected object, received number');
    expect(() => {
      text.fontSize = 0;
    }).toThrow('Number must be greater than or equal to 1');
    expect(() => {
      text.maxLines = 2;
    }).toThrow('in set_maxLines: ');
    text.textTruncation = 'ENDING';
    text.maxLines = 2;
    expect(() => {
      text.maxLines = 0;
    }).toThrow('Number must be greater than or equal to 1');
    text.textTruncation = 'DISABLED';
    expect(text.maxLines).toBeNull();
    expect(() => Reflect.set(text, 'fontWeight', 700)).toThrow('no setter for property');
  });

  it('stops hugging when resized', async () => {
    const { figma } = await startWithFonts();
    const text = figma.createText();
    text.characters = 'Hello world';
    text.resize(30, 80);
    expect([text.textAutoResize, text.width, text.height]).toEqual(['NONE', 30, 80]);
    text.textAutoResize = 'HEIGHT';
    expect(text.width).toBe(30);
    const { height } = text;
    text.resize(300, 10);
    expect([text.textAutoResize, text.width]).toEqual(['HEIGHT', 300]);
    expect(text.height).toBeLessThan(height);
  });

  it('takes variable fonts by their axes', async () => {
    const { figma } = await startHeadless();
    const variable = (await figma.listAvailableFontsAsync()).find(({ fontName }) =>
      figma.getFontFamilyVariationAxes(fontName.family)?.includes('wght'),
    );
    if (variable === undefined) throw new Error('a variable font is installed with the tool');
    const { family } = variable.fontName;
    await figma.loadFontAsync({ family });
    const text = figma.createText();
    Reflect.set(text, 'fontName', { family, variationSettings: { wght: 650 } });
    expect(text.fontName).toMatchObject({ family, variationSettings: { wght: 650 } });
    expect(text.fontWeight).toBe(650);
    expect(() => Reflect.set(text, 'fontName', { family, variationSettings: { nope: 1 } })).toThrow(
      `in set_fontName: "${family}" has no axis "nope"`,
    );
    expect(() => figma.getFontFamilyVariationAxes('No Such')).toThrow('does not exist');
  });

  it('knows when its font is missing on this machine', async () => {
    const { figma, toJSON } = await startWithFonts();
    figma.createText().characters = 'Hello';
    const json = JSON.parse(JSON.stringify(toJSON()).replaceAll('"family":"Inter"', '"family":"Gone"'));
    const later = await startHeadless({ document: json });
    expect([figma.hasMissingFont, later.figma.hasMissingFont]).toEqual([false, true]);
  });
});
