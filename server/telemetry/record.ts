/** What is noted of a call while it runs; nothing is worked out before it was answered. */

/** A picture of a result. */
export interface RecordedImage {
  bytes: Uint8Array;
}

export interface RecordedCall {
  tool: string;
  /** ms since 1970. */
  started: number;
  ms: number;
  /** Only their structure is ever stored. */
  args: unknown;
  outcome:
    | { ok: true; text: string | Record<string, unknown>; images: readonly RecordedImage[] }
    | { ok: false; error: unknown };
}

/** A call of a client with the calls made inside it, and who made it. */
export interface RecordedTurn {
  session: string;
  client: string;
  call: RecordedCall;
  steps: readonly RecordedCall[];
  /** The tool looks only. */
  reads: boolean;
  canvas: string;
  /** The client's own name for the call, if it sends one. */
  clientCall: string | undefined;
}
