/** Choosing templates: what must hold, then what comes closest. */
import type { AspectClass } from '../../schemas/composition.ts';
import { likeness } from './describe.ts';
import type { StoredTemplate } from './template-store.ts';

export interface TemplateQuery {
  formatCategory?: string | undefined;
  aspect?: AspectClass | undefined;
  minTexts?: number | undefined;
  maxTexts?: number | undefined;
  hasProduct?: boolean | undefined;
  /** Words that must all occur in name, layout, tags, category or origin. */
  text?: string | undefined;
  /** A map (see describe.ts) the layout should resemble. */
  near?: string | undefined;
}

/** Those that match; with `near` the most alike first, else in the order of the store. */
export function findTemplates(all: readonly StoredTemplate[], query: TemplateQuery): StoredTemplate[] {
  const words = (query.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(
    (template) =>
      (query.formatCategory === undefined || template.formatCategory === query.formatCategory) &&
      (query.aspect === undefined || template.aspect === query.aspect) &&
      (query.minTexts === undefined || template.textNodes >= query.minTexts) &&
      (query.maxTexts === undefined || template.textNodes <= query.maxTexts) &&
      (query.hasProduct === undefined || (template.productPlacement !== 'none') === query.hasProduct) &&
      words.every((word) => haystack(template).includes(word)),
  );
  const { near } = query;
  if (near === undefined) return found;
  return found.toSorted((a, b) => likeness(b.map, near) - likeness(a.map, near));
}

const haystack = ({
  name,
  layout,
  tags,
  formatCategory,
  createdFrom,
  placement,
  productPlacement,
}: StoredTemplate) =>
  [name, layout, ...tags, formatCategory, createdFrom, placement, productPlacement].join(' ').toLowerCase();
