/** The ad library: folders of reference ads, indexed so that an agent finds the right ones and sees them at a glance. */

export { contactSheet, pixelsOf } from './contact-sheet.ts';
export type { ImportReport } from './importer.ts';
export {
  type ImportJob,
  importFolders,
  rebuildIndex,
  removeFromIndex,
  statsOfIndex,
  tagInIndex,
} from './jobs.ts';
export { createLibrary, type Library } from './library.ts';
export { LibraryError } from './library-error.ts';
export type { LibraryStats } from './maintenance.ts';
export type { BrowsePage, BrowseRequest, LibraryRow, LikeSource } from './request.ts';
