/** The sample brand's colours as the packaging uses them (brands/ondrelle/brand/overview.md). */
export const palette = {
  pine: '#1f3b33',
  oat: '#f4ecdf',
  apricot: '#f0a063',
  butter: '#f6d88b',
  clay: '#bf5b3a',
  ink: '#1b2421',
} as const;
