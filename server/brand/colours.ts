/** Colours as brand teams write them: tables, lists, CSS variables, "Primary: Pine (#1f3b33)". Nothing is invented. */
import { colourInColumn, colourValues } from './colour-values.ts';
import { plainText, type Table, tables } from './markdown.ts';
import { readSections } from './reading.ts';
import { says } from './vocabulary.ts';

export interface BrandColour {
  /** `#rrggbb`, lower case (`#rrggbbaa` if the file gives an alpha). */
  hex: string;
  /** The file's own name for it, if it has one. */
  name?: string;
  /** What it is for, in the file's words. */
  role?: string;
  /** true: the file says not to use it. */
  avoid?: boolean;
}

const roleWords =
  /^(primary|secondary|tertiary|accent|background|surface|text|body|headline|ink|cta|button|link|highlight|base|neutral|dark|light|brand|main|border|success|error|warning)\b/i;
/** Longer than that is a sentence, not a name. */
const LONGEST_NAME = 32;
/** Words a sentence has around a colour's name. */
const leading =
  /^(?:(?:our |the |unsere )?(?:palette|colou?rs?|farb\p{L}*) (?:is|are|ist|sind)|and|plus|with|our|the|an?|is|we use|then|und|dazu|sowie|mit|unser\p{L}*|der|die|das|et|avec|notre|les?|la|y|con|el|nuestro)\s+/iu;
const trailing = /\s+(?:is|are|in|as|with|ist|sind|als|est|sont|es|son|は|と)$/iu;
/** "never on white" limits where a colour goes; "never white" rules it out. */
const limits =
  /^\W*\p{L}*\s*(?:for|on|in|with|behind|under|as|für|auf|mit|hinter|pour|sur|para|sobre|en)(?!\p{L})/iu;

/** All colours of a Markdown file, in order, each once. One that is used somewhere is only limited elsewhere. */
export function readColours(markdown: string): BrandColour[] {
  const found: BrandColour[] = [];
  for (const section of readSections(markdown)) {
    // A file's first heading is the brand's name, which may be anything.
    const titles = section.level > 1 ? section.path.slice(section.level > 2 ? -2 : -1) : [];
    const avoided = titles.some((title) => says.avoid.test(title));
    const inTables = tables(section.lines).flatMap(fromTable);
    const inLines = section.lines.filter((line) => !/^\s*\|/.test(line)).flatMap(fromLine);
    for (const colour of [...inTables, ...inLines]) {
      const named = colour.name === undefined && isColourName(section.title) ? { name: section.title } : {};
      found.push({ ...colour, ...named, ...(avoided || colour.avoid ? { avoid: true } : {}) });
    }
  }
  return merge(found);
}

function fromTable({ header, rows }: Table): BrandColour[] {
  return rows.flatMap((row) => {
    const hexIn = (cell: string, at: number) =>
      colourValues(cell)[0]?.hex ?? colourInColumn(header[at] ?? '', cell);
    const values = row.map(hexIn);
    const hexAt = values.findIndex((value) => value !== undefined);
    const hex = values[hexAt];
    if (hex === undefined) return [];
    const column = (pattern: RegExp) => {
      const index = header.findIndex((title, at) => values[at] === undefined && pattern.test(title));
      return index < 0 ? undefined : row[index];
    };
    const own = clean(withoutColours(row[hexAt] ?? ''));
    const first = row.find((cell, index) => values[index] === undefined && cell !== '');
    let name =
      column(says.name) ??
      column(says.colourWord) ??
      (/^[0-9a-f]{6}$/i.test(own) || own === '' ? first : own);
    let role = column(says.use);
    if (!name && role) [name, role] = [role, undefined];
    if (role === name) role = undefined;
    return [tidy({ hex, name, role })];
  });
}

function fromLine(line: string): BrandColour[] {
  if (colourValues(line).length === 0) return [];
  const text = plainText(line.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, ''));
  return text.split(/(?<=[.!?]["”)]?)\s+(?=\p{Lu})|(?<=[。！？])|;\s/u).flatMap(fromSentence);
}

/** "Pine #1f3b33, Oat #f4ecdf and Clay #bf5b3a": one piece for each colour, its name before it. */
function fromSentence(sentence: string): BrandColour[] {
  const values = colourValues(sentence);
  if (values.length === 0) return [];
  const banned = (at: number) => {
    const before = sentence.slice(0, at);
    const word = says.avoid.exec(before);
    return word !== null && !limits.test(sentence.slice(word.index + word[0].length));
  };
  const gaps = values.slice(1).map(({ at }, index) => splitGap(sentence.slice(values[index]?.end ?? 0, at)));
  return values.map((value, index) => {
    const before = index === 0 ? sentence.slice(0, value.at) : (gaps[index - 1]?.next ?? '');
    const after = index === values.length - 1 ? sentence.slice(value.end) : (gaps[index]?.own ?? '');
    const colour = fromText(before, value.hex, after);
    if (!banned(value.at)) return colour;
    const { name, ...rest } = colour;
    const bare =
      name && says.avoid.test(name)
        ? name
            .split(says.avoid)
            .at(-1)
            ?.replace(/^\s*(?:use\b)?/, '')
            .trim()
        : name;
    return { ...rest, ...(bare ? { name: bare } : {}), avoid: true };
  });
}

/** What stands between two colours: brackets and words up to a separator are about the first, the rest names the second. */
function splitGap(gap: string): { own: string; next: string } {
  const [bracket = ''] = /^\s*[)\]]?\s*(?:[(（][^)）]*[)）])?/.exec(gap) ?? [];
  const rest = gap.slice(bracket.length);
  const [separator] = [...rest.matchAll(/[,;/|·+&、，]|\s[–—]\s|(?<!\p{L})(?:and|und|et|y|e)(?!\p{L})/giu)];
  if (!separator) return { own: bracket, next: rest };
  const at = separator.index;
  return { own: bracket + rest.slice(0, at), next: rest.slice(at + separator[0].length) };
}

function fromText(left: string, hex: string, right: string): BrandColour {
  const before = clean(withoutColours(left).replace(/\b(hex|rgb|hsl)\b\s*[:=]?\s*$/gi, ''));
  const after = clean(withoutColours(right));
  const variable = /^-{2,}([\w-]+)$/.exec(before);
  if (variable) return tidy({ hex, name: variable[1]?.replace(/^(colou?r)-/, ''), role: after });
  const parts = before
    .split(/\s*[:：=–—]\s*|\s+-\s+/)
    .filter((part) => part !== '')
    // "Our colours: ..." is about all of them.
    .filter((part, index, all) => index === all.length - 1 || !says.colourWord.test(part));
  if (parts.length >= 2) {
    const [first = '', ...more] = parts;
    const others = more.join(', ');
    return tidy(
      roleWords.test(first)
        ? { hex, name: others, role: after === '' ? first : `${first}, ${after}` }
        : { hex, name: first, role: after === '' ? others : `${others}, ${after}` },
    );
  }
  if (parts[0] !== undefined) return tidy({ hex, name: parts[0], role: after });
  // "#1f3b33 Pine - headlines"
  const [name, ...role] = after.split(/\s*[:：,(–—]\s*|\s+-\s+/);
  return tidy({ hex, name, role: clean(role.join(', ')) });
}

function withoutColours(text: string): string {
  return colourValues(text).reduceRight((rest, { at, end }) => rest.slice(0, at) + rest.slice(end), text);
}

function tidy(colour: { hex: string; name?: string | undefined; role?: string | undefined }): BrandColour {
  const name = shortName(clean(colour.name ?? ''));
  const role = clean(colour.role ?? '');
  const avoid = says.avoid.test(name);
  return {
    hex: colour.hex,
    ...(name === '' ? {} : { name }),
    ...(role === '' ? {} : { role }),
    ...(avoid ? { avoid: true } : {}),
  };
}

/** The last clause of a sentence, without the words that lead to the colour; '' when that is no name either. */
function shortName(text: string): string {
  let name = text.length > LONGEST_NAME ? clean(text.split(/[,;:：–—(、，]/).at(-1) ?? '') : text;
  while (leading.test(name)) name = name.replace(leading, '');
  name = name.replace(trailing, '').replace(/^(["“„«「])(.*)["”»」]$/, '$2');
  return name.length > LONGEST_NAME ? '' : name;
}

/** Without the punctuation that is left when the colour is taken out of a sentence. */
function clean(text: string): string {
  return text
    .replace(/[(（]\s*[)）]/g, '')
    .replace(/^[\s:：;,.=()[\]–—|、，-]+(?!-)|[\s:：;,=([\]–—|、，-]+$/g, (match) =>
      /^-{2,}$/.test(match) ? match : '',
    )
    .replace(/^[(（](.*)[)）]$/, '$1')
    .replace(/[)）]$/, (match, _at: number, whole: string) => (/[(（]/.test(whole) ? match : ''))
    .trim();
}

/** A heading such as "Pine" names the colour below it; "Colour palette" does not. */
function isColourName(title: string): boolean {
  return (
    title !== '' &&
    title.split(' ').length <= 3 &&
    !says.colourWord.test(title) &&
    !says.avoid.test(title) &&
    !/colou?r|palette|brand|overview|logo|type|visual/i.test(title)
  );
}

function merge(colours: readonly BrandColour[]): BrandColour[] {
  const byHex = new Map<string, BrandColour>();
  for (const colour of colours) {
    const known = byHex.get(colour.hex);
    if (!known) byHex.set(colour.hex, colour);
    else {
      const { avoid: _, ...merged } = { ...colour, ...known };
      byHex.set(colour.hex, known.avoid && colour.avoid ? { ...merged, avoid: true } : merged);
    }
  }
  return [...byHex.values()];
}
