/** The one error of this folder: what was wrong, where, what to do instead. */
export type BundleErrorCode =
  | 'not_found'
  | 'not_allowed'
  | 'not_a_bundle'
  | 'unsafe_archive'
  | 'too_large'
  | 'broken_archive'
  | 'fetch_failed'
  | 'unknown_bundle'
  | 'unknown_file'
  | 'no_browser'
  | 'bad_value';

export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(
    readonly code: BundleErrorCode,
    message: string,
    /** What to do instead. */
    readonly hint: string,
    /** The argument at fault. */
    readonly path?: string,
  ) {
    super(message);
  }
}

/** A message of any thrown value, without its stack. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
