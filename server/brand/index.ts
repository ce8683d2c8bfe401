/** Brands: their files, and what a designer needs to know from them. */

export { BrandError } from './brand-error.ts';
export type { BrandFacts } from './brand-facts.ts';
export { type BrandStore, type BrandSummary, createBrandStore } from './brand-store.ts';
export { type BrandBrief, brandBriefSchema } from './brief-schema.ts';
export {
  type LoggedAngle,
  type LoggedConcept,
  readAngles,
  readConceptsLog,
  type Variety,
  varietyOf,
} from './concepts.ts';
export { type FormatCategory, formatCategories, formatCategory } from './format-categories.ts';
export type { BrandType } from './type-families.ts';
export type { BrandVoice } from './voice.ts';
