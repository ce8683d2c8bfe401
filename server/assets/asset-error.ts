/** The one error of this folder: what was wrong, where, and what to do instead. */

export type AssetErrorCode =
  | 'not_found'
  | 'not_allowed'
  | 'not_a_file'
  | 'too_large'
  | 'unsupported'
  | 'broken'
  | 'bad_value';

export interface AssetErrorData {
  code: AssetErrorCode;
  /** What was wrong, as a sentence without the file's name. */
  what: string;
  /** The path or argument as the caller gave it. */
  where: string;
  /** What to do instead. */
  instead: string;
}

export class AssetError extends Error {
  override readonly name = 'AssetError';
  readonly code: AssetErrorCode;
  readonly what: string;
  readonly where: string;
  readonly instead: string;

  constructor(data: AssetErrorData) {
    super(`${data.where}: ${data.what}. ${data.instead}`);
    this.code = data.code;
    this.what = data.what;
    this.where = data.where;
    this.instead = data.instead;
  }
}

/** The `code` of a Node system error ("ENOENT", ...), if it is one. */
export function systemErrorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
