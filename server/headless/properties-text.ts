/** Text nodes. */
import { z } from 'zod/v3';
import { FigmaError } from './errors.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { asyncOnly, internal, never, type Property, stored, view } from './property.ts';
import { runsSchema } from './schema-text.ts';
import { syncSizing } from './sizing.ts';
import { DEFAULT_STYLE, TEXT_FIELDS, type TextField, writeTextField } from './text-fields.ts';
import { READABLE_TEXT_FIELDS, readText } from './text-read.ts';
import { plainRuns, styleAt } from './text-runs.ts';
import { positiveInteger } from './validation.ts';

const TEXT: readonly HeadlessNodeType[] = ['TEXT'];

/** A text's layer is called what it says, until somebody names it. */
export function renameAfterText(record: NodeRecord): void {
  if (record.props.autoRename)
    record.props.name = record.props.characters.replace(/\s*\n\s*/g, ' ') || 'Text';
}

const characters: Property = {
  ...view('characters', {
    types: TEXT,
    serialised: true,
    schema: z.string(),
    read: (record) => record.props.characters,
    write(record, value, context) {
      context.fonts.requireAllOf(record);
      // Figma's line breaks are \n; the style of the first character goes on.
      const text = value.replace(/\r\n?/g, '\n');
      record.props.textRuns = plainRuns(text.length, styleAt(record.props.textRuns, 0));
      record.props.characters = text;
      renameAfterText(record);
      context.touch(record, 'characters', true);
    },
  }),
  initial: () => '',
};

function wholeText(entry: TextField): Property {
  return view<unknown>(entry.name, {
    types: TEXT,
    serialised: true,
    schema: z.unknown(),
    read: (record, context) => readText(record, entry.name, context),
    write(record, value, context) {
      writeTextField(record, entry, value, 0, record.props.characters.length, context);
    },
  });
}

const WRITABLE = new Set<string>(TEXT_FIELDS.map((entry) => entry.name));
const DECORATION = [
  'textDecorationStyle',
  'textDecorationOffset',
  'textDecorationThickness',
  'textDecorationColor',
  'textDecorationSkipInk',
];
/** Readings of a whole text that nothing can set. `listOptions` and `indentation` exist for ranges only. */
const READ_ONLY = READABLE_TEXT_FIELDS.filter((name) => name === 'fontWeight' || name === 'openTypeFeatures');

export const textProperties: readonly Property[] = [
  characters,
  internal('textRuns', TEXT, plainRuns(0, DEFAULT_STYLE), runsSchema),
  ...TEXT_FIELDS.filter((entry) => entry.onNode).map(wholeText),
  ...READ_ONLY.filter((name) => !WRITABLE.has(name)).map((name) =>
    view(name, { types: TEXT, read: (record, context) => readText(record, name, context) }),
  ),
  ...DECORATION.map((name) => decorationDetail(name)),
  never('textWrapStyle', TEXT, 'AUTO', 'balanced wrapping is not emulated'),
  asyncOnly('textStyleId', TEXT, () => '', 'node.setTextStyleIdAsync'),
  view('hasMissingFont', { types: TEXT, read: (record, context) => context.fonts.isMissing(record) }),

  stored('textAlignHorizontal', {
    types: TEXT,
    schema: z.enum(['LEFT', 'CENTER', 'RIGHT', 'JUSTIFIED']),
    initial: 'LEFT',
    font: true,
  }),
  stored('textAlignVertical', {
    types: TEXT,
    schema: z.enum(['TOP', 'CENTER', 'BOTTOM']),
    initial: 'TOP',
    font: true,
  }),
  stored('textAutoResize', {
    types: TEXT,
    schema: z.enum(['NONE', 'WIDTH_AND_HEIGHT', 'HEIGHT', 'TRUNCATE']),
    initial: 'WIDTH_AND_HEIGHT',
    font: true,
    layout: true,
    after(record, value) {
      if (value === 'TRUNCATE') record.props.textTruncation = 'ENDING';
      syncSizing(record);
    },
  }),
  stored('textTruncation', {
    types: TEXT,
    schema: z.enum(['DISABLED', 'ENDING']),
    initial: 'DISABLED',
    layout: true,
    after(record, value) {
      if (value === 'ENDING') return;
      record.props.maxLines = null;
      if (record.props.textAutoResize === 'TRUNCATE') record.props.textAutoResize = 'NONE';
    },
  }),
  stored<number | null>('maxLines', {
    types: TEXT,
    schema: positiveInteger.nullable(),
    initial: null,
    layout: true,
    check(record, value) {
      if (value === null || record.props.textTruncation === 'ENDING') return;
      throw new FigmaError('maxLines can only be set when textTruncation is ENDING');
    },
  }),
  stored('leadingTrim', {
    types: TEXT,
    schema: z.enum(['CAP_HEIGHT', 'NONE']),
    initial: 'NONE',
    font: true,
    layout: true,
  }),
  stored('hangingPunctuation', { types: TEXT, schema: z.boolean(), initial: false, layout: true }),
  stored('hangingList', { types: TEXT, schema: z.boolean(), initial: false, layout: true }),
  stored('autoRename', { types: TEXT, schema: z.boolean(), initial: true, after: renameAfterText }),
];

/** Underlines are drawn one way only: reading says how, writing anything else is refused. */
function decorationDetail(name: string): Property {
  const base = never(name, TEXT, null, 'underlines and strikethroughs have one look here');
  return { ...base, read: (record, context) => readText(record, name, context) };
}
