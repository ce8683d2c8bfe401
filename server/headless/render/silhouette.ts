/**
 * The silhouette of a node: what it colours at all, at full strength. Figma casts shadows from it (its SVG exports
 * multiply the alpha by 127), so a translucent fill casts as dark a shadow as an opaque one.
 */

import type { ColorFilter, Paint as InkPaint, Path } from 'canvaskit-wasm';
import { multiply, scaling } from '../matrix.ts';
import type { NodeRecord } from '../model.ts';
import { readsBackdrop } from './blend.ts';
import { contentOf } from './bounds.ts';
import type { Painter } from './context.ts';
import { inflate, type RoundRect, toRRect } from './geometry/corners.ts';
import { contains, mapBox } from './geometry/rect.ts';
import { drawnTransform, type Shape } from './geometry/shape.ts';
import { invert } from './geometry/transform.ts';
import type { InkBox } from './paints/ink.ts';
import {
  clips,
  hasStroke,
  isBoxShaped,
  maxStrokeWeight,
  paintedChildren,
  strokeOverhang,
  strokeWeights,
  visibleFills,
  visibleStrokes,
} from './record.ts';
import { styleFills } from './text-fills.ts';

export interface OutlineSilhouette {
  path: Path;
  round: RoundRect | null;
  /** Nothing behind it shows through, so what a shadow does below it does not matter. */
  opaque: boolean;
}

/** The silhouette as one outline, which is drawn much faster; null if only drawing the node can tell. */
export function outlineSilhouette(
  painter: Painter,
  record: NodeRecord,
  shape: Shape | null,
  box: InkBox,
): OutlineSilhouette | null {
  if (shape === null || record.type === 'TEXT') return null;
  const fills = visibleFills(record);
  if (!fills.some((fill) => coversBox(painter, fill, box))) return null;
  if (!childrenStayInside(painter, record)) return null;
  const opaque = fills.some((fill) => hidesBelow(painter, fill, box));
  if (!hasStroke(record)) return { path: shape.fill, round: shape.round, opaque };
  const { top, right, bottom, left } = strokeWeights(record);
  const overhang = strokeOverhang(record, maxStrokeWeight(record));
  if (overhang === 0 && shape.closed) return { path: shape.fill, round: shape.round, opaque };
  const isEven = top === right && right === bottom && bottom === left;
  const isPlain =
    (record.props.dashPattern ?? []).length === 0 && (record.props.strokeJoin ?? 'MITER') === 'MITER';
  if (shape.round === null || !isEven || !isPlain) return null;
  const round = inflate(shape.round, overhang);
  const path = new painter.kit.PathBuilder().addRRect(toRRect(round)).detachAndDelete();
  return { path: painter.scope.keep(path), round, opaque: opaque && isStrokeOpaque(record) };
}

/** Whether the fill colours every pixel of the outline, however faintly. */
function coversBox(painter: Painter, fill: Paint, box: InkBox): boolean {
  if (fill.type === 'SOLID') return true;
  if (fill.type === 'IMAGE') return isSolidPicture(painter, fill, box);
  return 'gradientStops' in fill && hasNoClearStop(fill);
}

/** Whether nothing below the fill can be seen through it. */
export function hidesBelow(painter: Painter, fill: Paint, box: InkBox): boolean {
  if (fill.type !== 'IMAGE') return isOpaque(fill);
  const isWhole = (fill.opacity ?? 1) === 1 && !readsBackdrop(fill.blendMode);
  return isWhole && isSolidPicture(painter, fill, box);
}

/** A picture without transparent pixels that covers its whole box. */
function isSolidPicture(painter: Painter, fill: ImagePaint, { size, toDevice }: InkBox): boolean {
  const found = painter.images.find(fill, size, toDevice);
  const source = painter.images.sizeOf(fill);
  if (found === null || source === null || !found.stamp.opaque) return false;
  if (found.placement.tiles) return true;
  const toUnit = invert(multiply(found.placement.transform, scaling(source.width, source.height)));
  if (toUnit === null) return false;
  const seen = mapBox(toUnit, { x: 0, y: 0, width: size.width, height: size.height });
  return contains({ x: 0, y: 0, width: 1, height: 1 }, seen, 2e-3);
}

const hasNoClearStop = (fill: GradientPaint) => fill.gradientStops.every(({ color }) => color.a > 0);

export function isOpaque(fill: Paint): boolean {
  if ((fill.opacity ?? 1) < 1 || (fill.blendMode ?? 'NORMAL') !== 'NORMAL') return false;
  if (fill.type === 'SOLID') return true;
  return 'gradientStops' in fill && fill.gradientStops.every(({ color }) => color.a >= 1);
}

const isStrokeOpaque = (record: NodeRecord) => (record.props.strokes ?? []).some(isOpaque);

function childrenStayInside(painter: Painter, record: NodeRecord): boolean {
  if (clips(record)) return true;
  const children = paintedChildren(record);
  if (children.length === 0) return true;
  if (!isBoxShaped(record)) return false;
  const box = { x: 0, y: 0, width: record.props.width, height: record.props.height };
  return children.every((child) => {
    const reach = contentOf(painter.measure, child);
    return reach === null || contains(box, mapBox(drawnTransform(child), reach));
  });
}

/**
 * Turns a drawing of the node into its silhouette in one colour. Alpha is raised by just as much as makes the node's
 * faintest paint opaque: Figma's factor of 127 would turn anti-aliased edges into steps.
 */
export function hardened(painter: Painter, record: NodeRecord, color: RGB): ColorFilter {
  const rows = [
    [0, 0, 0, 0, color.r],
    [0, 0, 0, 0, color.g],
    [0, 0, 0, 0, color.b],
    [0, 0, 0, 1 / paintedAlpha(record), 0],
  ];
  return painter.scope.keep(painter.kit.ColorFilter.MakeMatrix(rows.flat()));
}

/** Alpha of the faintest part of the node that is painted evenly, at least 1/127. Images count as opaque. */
export function paintedAlpha(record: NodeRecord): number {
  const strokes = hasStroke(record) ? visibleStrokes(record) : [];
  const fills = record.type === 'TEXT' ? styleFills(record) : visibleFills(record);
  const own = [...fills, ...strokes].map(faintest);
  const children = paintedChildren(record).map((child) => paintedAlpha(child) * (child.props.opacity ?? 1));
  return Math.min(1, Math.max(1 / 127, Math.min(...own, ...children)));
}

function faintest(paint: Paint): number {
  const stops = 'gradientStops' in paint ? paint.gradientStops.map(({ color }) => color.a) : [];
  return (paint.opacity ?? 1) * Math.min(1, ...stops);
}

/** Draws an outline with any ink, as a rounded rectangle where it is one. */
export function drawOutline(
  painter: Painter,
  outline: { path: Path; round: RoundRect | null },
  ink: InkPaint,
): void {
  if (outline.round !== null) painter.canvas.drawRRect(toRRect(outline.round), ink);
  else painter.canvas.drawPath(outline.path, ink);
}
