/** Where a picture goes in an ad, and how large. px at 1x in the frame's own coordinates. */
import type { Anchor } from '../../schemas/composition.ts';
import type { Rect } from '../composition/compose.ts';

export interface Place extends Rect {
  /** Sides of the frame the picture runs over. */
  bleeds: string[];
}

const words: Record<string, { axis: 'h' | 'v'; anchor: Anchor }> = {
  left: { axis: 'h', anchor: 'MIN' },
  right: { axis: 'h', anchor: 'MAX' },
  top: { axis: 'v', anchor: 'MIN' },
  bottom: { axis: 'v', anchor: 'MAX' },
  upper: { axis: 'v', anchor: 'MIN' },
  lower: { axis: 'v', anchor: 'MAX' },
};

/** "center-bottom", "bottom right", "left" ... as anchors [horizontal, vertical]; undefined if a word is unknown. */
export function parsePosition(text: string): [Anchor, Anchor] | undefined {
  const anchors: { h?: Anchor; v?: Anchor } = {};
  for (const word of text
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter(Boolean)) {
    if (word === 'center' || word === 'centre' || word === 'middle') continue;
    const known = words[word];
    if (!known || anchors[known.axis]) return undefined;
    anchors[known.axis] = known.anchor;
  }
  return [anchors.h ?? 'CENTER', anchors.v ?? 'CENTER'];
}

/** How much larger than its region a product is when the composition lets it run off the canvas. */
const OVERSIZE = 1.28;

/**
 * The box of a picture of shape `aspect` (width / height) in `area`.
 * `limit`: least upper bound of its size (the share of the frame asked for); with `cover` it outgrows the area.
 */
export function placeIn(
  area: Rect,
  aspect: number,
  anchor: readonly [Anchor, Anchor],
  options: {
    limit?: { width: number; height: number } | undefined;
    cover?: boolean;
    frame: { width: number; height: number };
  },
): Place {
  let width = Math.min(area.width, area.height * aspect) * (options.cover ? OVERSIZE : 1);
  if (options.limit) width = Math.min(width, options.limit.width, options.limit.height * aspect);
  const height = width / aspect;
  const along = (at: Anchor, start: number, room: number, size: number) =>
    at === 'MIN' ? start : at === 'MAX' ? start + room - size : start + (room - size) / 2;
  const box = {
    x: Math.round(along(anchor[0], area.x, area.width, width)),
    y: Math.round(along(anchor[1], area.y, area.height, height)),
    width: Math.round(width),
    height: Math.round(height),
  };
  return { ...box, bleeds: bleedsOf(box, options.frame) };
}

export function bleedsOf(box: Rect, frame: { width: number; height: number }): string[] {
  return [
    ...(box.x < 0 ? ['left'] : []),
    ...(box.y < 0 ? ['top'] : []),
    ...(box.x + box.width > frame.width ? ['right'] : []),
    ...(box.y + box.height > frame.height ? ['bottom'] : []),
  ];
}

/** The part two boxes share, or undefined. */
export function overlapOf(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
