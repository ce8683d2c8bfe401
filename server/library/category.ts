/** Folder names as format categories (L2). */
import { type FormatCategory, formatCategories, formatCategory } from '../brand/index.ts';

/**
 * The id of the format category a folder or sidecar means: its name or one of its aliases as such ("Before & After"),
 * else the longest of them that stands in it as whole words ("2024 testimonials, skincare").
 */
export function formatOf(written: string): string | undefined {
  const whole = formatCategory(written);
  if (whole) return whole.id;
  const text = ` ${plain(written)} `;
  let best: { category: FormatCategory; length: number } | undefined;
  for (const category of formatCategories) {
    for (const name of [category.name, category.id, ...category.aliases].map(plain)) {
      if (text.includes(` ${name} `) && name.length > (best?.length ?? 0))
        best = { category, length: name.length };
    }
  }
  return best?.category.id;
}

/** Lower case words with single spaces, so that "before-after" and "Before / After" are one name. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();

/** The folder below the root a picture is in, and its sub-folders; a picture in the root itself is in the root's. */
export function categoryOf(path: string, rootName: string): { category: string; subfolders: string[] } {
  const folders = path.split('/').slice(0, -1);
  const [category = rootName, ...subfolders] = folders;
  return { category, subfolders };
}
