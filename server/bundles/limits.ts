/**
 * What a bundle may cost. Of 45 real handoff bundles the largest had 148 files and 14.8 MB unpacked; Figma Make exports
 * run to some hundred files. The limits leave room above that and keep a hostile archive cheap.
 */
export interface BundleLimits {
  /** Compressed bytes read from disk or network. */
  archiveBytes: number;
  /** Entries of any kind, folders included. */
  entries: number;
  /** Unpacked bytes of one file. */
  fileBytes: number;
  /** Unpacked bytes of all files. */
  totalBytes: number;
  /** Unpacked over compressed bytes, judged once `ratioFloorBytes` have come out. */
  ratio: number;
  ratioFloorBytes: number;
  /** Bytes of one entry's name. */
  nameBytes: number;
  /** Folders above one file. */
  depth: number;
  /** Text of a larger file is not parsed, only listed. One is held in memory at a time. */
  parsedTextBytes: number;
  fetchMs: number;
  redirects: number;
}

const mega = 1024 * 1024;

export const bundleLimits: BundleLimits = {
  archiveBytes: 128 * mega,
  entries: 10_000,
  fileBytes: 64 * mega,
  totalBytes: 256 * mega,
  ratio: 150,
  ratioFloorBytes: 8 * mega,
  nameBytes: 1024,
  depth: 32,
  parsedTextBytes: 4 * mega,
  fetchMs: 60_000,
  redirects: 3,
};
