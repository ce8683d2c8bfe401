/** A drawing that is refused, and what to do about it. */
export class SvgError extends Error {
  override readonly name = 'SvgError';
}

/** Far above any logo or icon, far below what could hold up the process. */
export const limits = {
  /** px of its width and height: four times the largest ad. */
  side: 16_384,
  /** Characters of markup. */
  length: 4_000_000,
  /** Elements inside one another. */
  depth: 64,
  /** Elements drawn, each copy made by `use` counted. */
  elements: 10_000,
  /** Rules in all style sheets. */
  rules: 5_000,
  /** Characters of attributes and text read, again for each copy made by `use`. */
  work: 40_000_000,
  /** Commands in one path, and in all. */
  pathCommands: 20_000,
  allPathCommands: 200_000,
} as const;
