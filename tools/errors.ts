/** The one error tools throw on purpose: what was wrong, where, and what to do instead. */
import { CanvasError } from '../schemas/canvas-result.ts';

export class ToolError extends Error {
  override readonly name = 'ToolError';
  constructor(
    message: string,
    readonly details: {
      /** What to do instead. */
      hint?: string | undefined;
      /** Argument path, e.g. "pipeline[2].args.frameId". */
      path?: string | undefined;
      /** Further facts for the model, small. */
      data?: Record<string, unknown>;
    } = {},
  ) {
    super(message);
  }
}

/** Services throw named errors written for readers (UnknownPlacementError, AssetError, ...); the rest are our faults. */
export function isInternal(error: unknown): boolean {
  return (
    !(error instanceof Error) || ['Error', 'TypeError', 'RangeError', 'SyntaxError'].includes(error.name)
  );
}

/** The error as the model reads it; anything not thrown on purpose is named an internal error. */
export function describeError(
  error: unknown,
): { error: string; hint?: string; at?: string } & Record<string, unknown> {
  if (error instanceof ToolError) {
    const { hint, path, data } = error.details;
    return { error: error.message, ...(path && { at: path }), ...(hint && { hint }), ...data };
  }
  if (error instanceof CanvasError) {
    const { op, opKind, path, hint, message } = error.data;
    const at = [op === undefined ? '' : `op ${op}${opKind ? ` (${opKind})` : ''}`, path ?? '']
      .filter(Boolean)
      .join(', ');
    return { error: message, ...(at && { at }), ...(hint && { hint }) };
  }
  if (error instanceof Error && !isInternal(error)) {
    const text = (key: 'hint' | 'path') => {
      const value: unknown = key in error ? (error as unknown as Record<string, unknown>)[key] : undefined;
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const [hint, at] = [text('hint'), text('path')];
    return { error: error.message, ...(at && { at }), ...(hint && { hint }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    error: `Internal error: ${message}`,
    hint: 'The canvas was left as it was. Try again; the log has the details.',
  };
}
