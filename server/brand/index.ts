/** Brands: their files, and what a designer needs to know from them. */

export { conceptsPerAngle } from './angle-entry.ts';
export { type AngleVisit, type LoggedAngle, readAngles } from './angle-index.ts';
export { BrandError } from './brand-error.ts';
export { type BrandFacts, imageFile } from './brand-facts.ts';
export type { BrandMemory } from './brand-memory.ts';
export {
  type BrandIdentity,
  type BrandStore,
  type BrandSummary,
  createBrandStore,
} from './brand-store.ts';
export { type BrandBrief, brandBriefSchema } from './brief-schema.ts';
export { type LoggedConcept, readConceptsLog } from './concept-log.ts';
export { isAlive, withFolderLock } from './folder-lock.ts';
export { type FormatCategory, formatCategories, formatCategory } from './format-categories.ts';
export type { LogEntry } from './log-entry.ts';
export { createBrand } from './new-brand.ts';
export { readProductSpec } from './product-spec.ts';
export type { BrandType } from './type-families.ts';
export { type Variety, varietyOf } from './variety.ts';
export type { BrandVoice } from './voice.ts';
export { type BrandWatch, createBrandWatch } from './watch.ts';
export { writeTogether } from './write-together.ts';
