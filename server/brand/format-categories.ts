/** The ten format categories (L2) and how people write them. */
import { z } from 'zod';
import data from './data/format-categories.json' with { type: 'json' };

export interface FormatCategory {
  id: string;
  name: string;
  /** What it looks like. */
  about: string;
  /** When it serves an angle. */
  when: string;
  aliases: string[];
}

const schema = z.object({
  categories: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      about: z.string(),
      when: z.string(),
      aliases: z.array(z.string()),
    }),
  ),
});

export const formatCategories: readonly FormatCategory[] = schema.parse(data).categories;

const byName = new Map(
  formatCategories.flatMap((category) =>
    [category.id, category.name, ...category.aliases].map((name) => [plain(name), category] as const),
  ),
);

/** The category a name, id or alias stands for; undefined if it stands for none. Case and punctuation do not matter. */
export function formatCategory(written: string): FormatCategory | undefined {
  const wanted = plain(written);
  if (wanted === '') return undefined;
  return byName.get(wanted);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
