/** The character-level properties of a text, one row each: name, value check, whether the fonts must be loaded. */
import type { HeadlessContext } from './context.ts';
import { FigmaError } from './errors.ts';
import { frozenCopy } from './freeze.ts';
import { fontsOf } from './loaded-fonts.ts';
import type { NodeRecord, TextStyleProps } from './model.ts';
import { refusePatterns } from './properties-paint.ts';
import { BLACK_FILL, paintsSchema } from './schema-paint.ts';
import {
  fontNameSchema,
  fontSizeSchema,
  hyperlinkSchema,
  indentationSchema,
  letterSpacingSchema,
  lineHeightSchema,
  listOptionsSchema,
  textCaseSchema,
  textDecorationSchema,
} from './schema-text.ts';
import { paragraphRange, type StyleKey, setStyle } from './text-runs.ts';
import { finite, nonNegative, parseProperty } from './validation.ts';

export interface TextField {
  readonly name: StyleKey;
  /** Needs the fonts of the changed characters. Colour and links do not. */
  readonly font: boolean;
  /** Applies to whole paragraphs. */
  readonly paragraph: boolean;
  /** Also a property of the node (`listOptions` and `indentation` exist for ranges only). */
  readonly onNode: boolean;
  parse(raw: unknown, record: NodeRecord, context: HeadlessContext): Partial<TextStyleProps>;
}

type Parse<K extends StyleKey> = (raw: unknown, record: NodeRecord) => TextStyleProps[K];

function field<K extends StyleKey>(name: K, parse: Parse<K>, options: Partial<TextField> = {}): TextField {
  return {
    name,
    font: true,
    paragraph: false,
    onNode: true,
    ...options,
    parse: (raw, record) => ({ [name]: frozenCopy(parse(raw, record)) }),
  };
}

const paragraph = { paragraph: true };
const rangesOnly = { paragraph: true, onNode: false };

export const TEXT_FIELDS: readonly TextField[] = [
  {
    name: 'fontName',
    font: false,
    paragraph: false,
    onNode: true,
    parse: (raw, _record, context) => parseFontName(raw, context),
  },
  field('fontSize', (raw) => parseProperty('fontSize', fontSizeSchema, raw)),
  field('textCase', (raw) => parseProperty('textCase', textCaseSchema, raw)),
  field('textDecoration', (raw) => parseProperty('textDecoration', textDecorationSchema, raw)),
  field('letterSpacing', (raw) => parseProperty('letterSpacing', letterSpacingSchema, raw)),
  field('lineHeight', (raw) => parseProperty('lineHeight', lineHeightSchema, raw)),
  field('hyperlink', (raw) => parseProperty('hyperlink', hyperlinkSchema, raw), { font: false }),
  field(
    'fills',
    (raw, record) => {
      const paints = parseProperty('fills', paintsSchema, raw);
      refusePatterns(record, paints);
      return paints;
    },
    { font: false },
  ),
  field('paragraphIndent', (raw) => parseProperty('paragraphIndent', finite, raw), paragraph),
  field('paragraphSpacing', (raw) => parseProperty('paragraphSpacing', nonNegative, raw), paragraph),
  field('listSpacing', (raw) => parseProperty('listSpacing', nonNegative, raw), paragraph),
  field('listOptions', (raw) => parseProperty('listOptions', listOptionsSchema, raw), rangesOnly),
  field('indentation', (raw) => parseProperty('indentation', indentationSchema, raw), rangesOnly),
];

const BY_NAME = new Map<string, TextField>(TEXT_FIELDS.map((entry) => [entry.name, entry]));

export function textField(name: string): TextField | undefined {
  return BY_NAME.get(name);
}

/** The style of a new text: Inter Regular 12, black. */
export const DEFAULT_STYLE: TextStyleProps = frozenCopy<TextStyleProps>({
  fontName: { family: 'Inter', style: 'Regular' },
  fontSize: 12,
  textCase: 'ORIGINAL',
  textDecoration: 'NONE',
  letterSpacing: { value: 0, unit: 'PERCENT' },
  lineHeight: { unit: 'AUTO' },
  fills: BLACK_FILL,
  hyperlink: null,
  listOptions: { type: 'NONE' },
  listSpacing: 0,
  indentation: 0,
  paragraphIndent: 0,
  paragraphSpacing: 0,
});

/** `{family, style}`, or with `variationSettings`: then the nearest named style stands for `style` if it is left out. */
function parseFontName(raw: unknown, context: HeadlessContext): Partial<TextStyleProps> {
  const { family, style, variationSettings } = parseProperty('fontName', fontNameSchema, raw);
  const { registry } = context.fonts;
  const axes = variationSettings === undefined ? null : registry.variationAxes(family);
  if (variationSettings !== undefined) checkAxes(family, axes, variationSettings);
  const name = style ?? registry.nearestInstance(family, variationSettings ?? {}).style;
  const fontName = { family, style: name };
  context.fonts.require([fontName]);
  return { fontName: frozenCopy(fontName), fontVariations: frozenCopy(variationSettings) };
}

function checkAxes(family: string, axes: string[] | null, settings: Record<string, number>): void {
  if (axes === null)
    throw new FigmaError(`"${family}" is not a variable font: it takes no variationSettings`);
  const unknown = Object.keys(settings).filter((tag) => !axes.includes(tag));
  if (unknown.length > 0) {
    throw new FigmaError(`"${family}" has no axis "${unknown.join('", "')}". It has: ${axes.join(', ')}`);
  }
}

/** Writes one field over a range of a text, with Figma's font gate. */
export function writeTextField(
  record: NodeRecord,
  entry: TextField,
  raw: unknown,
  start: number,
  end: number,
  context: HeadlessContext,
): void {
  const change = entry.parse(raw, record, context);
  if (entry.font) context.fonts.require(fontsOf(record, start, end));
  const [from, to] = entry.paragraph ? paragraphRange(record.props.characters, start, end) : [start, end];
  record.props.textRuns = setStyle(record.props.textRuns, from, to, change);
  context.touch(record, entry.name, entry.name !== 'fills' && entry.name !== 'hyperlink');
}
