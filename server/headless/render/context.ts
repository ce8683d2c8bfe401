/** What the painter needs from outside, and what one drawing carries along. */
import type { Canvas, CanvasKit, Font } from 'canvaskit-wasm';
import type { ImageStore, NodeRecord, ShapedText, TextMeasurer } from '../model.ts';
import type { Box } from './geometry/rect.ts';
import type { PreparedImages } from './images/prepare.ts';
import type { Scope } from './scope.ts';

/** The text engine as the painter sees it: shaping, CanvasKit, and a font for a glyph run's typeface. */
export interface TextEngine extends TextMeasurer {
  readonly kit: CanvasKit;
  /** The engine owns the font: it is used at once and not deleted. */
  typefaceFont(typeface: unknown, fontSize: number): Font;
  /** SVG path data of a glyph: px, pen position at 0,0 on the baseline, y down; '' if it has no outline. */
  glyphOutline(typeface: unknown, glyph: number, fontSize: number): string;
}

export interface RenderContext {
  text: TextEngine;
  images: ImageStore;
  /** JPEG quality 1..100 for previews; Figma has no such setting, exports use `JPEG_QUALITY`. */
  jpegQuality?: number;
}

/** State of one drawing. The canvas is always in the space of the node being drawn. */
export interface Painter {
  readonly kit: CanvasKit;
  readonly canvas: Canvas;
  readonly scope: Scope;
  readonly images: PreparedImages;
  readonly measure: Measure;
}

/** Shaped texts and bounds, remembered for the length of one drawing. */
export interface Measure {
  readonly text: TextEngine;
  readonly scope: Scope;
  readonly shaped: Map<NodeRecord, ShapedText>;
  /** Boxes that hold every pixel a node may touch, in the space the node is drawn in. */
  readonly reach: Map<NodeRecord, Box | null>;
  readonly rendered: Map<NodeRecord, Box | null>;
}

export function newMeasure(text: TextEngine, scope: Scope): Measure {
  return { text, scope, shaped: new Map(), reach: new Map(), rendered: new Map() };
}

/** Shapes a text once per drawing. */
export function shapedText(measure: Measure, record: NodeRecord): ShapedText {
  const known = measure.shaped.get(record);
  if (known !== undefined) return known;
  const hugsWidth = record.props.textAutoResize === 'WIDTH_AND_HEIGHT';
  const shaped = measure.text.shape(record, hugsWidth ? null : record.props.width);
  measure.shaped.set(record, shaped);
  return shaped;
}
