/** Which formats a brand has used lately, and which it has not. */
import type { LoggedConcept } from './concept-log.ts';
import { formatCategories } from './format-categories.ts';

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
