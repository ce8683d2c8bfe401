/** Breaks one paragraph into lines and glyphs with CanvasKit's SkParagraph (HarfBuzz, ICU). */
import type { CanvasKit, Paragraph, ParagraphBuilder } from 'canvaskit-wasm';
import type { DisplayText } from './display-text.ts';
import type { Segment } from './itemize.ts';
import type { TypefaceInstance, TypefacePool } from './typefaces.ts';

/** Glyphs of one typeface and size, in visual order. x is relative to the line's left edge. */
export interface LineGlyphs {
  typeface: TypefaceInstance;
  fontSize: number;
  glyphs: number[];
  /** Left edge (pen position) of each glyph, and one more: where the last glyph ends. */
  x: number[];
  /** Offset from the baseline, down positive. */
  y: number[];
  /** Display offsets of the cluster each glyph draws. */
  clusterStart: number[];
  clusterEnd: number[];
}

/** Offsets are into the display text, end exclusive; `end` includes trailing white space, `visibleEnd` does not. */
export interface ParagraphLine {
  start: number;
  end: number;
  visibleEnd: number;
  width: number;
  glyphs: LineGlyphs[];
}

export interface ParagraphOptions {
  /** Infinity: never wrap. */
  width: number;
  /** White space before a line break counts into Figma's auto-width texts; at the end of a text it has no width. */
  endsText: boolean;
  justify: boolean;
  /** Width of an empty space before the first line. */
  indent: number;
}

/** Right-to-left if the first letter with a direction is (Unicode bidi rule P2). */
export function isRightToLeft(text: string): boolean {
  const strong = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u.test(strong);
}

/** Shapes a non-empty paragraph. Lines cover the display text without gaps. */
export function shapeParagraph(
  kit: CanvasKit,
  pool: TypefacePool,
  display: DisplayText,
  segments: readonly Segment[],
  options: ParagraphOptions,
): ParagraphLine[] {
  const first = segments[0];
  if (!first) return [];
  const builder = kit.ParagraphBuilder.MakeFromFontCollection(
    new kit.ParagraphStyle({
      textAlign: options.justify ? kit.TextAlign.Justify : kit.TextAlign.Left,
      textDirection: isRightToLeft(display.text) ? kit.TextDirection.RTL : kit.TextDirection.LTR,
      applyRoundingHack: false,
      disableHinting: true,
      textStyle: { fontFamilies: [first.typeface.alias], fontSize: first.style.fontSize },
    }),
    pool.collection,
  );
  let paragraph: Paragraph | undefined;
  try {
    addContent(kit, builder, display.text, segments, options.indent);
    paragraph = builder.build();
    // Figma drops the spacing after a line's last glyph; SkParagraph counts it, so it gets that much more room.
    paragraph.layout(Math.max(0, options.width + uniformSpacing(segments)));
    return readLines(pool, paragraph, display.text, segments, options);
  } finally {
    paragraph?.delete();
    builder.delete();
  }
}

function addContent(
  kit: CanvasKit,
  builder: ParagraphBuilder,
  text: string,
  segments: readonly Segment[],
  indent: number,
): void {
  if (indent > 0)
    builder.addPlaceholder(indent, 0, kit.PlaceholderAlignment.Baseline, kit.TextBaseline.Alphabetic, 0);
  for (const segment of segments) {
    builder.pushStyle(
      new kit.TextStyle({
        fontFamilies: [segment.typeface.alias],
        fontSize: segment.style.fontSize,
        letterSpacing: segment.style.letterSpacing,
        fontFeatures: [...segment.style.features],
        fontVariations: Object.entries(segment.typeface.variations).map(([axis, value]) => ({ axis, value })),
      }),
    );
    builder.addText(text.slice(segment.start, segment.end));
    builder.pop();
  }
}

function uniformSpacing(segments: readonly Segment[]): number {
  const spacing = segments[0]?.style.letterSpacing ?? 0;
  return segments.every((s) => s.style.letterSpacing === spacing) ? spacing : 0;
}

function readLines(
  pool: TypefacePool,
  paragraph: Paragraph,
  text: string,
  segments: readonly Segment[],
  options: ParagraphOptions,
): ParagraphLine[] {
  // The indent's placeholder is one character (three bytes) before the text.
  const shift = options.indent > 0 ? 1 : 0;
  const toDisplay = utf8Offsets(text, shift);
  const metrics = paragraph.getLineMetrics();
  const lines = metrics.map((line, i): ParagraphLine & { left: number } => {
    const start = i === 0 ? 0 : Math.max(0, line.startIndex - shift);
    const next = metrics[i + 1];
    const end = next ? Math.max(start, next.startIndex - shift) : text.length;
    const visibleEnd = Math.min(end, Math.max(start, line.endExcludingWhitespaces - shift));
    const spacing = (offset: number) => segmentAt(segments, offset)?.style.letterSpacing ?? 0;
    const lead = spacing(start) / 2;
    const outer = lead + spacing(Math.max(start, visibleEnd - 1)) / 2;
    const countsSpace = options.width === Infinity && !options.endsText;
    const full = countsSpace ? paragraph.getMaxIntrinsicWidth() : line.width;
    const empty = start === (countsSpace ? end : visibleEnd);
    const width = empty ? 0 : Math.max(0, full - outer);
    // SkParagraph puts half of the spacing before the first glyph, and reports it as the line's left edge.
    return { start, end, visibleEnd, width, glyphs: [], left: options.indent > 0 && i === 0 ? 0 : lead };
  });
  for (const shaped of paragraph.getShapedLines()) {
    for (const run of shaped.runs) {
      const offset = toDisplay[Math.min(...run.offsets.subarray(0, run.glyphs.length))] ?? -1;
      const line = lines.findLast((l) => l.start <= offset);
      const segment = segmentAt(segments, offset);
      if (!line || !segment || offset < 0) {
        run.typeface?.delete();
        continue;
      }
      pool.adopt(segment.typeface, run.typeface);
      const positions = run.positions;
      const count = run.glyphs.length;
      const x = Array.from({ length: count + 1 }, (_, i) => (positions[2 * i] ?? 0) - line.left);
      line.glyphs.push({
        typeface: segment.typeface,
        fontSize: run.size,
        glyphs: [...run.glyphs],
        x,
        y: Array.from({ length: count }, (_, i) => (positions[2 * i + 1] ?? 0) - shaped.baseline),
        clusterStart: [...run.offsets.subarray(0, count)].map((o) => toDisplay[o] ?? text.length),
        clusterEnd: [],
      });
    }
  }
  for (const line of lines) findClusterEnds(line);
  return lines;
}

/** A cluster ends where the next one on the line begins, whatever the direction. */
function findClusterEnds(line: ParagraphLine): void {
  const starts = [...new Set(line.glyphs.flatMap((g) => g.clusterStart))].sort((a, b) => a - b);
  const endOf = new Map(starts.map((start, i) => [start, starts[i + 1] ?? Math.max(start, line.visibleEnd)]));
  for (const run of line.glyphs) run.clusterEnd = run.clusterStart.map((s) => endOf.get(s) ?? s);
}

function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  return segments.find((s) => offset >= s.start && offset < s.end) ?? segments.at(-1);
}

/** Display (UTF-16) offset for every UTF-8 offset of a paragraph's text; -1 inside the placeholder. */
function utf8Offsets(text: string, placeholders: number): Int32Array {
  const offsets = new Int32Array(3 * placeholders + 3 * text.length + 1).fill(-1);
  let byte = 3 * placeholders;
  let unit = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    offsets.fill(unit, byte, byte + size);
    byte += size;
    unit += character.length;
  }
  offsets[byte] = unit;
  return offsets.subarray(0, byte + 1);
}
