/** One way to say what went wrong: every failure leaves the executor as a `CanvasError`. */
import { CanvasError, type CanvasErrorData } from '../../schemas/canvas-error.ts';

export { CanvasError };
export type ErrorCode = CanvasErrorData['code'];

export function fail(
  code: ErrorCode,
  message: string,
  extra: Pick<CanvasErrorData, 'path' | 'hint'> = {},
): never {
  throw new CanvasError({ code, message, ...extra });
}

export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : String(error);
}

/** The same error with what is known only further out (op index, path) filled in; inner facts win. */
export function withContext(error: unknown, context: Partial<CanvasErrorData>): CanvasError {
  if (error instanceof CanvasError) return new CanvasError({ ...context, ...error.data });
  const message = messageOf(error);
  const hint = hintFor(message);
  return new CanvasError({
    code: codeFor(message),
    ...(hint === undefined ? {} : { hint }),
    ...context,
    message,
  });
}

function codeFor(message: string): ErrorCode {
  if (/unloaded font|font .*could not be loaded/i.test(message)) return 'font';
  if (/createImage|Image is (too|un)/i.test(message)) return 'image';
  if (/does not exist/.test(message)) return 'unknown_node';
  if (/failed validation|Expected|Invalid|unrecognized/i.test(message)) return 'bad_value';
  if (/no such property|not extensible|no setter/.test(message)) return 'unknown_property';
  return 'not_allowed';
}

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /FILL can only be set on children of auto-layout/,
    'Set layoutMode on the parent first, or give the node a width and height instead of FILL.',
  ],
  [
    /FILL cannot be set on absolute/,
    'An ABSOLUTE child has its own size: give width and height, or drop layoutPositioning.',
  ],
  [
    /HUG can only be set/,
    'HUG needs layoutMode on the node itself (or a text inside an auto-layout frame); otherwise give width and height.',
  ],
  [
    /layoutPositioning = ABSOLUTE/,
    'The parent has no auto layout, so every child is already free: leave layoutPositioning out and set x and y.',
  ],
  [
    /Unrecognized key\(s\) in object: 'a' at \[\d+\]\.color/,
    'A solid colour has no alpha; use the paint\'s "opacity".',
  ],
  [
    /cannot be overridden in an instance/,
    'Write it to the main component, or detach the instance first; the instance itself can be moved and resized.',
  ],
  [
    /Could not find a component property with name/,
    'Use the whole name with its id, as in the instance\'s componentProperties ("Label#1:7").',
  ],
  [
    /incompatible with component property type/,
    'TEXT takes a string, BOOLEAN true or false, INSTANCE_SWAP the node id of a component (not its key).',
  ],
  [/inside of an instance|is an instance/, 'Edit the main component, or detach the instance first.'],
  [/too large/, 'Images and exports are limited to 4096 px a side; scale down first.'],
];

function hintFor(message: string): string | undefined {
  for (const [pattern, hint] of hints) if (pattern.test(message)) return hint;
  return undefined;
}

/** "props.fills[0].color" from a property's name and Figma's "... at [0].color". */
export function pathOf(property: string, message: string): string {
  const at = / at (\[\d+\][^\s]*|\.?[A-Za-z_][^\s]*)$/.exec(message);
  const tail = at?.[1];
  if (tail === undefined) return property;
  return tail.startsWith('[') || tail.startsWith('.') ? property + tail : `${property}.${tail}`;
}
