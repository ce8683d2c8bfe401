/** Category names as people write them: a format category (L2), one of its aliases, or a folder's name. */
import { formatCategories, formatCategory } from '../brand/index.ts';
import { plain } from './category.ts';
import type { Database } from './database.ts';
import { LibraryError } from './library-error.ts';

export interface NameMasks {
  /** 1 at the ids that are meant. */
  category: Uint8Array;
  format: Uint8Array;
}

interface Named {
  id: number;
  name: string;
}

/** The categories and formats `asked` means. Throws `LibraryError` (`bad_value`) for a name there is nothing of. */
export function masksOf(database: Database, asked: readonly string[]): NameMasks {
  const categories = database.prepare<[], Named>('SELECT id, name FROM category').all();
  const formats = database.prepare<[], Named>('SELECT id, name FROM format').all();
  const masks = { category: mask(categories), format: mask(formats) };
  for (const name of asked) {
    const format = formatCategory(name)?.id;
    const wanted = plain(name);
    const inFormats = formats.filter((known) => known.name === format);
    const inCategories = categories.filter((known) => plain(known.name) === wanted);
    if (format === undefined && inCategories.length === 0) {
      throw new LibraryError(
        'bad_value',
        `There is no category "${name}" in the ad library.`,
        `Formats: ${formatCategories.map(({ id }) => id).join(', ')}. Folders: ${listed(categories)}.`,
        'category',
      );
    }
    for (const { id } of inFormats) masks.format[id] = 1;
    for (const { id } of inCategories) masks.category[id] = 1;
  }
  return masks;
}

const mask = (rows: readonly Named[]) =>
  new Uint8Array(rows.reduce((most, { id }) => Math.max(most, id), 0) + 1);

function listed(categories: readonly Named[]): string {
  const names = categories.map(({ name }) => name).sort();
  return names.length === 0
    ? '(none)'
    : `${names.slice(0, 30).join(', ')}${names.length > 30 ? `, and ${names.length - 30} more` : ''}`;
}
