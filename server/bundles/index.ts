/** Design bundles: Claude Design handoffs and Figma Make exports, parsed, reconciled with a project, kept track of. */
export { createLazyBundles, type LazyBundles } from './lazy-bundles.ts';
export type { BundleService, ParsedBundle } from './service.ts';
