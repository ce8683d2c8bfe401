/** Type families as brand teams write them: "Headlines: Fraunces, 400-600", tables, CSS. Nothing is invented. */
import { fontWeights } from '../../schemas/font-weight.ts';
import { listItems, plainText, tables } from './markdown.ts';
import { type ReadSection, readSections } from './reading.ts';
import { says } from './vocabulary.ts';

export interface BrandType {
  family: string;
  /** What it is for, in the file's words. */
  role?: string;
  /** CSS weights, ascending. Empty: the file names none. */
  weights: number[];
  italic?: boolean;
}

const weightWord =
  /\b(thin|hairline|(?:extra|ultra)[ -]?light|light|regular|normal|roman|book|medium|(?:semi|demi)[ -]?bold|(?:extra|ultra)[ -]?bold|bold|black|heavy)\b/gi;
/** A pattern with `g` remembers where its last `test` ended, and `matchAll` would begin there. */
const hasWeightWord = new RegExp(weightWord.source, 'i');
const generic =
  /^(sans-serif|serif|monospace|system-ui|cursive|ui-\w+|inherit|any|none|the|a|all|use|see|sentence|title|line|max|left|min)\b/i;

/** All type families of a Markdown file, in order; the same family in two roles is two entries. */
export function readTypeFamilies(markdown: string): BrandType[] {
  const found: BrandType[] = [];
  for (const section of readSections(markdown)) {
    const about = section.path.some((title) => says.type.test(title));
    if (about)
      found.push(...fromTypeSection({ ...section, lines: section.lines.flatMap(labelledSentences) }));
    else found.push(...section.lines.flatMap(fromFontLine));
  }
  const seen = new Set<string>();
  return found.filter(({ family, role }) => {
    const key = `${family.toLowerCase()}|${role?.toLowerCase() ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

function fromTypeSection(section: ReadSection): BrandType[] {
  const inTables = tables(section.lines).flatMap(({ header, rows }) => {
    const familyAt = header.findIndex((title) => /famil/i.test(title) || says.type.test(title));
    if (familyAt < 0) return [];
    const roleAt = header.findIndex((title, at) => at !== familyAt && says.use.test(title));
    return rows.flatMap((row) => {
      const weightAt = header.findIndex((title) =>
        /weight|schnitt|gewicht|graisse|peso|ウェイト/i.test(title),
      );
      const others =
        weightAt < 0
          ? row.filter((_, at) => at !== familyAt && at !== roleAt).join(' ')
          : (row[weightAt] ?? '');
      return entry(row[familyAt] ?? '', row[roleAt], others);
    });
  });
  if (inTables.length > 0) return inTables;
  const lines = listItems(section.lines);
  const single = section.lines
    .filter((line) => /^\s*(?:\*\*|\p{Lu}|\p{Lo})[^|]*[:：]/u.test(line))
    .map(plainText);
  const prose = section.lines.filter((line) => !/^\s*\|/.test(line)).flatMap(fromProse);
  const found = [...(prose.length > 0 ? prose : lines.flatMap(fromItem)), ...single.flatMap(fromLabelled)];
  if (found.length > 0) return found;
  // "### Headlines" with "Fraunces, 400-600" below it.
  const first = section.lines.find((line) => line.trim() !== '');
  return first === undefined || first.includes('.') ? [] : entry(plainText(first), section.title, first);
}

/** "Headlines: Fraunces. Body: Inter." is two lines. */
const labelledSentences = (line: string): string[] =>
  /^\s*\|/.test(line) ? [line] : line.split(/(?<=[.;])\s+(?=\p{Lu}[\p{L} ]{1,30}[:：])/u);

/** A labelled line that is no sentence about several families. */
const fromLabelled = (line: string): BrandType[] => (fromProse(line).length > 0 ? [] : fromItem(line));

const soleFamily =
  /^\s*(?:[-*+]\s+)?((?:\p{Lu}[\p{L}\d&-]*\s+){1,4})(?:for|für|pour|para|per)\s+(everything|all|alles|tout|todo|tutto)(?!\p{L})([^.;。]*)/u;

/** "Headlines are set in Fraunces, body text in Inter." */
function fromProse(line: string): BrandType[] {
  // "Cormorant Garamond for everything, light and regular"
  const sole = soleFamily.exec(plainText(line));
  if (sole) return entry(sole[1] ?? '', sole[2], sole[3] ?? '');
  const written =
    /(\p{L}[\p{L} &-]{2,30}?)\s+(?:(?:are|is|ist|sind|est|son|set|always|immer|gesetzt)\s+)*(?:in|en)\s+["“„«']?(\p{Lu}(?:[^,;.。"”“»'(]|\([^)]*\))*)/gu;
  return [...plainText(line).matchAll(written)].flatMap(([, role = '', family = '']) =>
    says.typeRole.test(role) && !says.avoid.test(role)
      ? entry(
          family.replace(/\s(?:and|und|et|y)\s.*$/u, ''),
          role.replace(/^(?:and|und|et|y|the|our)\s+/iu, ''),
          family,
        )
      : [],
  );
}

function fromItem(item: string): BrandType[] {
  const css = /font-family\s*:\s*(.+)/i.exec(item);
  if (css) return entry(css[1] ?? '', undefined, '');
  const [left = '', ...right] = item.split(/\s*(?::|：|=|→|–|—)\s*|\s+-\s+/);
  const rest = right.join(' ');
  if (rest === '') {
    const written = /^(.*?)\s+(?:for|in)\s+(.*)$/i.exec(item);
    return written ? entry(written[1] ?? '', written[2], item) : bareEntry(item);
  }
  if (says.avoid.test(left)) return [];
  // "Fraunces - headlines" is as common as "Headlines: Fraunces".
  if (says.typeRole.test(left) || !says.typeRole.test(rest))
    return entry(rest, left.replace(/\s*\b(font|typeface|family)\b/gi, ''), rest);
  return entry(left, rest.replace(/\b\d{3}\b.*$/, ''), rest);
}

/** "Fraunces 400" alone is a family; "Big and calm" is a sentence. */
function bareEntry(item: string): BrandType[] {
  return entry(item, undefined, item).filter(({ family }) => {
    const next = item.slice(item.indexOf(family) + family.length).replace(/^["'”’]/, '');
    return (
      /^\s*($|[,;(/+|.\d-])/.test(next) ||
      new RegExp(`^\\s*(${weightWord.source}|italic|variable)`, 'i').test(next)
    );
  });
}

function fromFontLine(line: string): BrandType[] {
  const match =
    /^\s*(?:[-*+]\s+)?\**\s*([\p{L}\d ]*?)\s*(?:fonts?|typefaces?|schrift(?:art|en)?|polices?|fuentes?|フォント|書体|字体)(?:[- ]?family)?\s*\**\s*[:：]\s*\**\s*(.+?);?\s*$/iu.exec(
      line,
    );
  if (!match) return [];
  const prose = fromProse(match[2] ?? '');
  if (prose.length > 0) return prose;
  return entry(plainText(match[2] ?? ''), plainText(match[1] ?? ''), match[2] ?? '');
}

function entry(written: string, role: string | undefined, about: string): BrandType[] {
  const family = familyOf(written);
  if (family === undefined) return [];
  const cleanRole = (role ?? '').replace(/[\s,;:.(]+$/, '').trim();
  const text = `${written} ${about}`;
  return [
    {
      family,
      ...(cleanRole === '' ? {} : { role: cleanRole }),
      weights: weightsOf(text),
      ...(/\bitalics?\b/i.test(text) && !/\bno italics?\b/i.test(text) ? { italic: true } : {}),
    },
  ];
}

/** The family's name: capitalised words up to the first comma, bracket, number or weight word. */
function familyOf(written: string): string | undefined {
  const head = written.replace(/["'“”‘’`]/g, '').split(/[,;(/+|]|\s[-–—]\s|\bor\b|\bin\b|\bat\b/)[0];
  const words: string[] = [];
  for (const word of (head ?? '').trim().split(/\s+/)) {
    const stops =
      /^\d{3}\b/.test(word) ||
      // "Anton 64" is a size, "Source Sans 3" a name.
      (words.length > 0 && /^\d{2,}(?:px|pt)?$/.test(word)) ||
      (words.length > 0 && (hasWeightWord.test(word) || /^(italic|variable)$/i.test(word)));
    if (stops || !/^[A-Z0-9][\p{L}\d&.-]*$/u.test(word)) break;
    words.push(word.replace(/\.$/, ''));
  }
  const family = words.join(' ');
  return family === '' || generic.test(family) || words.length > 4 || /^\d+$/.test(family)
    ? undefined
    : family;
}

function weightsOf(text: string): number[] {
  const weights = new Set<number>();
  for (const match of text.matchAll(/\b([1-9][05]0)\s*(?:-|–|to|\.\.)\s*([1-9][05]0)\b(?!\s*(?:px|pt|%))/g)) {
    weights.add(Number(match[1])).add(Number(match[2]));
  }
  for (const match of text.matchAll(/(?<![\d.#])([1-9][05]0)(?!\s*(?:px|pt|%|ms)|\s*[-–]\s*\d|\d)/g))
    weights.add(Number(match[1]));
  for (const match of text.matchAll(weightWord)) {
    const weight = fontWeights[(match[1] ?? '').toLowerCase().replace(/[ -]/g, '')];
    if (weight !== undefined) weights.add(weight);
  }
  return [...weights].sort((a, b) => a - b);
}
