/** What the server remembers of one client between its calls. */
import { randomUUID } from 'node:crypto';

export interface Session {
  /** Its name among all sessions of this machine. */
  readonly id: string;
  brand?: string | undefined;
  product?: string | undefined;
  /** The concept worked on: its id, and the angle it belongs to. */
  concept?: string | undefined;
  angle?: string | undefined;
  /** The ad worked on last. */
  frameId?: string | undefined;
  /** 'headless', or a Figma file by key or name; undefined: the file the designer is in, if any. */
  target?: string | undefined;
}

export function createSession(): Session {
  return { id: randomUUID() };
}

/** Sets the brand. Another brand is a clean boundary: product, angle, concept and ad of the old one are forgotten. */
export function switchBrand(session: Session, brand: string, product?: string | undefined): void {
  if (session.brand !== brand) {
    Object.assign(session, { product: undefined, concept: undefined, angle: undefined, frameId: undefined });
  }
  session.brand = brand;
  if (product !== undefined) session.product = product;
}

/** Makes `session` what it was, fields that have come since included. */
export function restoreSession(session: Session, before: Session): void {
  const { id: _, ...rest } = before;
  const blank = {
    brand: undefined,
    product: undefined,
    concept: undefined,
    angle: undefined,
    frameId: undefined,
    target: undefined,
  };
  Object.assign(session, blank, rest);
}
