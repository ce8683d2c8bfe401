/** Ending a transaction's work early. */
import { CanvasError } from '../../schemas/canvas-result.ts';

export function cancelled(): CanvasError {
  return new CanvasError({
    code: 'cancelled',
    message: 'The transaction was cancelled; the canvas is as it was before it.',
  });
}

/** Settles like `work`, or rejects as soon as the signal aborts. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  // An abort leaves the work running; how it ends is nobody's business then.
  work.catch(() => undefined);
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
