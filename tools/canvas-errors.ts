/** What a call refused, in terms of what the caller wrote. */
import { CanvasError } from '../schemas/canvas-result.ts';
import { isInternal, ToolError } from './errors.ts';

/**
 * The error with the argument that holds what its message quotes (a node's id, a font, a file) as its place. The ops
 * and inner calls of most tools are the tool's own: their numbers and names mean nothing to who did not write them.
 * `names`: the tool's arguments.
 */
export function inArguments(
  error: unknown,
  args: Readonly<Record<string, unknown>>,
  names: readonly string[],
): unknown {
  const isOwn = (path: string | undefined) =>
    path !== undefined && names.includes(/^\w+/.exec(path)?.[0] ?? '');
  if (error instanceof CanvasError) {
    const { op, opKind: _, path, ...told } = error.data;
    if (op === undefined && (path === undefined || isOwn(path))) return error;
    return new CanvasError({ ...told, path: placeOf(error, args) });
  }
  if (error instanceof ToolError) {
    const { path } = error.details;
    const place = isOwn(path) ? undefined : placeOf(error, args);
    return place === undefined ? error : new ToolError(error.message, { ...error.details, path: place });
  }
  if (error instanceof Error && !isInternal(error) && !('path' in error && error.path)) {
    const place = placeOf(error, args);
    if (place !== undefined) return Object.assign(error, { path: place });
  }
  return error;
}

/** The argument the message quotes, or names before its first colon as errors of files do. */
function placeOf({ message }: Error, args: Readonly<Record<string, unknown>>): string | undefined {
  const quoted = new Set([...message.matchAll(/"([^"]+)"/g)].map(([, text]) => text));
  return pathOf(args, '', (text) => quoted.has(text) || (text !== '' && message.startsWith(`${text}: `)));
}

/** Where in `value` the first wanted string stands: `updates[0].nodeId`. */
function pathOf(value: unknown, path: string, wanted: (text: string) => boolean): string | undefined {
  if (typeof value === 'string') return wanted(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    // Records by node id: the id is the name.
    const found = key.includes(':') && wanted(key) ? here : pathOf(inner, here, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
