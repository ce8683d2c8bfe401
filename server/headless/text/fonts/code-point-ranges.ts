/** Sets of code points as sorted [first, last] pairs. */
export type CodePointRanges = readonly (readonly [number, number])[];

/** Parses a CSS `unicode-range` ("U+0000-00FF,U+131"). Throws on anything else. */
export function parseRanges(css: string): CodePointRanges {
  return css
    .split(',')
    .map((part): [number, number] => {
      const match = /^\s*U\+([0-9a-f]{1,6})(?:-([0-9a-f]{1,6}))?\s*$/i.exec(part);
      if (!match?.[1]) throw new Error(`"${part}" is not a unicode-range: write U+41 or U+41-5A`);
      const first = Number.parseInt(match[1], 16);
      return [first, match[2] ? Number.parseInt(match[2], 16) : first];
    })
    .sort((a, b) => a[0] - b[0]);
}

export function inRanges(ranges: CodePointRanges, codePoint: number): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}
