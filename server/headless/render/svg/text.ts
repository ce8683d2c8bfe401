/** Texts in SVG: real `<text>` with every line where the layout put it, or outlines if the text engine has them. */
import type { GlyphRun, NodeRecord, ShapedLine, TextRun, TextStyleProps } from '../../model.ts';
import { shapedText } from '../context.ts';
import { hasStroke, isPaintVisible, maxStrokeWeight, visibleStrokes } from '../record.ts';
import { type Attributes, element, escapeXml, num } from './markup.ts';
import { paintAttributes, svgPaint } from './paints.ts';
import type { SvgWriter } from './writer.ts';

export async function textElements(writer: SvgWriter, record: NodeRecord): Promise<string> {
  const parts: string[] = [];
  const stroke = await strokeAttributes(writer, record);
  for (const run of record.props.textRuns ?? []) {
    const outlined = writer.settings.outlines && hasOutlines(writer, record, run);
    for (const fill of run.style.fills.filter(isPaintVisible)) {
      const paint = await svgPaint(writer, fill, record.props);
      if (paint === null) continue;
      const attributes = { ...paintAttributes('fill', paint), ...stroke };
      parts.push(
        outlined ? outlines(writer, record, run, attributes) : lines(writer, record, run, attributes),
      );
    }
  }
  return parts.join('');
}

/**
 * Colour emoji have no outlines, and not every font file's can be read: such a run stays text. White space needs none.
 */
function hasOutlines(writer: SvgWriter, record: NodeRecord, run: TextRun): boolean {
  const { text } = writer.context;
  const isOutlined = ({ typeface, fontSize, glyphs, start, end }: GlyphRun) =>
    record.props.characters.slice(start, end).trim() === '' ||
    glyphs.some((glyph) => text.glyphOutline(typeface, glyph, fontSize) !== '');
  try {
    return shapedText(writer.measure, record)
      .runs.filter((glyphs) => isIn(run, glyphs))
      .every(isOutlined);
  } catch {
    return false;
  }
}

/** Outside strokes are painted below the letters at double width, which looks the same on opaque letters. */
async function strokeAttributes(writer: SvgWriter, record: NodeRecord): Promise<Attributes> {
  const [stroke] = hasStroke(record) ? visibleStrokes(record) : [];
  const paint = stroke === undefined ? null : await svgPaint(writer, stroke, record.props);
  if (paint === null) return {};
  const isCentred = record.props.strokeAlign === 'CENTER';
  const weight = maxStrokeWeight(record) * (isCentred ? 1 : 2);
  const { style: _style, ...attributes } = paintAttributes('stroke', paint);
  return { ...attributes, 'stroke-width': weight, 'paint-order': isCentred ? null : 'stroke' };
}

function isIn(run: TextRun, glyphs: GlyphRun): boolean {
  return glyphs.start >= run.start && glyphs.start < run.end;
}

function outlines(writer: SvgWriter, record: NodeRecord, run: TextRun, attributes: Attributes): string {
  const shaped = shapedText(writer.measure, record);
  const { text } = writer.context;
  const pieces: string[] = [];
  for (const glyphs of shaped.runs.filter((each) => isIn(run, each))) {
    glyphs.glyphs.forEach((glyph, index) => {
      const d = text.glyphOutline(glyphs.typeface, glyph, glyphs.fontSize);
      if (d === '') return;
      const x = glyphs.positions[index * 2] ?? 0;
      const y = glyphs.positions[index * 2 + 1] ?? 0;
      pieces.push(element('path', { d, transform: `translate(${num(x)} ${num(y)})` }));
    });
  }
  for (const { x, y, width, height, start } of shaped.decorations) {
    if (start >= run.start && start < run.end) pieces.push(element('rect', { x, y, width, height }));
  }
  return pieces.length === 0 ? '' : element('g', attributes, pieces.join(''));
}

/** One `<tspan>` per line: its letters, at the position of its first glyph on the line's baseline. */
function lines(writer: SvgWriter, record: NodeRecord, run: TextRun, attributes: Attributes): string {
  const shaped = shapedText(writer.measure, record);
  const spans = shaped.lines.map((line, index) => {
    const start = Math.max(run.start, line.start);
    const end = Math.min(run.end, line.end);
    if (start >= end) return '';
    const cut = shaped.truncated && index === shaped.lines.length - 1 && end === line.end ? '…' : '';
    const characters = cased(record.props.characters.slice(start, end), run.style) + cut;
    return element(
      'tspan',
      { x: lineStart(shaped.runs, line, start), y: line.baseline },
      escapeXml(characters),
    );
  });
  const content = spans.join('');
  return content === '' ? '' : element('text', { ...fontAttributes(run.style), ...attributes }, content);
}

/** Left edge of the part of a line that starts at a character. */
function lineStart(runs: readonly GlyphRun[], line: ShapedLine, start: number): number {
  const onLine = runs.filter((glyphs) => glyphs.start >= start && glyphs.start < line.end);
  const starts = onLine.map((glyphs) => glyphs.positions[0]).filter((x) => x !== undefined);
  return starts.length === 0 ? line.x : Math.min(...starts);
}

function cased(characters: string, style: TextStyleProps): string {
  switch (style.textCase) {
    case 'UPPER':
      return characters.toUpperCase();
    case 'LOWER':
      return characters.toLowerCase();
    case 'TITLE':
      return characters.replace(
        /(^|\s)(\S)/g,
        (_all, space: string, letter: string) => space + letter.toUpperCase(),
      );
    default:
      return characters;
  }
}

const WEIGHTS: readonly [RegExp, number][] = [
  [/thin|hairline/, 100],
  [/extralight|ultralight/, 200],
  [/semibold|demibold|demi/, 600],
  [/extrabold|ultrabold/, 800],
  [/black|heavy/, 900],
  [/light/, 300],
  [/medium/, 500],
  [/bold/, 700],
];

function fontAttributes(style: TextStyleProps): Attributes {
  const name = style.fontName.style.toLowerCase().replace(/[\s-]/g, '');
  const weight =
    style.fontVariations?.['wght'] ?? WEIGHTS.find(([pattern]) => pattern.test(name))?.[1] ?? 400;
  const { unit, value } = style.letterSpacing;
  const spacing = unit === 'PERCENT' ? (value / 100) * style.fontSize : value;
  const isSmallCaps = style.textCase === 'SMALL_CAPS' || style.textCase === 'SMALL_CAPS_FORCED';
  const decorations = { NONE: null, UNDERLINE: 'underline', STRIKETHROUGH: 'line-through' };
  return {
    'xml:space': 'preserve',
    'font-family': style.fontName.family,
    'font-size': style.fontSize,
    'font-weight': weight === 400 ? null : weight,
    'font-style': /italic|oblique/.test(name) ? 'italic' : null,
    'font-variant': isSmallCaps ? 'small-caps' : null,
    'letter-spacing': spacing === 0 ? null : spacing,
    'text-decoration': decorations[style.textDecoration],
  };
}
