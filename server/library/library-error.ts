/** The one error of this folder: what was wrong, where, and what to do instead. */

export type LibraryErrorCode =
  | 'damaged'
  | 'locked'
  | 'newer'
  | 'not_writable'
  | 'not_a_folder'
  | 'not_found'
  | 'bad_value'
  | 'unreadable';

/** The command that makes the index anew; it never touches the pictures. */
export const rebuildCommand = 'adsmith library rebuild';

export class LibraryError extends Error {
  override readonly name = 'LibraryError';

  constructor(
    readonly code: LibraryErrorCode,
    message: string,
    /** What to do instead. */
    readonly hint: string,
    /** The argument or file that was wrong. */
    readonly path?: string,
  ) {
    super(message);
  }
}

/** What SQLite says, as an error a person can act on. Anything else comes back as it is. */
export function asLibraryError(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) {
    return new LibraryError(
      'damaged',
      `The ad library's index is damaged (${error.message}).`,
      `Run \`${rebuildCommand}\`: it reads the folders again. The pictures themselves are not touched.`,
      file,
    );
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new LibraryError(
      'locked',
      "The ad library's index is locked by another process.",
      `Wait for a running import to end and try again. If none is running, close programs that have the file open, or run \`${rebuildCommand}\`.`,
      file,
    );
  }
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|FULL)/.test(code)) {
    return new LibraryError(
      'not_writable',
      `The ad library's index cannot be used (${error.message}).`,
      'Check that the folder exists, has room, and may be written by this user; ADSMITH_HOME names another one.',
      file,
    );
  }
  return error;
}

/** The `SQLITE_...` code of an error of the driver; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('SQLITE_')
    ? error.code
    : undefined;
}
