/** Errors of the headless `figma`, in Figma's own words where they are known. */

/** A refused call or write. `within` puts the member's name in front, as Figma does: `in set_fills: ...`. */
export class FigmaError extends Error {
  override readonly name = 'Error';
  constructor(
    message: string,
    readonly located = false,
  ) {
    super(message);
  }
}

/**
 * Runs `work` and prefixes a `FigmaError` from it with `in <where>: `. The innermost name wins, so a method built on
 * other members reports what the caller called only if nothing inside already said where. Promises are covered too.
 */
export function within<T>(where: string, work: () => T): T {
  try {
    const result = work();
    if (result instanceof Promise) {
      return result.catch((error: unknown) => {
        throw located(where, error);
      }) as T;
    }
    return result;
  } catch (error) {
    throw located(where, error);
  }
}

/** The error with `in <where>: ` in front, unless something inside already said where. */
export function located(where: string, error: unknown): unknown {
  if (!(error instanceof FigmaError) || error.located) return error;
  return new FigmaError(`in ${where}: ${error.message}`, true);
}

/** A member of the typings that the headless canvas does not have. */
export function unsupported(member: string, reason: string): FigmaError {
  return new FigmaError(`"${member}" is not supported on the headless canvas (${reason})`, true);
}
