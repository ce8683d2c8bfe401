/** Strokes in SVG, which only knows centred ones: others are moved, clipped or masked. */
import type { NodeRecord } from '../../model.ts';
import { inflate, isSquare } from '../geometry/corners.ts';
import { outset } from '../geometry/rect.ts';
import type { Shape } from '../geometry/shape.ts';
import { hasStroke, strokeOverhang, strokeWeights, visibleStrokes } from '../record.ts';
import { arrowPath, isArrowhead } from '../strokes/arrowheads.ts';
import { ringOf } from '../strokes/ring.ts';
import { dashIntervals } from '../strokes/stroke.ts';
import { type Attributes, element, num } from './markup.ts';
import { paintAttributes, svgPaint } from './paints.ts';
import { fillElement, pathElement, roundData, roundElement } from './shapes.ts';
import type { SvgWriter } from './writer.ts';

/** One element per visible stroke paint. */
export async function strokeElements(writer: SvgWriter, record: NodeRecord, shape: Shape): Promise<string> {
  if (!hasStroke(record)) return '';
  const parts: string[] = [];
  for (const stroke of visibleStrokes(record)) {
    const paint = await svgPaint(writer, stroke, record.props);
    if (paint === null) continue;
    const isFilled = isArea(record, shape);
    const attributes = paintAttributes(isFilled ? 'fill' : 'stroke', paint);
    parts.push(
      isFilled
        ? areaElement(writer, record, shape, attributes)
        : lineElement(writer, record, shape, attributes),
    );
  }
  return parts.join('');
}

/** Strokes that no pen can draw: unequal sides and line endings. */
function isArea(record: NodeRecord, shape: Shape): boolean {
  const { top, right, bottom, left } = strokeWeights(record);
  return top !== right || right !== bottom || bottom !== left || hasArrow(record, shape);
}

const hasArrow = (record: NodeRecord, shape: Shape) => !shape.closed && isArrowhead(record.props.strokeCap);

function areaElement(writer: SvgWriter, record: NodeRecord, shape: Shape, attributes: Attributes): string {
  const cap = record.props.strokeCap;
  if (!shape.closed && isArrowhead(cap)) {
    const { kit } = writer.context.text;
    return pathElement(
      writer,
      arrowPath(kit, writer.measure.scope, shape.line, strokeWeights(record).top, cap),
      attributes,
    );
  }
  const { outer, inner } = ringOf(record, shape);
  const d = roundData(outer) + roundData(inner);
  return element('path', { d, 'fill-rule': 'evenodd', ...attributes });
}

function lineElement(writer: SvgWriter, record: NodeRecord, shape: Shape, attributes: Attributes): string {
  const weight = strokeWeights(record).top;
  const align = shape.closed ? (record.props.strokeAlign ?? 'CENTER') : 'CENTER';
  const pen = (width: number): Attributes => ({
    'stroke-width': width,
    ...penAttributes(record),
    ...attributes,
  });
  const overhang = strokeOverhang(record, weight) - weight / 2;
  if (align === 'CENTER') {
    return shape.round === null
      ? pathElement(writer, shape.line, pen(weight))
      : roundElement(shape.round, pen(weight));
  }
  const isThin = shape.round !== null && weight < Math.min(shape.round.box.width, shape.round.box.height);
  if (
    shape.round !== null &&
    isThin &&
    (isSquare(shape.round.corners) || keepsRound(record, shape, weight))
  ) {
    return roundElement(inflate(shape.round, overhang), pen(weight));
  }
  const doubled = fillElement(writer, record, shape, { fill: 'none', ...pen(weight * 2) });
  if (align === 'INSIDE') {
    const id = writer.define('clip', (name) =>
      element('clipPath', { id: name }, fillElement(writer, record, shape, {})),
    );
    return element('g', { 'clip-path': `url(#${id})` }, doubled);
  }
  const { width, height } = record.props;
  const area = outset({ x: 0, y: 0, width, height }, weight * 4);
  const id = writer.define('mask', (name) =>
    element(
      'mask',
      { id: name, maskUnits: 'userSpaceOnUse', ...area },
      element('rect', { ...area, fill: '#fff' }) + fillElement(writer, record, shape, { fill: '#000' }),
    ),
  );
  return element('g', { mask: `url(#${id})` }, doubled);
}

/** An inside stroke thicker than the radius has square inner corners, which a moved pen cannot draw. */
function keepsRound(record: NodeRecord, shape: Shape, weight: number): boolean {
  if (record.props.strokeAlign === 'OUTSIDE') return true;
  return Object.values(shape.round?.corners ?? {}).every((radius) => radius === 0 || radius >= weight);
}

function penAttributes(record: NodeRecord): Attributes {
  const { strokeCap, strokeJoin, strokeMiterLimit } = record.props;
  const dashes = dashIntervals(record);
  return {
    'stroke-linecap': strokeCap === 'ROUND' || strokeCap === 'SQUARE' ? strokeCap.toLowerCase() : null,
    'stroke-linejoin': strokeJoin === 'ROUND' || strokeJoin === 'BEVEL' ? strokeJoin.toLowerCase() : null,
    'stroke-miterlimit': strokeMiterLimit === undefined || strokeMiterLimit === 4 ? null : strokeMiterLimit,
    'stroke-dasharray': dashes === null ? null : dashes.map(num).join(' '),
  };
}
