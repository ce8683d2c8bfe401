/** Shapes a whole text: breaks, truncates, places, and hands out glyph runs the painter can fill. */
import type { GlyphRun, ShapedText } from '../model.ts';
import { breakLines, type ShapingContext, type TextLine } from './break-lines.ts';
import type { DisplayText } from './display-text.ts';
import { lineBoxes, type PlacedLine, placeLines } from './place-lines.ts';
import type { LineGlyphs } from './shape-paragraph.ts';
import { endWithEllipsis } from './truncate.ts';

export function shapeText(context: ShapingContext): ShapedText {
  const all = breakLines(context);
  const count = visibleLines(context, all);
  const truncated = count < all.length;
  const lines = all.slice(0, count);
  const last = lines.at(-1);
  if (truncated && last) lines[count - 1] = endWithEllipsis(context, last);
  const placed = placeLines(context, lines);
  const runs: GlyphRun[] = [];
  const decorations: ShapedText['decorations'] = [];
  for (const line of placed.lines) {
    for (const glyphs of line.marker?.glyphs ?? []) {
      const start = line.source.paragraph.start;
      const end = Math.min(start + 1, context.props.characters.length);
      runs.push(glyphRun(glyphs, 0, glyphs.glyphs.length, line.marker?.x ?? 0, line.baseline, start, end));
    }
    for (const glyphs of line.source.line.glyphs) splitByRun(context, line, glyphs, runs, decorations);
  }
  return {
    width: placed.width,
    height: placed.height,
    lines: placed.lines.map(({ source: _s, marker: _m, ...line }) => line),
    runs,
    decorations,
    truncated,
    missing: [...context.missing],
  };
}

/** How many lines are shown: `maxLines`, and in a box of fixed height as many as fit, but never none. */
function visibleLines(context: ShapingContext, lines: readonly TextLine[]): number {
  const { props } = context;
  if (props.textTruncation !== 'ENDING' && props.textAutoResize !== 'TRUNCATE') return lines.length;
  let count = Math.min(lines.length, Math.max(1, props.maxLines ?? Infinity));
  const fixed = props.textAutoResize === 'NONE' || props.textAutoResize === 'TRUNCATE';
  if (fixed && props.boxHeight !== null) {
    const height = props.boxHeight;
    const fitting = lineBoxes(context, lines).findIndex((box) => box.y + box.height > height + 0.01);
    if (fitting >= 0) count = Math.min(count, Math.max(1, fitting));
  }
  return count;
}

/** Cuts glyphs of one typeface where the text run changes, because each text run has its own fills. */
function splitByRun(
  context: ShapingContext,
  line: PlacedLine,
  glyphs: LineGlyphs,
  runs: GlyphRun[],
  decorations: ShapedText['decorations'],
): void {
  const { display } = line.source;
  const runAt = (i: number) => display.runOf[glyphs.clusterStart[i] ?? 0] ?? 0;
  for (let from = 0; from < glyphs.glyphs.length; ) {
    let to = from + 1;
    while (to < glyphs.glyphs.length && runAt(to) === runAt(from)) to++;
    const { start, end } = sourceRange(display, glyphs, from, to);
    runs.push(glyphRun(glyphs, from, to, line.x, line.baseline, start, end));
    decorate(context, line, glyphs, runAt(from), { from, to, start, end }, decorations);
    from = to;
  }
}

function sourceRange(display: DisplayText, glyphs: LineGlyphs, from: number, to: number) {
  const first = Math.min(...glyphs.clusterStart.slice(from, to));
  const last = Math.max(...glyphs.clusterEnd.slice(from, to));
  const start = display.toSource[first] ?? 0;
  // A letter that became two (ß, SS) must not give an empty range.
  return { start, end: Math.max(display.toSource[last] ?? start, start) };
}

function glyphRun(
  glyphs: LineGlyphs,
  from: number,
  to: number,
  x: number,
  baseline: number,
  start: number,
  end: number,
): GlyphRun {
  const positions = new Float32Array(2 * (to - from));
  for (let i = from; i < to; i++) {
    positions[2 * (i - from)] = x + (glyphs.x[i] ?? 0);
    positions[2 * (i - from) + 1] = baseline + (glyphs.y[i] ?? 0);
  }
  return {
    typeface: glyphs.typeface,
    fontSize: glyphs.fontSize,
    glyphs: Uint16Array.from(glyphs.glyphs.slice(from, to)),
    positions,
    start,
    end,
  };
}

function decorate(
  context: ShapingContext,
  line: PlacedLine,
  glyphs: LineGlyphs,
  runIndex: number,
  range: { from: number; to: number; start: number; end: number },
  decorations: ShapedText['decorations'],
): void {
  const style = context.styles[runIndex];
  if (!style || style.decoration === 'NONE') return;
  const { metrics, fontSize } = style;
  const underline = style.decoration === 'UNDERLINE';
  const position = underline ? metrics.underlinePosition : metrics.strikePosition;
  const thickness = underline ? metrics.underlineThickness : metrics.strikeThickness;
  const x = line.x + (glyphs.x[range.from] ?? 0);
  const width = line.x + (glyphs.x[range.to] ?? 0) - x;
  const y = line.baseline - position * fontSize;
  const height = Math.max(1, thickness * fontSize);
  const last = decorations.at(-1);
  // Words of one run in several fonts get one continuous line.
  if (last && last.y === y && last.end === range.start && Math.abs(last.x + last.width - x) < 0.01) {
    const sameRun = context.props.textRuns[runIndex];
    if (sameRun && last.start >= sameRun.start) {
      last.width += width;
      last.end = range.end;
      return;
    }
  }
  decorations.push({ x, y, width, height, start: range.start, end: range.end });
}
