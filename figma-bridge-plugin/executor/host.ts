/** What the executor needs from outside, besides `figma`. */
export interface ExecutorHost {
  /** Bytes of an image by SHA-256 (as programs name it) or by Figma's SHA-1 (as snapshots do). Rejects if unknown. */
  image(hash: string): Promise<Uint8Array>;
  /** Milliseconds, any origin. */
  now(): number;
  log?(message: string): void;
  /** Characters of a text that no font here has: they are drawn as boxes. Only a host that shapes text itself knows. */
  unshown?(nodeId: string): readonly string[];
  /**
   * Keeps in mind what no member of a node can be written with: which values of an instance are its own, the
   * definitions of component properties. The answer puts it back, as often as it is called. In Figma nothing can.
   */
  remember?(): () => void;
  /**
   * The instances that may change when the tree around a node does, because components in it have them. Figma tells
   * that asynchronously only, which is too late for a capture.
   */
  followers?(nodeId: string): readonly SceneNode[];
  /** Resolves when other events of the host have had a turn: a long program lets them in between two ops. */
  breathe?(): Promise<void>;
}

/** Whether anybody still waits for a request. An `AbortSignal` is one; Figma's sandbox has none. */
export interface Stop {
  readonly aborted: boolean;
}
