/** The one error of this folder: what was wrong, where, what to do instead. */
export class BrandError extends Error {
  override readonly name = 'BrandError';

  constructor(
    readonly code:
      | 'unknown_brand'
      | 'unknown_product'
      | 'unknown_file'
      | 'not_allowed'
      | 'too_large'
      | 'not_text'
      | 'busy'
      | 'bad_name'
      | 'cannot_write',
    readonly what: string,
    readonly where: string,
    readonly instead: string,
  ) {
    super(`${where}: ${what}. ${instead}`);
  }
}
