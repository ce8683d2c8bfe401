/**
 * What of a text is its own: its characters, and style by style where it differs. A text whose words are its own still
 * follows its component's typeface, size and colour.
 */
import { frozenCopy, sameData } from '../freeze.ts';
import type { NodeProps, TextStyleProps } from '../model.ts';
import { TEXT_FIELDS } from '../text-fields.ts';
import { plainRuns, type Runs, type StyleKey, segments, setStyle, styleAt } from '../text-runs.ts';

export type TextProps = Pick<NodeProps, 'characters' | 'textRuns'>;
type Values = Readonly<Record<string, unknown>>;

/** A stretch of characters with one value; the last one of a text reaches to its end, however long it grows. */
interface Part {
  start: number;
  end: number;
  value: unknown;
}

const STYLES: readonly StyleKey[] = TEXT_FIELDS.map(({ name }) => name);

/** Axis values belong to the font name: neither makes sense without the other. */
const keysOf = (name: StyleKey): StyleKey[] =>
  name === 'fontName' ? ['fontName', 'fontVariations'] : [name];

function styleValue(style: TextStyleProps, name: StyleKey): unknown {
  if (name !== 'fontName') return style[name];
  const { fontName, fontVariations } = style;
  return { fontName, ...(fontVariations && { fontVariations }) };
}

function changeOf(name: StyleKey, value: unknown): Partial<TextStyleProps> {
  if (name !== 'fontName') return { [name]: value };
  return { fontVariations: undefined, ...(value as Partial<TextStyleProps>) } as Partial<TextStyleProps>;
}

function partsOf(runs: Runs, length: number, name: StyleKey): Part[] {
  if (length === 0) return [{ start: 0, end: 0, value: styleValue(styleAt(runs, 0), name) }];
  return segments(runs, keysOf(name), 0, length).map(({ start, end, style }) => ({
    start,
    end,
    value: styleValue(style, name),
  }));
}

/** Other characters take the style of the first one, as when a plugin sets them. */
export function withCharacters(text: TextProps, characters: string): TextProps {
  if (characters === text.characters) return text;
  return { characters, textRuns: plainRuns(characters.length, styleAt(text.textRuns, 0)) };
}

/** What `now` has that it does not have from `inherited`. */
export function ownText(now: TextProps, inherited: TextProps): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  const base = withCharacters(inherited, now.characters);
  if (base !== inherited) own['characters'] = now.characters;
  if (now.textRuns === base.textRuns) return own;
  const { length } = now.characters;
  for (const name of STYLES) {
    const parts = partsOf(now.textRuns, length, name);
    if (!sameData(parts, partsOf(base.textRuns, length, name))) own[name] = frozenCopy(parts);
  }
  return own;
}

/** The opposite: what is inherited, with what is its own. */
export function applyOwnText(inherited: TextProps, own: Values): TextProps {
  const text =
    typeof own['characters'] === 'string' ? withCharacters(inherited, own['characters']) : inherited;
  const { length } = text.characters;
  let { textRuns } = text;
  for (const name of STYLES) {
    const parts = own[name];
    if (!Array.isArray(parts)) continue;
    (parts as Part[]).forEach(({ start, end, value }, at) => {
      const to = at === parts.length - 1 ? length : Math.min(end, length);
      if (start < to || length === 0) textRuns = setStyle(textRuns, start, to, changeOf(name, value));
    });
  }
  return { characters: text.characters, textRuns };
}
