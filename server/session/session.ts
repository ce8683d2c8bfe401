/** What the current process remembers between calls. */
export interface Session {
  brand?: string | undefined;
  product?: string | undefined;
  /** The ad worked on last. */
  frameId?: string | undefined;
  /** 'headless', or a Figma file by key or name; undefined: the file the designer is in, if any. */
  target?: string | undefined;
}

export function createSession(): Session {
  return {};
}
