/** The outline of a node: what fills paint, strokes follow and frames clip to. In the node's own space. */

import type { CanvasKit, FillType, Path, PathOp } from 'canvaskit-wasm';
import { IDENTITY } from '../../matrix.ts';
import type { NodeRecord } from '../../model.ts';
import { isBoxShaped, isVisible } from '../record.ts';
import type { Scope } from '../scope.ts';
import { cornersOf, type RoundRect, toRRect } from './corners.ts';
import { ellipsePath, polygonPath, shapePoints } from './regular-shapes.ts';
import { smoothRectPath } from './smooth-corners.ts';
import { invert, toMatrix } from './transform.ts';

export interface Shape {
  /** The area fills paint. Empty for lines and open vectors. */
  fill: Path;
  /** The lines strokes follow; may be open. */
  line: Path;
  /** Set when the shape is a plain rounded rectangle, which CanvasKit draws faster and crisper than a path. */
  round: RoundRect | null;
  /** Whether `line` is closed all around, so that it has an inside and an outside. */
  closed: boolean;
}

/** The outline of any node that has one; null for groups, pages and texts. */
export function shapeOf(kit: CanvasKit, scope: Scope, record: NodeRecord): Shape | null {
  const { width, height } = record.props;
  if (isBoxShaped(record)) return boxShape(kit, scope, record);
  switch (record.type) {
    case 'ELLIPSE':
      return closedShape(
        svgPath(kit, scope, ellipsePath(width, height, record.props.arcData), ringRule(kit)),
      );
    case 'POLYGON':
    case 'STAR':
      return closedShape(
        svgPath(kit, scope, polygonPath(shapePoints(record), cornerRadius(record)), kit.FillType.Winding),
      );
    case 'LINE':
      return lineShape(kit, scope, width);
    case 'VECTOR':
      return vectorShape(kit, scope, record);
    case 'BOOLEAN_OPERATION': {
      const path = booleanPath(kit, scope, record);
      return path === null ? null : closedShape(path);
    }
    default:
      return null;
  }
}

// The hole of a ring is a second contour that runs the same way round.
const ringRule = (kit: CanvasKit) => kit.FillType.EvenOdd;

const cornerRadius = (record: NodeRecord) =>
  typeof record.props.cornerRadius === 'number' ? record.props.cornerRadius : 0;

function closedShape(path: Path): Shape {
  return { fill: path, line: path, round: null, closed: true };
}

function boxShape(kit: CanvasKit, scope: Scope, record: NodeRecord): Shape {
  const { width, height } = record.props;
  const corners = cornersOf(record);
  const smoothing = record.props.cornerSmoothing ?? 0;
  const isRound = Object.values(corners).some((radius) => radius > 0);
  if (smoothing > 0 && isRound) {
    return closedShape(
      svgPath(kit, scope, smoothRectPath(width, height, corners, smoothing), kit.FillType.Winding),
    );
  }
  const round = { box: { x: 0, y: 0, width, height }, corners };
  const path = roundRectPath(kit, scope, round);
  return { fill: path, line: path, round, closed: true };
}

export function roundRectPath(kit: CanvasKit, scope: Scope, round: RoundRect): Path {
  return scope.keep(new kit.PathBuilder().addRRect(toRRect(round)).detachAndDelete());
}

function lineShape(kit: CanvasKit, scope: Scope, width: number): Shape {
  const line = scope.keep(new kit.PathBuilder().moveTo(0, 0).lineTo(width, 0).detachAndDelete());
  return { fill: emptyPath(kit, scope), line, round: null, closed: false };
}

function vectorShape(kit: CanvasKit, scope: Scope, record: NodeRecord): Shape {
  const fills: Path[] = [];
  const lines = new kit.PathBuilder();
  let closed = true;
  for (const { data, windingRule } of record.props.vectorPaths ?? []) {
    const rule = windingRule === 'EVENODD' ? kit.FillType.EvenOdd : kit.FillType.Winding;
    const path = svgPath(kit, scope, data, rule);
    lines.addPath(path);
    if (windingRule !== 'NONE') fills.push(path);
    closed &&= isClosed(data);
  }
  return { fill: joined(kit, scope, fills), line: scope.keep(lines.detachAndDelete()), round: null, closed };
}

/** Every contour that starts with a move also ends with a close. */
function isClosed(data: string): boolean {
  const commands = data.match(/[a-df-z]/gi) ?? [];
  const moves = commands.filter((command) => command === 'M' || command === 'm').length;
  const closes = commands.filter((command) => command === 'Z' || command === 'z').length;
  return moves > 0 && closes >= moves;
}

/** One path of several that are filled one after the other: what any of them covers. */
function joined(kit: CanvasKit, scope: Scope, paths: readonly Path[]): Path {
  const [first, ...others] = paths;
  if (first === undefined) return emptyPath(kit, scope);
  if (others.length === 0) return first;
  if (paths.some((path) => path.getFillType() === kit.FillType.EvenOdd)) {
    // Even-odd contours of different paths would cut holes into one another.
    return others.reduce((sum, path) => united(kit, scope, sum, path), first);
  }
  const builder = new kit.PathBuilder();
  for (const path of paths) builder.addPath(path);
  return scope.keep(builder.detachAndDelete());
}

function united(kit: CanvasKit, scope: Scope, one: Path, two: Path): Path {
  const sum = kit.Path.MakeFromOp(one, two, kit.PathOp.Union);
  return sum === null ? one : scope.keep(sum);
}

function emptyPath(kit: CanvasKit, scope: Scope): Path {
  return scope.keep(new kit.PathBuilder().detachAndDelete());
}

/** Parses SVG path data; unreadable data draws nothing, as the document already refused it. */
export function svgPath(kit: CanvasKit, scope: Scope, data: string, rule: FillType): Path {
  const path = kit.Path.MakeFromSVGString(data);
  if (path === null) return emptyPath(kit, scope);
  path.setFillType(rule);
  return scope.keep(path);
}

/** The combined outline of a boolean operation, in its own space; null when it is empty. */
function booleanPath(kit: CanvasKit, scope: Scope, record: NodeRecord): Path | null {
  const toOwn = invert(record.props.relativeTransform);
  if (toOwn === null) return null;
  const inContainer = combine(kit, scope, record);
  if (inContainer === null) return null;
  return moved(kit, scope, inContainer, toMatrix(toOwn));
}

/** Children are combined from the bottom up; SUBTRACT cuts the upper ones out of the lowest. In container space. */
function combine(kit: CanvasKit, scope: Scope, record: NodeRecord): Path | null {
  const operation = pathOp(kit, record.props.booleanOperation ?? 'UNION');
  let result: Path | null = null;
  for (const child of record.children) {
    if (!isVisible(child)) continue;
    const path = outlineInContainer(kit, scope, child);
    if (path === null) continue;
    if (result === null) {
      result = path;
      continue;
    }
    const next = kit.Path.MakeFromOp(result, path, operation);
    if (next !== null) result = scope.keep(next);
  }
  return result;
}

function outlineInContainer(kit: CanvasKit, scope: Scope, record: NodeRecord): Path | null {
  if (record.type === 'GROUP') {
    const paths = record.children
      .filter(isVisible)
      .map((child) => outlineInContainer(kit, scope, child))
      .filter((path) => path !== null);
    const [first, ...others] = paths;
    if (first === undefined) return null;
    return others.reduce((sum, path) => united(kit, scope, sum, path), first);
  }
  if (record.type === 'BOOLEAN_OPERATION') return combine(kit, scope, record);
  const shape = shapeOf(kit, scope, record);
  if (shape === null) return null;
  return moved(kit, scope, shape.fill, toMatrix(record.props.relativeTransform));
}

function moved(kit: CanvasKit, scope: Scope, path: Path, matrix: number[]): Path {
  const builder = new kit.PathBuilder();
  builder.addPath(path, matrix);
  return scope.keep(builder.setFillType(path.getFillType()).detachAndDelete());
}

function pathOp(kit: CanvasKit, operation: BooleanOperationNode['booleanOperation']): PathOp {
  switch (operation) {
    case 'INTERSECT':
      return kit.PathOp.Intersect;
    case 'SUBTRACT':
      return kit.PathOp.Difference;
    case 'EXCLUDE':
      return kit.PathOp.XOR;
    default:
      return kit.PathOp.Union;
  }
}

/** The node's own transform inside the space its parent is drawn in; groups are drawn in that space themselves. */
export function drawnTransform(record: NodeRecord): Transform {
  return record.type === 'GROUP' || record.type === 'PAGE' ? IDENTITY : record.props.relativeTransform;
}
