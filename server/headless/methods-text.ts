/** Text methods: ranges, segments, inserting and deleting characters. UTF-16 offsets, `end` exclusive. */
import { z } from 'zod/v3';
import { FigmaError } from './errors.ts';
import { fontsOf } from './loaded-fonts.ts';
import { type Method, method } from './method.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { renameAfterText } from './properties-text.ts';
import { TEXT_FIELDS, writeTextField } from './text-fields.ts';
import { READABLE_TEXT_FIELDS, readSegments, readTextRange } from './text-read.ts';
import { insert, remove } from './text-runs.ts';
import { parseArgument, textSchema, textsSchema } from './validation.ts';

const TEXT: readonly HeadlessNodeType[] = ['TEXT'];
const offset = z.number().int().min(0);
const styleSourceSchema = z.enum(['BEFORE', 'AFTER']).default('BEFORE');

/** A range inside the text. Figma refuses ranges that are empty or reach past the end. */
function parseRange(
  record: NodeRecord,
  rawStart: unknown,
  rawEnd: unknown,
  allowEmpty = false,
): [number, number] {
  const start = parseArgument('start', offset, rawStart);
  const end = parseArgument('end', offset, rawEnd);
  const { length } = record.props.characters;
  if (allowEmpty && start === end && end <= length) return [start, end];
  if (start >= length || end > length) {
    throw new FigmaError(
      "Range outside of available characters. 'start' must be less than node.characters.length and 'end' must be less than or equal to node.characters.length",
    );
  }
  if (end <= start) throw new FigmaError("Empty range selected. 'end' must be greater than 'start'");
  return [start, end];
}

/** "fontSize" -> "FontSize", the ending of its range methods. */
function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Readings that only segments have. */
const SEGMENTS_ONLY = new Set(['fontStyle', 'boundVariables', 'textStyleOverrides']);

const readRanges = READABLE_TEXT_FIELDS.filter((name) => !SEGMENTS_ONLY.has(name)).map((name) =>
  method(`getRange${capitalised(name)}`, TEXT, (record, [rawStart, rawEnd], context) => {
    const [start, end] = parseRange(record, rawStart, rawEnd);
    return readTextRange(record, name, start, end, context);
  }),
);

const writeRanges = TEXT_FIELDS.map((entry) =>
  method(`setRange${capitalised(entry.name)}`, TEXT, (record, [rawStart, rawEnd, value], context) => {
    const [start, end] = parseRange(record, rawStart, rawEnd);
    writeTextField(record, entry, value, start, end, context);
  }),
);

export const textMethods: readonly Method[] = [
  ...readRanges,
  ...writeRanges,
  method('getRangeAllFontNames', TEXT, (record, [rawStart, rawEnd]) => {
    const [start, end] = parseRange(record, rawStart, rawEnd, true);
    return fontsOf(record, start, end);
  }),
  method('getStyledTextSegments', TEXT, (record, [fields, rawStart = 0, rawEnd], context) => {
    const names = parseArgument('fields', textsSchema, fields);
    const { length } = record.props.characters;
    const [start, end] = parseRange(record, rawStart, rawEnd ?? length, true);
    return readSegments(record, names, start, end, context);
  }),
  method('insertCharacters', TEXT, (record, [rawAt, rawText, rawStyle], context) => {
    const at = parseArgument('start', offset, rawAt);
    const text = parseArgument('characters', textSchema, rawText).replace(/\r\n?/g, '\n');
    const useStyle = parseArgument('useStyle', styleSourceSchema, rawStyle);
    const { characters } = record.props;
    if (at > characters.length) {
      throw new FigmaError(
        `Range outside of available characters. 'start' must be less than or equal to node.characters.length`,
      );
    }
    context.fonts.requireAllOf(record);
    record.props.textRuns = insert(record.props.textRuns, at, text.length, useStyle);
    record.props.characters = characters.slice(0, at) + text + characters.slice(at);
    renameAfterText(record);
    context.touch(record, 'characters', true);
  }),
  method('deleteCharacters', TEXT, (record, [rawStart, rawEnd], context) => {
    const [start, end] = parseRange(record, rawStart, rawEnd, true);
    context.fonts.requireAllOf(record);
    const { characters } = record.props;
    record.props.textRuns = remove(record.props.textRuns, start, end);
    record.props.characters = characters.slice(0, start) + characters.slice(end);
    renameAfterText(record);
    context.touch(record, 'characters', true);
  }),
];
