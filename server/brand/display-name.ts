/** What a brand or product is called: as its file writes it, else made of its folder's name. */
import { sections } from './markdown.ts';

/** "slow-cream" as "Slow Cream". */
export const titleCase = (id: string): string =>
  id
    .split(/[-_\s]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** A folder's name has lost hyphens, capitals and marks that the first heading still has: "# Coca-Cola: overview". */
export function displayName(id: string, overview: string): string {
  const title = sections(overview).find(({ level }) => level === 1)?.title ?? '';
  const written = [title, ...title.split(/\s*[:|–—(]\s*/)].find((part) => plain(part) === plain(id));
  // All in lower case it is more often a note than a way to write the name.
  return written !== undefined && /\p{Lu}/u.test(written) ? written : titleCase(id);
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
