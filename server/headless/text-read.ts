/** Reading character-level values: of a whole text, of a range, or by segments. `figma.mixed` where they differ. */
import { type HeadlessContext, MIXED } from './context.ts';
import { FigmaError } from './errors.ts';
import { frozenCopy, sameData } from './freeze.ts';
import type { NodeRecord, TextRun, TextStyleProps } from './model.ts';
import { type StyleKey, segments, slice, styleAt } from './text-runs.ts';

/** What a range property is computed from, and how it reads. */
interface Reading {
  keys: readonly StyleKey[];
  read(style: TextStyleProps, context: HeadlessContext): unknown;
}

const plain = (key: StyleKey): Reading => ({ keys: [key], read: (style) => style[key] });
const constant = (value: unknown): Reading => ({ keys: [], read: () => value });
/** Members of a decoration: null without one, else Figma's defaults (they cannot be set here). */
const decoration = (value: unknown): Reading => ({
  keys: ['textDecoration'],
  read: (style) => (style.textDecoration === 'NONE' ? null : value),
});

function fontNameOf(style: TextStyleProps): FontName {
  return style.fontVariations === undefined
    ? style.fontName
    : frozenCopy({ ...style.fontName, variationSettings: style.fontVariations });
}

const READINGS: Record<string, Reading> = {
  fontName: { keys: ['fontName', 'fontVariations'], read: fontNameOf },
  fontWeight: {
    keys: ['fontName', 'fontVariations'],
    read: (style, context) =>
      style.fontVariations?.['wght'] ?? context.fonts.registry.weightOf(style.fontName),
  },
  fontStyle: {
    keys: ['fontName'],
    read: (style) => (/italic|oblique/i.test(style.fontName.style) ? 'ITALIC' : 'REGULAR'),
  },
  fontSize: plain('fontSize'),
  textCase: plain('textCase'),
  textDecoration: plain('textDecoration'),
  textDecorationStyle: decoration('SOLID'),
  textDecorationOffset: decoration(Object.freeze({ unit: 'AUTO' })),
  textDecorationThickness: decoration(Object.freeze({ unit: 'AUTO' })),
  textDecorationColor: decoration(Object.freeze({ value: 'AUTO' })),
  textDecorationSkipInk: decoration(true),
  letterSpacing: plain('letterSpacing'),
  lineHeight: plain('lineHeight'),
  fills: plain('fills'),
  hyperlink: plain('hyperlink'),
  listOptions: plain('listOptions'),
  listSpacing: plain('listSpacing'),
  indentation: plain('indentation'),
  paragraphIndent: plain('paragraphIndent'),
  paragraphSpacing: plain('paragraphSpacing'),
  textWrapStyle: constant('AUTO'),
  textStyleId: constant(''),
  fillStyleId: constant(''),
  openTypeFeatures: constant(Object.freeze({})),
  boundVariables: constant(Object.freeze({})),
  textStyleOverrides: constant(Object.freeze([])),
};

export const READABLE_TEXT_FIELDS: readonly string[] = Object.keys(READINGS);

function readingOf(name: string): Reading {
  const reading = READINGS[name];
  if (reading === undefined) {
    throw new FigmaError(
      `Property "fields" failed validation: Invalid enum value. Expected ${READABLE_TEXT_FIELDS.map((each) => `'${each}'`).join(' | ')}, received '${name}'`,
    );
  }
  return reading;
}

/** The value over a range, or `figma.mixed`. */
export function readTextRange(
  record: NodeRecord,
  name: string,
  start: number,
  end: number,
  context: HeadlessContext,
): unknown {
  const { read } = readingOf(name);
  const { textRuns } = record.props;
  const [first, ...others] = slice(textRuns, start, end);
  const value = read(first?.style ?? styleAt(textRuns, start), context);
  return others.every((run) => sameData(read(run.style, context), value)) ? value : MIXED;
}

export function readText(record: NodeRecord, name: string, context: HeadlessContext): unknown {
  return readTextRange(record, name, 0, record.props.characters.length, context);
}

/** `getStyledTextSegments`. An empty text has none. */
export function readSegments(
  record: NodeRecord,
  names: readonly string[],
  start: number,
  end: number,
  context: HeadlessContext,
): object[] {
  const readings = names.map((name) => ({ name, reading: readingOf(name) }));
  const keys = [...new Set(readings.flatMap(({ reading }) => reading.keys))];
  const toSegment = (run: TextRun): object => {
    const values = readings.map(({ name, reading }) => [name, reading.read(run.style, context)]);
    const { characters } = record.props;
    return {
      characters: characters.slice(run.start, run.end),
      start: run.start,
      end: run.end,
      ...Object.fromEntries(values),
    };
  };
  return segments(record.props.textRuns, keys, start, end).map(toSegment);
}
