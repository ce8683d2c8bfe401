/** From characters to lines of glyphs, paragraph by paragraph; nothing is placed yet. */
import type { CanvasKit } from 'canvaskit-wasm';
import { type DisplayText, displayText } from './display-text.ts';
import type { Itemizer } from './itemize.ts';
import { indentPerLevel, ListCounter, type ListItem } from './lists.ts';
import { splitParagraphs } from './paragraphs.ts';
import type { RunStyle } from './run-style.ts';
import { isRightToLeft, type ParagraphLine, shapeParagraph } from './shape-paragraph.ts';
import type { TextProps } from './text-props.ts';
import type { TypefacePool } from './typefaces.ts';

/** What breaking needs beside the text: the resolved style of every run and the font machinery. */
export interface ShapingContext {
  kit: CanvasKit;
  pool: TypefacePool;
  itemizer: Itemizer;
  props: TextProps;
  /** One per text run. */
  styles: readonly RunStyle[];
  /** Infinity: lines end only where the text says so. */
  width: number;
  missing: Set<number>;
}

export interface TextParagraph {
  /** Source offsets. */
  start: number;
  end: number;
  /** Run that gives the paragraph its list, spacing and (if empty) its line height. */
  runIndex: number;
  opensParagraph: boolean;
  rightToLeft: boolean;
  list: ListItem | undefined;
  /** Room left free before every line, px. */
  inset: number;
}

export interface TextLine {
  paragraph: TextParagraph;
  /** The text the line's offsets are into: the paragraph's, or what truncation made of it. */
  display: DisplayText;
  line: ParagraphLine;
  firstOfParagraph: boolean;
  truncated: boolean;
  above: number;
  below: number;
  /** Whether the line's height keeps its fraction of a pixel. */
  fractional: boolean;
}

/** All lines of the text. Every paragraph has at least one, even if it is empty. */
export function breakLines(context: ShapingContext): TextLine[] {
  const counter = new ListCounter();
  return splitParagraphs(context.props.characters).flatMap((piece) => {
    const { textRuns, characters } = context.props;
    const found = textRuns.findIndex((run) => piece.start >= run.start && piece.start < run.end);
    const runIndex = found >= 0 ? found : textRuns.length - 1;
    const style = textRuns[runIndex]?.style;
    const resolved = context.styles[runIndex];
    if (!style || !resolved) throw new Error('A text needs at least one run, even if it is empty');
    const display = displayText(characters, textRuns, piece.start, piece.end);
    const list = piece.opensParagraph ? counter.next(style) : undefined;
    const level = (list?.level ?? 0) - (list && context.props.hangingList ? 1 : 0);
    const inset = level * indentPerLevel * resolved.fontSize;
    const rightToLeft = isRightToLeft(display.text);
    const paragraph: TextParagraph = { ...piece, runIndex, rightToLeft, list, inset };
    const indent = piece.opensParagraph && !list ? Math.max(0, style.paragraphIndent) : 0;
    return paragraphLines(context, paragraph, display, indent);
  });
}

function paragraphLines(
  context: ShapingContext,
  paragraph: TextParagraph,
  source: DisplayText,
  indent: number,
): TextLine[] {
  const { display, lines } = shapeDisplay(context, source, context.width - paragraph.inset, indent);
  return lines.map((line, i) => ({
    paragraph,
    display,
    line,
    firstOfParagraph: i === 0,
    truncated: false,
    ...lineExtent(context.styles, display, line, paragraph.runIndex),
  }));
}

/** Lines of a display text, in the characters that can be drawn; an empty text gives one empty line. */
export function shapeDisplay(
  context: ShapingContext,
  source: DisplayText,
  width: number,
  indent: number,
): { display: DisplayText; lines: ParagraphLine[] } {
  const { kit, pool, itemizer, props } = context;
  const { display, segments } = itemizer.itemize(source, context.styles, context.missing);
  const lines = shapeParagraph(kit, pool, display, segments, {
    width: Math.max(0, width),
    endsText: display.toSource.at(-1) === props.characters.length,
    justify: props.textAlignHorizontal === 'JUSTIFIED' && width !== Infinity,
    indent: width === Infinity ? indent : Math.min(indent, Math.max(0, width)),
  });
  if (lines.length > 0) return { display, lines };
  const empty = { start: 0, end: display.text.length, visibleEnd: 0, width: 0, glyphs: [] };
  return { display, lines: [empty] };
}

/** Room above and below the baseline: the most any style on the line asks for. */
function lineExtent(
  styles: readonly RunStyle[],
  display: DisplayText,
  line: ParagraphLine,
  emptyRun: number,
): { above: number; below: number; fractional: boolean } {
  const runs = new Set(display.runOf.slice(line.start, line.end));
  if (runs.size === 0) runs.add(emptyRun);
  const fractional = [...runs].every((run) => styles[run]?.fractional === true);
  let above = -Infinity;
  let below = -Infinity;
  for (const run of runs) {
    above = Math.max(above, styles[run]?.above ?? -Infinity);
    below = Math.max(below, styles[run]?.below ?? -Infinity);
  }
  return { above, below, fractional };
}

/** Shapes a list item's marker in the paragraph's own style. */
export function shapeMarker(context: ShapingContext, paragraph: TextParagraph): ParagraphLine | undefined {
  if (!paragraph.list) return undefined;
  const text = paragraph.rightToLeft ? [...paragraph.list.marker].reverse().join('') : paragraph.list.marker;
  const display: DisplayText = {
    text,
    toSource: Array.from({ length: text.length + 1 }, () => paragraph.start),
    runOf: Array.from({ length: text.length }, () => paragraph.runIndex),
  };
  return shapeDisplay({ ...context, width: Infinity }, display, Infinity, 0).lines[0];
}
