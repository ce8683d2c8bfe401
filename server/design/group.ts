/** Several products side by side, as on a shelf, or one below the other where the room is high and narrow. px at 1x. */
import type { Anchor } from '../../schemas/composition.ts';
import type { Rect } from '../composition/compose.ts';

/** Space between two products, as a share of the side they stand along, if there is more than the least. */
const GAP_SHARE = 0.04;

/**
 * Boxes of pictures of shapes `aspects` (width / height) in `area`. All show about the same area, so that none is the
 * hero by accident; what would be too high gives way. A row stands on one base line, a column on one middle axis.
 */
export function groupIn(
  area: Rect,
  aspects: readonly number[],
  anchor: readonly [Anchor, Anchor],
  leastGap: number,
): Rect[] {
  const row = rowOf(area.width, area.height, aspects, leastGap);
  // A column is a row lying on its side.
  const column = rowOf(
    area.height,
    area.width,
    aspects.map((aspect) => 1 / aspect),
    leastGap,
  );
  if (column.smallest > row.smallest * COLUMN_GAIN) {
    const top = start(anchor[1], area.y, area.height, column.along);
    return column.spans.map(({ at, along, across }) => ({
      x: Math.round(area.x + (area.width - across) / 2),
      y: Math.round(top + at),
      width: Math.round(across),
      height: Math.round(along),
    }));
  }
  const left = start(anchor[0], area.x, area.width, row.along);
  const base = start(anchor[1], area.y, area.height, row.across) + row.across;
  return row.spans.map(({ at, along, across }) => ({
    x: Math.round(left + at),
    y: Math.round(base) - Math.round(across),
    width: Math.round(along),
    height: Math.round(across),
  }));
}

/** A shelf is what people expect; a column has to show the products this much larger. */
const COLUMN_GAIN = 1.25;

interface Span {
  at: number;
  along: number;
  across: number;
}

/** `length` along the row, `depth` across it; aspects as along / across. */
function rowOf(length: number, depth: number, aspects: readonly number[], leastGap: number) {
  const gap = Math.max(leastGap, length * GAP_SHARE);
  const room = Math.max(1, length - gap * (aspects.length - 1));
  // Largest unit (square root of the area each shows) whose row still has room, by bisection.
  const depths = (unit: number) => aspects.map((aspect) => Math.min(depth, unit / Math.sqrt(aspect)));
  const sum = (unit: number) =>
    depths(unit).reduce((all, across, at) => all + across * (aspects[at] ?? 1), 0);
  let [low, high] = [0, length + depth];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (sum(middle) <= room) low = middle;
    else high = middle;
  }
  // Past the unit at which all have their full depth nothing grows any more.
  const across = depths(low);
  let at = 0;
  const spans = across.map((deep, index): Span => {
    const along = deep * (aspects[index] ?? 1);
    const span = { at, along, across: deep };
    at += along + gap;
    return span;
  });
  return {
    spans,
    along: at - gap,
    across: Math.max(...across),
    smallest: Math.min(...spans.map((span) => Math.sqrt(span.along * span.across))),
  };
}

function start(anchor: Anchor, from: number, room: number, size: number): number {
  return anchor === 'MIN' ? from : anchor === 'MAX' ? from + room - size : from + (room - size) / 2;
}
