/** Wrapped auto-layout: breaking items into lines, and stacking the lines along the counter axis. */
import type { NodeProps } from '../model.ts';
import {
  type Align,
  alignIn,
  type FlexItem,
  fixedGap,
  type Justify,
  leading,
  outerLength,
  type Span,
  sum,
} from './item.ts';
import { solveLine } from './line.ts';

export interface WrapItem {
  main: FlexItem;
  cross: FlexItem;
}

export interface WrapOptions {
  /** Room on a line; null: everything on one line (HUG). */
  mainContent: number | null;
  /** Room for the lines; null: as much as they need (HUG). */
  crossContent: number | null;
  /** Whether the frame hugs its lines, even where its limits then give it another length. */
  crossHugs: boolean;
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

/** Keeps items that fill a line exactly from being wrapped by single-precision noise, px. */
const SLACK = 0.001;

export function solveWrap(items: WrapItem[], options: WrapOptions): WrapResult {
  const lines = breakLines(items, options);
  const stacked = stackLines(lines, items, options);
  const boxes = lines.flatMap((line, index) => {
    const content = options.mainContent ?? mainLength(line, options);
    const spans = solveLine(
      line.map((item) => item.main),
      content,
      options.itemSpacing,
      options.justify,
    );
    const { start, length } = stacked.spans[index] ?? { start: 0, length: 0 };
    return line.map((item, place) => {
      const cross = alignIn(item.cross, length, options.align);
      return {
        main: spans[place] ?? { start: 0, length: 0 },
        cross: { start: start + cross.start, length: cross.length },
      };
    });
  });
  return { boxes, crossLength: stacked.length };
}

/** FILL items count with their minimum when lines are broken; afterwards they share what their line has left. */
const basis = (item: FlexItem): number =>
  item.grow ? item.before + item.limits.min + item.after : outerLength(item);

function mainLength(line: WrapItem[], options: WrapOptions): number {
  const items = line.map((item) => item.main);
  return (
    sum(items.map(outerLength)) + fixedGap(options.justify, options.itemSpacing, items) * (line.length - 1)
  );
}

function breakLines(items: WrapItem[], options: WrapOptions): WrapItem[][] {
  const { mainContent } = options;
  if (mainContent === null) return items.length > 0 ? [items] : [];
  const gap = fixedGap(
    options.justify,
    options.itemSpacing,
    items.map((item) => item.main),
  );
  const lines: WrapItem[][] = [];
  let line: WrapItem[] = [];
  let used = 0;
  for (const item of items) {
    const length = basis(item.main);
    if (line.length > 0 && used + gap + length > mainContent + SLACK) {
      lines.push(line);
      line = [];
      used = 0;
    }
    used += line.length > 0 ? gap + length : length;
    line.push(item);
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/**
 * `counterAxisAlignContent` AUTO stretches the lines when every item fills the counter axis, and otherwise packs them
 * at the side `counterAxisAlignItems` names; SPACE_BETWEEN shares the free space between lines, never negatively
 * (Figma's typings).
 */
function stackLines(
  lines: WrapItem[][],
  items: WrapItem[],
  options: WrapOptions,
): { spans: Span[]; length: number } {
  const between = options.alignContent === 'SPACE_BETWEEN';
  const count = (item: FlexItem): number =>
    item.grow && !options.crossHugs ? basis(item) : outerLength(item);
  const lengths = lines.map((line) => Math.max(...line.map((item) => count(item.cross))));
  let gap = between ? 0 : options.lineSpacing;
  const needed = sum(lengths) + gap * Math.max(lines.length - 1, 0);
  const free = (options.crossContent ?? needed) - needed;
  let position = 0;
  if (between) {
    if (lines.length > 1) gap = Math.max(free, 0) / (lines.length - 1);
  } else if (!options.crossHugs && items.every((item) => item.cross.grow)) {
    lengths.forEach((length, index) => {
      lengths[index] = length + Math.max(free, 0) / lines.length;
    });
  } else {
    position = leading(free, options.align);
  }
  const spans = lengths.map((length) => {
    const start = position;
    position += length + gap;
    return { start, length };
  });
  return { spans, length: needed };
}
