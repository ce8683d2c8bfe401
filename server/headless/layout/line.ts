/**
 * One line of an auto-layout frame along its main axis, through Yoga. Yoga sees one line of leaves at a time and
 * never nested frames, so none of its measuring rules (which differ from Figma's) come into play.
 */
import type { Yoga } from 'yoga-layout/load';
import { type FlexItem, fixedGap, type Justify, leading, outerLength, type Span, sum } from './item.ts';
import { clamp } from './tree.ts';
import { withNodes } from './yoga.ts';

/**
 * Places items on a line of `content` px. Starts are relative to the content box.
 * SPACE_BETWEEN that overflows packs its items at the start; they overlap only as far as a negative `itemSpacing`
 * lets them, and never so far that the last one ends before the end edge.
 */
export function solveLine(given: FlexItem[], content: number, itemSpacing: number, justify: Justify): Span[] {
  if (given.length === 0) return [];
  const available = Math.max(content, 0);
  const gap = fixedGap(justify, itemSpacing, given);
  const items = resolveLimits(given, available - gap * (given.length - 1));
  const overflow = justify === 'SPACE_BETWEEN' && items.length > 1 ? content - neededLength(items) : 0;
  const squeeze = overflow < 0 ? Math.max(overflow / (items.length - 1), Math.min(itemSpacing, 0)) : 0;
  const mode = overflow < 0 ? 'MIN' : justify;
  // A frame whose paddings exceed its size has a negative content box; items align as if it existed.
  const shift = content < 0 ? leading(content, mode) : 0;
  return withNodes(items.length, (container, nodes, yoga) => {
    container.setFlexDirection(yoga.FLEX_DIRECTION_ROW);
    container.setOverflow(yoga.OVERFLOW_SCROLL);
    container.setJustifyContent(justifyValue(yoga, mode));
    container.setWidth(available);
    container.setHeight(0);
    items.forEach((item, index) => {
      const node = nodes[index];
      if (!node) return;
      node.setFlexShrink(0);
      node.setOverflow(yoga.OVERFLOW_SCROLL);
      if (item.grow) {
        node.setFlexGrow(1);
        node.setFlexBasis(0);
      } else {
        node.setWidth(item.length);
      }
      // Gaps are margins because Yoga clamps its own gap to 0.
      const before = item.before + (index > 0 ? gap + squeeze : 0);
      if (before !== 0) node.setMargin(yoga.EDGE_LEFT, before);
      if (item.after !== 0) node.setMargin(yoga.EDGE_RIGHT, item.after);
    });
    container.calculateLayout(undefined, undefined, yoga.DIRECTION_LTR);
    return nodes.map((node, index) => {
      const item = items[index];
      // Yoga works in single precision: lengths that were given stay as they were.
      const length = item && !item.grow ? item.length : node.getComputedWidth();
      return { start: node.getComputedLeft() + shift, length };
    });
  });
}

function neededLength(items: FlexItem[]): number {
  return sum(items.map((item) => (item.grow ? item.before + item.after : outerLength(item))));
}

/**
 * Gives FILL items their lengths where limits are involved: shares are frozen at their limits until the rest fits,
 * as CSS's "resolving flexible lengths" does it. Yoga stops after one round and then hands out too much.
 */
function resolveLimits(items: FlexItem[], room: number): FlexItem[] {
  const limited = items.some(
    (item) => item.grow && (item.limits.min > 0 || Number.isFinite(item.limits.max)),
  );
  if (!limited) return items;
  const lengths = new Map<FlexItem, number>();
  let open = items.filter((item) => item.grow);
  while (open.length > 0) {
    const taken = sum(
      items.map((item) => item.before + item.after + (item.grow ? (lengths.get(item) ?? 0) : item.length)),
    );
    const share = Math.max(room - taken, 0) / open.length;
    const violation = sum(open.map((item) => clamp(share, item.limits) - share));
    // Too long in sum: the minima are final; too short: the maxima are; else everything fits.
    const frozen = open.filter((item) => {
      const change = clamp(share, item.limits) - share;
      return violation === 0 || (violation > 0 ? change > 0 : change < 0);
    });
    for (const item of frozen) lengths.set(item, clamp(share, item.limits));
    open = open.filter((item) => !lengths.has(item));
  }
  return items.map((item) => {
    const length = lengths.get(item);
    return length === undefined ? item : { ...item, length, grow: false };
  });
}

function justifyValue(yoga: Yoga, justify: Justify) {
  switch (justify) {
    case 'CENTER':
      return yoga.JUSTIFY_CENTER;
    case 'MAX':
      return yoga.JUSTIFY_FLEX_END;
    case 'SPACE_BETWEEN':
      return yoga.JUSTIFY_SPACE_BETWEEN;
    case 'SPACE_EVENLY':
      return yoga.JUSTIFY_SPACE_EVENLY;
    case 'SPACE_AROUND':
      return yoga.JUSTIFY_SPACE_AROUND;
    default:
      return yoga.JUSTIFY_FLEX_START;
  }
}
