/** Outlines as the simplest SVG element that can be edited: `<rect>`, `<ellipse>`, `<path>`. */
import type { Path } from 'canvaskit-wasm';
import type { NodeRecord } from '../../model.ts';
import type { RoundRect } from '../geometry/corners.ts';
import type { Shape } from '../geometry/shape.ts';
import { type Attributes, element, num } from './markup.ts';
import type { SvgWriter } from './writer.ts';

/** The area of a shape with the given paint attributes. */
export function fillElement(
  writer: SvgWriter,
  record: NodeRecord,
  shape: Shape,
  attributes: Attributes,
): string {
  if (shape.round !== null) return roundElement(shape.round, attributes);
  const { width, height } = record.props;
  if (record.type === 'ELLIPSE' && isWhole(record.props.arcData)) {
    return element('ellipse', {
      cx: width / 2,
      cy: height / 2,
      rx: width / 2,
      ry: height / 2,
      ...attributes,
    });
  }
  return pathElement(writer, shape.fill, attributes);
}

function isWhole(arc: ArcData | undefined): boolean {
  if (arc === undefined) return true;
  return arc.innerRadius <= 0 && Math.abs(arc.endingAngle - arc.startingAngle) >= 2 * Math.PI - 1e-6;
}

export function roundElement({ box, corners }: RoundRect, attributes: Attributes): string {
  const radii = [corners.topLeft, corners.topRight, corners.bottomRight, corners.bottomLeft];
  const [first = 0] = radii;
  if (radii.some((radius) => radius !== first)) {
    return element('path', { d: roundData({ box, corners }), ...attributes });
  }
  return element('rect', {
    x: box.x === 0 ? null : box.x,
    y: box.y === 0 ? null : box.y,
    width: box.width,
    height: box.height,
    rx: first === 0 ? null : first,
    ...attributes,
  });
}

/** Path data of a rounded rectangle with different corners. */
export function roundData({ box, corners }: RoundRect): string {
  const { x, y, width, height } = box;
  const { topLeft, topRight, bottomRight, bottomLeft } = corners;
  const arc = (radius: number, toX: number, toY: number) =>
    radius <= 0 ? '' : `A${num(radius)} ${num(radius)} 0 0 1 ${num(toX)} ${num(toY)}`;
  return (
    `M${num(x + topLeft)} ${num(y)}H${num(x + width - topRight)}${arc(topRight, x + width, y + topRight)}` +
    `V${num(y + height - bottomRight)}${arc(bottomRight, x + width - bottomRight, y + height)}` +
    `H${num(x + bottomLeft)}${arc(bottomLeft, x, y + height - bottomLeft)}` +
    `V${num(y + topLeft)}${arc(topLeft, x + topLeft, y)}Z`
  );
}

export function pathElement(writer: SvgWriter, path: Path, attributes: Attributes): string {
  const d = path.toSVGString();
  if (d === '') return '';
  const isEvenOdd = path.getFillType() === writer.context.text.kit.FillType.EvenOdd;
  return element('path', { d, 'fill-rule': isEvenOdd ? 'evenodd' : null, ...attributes });
}
