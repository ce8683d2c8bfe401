/** A client's canvas request on its way through the hub. */
import type { Reply } from '../../schemas/bridge.ts';
import { type BridgeErrorCode, bridgeError } from '../../schemas/bridge-errors.ts';
import type { RelayedBody } from '../../schemas/bridge-peer.ts';
import type { Queued } from './fair-queue.ts';

export interface RelayedRequest extends Queued {
  readonly clientName: string;
  readonly body: RelayedBody;
  /** Images its client sends along. */
  readonly images?: readonly string[];
  /** ms epoch. */
  readonly queuedAt: number;
  deadline: number;
  /** Run of the plugin it may have reached: no other run may execute it. */
  sentTo?: string;
  /** Nobody waits for the answer any more. */
  cancelled?: boolean;
  /** Called right before it is sent to a run of the plugin. */
  onSent(session: string): void;
  onReply(reply: Reply): void;
}

/** Answers a request with an error of the bridge. */
export function failRequest(request: RelayedRequest, code: BridgeErrorCode, detail?: string): void {
  request.onReply({ type: 'reply', id: request.id, ok: false, error: bridgeError(code, detail) });
}
