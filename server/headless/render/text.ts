/** Texts: shaped glyphs painted with the fills of their characters, strokes around them, and decorations. */
import type { Paint as InkPaint } from 'canvaskit-wasm';
import type { GlyphRun, NodeRecord, ShapedText, TextStyleProps } from '../model.ts';
import { reachOf } from './bounds.ts';
import { type Painter, shapedText } from './context.ts';
import { toLTRB } from './geometry/rect.ts';
import { type InkBox, makeInk, plainInk } from './paints/ink.ts';
import { hasStroke, isPaintVisible, maxStrokeWeight, visibleStrokes } from './record.ts';
import { inkJoin } from './strokes/stroke.ts';

/** Style of the character at a source offset; the last style also covers what follows it. */
function styleAt(record: NodeRecord, offset: number): TextStyleProps | undefined {
  const runs = record.props.textRuns ?? [];
  const run = runs.find(({ start, end }) => offset >= start && offset < end) ?? runs.at(-1);
  return run?.style;
}

/** Paints the text's fills and strokes. */
export function drawText(painter: Painter, record: NodeRecord, box: InkBox): void {
  const shaped = shapedText(painter.measure, record);
  const inks = new Map<TextStyleProps | undefined, InkPaint[]>();
  const inksOf = (offset: number): InkPaint[] => {
    const style = styleAt(record, offset);
    let known = inks.get(style);
    if (known === undefined) {
      known = (style?.fills ?? [])
        .filter(isPaintVisible)
        .map((fill) => makeInk(painter, fill, box))
        .filter((ink) => ink !== null);
      inks.set(style, known);
    }
    return known;
  };
  for (const run of shaped.runs) for (const ink of inksOf(run.start)) drawRun(painter, run, ink);
  for (const line of shaped.decorations) {
    for (const ink of inksOf(line.start)) painter.canvas.drawRect(toLTRB(line), ink);
  }
  drawTextStrokes(painter, record, shaped, box);
}

/** The area of the whole text in one ink: for masks and shadows. */
export function drawTextArea(painter: Painter, record: NodeRecord, ink: InkPaint): void {
  const shaped = shapedText(painter.measure, record);
  drawGlyphs(painter, shaped, ink);
}

function drawGlyphs(painter: Painter, shaped: ShapedText, ink: InkPaint): void {
  for (const run of shaped.runs) drawRun(painter, run, ink);
  for (const line of shaped.decorations) painter.canvas.drawRect(toLTRB(line), ink);
}

function drawRun(painter: Painter, run: GlyphRun, ink: InkPaint): void {
  if (run.glyphs.length === 0) return;
  const font = painter.measure.text.typefaceFont(run.typeface, run.fontSize);
  painter.canvas.drawGlyphs(run.glyphs, run.positions, 0, 0, font, ink);
}

/** Figma strokes texts outside by default: a doubled pen, cut at the glyphs by a layer. */
function drawTextStrokes(painter: Painter, record: NodeRecord, shaped: ShapedText, box: InkBox): void {
  if (!hasStroke(record)) return;
  const { kit, canvas } = painter;
  const weight = maxStrokeWeight(record);
  const align = record.props.strokeAlign ?? 'OUTSIDE';
  for (const stroke of visibleStrokes(record)) {
    const ink = makeInk(painter, stroke, box);
    if (ink === null) continue;
    ink.setStyle(kit.PaintStyle.Stroke);
    ink.setStrokeJoin(inkJoin(kit, record.props.strokeJoin));
    ink.setStrokeMiter(4);
    ink.setStrokeWidth(align === 'CENTER' ? weight : weight * 2);
    if (align === 'CENTER') {
      drawGlyphs(painter, shaped, ink);
      continue;
    }
    const reach = reachOf(painter.measure, record);
    if (reach === null) continue;
    canvas.saveLayer(undefined, toLTRB(reach));
    drawGlyphs(painter, shaped, ink);
    const cut = plainInk(painter);
    cut.setBlendMode(align === 'INSIDE' ? kit.BlendMode.DstIn : kit.BlendMode.DstOut);
    canvas.saveLayer(cut, toLTRB(reach));
    drawGlyphs(painter, shaped, plainInk(painter));
    canvas.restore();
    canvas.restore();
  }
}
