/** Type families as brand teams write them: "Headlines: Fraunces, 400-600", tables, CSS. Nothing is invented. */
import { listItems, plainText, type Section, sections, tables } from './markdown.ts';

export interface BrandType {
  family: string;
  /** What it is for, in the file's words. */
  role?: string;
  /** CSS weights, ascending. Empty: the file names none. */
  weights: number[];
  italic?: boolean;
}

const weightNames: Record<string, number> = {
  thin: 100,
  hairline: 100,
  extralight: 200,
  ultralight: 200,
  light: 300,
  regular: 400,
  normal: 400,
  roman: 400,
  book: 400,
  medium: 500,
  semibold: 600,
  demibold: 600,
  bold: 700,
  extrabold: 800,
  ultrabold: 800,
  black: 900,
  heavy: 900,
};
const weightWord =
  /\b(thin|hairline|(?:extra|ultra)[ -]?light|light|regular|normal|roman|book|medium|(?:semi|demi)[ -]?bold|(?:extra|ultra)[ -]?bold|bold|black|heavy)\b/gi;
const generic =
  /^(sans-serif|serif|monospace|system-ui|cursive|ui-\w+|inherit|any|none|the|a|all|use|see|sentence|title|line|max|left|min)\b/i;

/** All type families of a Markdown file, in order; the same family in two roles is two entries. */
export function readTypeFamilies(markdown: string): BrandType[] {
  const found: BrandType[] = [];
  for (const section of sections(markdown)) {
    const about = section.path.some((title) => /\b(typ(e|ography|efaces?)|fonts?|lettering)\b/i.test(title));
    if (about) found.push(...fromTypeSection(section));
    else found.push(...section.lines.flatMap(fromFontLine));
  }
  const seen = new Set<string>();
  return found.filter(({ family, role }) => {
    const key = `${family.toLowerCase()}|${role?.toLowerCase() ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

function fromTypeSection(section: Section): BrandType[] {
  const inTables = tables(section.lines).flatMap(({ header, rows }) => {
    const familyAt = header.findIndex((title) => /famil|font|typeface/i.test(title));
    if (familyAt < 0) return [];
    const roleAt = header.findIndex(
      (title, at) => at !== familyAt && /role|use|usage|where|for|style|level/i.test(title),
    );
    return rows.flatMap((row) => {
      const weightAt = header.findIndex((title) => /weight/i.test(title));
      const others =
        weightAt < 0
          ? row.filter((_, at) => at !== familyAt && at !== roleAt).join(' ')
          : (row[weightAt] ?? '');
      return entry(row[familyAt] ?? '', row[roleAt], others);
    });
  });
  if (inTables.length > 0) return inTables;
  const lines = listItems(section.lines);
  const single = section.lines.filter((line) => /^\s*(\*\*|[A-Z])[^|]*:/.test(line)).map(plainText);
  const found = [...lines, ...single].flatMap(fromItem);
  if (found.length > 0) return found;
  // "### Headlines" with "Fraunces, 400-600" below it.
  const first = section.lines.find((line) => line.trim() !== '');
  return first === undefined || first.includes('.') ? [] : entry(plainText(first), section.title, first);
}

function fromItem(item: string): BrandType[] {
  const css = /font-family\s*:\s*(.+)/i.exec(item);
  if (css) return entry(css[1] ?? '', undefined, '');
  const [left = '', ...right] = item.split(/\s*(?::|=|→|–|—)\s*|\s+-\s+/);
  const rest = right.join(' ');
  if (rest === '') {
    const written = /^(.*?)\s+(?:for|in)\s+(.*)$/i.exec(item);
    return written ? entry(written[1] ?? '', written[2], item) : bareEntry(item);
  }
  const isRole =
    /\b(head|title|display|body|text|copy|label|caption|button|cta|quote|accent|number|price|primary|secondary|sub|small|legal|ui|font|typeface)/i;
  // "Fraunces - headlines" is as common as "Headlines: Fraunces".
  if (isRole.test(left) || !isRole.test(rest))
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
    /^\s*(?:[-*+]\s+)?\**\s*([\w ]*?)\s*(?:font|typeface)(?:[- ]?family)?\s*\**\s*:\s*\**\s*(.+?);?\s*$/i.exec(
      line,
    );
  if (!match) return [];
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
    weightWord.lastIndex = 0;
    const stops =
      /^\d{3}\b/.test(word) ||
      (words.length > 0 && (weightWord.test(word) || /^(italic|variable)$/i.test(word)));
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
    const weight = weightNames[(match[1] ?? '').toLowerCase().replace(/[ -]/g, '')];
    if (weight !== undefined) weights.add(weight);
  }
  return [...weights].sort((a, b) => a - b);
}
