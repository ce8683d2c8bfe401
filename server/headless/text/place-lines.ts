/** Stacks lines into a box: line heights, spacing, alignment, leading trim. */
import type { ShapedLine } from '../model.ts';
import { type ShapingContext, shapeMarker, type TextLine } from './break-lines.ts';
import { markerGap } from './lists.ts';
import type { LineGlyphs } from './shape-paragraph.ts';

export interface PlacedLine extends ShapedLine {
  source: TextLine;
  /** A list item's marker, with its left edge. */
  marker?: { glyphs: LineGlyphs[]; x: number };
}

export interface PlacedText {
  width: number;
  height: number;
  lines: PlacedLine[];
}

/** Auto sizes are whole pixels; this much over a whole pixel is rounding noise of 32-bit floats. */
const noise = 0.001;

/**
 * Height of each line, and the space before it. Line heights in percent, or the font's own, are rounded one by one, as
 * Figma's boxes show; those in px add up with their fractions, and the box ends at the next whole pixel.
 */
export function lineBoxes(
  context: ShapingContext,
  lines: readonly TextLine[],
): { y: number; height: number }[] {
  let bottom = 0;
  return lines.map((line, i) => {
    const y = bottom + spaceBetween(context, lines[i - 1], line);
    const exact = line.above + line.below;
    const height = line.fractional ? exact : Math.round(exact);
    bottom = y + height;
    return { y, height };
  });
}

function spaceBetween(context: ShapingContext, previous: TextLine | undefined, line: TextLine): number {
  if (!previous || !line.firstOfParagraph || !line.paragraph.opensParagraph) return 0;
  const style = context.props.textRuns[previous.paragraph.runIndex]?.style;
  if (!style) return 0;
  return previous.paragraph.list && line.paragraph.list ? style.listSpacing : style.paragraphSpacing;
}

/** Places lines in a box as wide as the wrap width, or as the longest line. */
export function placeLines(context: ShapingContext, lines: readonly TextLine[]): PlacedText {
  const { props } = context;
  const boxes = lineBoxes(context, lines);
  const longest = Math.max(0, ...lines.map((l) => l.paragraph.inset + l.line.width));
  const width = context.width === Infinity ? Math.ceil(Math.max(0, longest - noise)) : context.width;
  const placed = lines.map((source, i): PlacedLine => {
    const { y, height } = boxes[i] ?? { y: 0, height: 0 };
    const { paragraph, line } = source;
    const x = alignedX(context, source, width);
    return {
      source,
      ...sourceRange(source),
      x,
      y,
      width: line.width,
      height,
      baseline: Math.round(y + source.above),
      ...(source.firstOfParagraph && paragraph.list && { marker: placeMarker(context, source, x) }),
    };
  });
  const last = placed.at(-1);
  const natural = Math.ceil(Math.max(0, last ? last.y + last.height - noise : 0));
  const trim = props.leadingTrim === 'CAP_HEIGHT' ? capTrim(context, placed) : undefined;
  const top = trim?.top ?? 0;
  const height = trim ? Math.max(0, trim.bottom - trim.top) : natural;
  const free = props.boxHeight === null ? 0 : props.boxHeight - height;
  const shift = verticalShift(
    props.textAlignVertical,
    props.textAutoResize === 'HEIGHT' ? Math.max(0, free) : free,
  );
  for (const line of placed) {
    line.y += shift - top;
    line.baseline += shift - top;
  }
  return { width, height, lines: placed };
}

/** Source offsets of a line; the ends of a paragraph may have characters that are not drawn. */
function sourceRange({ display, line, paragraph, firstOfParagraph, truncated }: TextLine) {
  const at = (offset: number) => display.toSource[offset] ?? paragraph.end;
  const start = firstOfParagraph ? paragraph.start : at(line.start);
  // The ellipsis is the last character; the line ends where it begins.
  if (truncated) return { start, end: at(display.text.length - 1) };
  return { start, end: line.end === display.text.length ? paragraph.end : at(line.end) };
}

function alignedX(context: ShapingContext, { paragraph, line }: TextLine, width: number): number {
  const left = paragraph.rightToLeft ? 0 : paragraph.inset;
  const free = width - paragraph.inset - line.width;
  const align = context.props.textAlignHorizontal;
  const toRight = align === 'RIGHT' || (align === 'JUSTIFIED' && paragraph.rightToLeft);
  return left + (toRight ? free : align === 'CENTER' ? free / 2 : 0);
}

function verticalShift(align: 'TOP' | 'CENTER' | 'BOTTOM', free: number): number {
  return align === 'BOTTOM' ? free : align === 'CENTER' ? free / 2 : 0;
}

/** The marker ends (right-to-left: begins) a gap away from its text. */
function placeMarker(
  context: ShapingContext,
  source: TextLine,
  x: number,
): { glyphs: LineGlyphs[]; x: number } {
  const marker = shapeMarker(context, source.paragraph);
  const gap = markerGap * (context.styles[source.paragraph.runIndex]?.fontSize ?? 0);
  const left = source.paragraph.rightToLeft ? x + source.line.width + gap : x - gap - (marker?.width ?? 0);
  return { glyphs: marker?.glyphs ?? [], x: left };
}

/** From the first line's cap height to the last line's baseline, in whole pixels. */
function capTrim(
  context: ShapingContext,
  lines: readonly PlacedLine[],
): { top: number; bottom: number } | undefined {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return undefined;
  const { display, line, paragraph } = first.source;
  const runs = new Set(display.runOf.slice(line.start, line.end));
  if (runs.size === 0) runs.add(paragraph.runIndex);
  const caps = [...runs].map((run) => {
    const style = context.styles[run];
    return style ? style.metrics.capHeight * style.fontSize : 0;
  });
  return { top: first.baseline - Math.round(Math.max(...caps)), bottom: last.baseline };
}
