/** What was made before: `ads/concepts-log.md`, one block an ad. */
import { type FormatCategory, formatCategory } from './format-categories.ts';
import { listItems, type Section, sections, tables } from './markdown.ts';

export interface LoggedConcept {
  number?: number;
  title: string;
  /** ISO date, if the heading has one. */
  date?: string;
  angle?: string;
  /** As written. */
  format?: string;
  category?: FormatCategory;
  execution?: string;
  position?: string;
  shot?: string;
  background?: string;
  product?: string;
}

/** A concept and its block in the file, which reaches over its subsections. */
export interface LogBlock {
  concept: LoggedConcept;
  section: Section;
  /** Byte offset of its end. */
  end: number;
}

/** The log's blocks (`## Ad #3: Title (2026-02-14)` with a Level/Field table or a list), oldest first. */
export function readConceptsLog(markdown: string | Uint8Array): LoggedConcept[] {
  const concepts = readLogBlocks(markdown).map(({ concept }) => concept);
  return isNewestFirst(concepts) ? concepts.reverse() : concepts;
}

/** The log's blocks in the order of the file. */
export function readLogBlocks(markdown: string | Uint8Array): LogBlock[] {
  const all = sections(markdown);
  return all.flatMap((section, index) => {
    const concept = conceptOf(section);
    if (!concept) return [];
    const after = all.slice(index + 1).find(({ level }) => level <= section.level);
    return [{ concept, section, end: after?.start ?? all.at(-1)?.end ?? section.end }];
  });
}

function conceptOf(section: Section): LoggedConcept | undefined {
  const heading = /^(?:ad|concept)(?![a-z])\s*(?:#|no\.?\s*)?\s*(\d+)?\s*[:.–—-]*\s*(.*)$/i.exec(
    section.title,
  );
  if (!heading || section.level < 2) return undefined;
  if (heading[1] === undefined && !/[:#]/.test(section.title)) return undefined;
  const { title, date } = titleAndDate(heading[2] ?? '');
  const fields = fieldsOf(section.lines);
  const field = (pattern: RegExp) => fields.find(({ key }) => pattern.test(key))?.value;
  const format = field(/\bL2\b|format|category/i);
  const category = format === undefined ? undefined : categoryOf(format);
  return {
    title,
    ...(heading[1] === undefined ? {} : { number: Number(heading[1]) }),
    ...(date === undefined ? {} : { date }),
    ...given('angle', field(/\bL1\b|angle/i)),
    ...given('format', format),
    ...(category === undefined ? {} : { category }),
    ...given('execution', field(/\bL3\b|execution/i)),
    ...given('position', field(/position/i)),
    ...given('shot', field(/shot/i)),
    ...given('background', field(/background/i)),
    ...given('product', field(/\bproduct$/i)),
  };
}

/** Logs are written downwards or upwards: numbers, then dates, say which. */
export function isNewestFirst(entries: readonly { number?: number; date?: string }[]): boolean {
  const key = ({ number, date }: { number?: number; date?: string }) => number ?? date;
  const first = key(entries[0] ?? {});
  const last = key(entries.at(-1) ?? {});
  return first !== undefined && last !== undefined && typeof first === typeof last && first > last;
}

/** "Comparison (split)" and "Comparison: morning vs night" are comparisons. */
export function categoryOf(written: string): FormatCategory | undefined {
  return formatCategory(written) ?? formatCategory(written.split(/[(:,–—]|\s-\s/)[0] ?? '');
}

function fieldsOf(lines: readonly string[]): { key: string; value: string }[] {
  const rows = tables(lines).flatMap(({ rows }) =>
    rows.map((row) => ({ key: row.slice(0, -1).join(' '), value: row.at(-1) ?? '' })),
  );
  const items = listItems(lines).flatMap((item) => {
    const match = /^([^:]{1,40}):\s*(.+)$/.exec(item);
    return match ? [{ key: match[1] ?? '', value: match[2] ?? '' }] : [];
  });
  return [...rows, ...items].filter(({ value }) => value !== '' && !/^(-|–|—|todo|tbd|n\/a)$/i.test(value));
}

/** "Time Theft (2026-02-13)" -> title and date. */
export function titleAndDate(heading: string): { title: string; date?: string } {
  const match = /^(.*?)\s*[([]?(\d{4}-\d{2}-\d{2})[)\]]?\s*$/.exec(heading);
  const unquote = (text: string) => text.replace(/^["“”]|["“”]$/g, '').trim();
  if (!match) return { title: unquote(heading) };
  return { title: unquote(match[1] ?? ''), date: match[2] ?? '' };
}

/** The key only where there is a value. */
export function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]?: string });
}
