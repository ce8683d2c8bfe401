/**
 * Flexbox through Yoga, one auto-layout frame at a time: the main axis of a single line, and wrapped lines. Yoga
 * never sees nested frames, so none of its measuring rules (which differ from Figma's) come into play.
 */
import type { Node, Yoga } from 'yoga-layout/load';
import type { NodeProps } from '../model.ts';
import type { Limits } from './tree.ts';
import { withNodes } from './yoga.ts';

export type Justify = NodeProps['primaryAxisAlignItems'];
export type Align = NodeProps['counterAxisAlignItems'];

export interface FlexItem {
  /** Length without margins; ignored where `grow` is set. */
  length: number;
  /** Shares the free space (FILL), within `limits`. */
  grow: boolean;
  limits: Limits;
  /** Space that strokes take outside the box. */
  before: number;
  after: number;
}

export interface Span {
  start: number;
  length: number;
}

/** A frame whose paddings exceed its size has a negative content box; items keep aligning as if it existed. */
function alignedShift(deficit: number, justify: Justify): number {
  if (deficit >= 0) return 0;
  if (justify === 'MIN' || justify === 'SPACE_BETWEEN') return 0;
  return justify === 'MAX' ? deficit : deficit / 2;
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

/** The gap between items that the free space does not decide. */
export function fixedGap(justify: Justify, itemSpacing: number): number {
  return justify === 'MIN' || justify === 'CENTER' || justify === 'MAX' ? itemSpacing : 0;
}

/**
 * Places items on one line of `content` px. Starts are relative to the content box.
 * Rules: negative spacing is legal; SPACE_BETWEEN that overflows takes a negative gap.
 */
export function solveLine(items: FlexItem[], content: number, itemSpacing: number, justify: Justify): Span[] {
  if (items.length === 0) return [];
  let gap = fixedGap(justify, itemSpacing);
  let mode = justify;
  if (justify === 'SPACE_BETWEEN' && items.length > 1) {
    const used = items.reduce(
      (sum, item) => sum + item.before + item.after + (item.grow ? item.limits.min : item.length),
      0,
    );
    if (used > content) {
      gap = (content - used) / (items.length - 1);
      mode = 'MIN';
    }
  }
  const available = Math.max(content, 0);
  const shift = alignedShift(content, mode);
  return withNodes(items.length, (container, nodes, yoga) => {
    container.setFlexDirection(yoga.FLEX_DIRECTION_ROW);
    container.setOverflow(yoga.OVERFLOW_SCROLL);
    container.setJustifyContent(justifyValue(yoga, mode));
    container.setWidth(available);
    container.setHeight(0);
    items.forEach((item, index) => {
      const node = nodes[index];
      if (!node) return;
      styleMain(node, item, yoga, true);
      node.setMargin(yoga.EDGE_LEFT, item.before + (index > 0 ? gap : 0));
      node.setMargin(yoga.EDGE_RIGHT, item.after);
    });
    container.calculateLayout(undefined, undefined, yoga.DIRECTION_LTR);
    return nodes.map((node, index) => ({
      start: node.getComputedLeft() + shift,
      length: exact(items[index], node.getComputedWidth()),
    }));
  });
}

/** Yoga works in single precision: lengths that were given stay as they were. */
function exact(item: FlexItem | undefined, computed: number): number {
  return item && !item.grow ? item.length : computed;
}

function styleMain(node: Node, item: FlexItem, yoga: Yoga, horizontal: boolean): void {
  node.setFlexShrink(0);
  node.setOverflow(yoga.OVERFLOW_SCROLL);
  if (item.grow) {
    node.setFlexGrow(1);
    node.setFlexBasis(0);
    const { min, max } = item.limits;
    if (min > 0) horizontal ? node.setMinWidth(min) : node.setMinHeight(min);
    if (Number.isFinite(max)) horizontal ? node.setMaxWidth(max) : node.setMaxHeight(max);
  } else if (horizontal) {
    node.setWidth(item.length);
  } else {
    node.setHeight(item.length);
  }
}

/** Keeps items that fill a line exactly from being wrapped by single-precision noise, px. */
const SLACK = 0.001;

export interface WrapItem {
  main: FlexItem;
  cross: FlexItem;
}

export interface WrapOptions {
  /** null: everything on one line (HUG). */
  mainContent: number | null;
  /** null: as high as the lines need (HUG). */
  crossContent: number | null;
  itemSpacing: number;
  lineSpacing: number;
  justify: Justify;
  align: Align;
  alignContent: NodeProps['counterAxisAlignContent'];
}

export interface WrapResult {
  boxes: { main: Span; cross: Span }[];
  /** Length of all lines together on the counter axis. */
  crossLength: number;
}

/**
 * Breaks items into lines and places them. `counterAxisAlignContent` AUTO stretches the lines when every item fills
 * the counter axis, and otherwise packs them at the side `counterAxisAlignItems` names (Figma's typings).
 */
export function solveWrap(items: WrapItem[], options: WrapOptions): WrapResult {
  if (items.length === 0) return { boxes: [], crossLength: 0 };
  const gap = fixedGap(options.justify, options.itemSpacing);
  const lineGap = options.alignContent === 'SPACE_BETWEEN' ? 0 : options.lineSpacing;
  return withNodes(items.length, (container, nodes, yoga) => {
    container.setFlexDirection(yoga.FLEX_DIRECTION_ROW);
    container.setFlexWrap(yoga.WRAP_WRAP);
    container.setOverflow(yoga.OVERFLOW_SCROLL);
    container.setJustifyContent(justifyValue(yoga, options.justify));
    container.setAlignItems(alignValue(yoga, options.align));
    container.setAlignContent(contentValue(yoga, items, options));
    // Every item carries its gap behind it and the container is one gap longer: unlike Yoga's own gap this also
    // works for negative spacing.
    if (options.mainContent !== null) container.setWidth(Math.max(options.mainContent + gap, 0) + SLACK);
    if (options.crossContent !== null) container.setHeight(Math.max(options.crossContent + lineGap, 0));
    items.forEach((item, index) => {
      const node = nodes[index];
      if (!node) return;
      styleMain(node, item.main, yoga, true);
      const { cross } = item;
      if (cross.grow) {
        node.setAlignSelf(yoga.ALIGN_STRETCH);
        if (cross.limits.min > 0) node.setMinHeight(cross.limits.min);
        if (Number.isFinite(cross.limits.max)) node.setMaxHeight(cross.limits.max);
      } else {
        node.setHeight(cross.length);
      }
      node.setMargin(yoga.EDGE_LEFT, item.main.before);
      node.setMargin(yoga.EDGE_RIGHT, item.main.after + gap);
      node.setMargin(yoga.EDGE_TOP, cross.before);
      node.setMargin(yoga.EDGE_BOTTOM, cross.after + lineGap);
    });
    container.calculateLayout(undefined, undefined, yoga.DIRECTION_LTR);
    return {
      boxes: nodes.map((node, index) => ({
        main: { start: node.getComputedLeft(), length: exact(items[index]?.main, node.getComputedWidth()) },
        cross: { start: node.getComputedTop(), length: exact(items[index]?.cross, node.getComputedHeight()) },
      })),
      crossLength: container.getComputedHeight() - lineGap,
    };
  });
}

function alignValue(yoga: Yoga, align: Align) {
  if (align === 'CENTER') return yoga.ALIGN_CENTER;
  return align === 'MAX' ? yoga.ALIGN_FLEX_END : yoga.ALIGN_FLEX_START;
}

function contentValue(yoga: Yoga, items: WrapItem[], options: WrapOptions) {
  if (options.alignContent === 'SPACE_BETWEEN') return yoga.ALIGN_SPACE_BETWEEN;
  if (items.every((item) => item.cross.grow)) return yoga.ALIGN_STRETCH;
  return alignValue(yoga, options.align);
}
