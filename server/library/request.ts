/** What can be asked of the library, and what it answers. */
import type { ContactSheet } from './contact-sheet.ts';

/** A picture to find similar ones to: one of the library, a file in readable folders, or bytes (a frame, say). */
export type LikeSource =
  | { id: number }
  | { path: string; roots: readonly string[] }
  | { bytes: Uint8Array; name: string };

export interface BrowseRequest {
  /** Format categories or folders, any of them. */
  categories?: readonly string[] | undefined;
  text?: string | undefined;
  /** sRGB 0..1; a picture has them all within `tolerance` (OKLab distance). */
  palette?: readonly { r: number; g: number; b: number }[] | undefined;
  tolerance?: number | undefined;
  /** Width / height. */
  ratio?: number | undefined;
  like?: LikeSource | undefined;
  /** Leave out what this brand's concepts used. */
  notUsedBy?: string | undefined;
  /** 0 the best matches, 1 the most unlike one another. */
  diversity?: number | undefined;
  seed?: number | undefined;
  count: number;
}

export interface LibraryRow {
  id: number;
  /** Format category if there is one, else the folder. */
  category: string;
  width: number;
  height: number;
  /** #rrggbb, most used first. */
  palette: string[];
  text?: string;
  tags: string[];
  licence?: string;
  source?: string;
  brand?: string;
  angle?: string;
  /** Absolute. */
  path: string;
}

export interface BrowsePage {
  /** In the order of the numbers on the sheet. */
  rows: LibraryRow[];
  sheet?: ContactSheet;
  /** Pictures that match in all. */
  matches: number;
  seed: number;
  /** For the next page. */
  cursor?: string;
  /** 'any': not enough pictures have all words of the text. */
  match?: 'all' | 'any';
  notes: string[];
}
