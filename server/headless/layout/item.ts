/** What the one-dimensional solvers know of a child, and small arithmetic on it. */
import type { NodeProps } from '../model.ts';
import { clamp, type Limits } from './tree.ts';

export type Justify = NodeProps['primaryAxisAlignItems'];
export type Align = NodeProps['counterAxisAlignItems'];

export interface FlexItem {
  /** Length without margins. Where `grow` is set: what the child would ask for by itself. */
  length: number;
  /** FILL: takes the space there is, within `limits`. */
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

export const outerLength = (item: FlexItem): number => item.before + item.length + item.after;

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The share of free space that lies before the items. */
export function leading(free: number, align: Align | Justify): number {
  if (align === 'CENTER') return free / 2;
  return align === 'MAX' ? free : 0;
}

/** One item alone in `room` px: a FILL item takes it, and is aligned like any other where its maximum stops it. */
export function alignIn(item: FlexItem, room: number, align: Align): Span {
  const inner = room - item.before - item.after;
  const length = item.grow ? clamp(Math.max(inner, 0), item.limits) : item.length;
  return { start: item.before + leading(inner - length, align), length };
}

/**
 * The gap between items that free space does not decide: none where the free space goes between them. Negative
 * spacing overlaps items, but never by more than the shortest of them.
 */
export function fixedGap(justify: Justify, itemSpacing: number, items: readonly FlexItem[]): number {
  if (justify !== 'MIN' && justify !== 'CENTER' && justify !== 'MAX') return 0;
  if (itemSpacing >= 0) return itemSpacing;
  const shortest = Math.min(...items.filter((item) => !item.grow).map((item) => item.length));
  return Math.max(itemSpacing, -shortest);
}
