/** Tokens a model reads, roughly: 4 bytes of text each, a picture by its size. */

/** The field's rule of thumb. */
export const textTokens = (bytes: number): number => Math.round(bytes / 4);

/**
 * One token for 28 x 28 px, at most 4784.
 * Source: platform.claude.com/docs/en/build-with-claude/vision, 2026-10-31.
 */
export const pictureTokens = (width: number, height: number): number =>
  Math.min(4_784, Math.ceil(width / 28) * Math.ceil(height / 28));
