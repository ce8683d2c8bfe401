/** Texts in SVG: real `<text>` with every line where the layout put it, or outlines if the text engine has them. */
import type { Path } from 'canvaskit-wasm';
import type { GlyphRun, NodeRecord, ShapedLine, TextRun, TextStyleProps } from '../../model.ts';
import { shapedText } from '../context.ts';
import { toLTRB } from '../geometry/rect.ts';
import { svgPath } from '../geometry/shape.ts';
import { hasStroke, isPaintVisible, maxStrokeWeight, visibleStrokes } from '../record.ts';
import { type Attributes, element, escapeXml } from './markup.ts';
import { paintAttributes, svgPaint } from './paints.ts';
import { pathElement } from './shapes.ts';
import type { SvgWriter } from './writer.ts';

export async function textElements(writer: SvgWriter, record: NodeRecord): Promise<string> {
  const parts: string[] = [];
  const stroke = await strokeAttributes(writer, record);
  for (const run of record.props.textRuns ?? []) {
    for (const fill of run.style.fills.filter(isPaintVisible)) {
      const paint = await svgPaint(writer, fill, record.props);
      if (paint === null) continue;
      const attributes = { ...paintAttributes('fill', paint), ...stroke };
      const write = writer.settings.outlines ? outlines : lines;
      parts.push(write(writer, record, run, attributes));
    }
  }
  return parts.join('');
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

/** All letters of a run as one path; colour emoji, and fonts whose outlines cannot be read, stay text. */
function outlines(writer: SvgWriter, record: NodeRecord, run: TextRun, attributes: Attributes): string {
  const { kit } = writer.context.text;
  const shaped = shapedText(writer.measure, record);
  const letters = new kit.PathBuilder();
  const kept: string[] = [];
  for (const glyphs of shaped.runs.filter((each) => isIn(run, each))) {
    const shapes = glyphPaths(writer, glyphs);
    const characters = record.props.characters.slice(glyphs.start, glyphs.end);
    if (shapes === null && characters.trim() !== '')
      kept.push(leftAsText(glyphs, cased(characters, run.style)));
    shapes?.forEach((path, index) => {
      const [x = 0, y = 0] = glyphs.positions.subarray(index * 2, index * 2 + 2);
      letters.addPath(path, [1, 0, x, 0, 1, y, 0, 0, 1]);
    });
  }
  for (const { x, y, width, height, start } of shaped.decorations) {
    if (start >= run.start && start < run.end) letters.addRect(toLTRB({ x, y, width, height }));
  }
  const area = writer.measure.scope.keep(letters.detachAndDelete());
  const path = pathElement(writer, area, { ...attributes, ...insideClip(writer, record, area) });
  return kept.length === 0
    ? path
    : path + element('text', { ...fontAttributes(run.style), ...attributes }, kept.join(''));
}

/** Inside strokes are twice as wide and cut at the letters, like those of shapes. */
function insideClip(writer: SvgWriter, record: NodeRecord, area: Path): Attributes {
  if (record.props.strokeAlign !== 'INSIDE' || !hasStroke(record)) return {};
  const id = writer.define('clip', (name) =>
    element('clipPath', { id: name }, pathElement(writer, area, {})),
  );
  return { 'clip-path': `url(#${id})`, 'paint-order': null };
}

/** The outline of every glyph; null if none has one. */
function glyphPaths(writer: SvgWriter, { typeface, fontSize, glyphs }: GlyphRun): Path[] | null {
  const { kit } = writer.context.text;
  try {
    const data = Array.from(glyphs, (glyph) => writer.context.text.glyphOutline(typeface, glyph, fontSize));
    if (data.every((path) => path === '')) return null;
    return data.map((path) => svgPath(kit, writer.measure.scope, path, kit.FillType.Winding));
  } catch {
    return null;
  }
}

function leftAsText({ positions }: GlyphRun, characters: string): string {
  const [x = 0, y = 0] = positions;
  return element('tspan', { x, y }, escapeXml(characters));
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
