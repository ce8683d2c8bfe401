/** What was made before: `ads/concepts-log.md` (one block an ad) and `ads/angles.md` (one block an angle). */
import { type FormatCategory, formatCategories, formatCategory } from './format-categories.ts';
import { listItems, sections, tables } from './markdown.ts';

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
}

/** The log's blocks (`## Ad #3: Title (2026-02-14)` with a Level/Field table or a list), oldest first. */
export function readConceptsLog(markdown: string): LoggedConcept[] {
  const concepts: LoggedConcept[] = [];
  for (const section of sections(markdown)) {
    const heading = /^(?:ad|concept)\s*(?:#|no\.?\s*)?\s*(\d+)?\s*[:.–—-]*\s*(.*)$/i.exec(section.title);
    if (!heading || section.level < 2 || (heading[1] === undefined && !/[:#]/.test(section.title))) continue;
    const { title, date } = titleAndDate(heading[2] ?? '');
    const fields = fieldsOf(section.lines);
    const field = (pattern: RegExp) => fields.find(({ key }) => pattern.test(key))?.value;
    const format = field(/\bL2\b|format|category/i);
    const category = format === undefined ? undefined : categoryOf(format);
    concepts.push({
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
    });
  }
  return inOrder(concepts);
}

export interface LoggedAngle {
  name: string;
  date?: string;
  status?: string;
  /** Categories already used for it, in order, revisits included. */
  categories: FormatCategory[];
}

/** The angle index (`## Time Theft (2026-02-13)`, Status, numbered concepts, revisits). */
export function readAngles(markdown: string): LoggedAngle[] {
  const angles: LoggedAngle[] = [];
  for (const section of sections(markdown)) {
    if (section.level < 2) continue;
    const { title, date } = titleAndDate(section.title);
    const items = listItems(section.lines.map((line) => line.replace(/^\s+(?=\d|[-*+])/, '')));
    const status = items
      .map((item) => /^status:\s*(.+)$/i.exec(item)?.[1])
      .find((value) => value !== undefined);
    const categories = items.flatMap((item) => {
      const revisit = /^revisits?:\s*(.+)$/i.exec(item);
      if (revisit) return (revisit[1] ?? '').split(/[+,–—]/).map((part) => part.trim());
      return [item.split(/\s+[–—-]\s+|:\s/)[0] ?? ''];
    });
    angles.push({
      name: title,
      ...(date === undefined ? {} : { date }),
      ...given('status', status),
      categories: categories.map(formatCategory).filter((category) => category !== undefined),
    });
  }
  return angles;
}

export interface Variety {
  /** Formats of the last three ads: do not repeat them. */
  avoid: string[];
  /** Formats not used in the last eight ads: never used ones first, then the ones longest ago. */
  unused: string[];
}

export function varietyOf(concepts: readonly LoggedConcept[]): Variety {
  const used = concepts.flatMap(({ category }) => (category ? [category.id] : []));
  const recent = new Set(used.slice(-8));
  const lastUse = (id: string) => used.lastIndexOf(id);
  return {
    avoid: [...new Set(used.slice(-3).reverse())].map(nameOf),
    unused: formatCategories
      .filter(({ id }) => !recent.has(id))
      .sort((a, b) => lastUse(a.id) - lastUse(b.id))
      .map(({ name }) => name),
  };
}

function nameOf(id: string): string {
  return formatCategories.find((category) => category.id === id)?.name ?? id;
}

/** "Comparison (split)" and "Comparison: morning vs night" are comparisons. */
function categoryOf(written: string): FormatCategory | undefined {
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

function titleAndDate(heading: string): { title: string; date?: string } {
  const match = /^(.*?)\s*[([]?(\d{4}-\d{2}-\d{2})[)\]]?\s*$/.exec(heading);
  const unquote = (text: string) => text.replace(/^["“”]|["“”]$/g, '').trim();
  if (!match) return { title: unquote(heading) };
  return { title: unquote(match[1] ?? ''), date: match[2] ?? '' };
}

/** Logs are written downwards or upwards: numbers, then dates, say which. */
function inOrder(concepts: LoggedConcept[]): LoggedConcept[] {
  const key = ({ number, date }: LoggedConcept) => number ?? date;
  const first = key(concepts[0] ?? { title: '' });
  const last = key(concepts.at(-1) ?? { title: '' });
  const upwards = first !== undefined && last !== undefined && typeof first === typeof last && first > last;
  return upwards ? [...concepts].reverse() : concepts;
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]?: string });
}
