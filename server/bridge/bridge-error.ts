/** The error of the bridge, a `CanvasError` so that tools treat it like any other failure of a canvas. */
import { type BridgeErrorCode, bridgeError, type ReplyError } from '../../schemas/bridge-errors.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';

export class BridgeError extends CanvasError {
  /** The bridge's own code, e.g. `NO_PLUGIN`. */
  readonly bridge: BridgeErrorCode;
  constructor(code: BridgeErrorCode, detail?: string) {
    const { bridge: _, ...data } = bridgeError(code, detail);
    super(data);
    this.bridge = code;
  }
}

/** The error object for an error reply: the bridge's own where the bridge refused, else the canvas's. */
export function errorFromReply(error: ReplyError): CanvasError {
  const { bridge, ...data } = error;
  if (!bridge) return new CanvasError(data);
  const made = new BridgeError(bridge);
  made.message = data.message;
  Object.assign(made.data, data);
  return made;
}

/** The reply that carries an error thrown on this side. */
export function replyFromError(error: unknown): ReplyError {
  if (error instanceof BridgeError) return { ...error.data, bridge: error.bridge };
  if (error instanceof CanvasError) return error.data;
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
