/** Where the next ad goes on the page. */
const GAP = 160;

/** Right of everything at the top level of the page, in line with the uppermost frame; the origin on an empty page. */
export function nextFreeSpot(frames: readonly { x: number; y: number; width: number }[]): {
  x: number;
  y: number;
} {
  if (frames.length === 0) return { x: 0, y: 0 };
  return {
    x: Math.ceil(Math.max(...frames.map(({ x, width }) => x + width)) + GAP),
    y: Math.round(Math.min(...frames.map(({ y }) => y))),
  };
}
