/**
 * Just enough Markdown to read what brand teams write: headings, lists, tables, paragraphs. Nothing is rendered.
 */
import { bomLength, type SourceLine, sourceLines } from './source-lines.ts';

export interface Section {
  /** Heading text without marks; '' for what stands before the first heading. */
  title: string;
  /** 1-6; 0 for the part before the first heading. */
  level: number;
  /** Titles of the headings around it, outermost first, its own last. */
  path: string[];
  /** Its text, code included; without comments and the marks of code fences. */
  lines: string[];
  /** Byte offsets in the file: of the heading, and of the next heading or the end. */
  start: number;
  end: number;
  /** Its lines that are structure (no code, no comments), with their places. */
  source: SourceLine[];
}

/** Sections in order; each holds only its own lines, not those of its subsections. Code fences are kept as lines. */
export function sections(markdown: string | Uint8Array): Section[] {
  const bytes = typeof markdown === 'string' ? Buffer.from(markdown) : markdown;
  const lines = sourceLines(bytes);
  const start = bomLength(bytes);
  const result: Section[] = [
    { title: '', level: 0, path: [], lines: [], start, end: bytes.length, source: [] },
  ];
  const open: Section[] = [];
  let underlined = false;
  for (const [index, line] of lines.entries()) {
    const current = result.at(-1);
    if (line.hidden) {
      if (line.hidden === 'code') current?.lines.push(line.text);
      underlined = false;
      continue;
    }
    const next = lines[index + 1];
    const heading = headingOf(line.text, next?.hidden ? undefined : next?.text);
    if (!heading) {
      if (!underlined) {
        current?.lines.push(line.text);
        current?.source.push(line);
      }
      underlined = false;
      continue;
    }
    underlined = heading.underlined;
    if (current) current.end = line.start;
    while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop();
    const section: Section = {
      title: heading.title,
      level: heading.level,
      path: [...open.map((outer) => outer.title), heading.title],
      lines: [],
      start: line.start,
      end: bytes.length,
      source: [],
    };
    open.push(section);
    result.push(section);
  }
  return result;
}

function headingOf(
  line: string,
  next: string | undefined,
): { title: string; level: number; underlined: boolean } | undefined {
  const hashes = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  if (hashes)
    return { title: plainText(hashes[2] ?? ''), level: (hashes[1] ?? '').length, underlined: false };
  if (next !== undefined && isUnderline(next, line)) {
    return { title: plainText(line), level: next.trim().startsWith('=') ? 1 : 2, underlined: true };
  }
  return undefined;
}

/** A setext underline: `===` or `---` right below a line of text that is no list item or table row. */
function isUnderline(line: string, above: string | undefined): boolean {
  return /^ {0,3}(={2,}|-{3,})\s*$/.test(line) && above !== undefined && /^\s*[^\s\-*+|>#]/.test(above);
}

/** Text without emphasis, code marks, links, HTML and escapes. */
export function plainText(markdown: string): string {
  // Most lines have no marks at all.
  if (!/[*_`[\]<\\]/.test(markdown)) return markdown.replace(/\s+/g, ' ').trim();
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)<[^>]{0,200}>/g, '')
    .replace(/(\*\*|__|`)/g, '')
    .replace(/(^|[\s(])[*_](\S(?:.*?\S)?)[*_](?=$|[\s).,;:!?])/g, '$1$2')
    .replace(/\\([\\|<>])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Items of bulleted and numbered lists, as plain text; indented follow-on lines belong to their item. */
export function listItems(lines: readonly string[]): string[] {
  const items: string[] = [];
  let inItem = false;
  for (const line of lines) {
    const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/.exec(line);
    if (item) {
      items.push(item[1] ?? '');
      inItem = true;
    } else if (inItem && /^\s+\S/.test(line)) {
      items.push(`${items.pop() ?? ''} ${line.trim()}`);
    } else {
      inItem = false;
    }
  }
  return items.map(plainText).filter((item) => item !== '');
}

/** Paragraphs as plain text: runs of lines that are no list, table, quote or rule. */
export function paragraphs(lines: readonly string[]): string[] {
  const result: string[] = [];
  let current = '';
  for (const line of [...lines, '']) {
    const isText = line.trim() !== '' && !/^\s*(?:[-*+]\s|\d{1,3}[.)]\s|[|>]|-{3,}\s*$)/.test(line);
    if (isText) {
      current = `${current} ${line.trim()}`;
    } else {
      if (current.trim() !== '') result.push(plainText(current));
      current = '';
    }
  }
  return result;
}

export interface Table {
  header: string[];
  rows: string[][];
}

/** Pipe tables; cells as plain text. */
export function tables(lines: readonly string[]): Table[] {
  const result: Table[] = [];
  for (const [index, line] of lines.entries()) {
    if (!isRule(line)) continue;
    const header = cells(lines[index - 1] ?? '');
    const rows: string[][] = [];
    for (const row of lines.slice(index + 1)) {
      if (!row.includes('|')) break;
      rows.push(cells(row));
    }
    if (header.length > 0) result.push({ header, rows });
  }
  return result;
}

const isRule = (line: string) =>
  line.includes('|') && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line);

function cells(line: string): string[] {
  if (!line.includes('|')) return [];
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => plainText(cell.replace(/\\\|/g, '|')));
}
