/**
 * Line endings. Proportions are those of Figma's own SVG exports of a line of weight 1: a 45 degree chevron of 3.18,
 * an equilateral triangle 5 long, a circle of radius 2.667 and a diamond of half-diagonal 2.887.
 */
import type { CanvasKit, Path } from 'canvaskit-wasm';
import type { Scope } from '../scope.ts';

type Arrowhead = Exclude<StrokeCap, 'NONE' | 'ROUND' | 'SQUARE'>;

const CHEVRON = 3.18;
const TRIANGLE = 5;
const HALF_SIDE = TRIANGLE / Math.sqrt(3);
const CIRCLE = 8 / 3;
/** How far any ending reaches from the end point, in stroke weights. */
export const ARROWHEAD_REACH = 5;

export function isArrowhead(cap: StrokeCap | undefined): cap is Arrowhead {
  return cap !== undefined && cap !== 'NONE' && cap !== 'ROUND' && cap !== 'SQUARE';
}

/** An end of an open contour: where it is and which way the line leaves through it. */
interface End {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/** The filled outline of an open path with endings on both ends of each of its contours. */
export function arrowPath(kit: CanvasKit, scope: Scope, line: Path, weight: number, head: Arrowhead): Path {
  const bodies = new kit.PathBuilder();
  const heads: Path[] = [];
  const contours = scope.keep(new kit.ContourMeasureIter(line, false, 1));
  for (let contour = contours.next(); contour !== null; contour = contours.next()) {
    scope.keep(contour);
    const length = contour.length();
    if (contour.isClosed() || length <= 0) {
      bodies.addPath(scope.keep(contour.getSegment(0, length, true)));
      continue;
    }
    // A pointed head would not be pointed if the line ran into its tip.
    const trim = head === 'ARROW_EQUILATERAL' ? Math.min(length / 2, (TRIANGLE * weight) / 2) : 0;
    bodies.addPath(scope.keep(contour.getSegment(trim, length - trim, true)));
    const [sx = 0, sy = 0, stx = 1, sty = 0] = contour.getPosTan(0);
    const [ex = 0, ey = 0, etx = 1, ety = 0] = contour.getPosTan(length);
    heads.push(
      headPath(kit, scope, head, { x: sx, y: sy, dx: -stx, dy: -sty }, weight),
      headPath(kit, scope, head, { x: ex, y: ey, dx: etx, dy: ety }, weight),
    );
  }
  const body = scope.keep(bodies.detachAndDelete());
  const outline = body.makeStroked({ width: weight, cap: kit.StrokeCap.Butt, join: kit.StrokeJoin.Miter });
  const start = outline === null ? body : scope.keep(outline);
  return heads.reduce((sum, path) => {
    const next = kit.Path.MakeFromOp(sum, path, kit.PathOp.Union);
    return next === null ? sum : scope.keep(next);
  }, start);
}

function headPath(kit: CanvasKit, scope: Scope, head: Arrowhead, end: End, weight: number): Path {
  const at = (along: number, across: number): [number, number] => [
    end.x + (end.dx * along - end.dy * across) * weight,
    end.y + (end.dy * along + end.dx * across) * weight,
  ];
  const polygon = (...points: [number, number][]): Path =>
    scope.keep(new kit.PathBuilder().addPolygon(points.flat(), true).detachAndDelete());
  switch (head) {
    case 'ARROW_EQUILATERAL':
      return polygon(at(0, 0), at(-TRIANGLE, HALF_SIDE), at(-TRIANGLE, -HALF_SIDE));
    case 'TRIANGLE_FILLED':
      return polygon(at(0, HALF_SIDE), at(-TRIANGLE, 0), at(0, -HALF_SIDE));
    case 'DIAMOND_FILLED':
      return polygon(at(HALF_SIDE, 0), at(0, HALF_SIDE), at(-HALF_SIDE, 0), at(0, -HALF_SIDE));
    case 'CIRCLE_FILLED':
      return scope.keep(new kit.PathBuilder().addCircle(end.x, end.y, CIRCLE * weight).detachAndDelete());
    case 'ARROW_LINES': {
      const [tip, one, two] = [at(0, 0), at(-CHEVRON, CHEVRON), at(-CHEVRON, -CHEVRON)];
      const arms = scope.keep(
        new kit.PathBuilder().addPolygon([...one, ...tip, ...two], false).detachAndDelete(),
      );
      const outline = arms.makeStroked({
        width: weight,
        cap: kit.StrokeCap.Round,
        join: kit.StrokeJoin.Round,
      });
      return outline === null ? arms : scope.keep(outline);
    }
  }
}
