/** What the executor needs from outside, besides `figma`. */
export interface ExecutorHost {
  /** Bytes of an image by SHA-256 (as programs name it) or by Figma's SHA-1 (as snapshots do). Rejects if unknown. */
  image(hash: string): Promise<Uint8Array>;
  /** Milliseconds, any origin. */
  now(): number;
  log?(message: string): void;
}
