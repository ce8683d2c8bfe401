/** What the current process remembers between calls. */
export interface Session {
  brand?: string | undefined;
  product?: string | undefined;
  /** The ad worked on last. */
  frameId?: string | undefined;
}

export function createSession(): Session {
  return {};
}
