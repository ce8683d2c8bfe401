/** What can be wrong with a template on purpose: told to the reader with a way out. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(
    message: string,
    readonly hint: string,
    readonly path?: string,
  ) {
    super(message);
  }
}
