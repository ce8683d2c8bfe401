/** Which angles a brand has explored: `ads/angles.md`, one block an angle. */
import { categoryOf, given, titleAndDate } from './concept-log.ts';
import type { FormatCategory } from './format-categories.ts';
import { plainText, type Section, sections } from './markdown.ts';
import type { SourceLine } from './source-lines.ts';

/** One round of up to four concepts for an angle. */
export interface AngleVisit {
  /** 0: the first visit; 1 and up: revisits. */
  number: number;
  /** ISO date of a revisit. */
  date?: string;
  /** Concepts it has, those of unknown format included. */
  count: number;
  categories: FormatCategory[];
}

export interface LoggedAngle {
  name: string;
  date?: string;
  status?: string;
  visits: AngleVisit[];
  /** Categories already used for it, in order, revisits included. */
  categories: FormatCategory[];
}

/** A list item of an angle's block, with the last of its lines. */
export interface AngleItem {
  line: SourceLine;
  last: SourceLine;
  indent: string;
  /** "3" and "." of "3. Editorial", or a bullet. */
  number?: number;
  marker: string;
  text: string;
}

/** An angle and the parts of its block that can be added to. */
export interface AngleBlock {
  angle: LoggedAngle;
  section: Section;
  /** Byte offset of its end. */
  end: number;
  lines: SourceLine[];
  status?: AngleItem;
  /** The "Concepts:" line. */
  heading?: AngleItem;
  concepts: AngleItem[];
  revisits: AngleItem[];
}

/** The angle index (`## Time Theft (2026-02-13)`, Status, numbered concepts, revisits). */
export function readAngles(markdown: string | Uint8Array): LoggedAngle[] {
  return readAngleBlocks(markdown).map(({ angle }) => angle);
}

/** The same with the places in the file, in its order. */
export function readAngleBlocks(markdown: string | Uint8Array): AngleBlock[] {
  const all = sections(markdown);
  const blocks: AngleBlock[] = [];
  for (const [index, section] of all.entries()) {
    if (section.level < 2) continue;
    const inside = blocks.at(-1);
    const nested = inside !== undefined && section.start < inside.end;
    if (nested && !hasFacts(section)) continue;
    const following = all.slice(index + 1);
    const after = following.findIndex(({ level }) => level <= section.level);
    const below = after < 0 ? following : following.slice(0, after);
    // A heading over other angles ("2026") is none itself.
    const deeper = below.findIndex(hasFacts);
    if (deeper >= 0 && !hasFacts(section)) continue;
    const own = deeper < 0 ? below : below.slice(0, deeper);
    const end = own.at(-1)?.end ?? section.end;
    blocks.push(
      blockOf(
        section,
        [section, ...own].flatMap(({ source }) => source),
        end,
      ),
    );
  }
  return blocks;
}

/** A date or a status makes a section an angle. */
function hasFacts(section: Section): boolean {
  return (
    titleAndDate(section.title).date !== undefined ||
    section.source.some(({ text }) => /^\s*[-*+]?\s*\W{0,2}status\W{0,2}:/i.test(text))
  );
}

function blockOf(section: Section, lines: SourceLine[], end: number): AngleBlock {
  const block: Omit<AngleBlock, 'angle'> = { section, end, lines, concepts: [], revisits: [] };
  const visits: AngleVisit[] = [{ number: 0, count: 0, categories: [] }];
  let item: AngleItem | undefined;
  let revisiting: AngleItem | undefined;
  for (const line of lines) {
    const next = itemOf(line);
    if (!next) {
      if (item && /^\s/.test(line.text) && line.text.trim() !== '') item.last = line;
      continue;
    }
    item = next;
    if (revisiting && next.indent.length > revisiting.indent.length) {
      revisiting.last = line;
      addTo(visits.at(-1), [categoryOf(head(next.text))]);
      continue;
    }
    revisiting = undefined;
    const revisit = /^revisits?\s*:?\s*(\d+)?\s*[:(]?\s*(\d{4}-\d{2}-\d{2})?\)?\s*[–—:-]*\s*(.*)$/i.exec(
      next.text,
    );
    if (revisit) {
      const [, number, date, rest = ''] = revisit;
      const categories = rest
        .split(/\s*[+,;–—]\s*|\s+and\s+/)
        .flatMap((part) => categoryOf(head(part)) ?? []);
      // "Revisits: none" and "Revisits: 0" are none.
      if (Number(number) === 0 || (!number && !date && rest !== '' && categories.length === 0)) continue;
      revisiting = next;
      block.revisits.push(next);
      visits.push({
        number: Math.min(Number(number ?? visits.length), 99),
        ...given('date', date),
        count: 0,
        categories: [],
      });
      addTo(visits.at(-1), categories);
    } else if (/^status\s*:/i.test(next.text)) block.status ??= next;
    else if (/^concepts?\s*:?$/i.test(next.text)) block.heading ??= next;
    else {
      const category = categoryOf(head(next.text));
      if (!category && next.number === undefined) continue;
      block.concepts.push(next);
      addTo(visits[0], [category]);
    }
  }
  const { title, date } = titleAndDate(section.title);
  const angle: LoggedAngle = {
    name: title,
    ...given('date', date),
    ...given('status', block.status && /^status\s*:\s*(.+)$/i.exec(block.status.text)?.[1]),
    visits,
    categories: visits.flatMap(({ categories }) => categories),
  };
  return { ...block, angle };
}

function addTo(visit: AngleVisit | undefined, categories: readonly (FormatCategory | undefined)[]): void {
  if (!visit) return;
  visit.count += categories.length;
  visit.categories.push(...categories.filter((category) => category !== undefined));
}

/** "Editorial — "Four minutes" — big type" -> "Editorial". */
const head = (text: string): string => text.split(/\s+[–—-]\s+|:\s/)[0] ?? '';

function itemOf(line: SourceLine): AngleItem | undefined {
  const match = /^(\s*)(?:(\d{1,3})([.)])|([-*+]))\s+(?:\[[ xX]\]\s+)?(.*)$/.exec(line.text);
  if (!match) return undefined;
  const [, indent = '', number, delimiter, bullet, text = ''] = match;
  return {
    line,
    last: line,
    indent,
    ...(number === undefined ? {} : { number: Number(number) }),
    marker: bullet ?? delimiter ?? '-',
    text: plainText(text),
  };
}
