/** Outlines of ellipses, polygons and stars as SVG path data, in the node's own space. */
import type { NodeRecord } from '../../model.ts';

interface Point {
  x: number;
  y: number;
}

const n = (value: number) => String(Math.round(value * 1e4) / 1e4);
const TURN = 2 * Math.PI;

/** Full ellipses, pies, arcs and rings. Angles grow clockwise from the positive x axis (Figma's `arcData`). */
export function ellipsePath(width: number, height: number, arc: ArcData | undefined): string {
  const rx = width / 2;
  const ry = height / 2;
  const start = arc?.startingAngle ?? 0;
  const sweep = (arc?.endingAngle ?? TURN) - start;
  const hole = Math.min(1, Math.max(0, arc?.innerRadius ?? 0));
  const at = (angle: number, ratio: number): Point => ({
    x: rx + Math.cos(angle) * rx * ratio,
    y: ry + Math.sin(angle) * ry * ratio,
  });
  if (Math.abs(sweep) >= TURN - 1e-6) {
    const ring = (ratio: number) => {
      const [one, two] = [at(0, ratio), at(Math.PI, ratio)];
      const radii = `${n(rx * ratio)} ${n(ry * ratio)}`;
      return `M${n(one.x)} ${n(one.y)}A${radii} 0 0 1 ${n(two.x)} ${n(two.y)}A${radii} 0 0 1 ${n(one.x)} ${n(one.y)}Z`;
    };
    return hole > 0 ? ring(1) + ring(hole) : ring(1);
  }
  const outer = arcTo(at, start, sweep, 1, rx, ry);
  const from = at(start, 1);
  const head = `M${n(from.x)} ${n(from.y)}${outer}`;
  if (hole <= 0) return `${head}L${n(rx)} ${n(ry)}Z`;
  const turn = at(start + sweep, hole);
  return `${head}L${n(turn.x)} ${n(turn.y)}${arcTo(at, start + sweep, -sweep, hole, rx, ry)}Z`;
}

/** SVG arcs are ambiguous at half a turn, so every arc is drawn in two parts. */
function arcTo(
  at: (angle: number, ratio: number) => Point,
  start: number,
  sweep: number,
  ratio: number,
  rx: number,
  ry: number,
): string {
  const direction = sweep > 0 ? 1 : 0;
  return [0.5, 1]
    .map((part) => {
      const { x, y } = at(start + sweep * part, ratio);
      return `A${n(rx * ratio)} ${n(ry * ratio)} 0 0 ${direction} ${n(x)} ${n(y)}`;
    })
    .join('');
}

/** The corners of a polygon or star: on an ellipse in the box, the first one at the top. */
export function shapePoints(record: NodeRecord): Point[] {
  const { width, height } = record.props;
  const points = Math.max(3, Math.round(record.props.pointCount ?? (record.type === 'STAR' ? 5 : 3)));
  const ratios = record.type === 'STAR' ? [1, record.props.innerRadius ?? 0.382] : [1];
  const total = points * ratios.length;
  return Array.from({ length: total }, (_, index) => {
    const angle = (index / total) * TURN - Math.PI / 2;
    const ratio = ratios[index % ratios.length] ?? 1;
    return {
      x: width / 2 + (Math.cos(angle) * ratio * width) / 2,
      y: height / 2 + (Math.sin(angle) * ratio * height) / 2,
    };
  });
}

/** A closed polygon whose corners are rounded by circular arcs that touch both sides. */
export function polygonPath(points: readonly Point[], radius: number): string {
  const parts = points.map((point, index) => {
    const before = points[(index + points.length - 1) % points.length] ?? point;
    const after = points[(index + 1) % points.length] ?? point;
    const command = index === 0 ? 'M' : 'L';
    if (radius <= 0) return `${command}${n(point.x)} ${n(point.y)}`;
    return roundedCorner(command, before, point, after, radius);
  });
  return `${parts.join('')}Z`;
}

function roundedCorner(command: string, before: Point, point: Point, after: Point, radius: number): string {
  const one = unit(point, before);
  const two = unit(point, after);
  const angle = Math.acos(Math.max(-1, Math.min(1, one.x * two.x + one.y * two.y)));
  // Two neighbouring corners share a side: none may use more than half of it.
  const room = Math.min(one.length, two.length) / 2;
  const tangent = Math.min(radius / Math.tan(angle / 2), room);
  const used = tangent * Math.tan(angle / 2);
  const sweep = one.x * two.y - one.y * two.x < 0 ? 1 : 0;
  const start = { x: point.x + one.x * tangent, y: point.y + one.y * tangent };
  const end = { x: point.x + two.x * tangent, y: point.y + two.y * tangent };
  return `${command}${n(start.x)} ${n(start.y)}A${n(used)} ${n(used)} 0 0 ${sweep} ${n(end.x)} ${n(end.y)}`;
}

function unit(from: Point, to: Point): Point & { length: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length, length };
}
