/** What the canvas refuses, in terms of what the caller wrote: the ops of most tools are the tool's own. */
import { CanvasError } from '../schemas/canvas-result.ts';

/**
 * The error with the argument that holds what its message quotes (a node's id, a font) as its place. An op's number
 * means nothing to who wrote none; tools whose callers write ops have named them by now.
 */
export function inArguments(error: unknown, args: Readonly<Record<string, unknown>>): unknown {
  if (!(error instanceof CanvasError)) return error;
  const { op, opKind: _, path, ...told } = error.data;
  const named = path !== undefined && Object.hasOwn(args, /^\w+/.exec(path)?.[0] ?? '');
  if (op === undefined && (path === undefined || named)) return error;
  const quoted = new Set([...told.message.matchAll(/"([^"]+)"/g)].map(([, text]) => text));
  return new CanvasError({ ...told, path: pathOf(args, '', (value) => quoted.has(value)) });
}

/** Where in `value` the first wanted string stands: `updates[0].nodeId`. */
function pathOf(value: unknown, path: string, wanted: (text: string) => boolean): string | undefined {
  if (typeof value === 'string') return wanted(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = pathOf(inner, here, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
