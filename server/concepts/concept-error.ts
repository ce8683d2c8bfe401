/** The one error of this folder: what was wrong, which argument, what to do instead. */
export class ConceptError extends Error {
  override readonly name = 'ConceptError';

  constructor(
    message: string,
    readonly path: string | undefined,
    readonly hint: string,
  ) {
    super(message);
  }
}
