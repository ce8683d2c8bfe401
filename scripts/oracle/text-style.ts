/** REST text styles as the document model's text runs. */
import type { TextRun, TextStyleProps } from '../../server/headless/model.ts';
import { DEFAULT_STYLE } from '../../server/headless/text-fields.ts';
import { choiceOf, isObject, type JsonObject, numberOf, objectOf, type RestNode, stringOf } from './rest.ts';

const WEIGHTS: Record<number, string> = {
  100: 'Thin',
  200: 'Extra Light',
  300: 'Light',
  400: 'Regular',
  500: 'Medium',
  600: 'Semi Bold',
  700: 'Bold',
  800: 'Extra Bold',
  900: 'Black',
};

function fontStyle(style: JsonObject): string {
  const named = stringOf(style, 'fontStyle');
  if (named) return named;
  const weight = WEIGHTS[numberOf(style, 'fontWeight') ?? 400] ?? 'Regular';
  if (style.italic !== true) return weight;
  return weight === 'Regular' ? 'Italic' : `${weight} Italic`;
}

function lineHeight(style: JsonObject): LineHeight {
  switch (style.lineHeightUnit) {
    case 'PIXELS':
      return { unit: 'PIXELS', value: numberOf(style, 'lineHeightPx') ?? 0 };
    case 'FONT_SIZE_%':
      return { unit: 'PERCENT', value: numberOf(style, 'lineHeightPercentFontSize') ?? 100 };
    default:
      return { unit: 'AUTO' };
  }
}

const CASES = { UPPER: 'UPPER', LOWER: 'LOWER', TITLE: 'TITLE', SMALL_CAPS: 'SMALL_CAPS' } as const;

function styleProps(style: JsonObject): TextStyleProps {
  const textCase = choiceOf(style, 'textCase', ['UPPER', 'LOWER', 'TITLE', 'SMALL_CAPS']);
  return {
    ...DEFAULT_STYLE,
    fontName: { family: stringOf(style, 'fontFamily') ?? 'Inter', style: fontStyle(style) },
    fontSize: numberOf(style, 'fontSize') ?? 12,
    textCase: textCase ? CASES[textCase] : 'ORIGINAL',
    letterSpacing: { unit: 'PIXELS', value: numberOf(style, 'letterSpacing') ?? 0 },
    lineHeight: lineHeight(style),
    paragraphSpacing: numberOf(style, 'paragraphSpacing') ?? 0,
    paragraphIndent: numberOf(style, 'paragraphIndent') ?? 0,
    listSpacing: numberOf(style, 'listSpacing') ?? 0,
  };
}

/** Runs of equal override numbers; characters beyond the override list have the text's own style. */
export function runsOf(node: RestNode): TextRun[] {
  const base = objectOf(node, 'style') ?? {};
  const length = (stringOf(node, 'characters') ?? '').length;
  const overrides = Array.isArray(node.characterStyleOverrides) ? node.characterStyleOverrides : [];
  const table = objectOf(node, 'styleOverrideTable') ?? {};
  const runs: TextRun[] = [];
  let last: unknown;
  for (let at = 0; at < length; at++) {
    const key = overrides[at] ?? 0;
    const run = runs.at(-1);
    if (run && key === last) {
      run.end = at + 1;
      continue;
    }
    const change = table[String(key)];
    runs.push({
      start: at,
      end: at + 1,
      style: styleProps(isObject(change) ? { ...base, ...change } : base),
    });
    last = key;
  }
  return runs.length > 0 ? runs : [{ start: 0, end: 0, style: styleProps(base) }];
}

export function textBoxProps(node: RestNode) {
  const style = objectOf(node, 'style') ?? {};
  return {
    characters: stringOf(node, 'characters') ?? '',
    textRuns: runsOf(node),
    textAlignHorizontal: choiceOf(style, 'textAlignHorizontal', ['CENTER', 'RIGHT', 'JUSTIFIED']) ?? 'LEFT',
    textAlignVertical: choiceOf(style, 'textAlignVertical', ['CENTER', 'BOTTOM']) ?? 'TOP',
    textAutoResize: choiceOf(style, 'textAutoResize', ['WIDTH_AND_HEIGHT', 'HEIGHT', 'TRUNCATE']) ?? 'NONE',
    textTruncation: choiceOf(style, 'textTruncation', ['ENDING']) ?? 'DISABLED',
    maxLines: numberOf(style, 'maxLines') ?? null,
    leadingTrim: choiceOf(style, 'leadingTrim', ['CAP_HEIGHT']) ?? 'NONE',
    hangingPunctuation: false,
    hangingList: false,
  };
}
