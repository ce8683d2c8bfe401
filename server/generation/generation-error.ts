/** What is wrong with a request for a picture, told before anything was sent: what, where, and what to do instead. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError';
  constructor(
    message: string,
    readonly hint: string,
    /** Argument, e.g. "references[2]". */
    readonly path?: string,
  ) {
    super(message);
  }
}
