/** Colours as brand teams write them: tables, lists, CSS variables, "Primary: Pine (#1f3b33)". Nothing is invented. */
import { plainText, sections, tables } from './markdown.ts';

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

const hexPattern = /(?<![\w/#&])#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})(?![\w-])/gi;
const labelledPattern = /\bhex(?:\s*code)?\s*[:=]?\s*([0-9a-f]{6})\b/gi;
const rgbPattern =
  /\brgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*[\d.]+%?\s*)?\)/gi;
const roleWords =
  /^(primary|secondary|tertiary|accent|background|surface|text|body|headline|ink|cta|button|link|highlight|base|neutral|dark|light|brand|main|border|success|error|warning)\b/i;
const avoidWords = /\b(never|avoid|do not|don['’]t|not used|retired|old)\b/i;

/** All colours of a Markdown file, in order, each once. */
export function readColours(markdown: string): BrandColour[] {
  const found: BrandColour[] = [];
  for (const section of sections(markdown)) {
    const avoided = avoidWords.test(section.title);
    const inTables = tables(section.lines).flatMap((table) =>
      table.rows.flatMap((row) => fromRow(table.header, row)),
    );
    const inLines = section.lines.filter((line) => !/^\s*\|/.test(line)).flatMap(fromLine);
    for (const colour of [...inTables, ...inLines]) {
      const named = colour.name === undefined && isColourName(section.title) ? { name: section.title } : {};
      found.push({ ...colour, ...named, ...(avoided || colour.avoid ? { avoid: true } : {}) });
    }
  }
  return merge(found);
}

function fromRow(header: readonly string[], row: readonly string[]): BrandColour[] {
  const hexAt = row.findIndex((cell) => hexes(cell).length > 0);
  const hex = hexes(row[hexAt] ?? '')[0];
  if (hex === undefined) return [];
  const column = (pattern: RegExp) => {
    const index = header.findIndex((title, at) => at !== hexAt && pattern.test(title));
    return index < 0 ? undefined : row[index];
  };
  const own = clean((row[hexAt] ?? '').replace(hexPattern, ''));
  const first = row.find((cell, index) => index !== hexAt && cell !== '');
  let name = column(/name|colou?r|swatch|token/i) ?? (own || first);
  let role = column(/role|use|usage|where|for|purpose|notes?/i);
  if (!name && role) [name, role] = [role, undefined];
  if (role === name) role = undefined;
  return [tidy({ hex, name, role })];
}

function fromLine(line: string): BrandColour[] {
  const matches = hexes(line);
  if (matches.length === 0) return [];
  const text = plainText(line.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, ''));
  if (matches.length === 1) return [fromText(text)].flat();
  // "Pine #1f3b33, Oat #f4ecdf and Clay #bf5b3a": cut so that each piece has one colour.
  const pieces = text.split(/(?<=#[0-9a-f]{3,8}\)?)\s*(?:[,;/|·+&]|and\b)\s*/i);
  if (pieces.every((piece) => hexes(piece).length <= 1)) return pieces.flatMap(fromText);
  return matches.map((hex) => ({ hex }));
}

function fromText(text: string): BrandColour[] {
  const hex = hexes(text)[0];
  if (hex === undefined) return [];
  const at = text.search(
    new RegExp(`${hexPattern.source}|${labelledPattern.source}|${rgbPattern.source}`, 'i'),
  );
  const rest = text
    .slice(at)
    .replace(new RegExp(`^(?:${hexPattern.source}|${labelledPattern.source}|${rgbPattern.source})`, 'i'), '');
  const before = clean(text.slice(0, at).replace(/\b(hex|rgb)\b\s*[:=]?/gi, ''));
  const after = clean(rest.replace(hexPattern, '').replace(rgbPattern, ''));
  const variable = /^-{2,}([\w-]+)$/.exec(before);
  if (variable) return [tidy({ hex, name: variable[1]?.replace(/^(colou?r)-/, ''), role: after })];
  const parts = before.split(/\s*[:=–—]\s*|\s+-\s+/).filter((part) => part !== '');
  if (parts.length >= 2) {
    const [left = '', ...right] = parts;
    const others = right.join(', ');
    return [
      tidy(
        roleWords.test(left)
          ? { hex, name: others, role: after === '' ? left : `${left}, ${after}` }
          : { hex, name: left, role: after === '' ? others : `${others}, ${after}` },
      ),
    ];
  }
  if (before !== '') return [tidy({ hex, name: before, role: after })];
  // "#1f3b33 Pine - headlines"
  const [name, ...role] = after.split(/\s*[:,(–—]\s*|\s+-\s+/);
  return [tidy({ hex, name, role: clean(role.join(', ')) })];
}

/** Every colour of a text as `#rrggbb`. Three digits count only with a letter: "#123" is a number more often. */
function hexes(text: string): string[] {
  const found: { at: number; hex: string }[] = [];
  for (const match of text.matchAll(hexPattern)) {
    const digits = (match[1] ?? '').toLowerCase();
    if (digits.length === 3 && !/[a-f]/.test(digits)) continue;
    found.push({ at: match.index, hex: `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}` });
  }
  if (found.length === 0) {
    for (const match of text.matchAll(labelledPattern)) {
      found.push({ at: match.index, hex: `#${(match[1] ?? '').toLowerCase()}` });
    }
    for (const match of text.matchAll(rgbPattern)) {
      const channels = match.slice(1, 4).map(Number);
      if (channels.some((channel) => channel > 255)) continue;
      found.push({
        at: match.index,
        hex: `#${channels.map((c) => c.toString(16).padStart(2, '0')).join('')}`,
      });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ hex }) => hex);
}

function tidy(colour: { hex: string; name?: string | undefined; role?: string | undefined }): BrandColour {
  const name = clean(colour.name ?? '');
  const role = clean(colour.role ?? '');
  const avoid = avoidWords.test(name);
  return {
    hex: colour.hex,
    ...(name === '' ? {} : { name }),
    ...(role === '' ? {} : { role }),
    ...(avoid ? { avoid: true } : {}),
  };
}

/** Without the punctuation that is left when the colour is taken out of a sentence. */
function clean(text: string): string {
  return text
    .replace(/\(\s*\)/g, '')
    .replace(/^[\s:;,.=()[\]–—|-]+(?!-)|[\s:;,=([\]–—|-]+$/g, (match) => (/^-{2,}$/.test(match) ? match : ''))
    .replace(/^\((.*)\)$/, '$1')
    .replace(/\)$/, (match, _at: number, whole: string) => (whole.includes('(') ? match : ''))
    .trim();
}

/** A heading such as "Pine" names the colour below it; "Colour palette" does not. */
function isColourName(title: string): boolean {
  return (
    title !== '' &&
    title.split(' ').length <= 3 &&
    !/colou?r|palette|brand|overview|logo|type|visual/i.test(title)
  );
}

function merge(colours: readonly BrandColour[]): BrandColour[] {
  const byHex = new Map<string, BrandColour>();
  for (const colour of colours) {
    const known = byHex.get(colour.hex);
    byHex.set(colour.hex, known ? { ...colour, ...known } : colour);
  }
  return [...byHex.values()];
}
