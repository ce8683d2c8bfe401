/**
 * What every canvas throws for anything that went wrong while running a request. Free of zod, so that the plugin's main
 * bundle carries none; the schema of the data is `canvasErrorSchema`.
 */
export const canvasErrorCodes = [
  'bad_value',
  'unknown_node',
  'unknown_binding',
  'unknown_property',
  'not_allowed',
  'font',
  'image',
  'cancelled',
  'disconnected',
  'timeout',
  'internal',
] as const;

/** A failure inside a program: nothing of the program remains on the canvas. */
export interface CanvasErrorData {
  /** Index of the failing op, if one failed. */
  op?: number | undefined;
  /** Kind of that op. */
  opKind?: string | undefined;
  /** Property or argument that was wrong, e.g. "props.fills[0].color". */
  path?: string | undefined;
  /** What was wrong, in Figma's own words where Figma said it. */
  message: string;
  /** What to do instead. */
  hint?: string | undefined;
  code: (typeof canvasErrorCodes)[number];
}

export class CanvasError extends Error {
  override readonly name = 'CanvasError';
  constructor(readonly data: CanvasErrorData) {
    super(data.message);
  }
}
