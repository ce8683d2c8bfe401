/** GRID auto-layout on one axis: how long each track is, and where each child's area lies. Yoga has no grid. */
import type { GridTrack, NodeRecord } from '../model.ts';
import { alignIn, type FlexItem, outerLength, type Span, sum } from './item.ts';
import type { Axis } from './tree.ts';

export interface GridItem extends FlexItem {
  /** First track, counted from 0, and how many the item covers. */
  start: number;
  span: number;
  align: 'MIN' | 'CENTER' | 'MAX' | 'AUTO';
}

/** The tracks of a grid frame on an axis. Children beyond the declared tracks add FLEX tracks, as in Figma. */
export function gridTracks(frame: NodeRecord, axis: Axis, needed: number): GridTrack[] {
  const { props } = frame;
  const given = (axis === 'x' ? props.gridColumnSizes : props.gridRowSizes) ?? [];
  const count = Math.max((axis === 'x' ? props.gridColumnCount : props.gridRowCount) ?? 1, needed);
  return Array.from({ length: count }, (_, index): GridTrack => given[index] ?? { type: 'FLEX', value: 1 });
}

export function gridGap(frame: NodeRecord, axis: Axis): number {
  return (axis === 'x' ? frame.props.gridColumnGap : frame.props.gridRowGap) ?? 0;
}

/** Where and how a child sits in its grid on an axis. */
export function gridPlace(child: NodeRecord, axis: Axis): Pick<GridItem, 'start' | 'span' | 'align'> {
  const { props } = child;
  return axis === 'x'
    ? {
        start: props.gridColumnAnchorIndex ?? 0,
        span: Math.max(props.gridColumnSpan ?? 1, 1),
        align: props.gridChildHorizontalAlign ?? 'AUTO',
      }
    : {
        start: props.gridRowAnchorIndex ?? 0,
        span: Math.max(props.gridRowSpan ?? 1, 1),
        align: props.gridChildVerticalAlign ?? 'AUTO',
      };
}

/**
 * Track lengths. FIXED tracks have their value, HUG tracks their largest item, FLEX tracks share what is left of
 * `content` (never below 0; what is in them does not matter, like `minmax(0, 1fr)`). With `content` null the frame
 * hugs, where Figma has no FLEX tracks: they hug as well.
 */
export function trackLengths(
  tracks: GridTrack[],
  items: GridItem[],
  gap: number,
  content: number | null,
): number[] {
  const hugs = (track: GridTrack): boolean =>
    track.type === 'HUG' || (track.type === 'FLEX' && content === null);
  const lengths = tracks.map((track) => (track.type === 'FIXED' ? (track.value ?? 0) : 0));
  // Items that cover one track first: what a wider item still needs depends on them.
  for (const item of [...items].sort((a, b) => a.span - b.span)) {
    const covered = indices(item, tracks.length);
    const hugging = covered.filter((index) => {
      const track = tracks[index];
      return track !== undefined && hugs(track);
    });
    const flexible = content !== null && covered.some((index) => tracks[index]?.type === 'FLEX');
    if (hugging.length === 0 || flexible) continue;
    const have = sum(covered.map((index) => lengths[index] ?? 0)) + gap * (covered.length - 1);
    const missing = Math.max(outerLength(item) - have, 0) / hugging.length;
    for (const index of hugging) lengths[index] = (lengths[index] ?? 0) + missing;
  }
  if (content !== null) shareFree(tracks, lengths, content - gap * (tracks.length - 1));
  return lengths;
}

function shareFree(tracks: GridTrack[], lengths: number[], room: number): void {
  const weight = (track: GridTrack): number => (track.type === 'FLEX' ? (track.value ?? 1) : 0);
  const total = sum(tracks.map(weight));
  if (total <= 0) return;
  const free = Math.max(room - sum(lengths), 0);
  tracks.forEach((track, index) => {
    if (track.type === 'FLEX') lengths[index] = (free * weight(track)) / total;
  });
}

function indices(item: GridItem, count: number): number[] {
  const first = Math.min(Math.max(item.start, 0), count - 1);
  return Array.from({ length: Math.min(item.span, count - first) }, (_, offset) => first + offset);
}

/** Spans of the items relative to the content box; FILL items take their area, the others align in it. */
export function placeInTracks(items: GridItem[], lengths: number[], gap: number): Span[] {
  const starts: number[] = [];
  let position = 0;
  for (const length of lengths) {
    starts.push(position);
    position += length + gap;
  }
  return items.map((item) => {
    const covered = indices(item, lengths.length);
    const start = starts[covered[0] ?? 0] ?? 0;
    const area = sum(covered.map((index) => lengths[index] ?? 0)) + gap * (covered.length - 1);
    const placed = alignIn(item, area, item.align === 'AUTO' ? 'MIN' : item.align);
    return { start: start + placed.start, length: placed.length };
  });
}
