/**
 * Gradient geometry: CSS angles to Figma's `gradientTransform`, which maps the node's box (0..1 on both axes) to
 * gradient space. In gradient space a linear gradient runs from (0, .5) to (1, .5); the others have their centre at
 * (.5, .5) and reach their last stop at (1, .5) and (.5, 1). Angles are clockwise, in a space with y down.
 */

export type GradientKind = 'linear' | 'radial' | 'angular' | 'diamond';
/** `[[a, c, e], [b, d, f]]`: x' = a x + c y + e, y' = b x + d y + f. */
export type GradientMatrix = [[number, number, number], [number, number, number]];
interface Point {
  x: number;
  y: number;
}

export const defaultGradientAngle: Readonly<Record<GradientKind, number>> = {
  linear: 180,
  radial: 0,
  angular: 0,
  diamond: 0,
};

/**
 * The `gradientTransform` that puts a gradient where CSS puts it on a box of `width` x `height` px.
 * - linear: `linear-gradient(<angle>deg)`: 0 runs to the top, 90 to the right, 180 to the bottom; corner to corner.
 * - radial: an ellipse; `angle` turns it. Default radius: CSS's `farthest-corner`.
 * - angular: `conic-gradient(from <angle>deg)`: 0 starts at the top.
 * - diamond: no CSS form; default radius .5 touches the sides of the box.
 * `centre` and `radius` are fractions of the box (radius: of its width and its height). `centre` shifts a linear
 * gradient as a whole. Throws `RangeError` for a size or radius that is not positive.
 */
export function gradientTransform(
  kind: GradientKind,
  angle: number,
  width: number,
  height: number,
  centre: Point = { x: 0.5, y: 0.5 },
  radius?: Point,
): GradientMatrix {
  if (!(width > 0) || !(height > 0)) {
    throw new RangeError(`A gradient needs a box with a size, not ${width} x ${height}.`);
  }
  const { sin, cos } = direction(angle);
  if (kind === 'linear') {
    const length = Math.abs(width * sin) + Math.abs(height * cos);
    const along = { x: (sin * length) / width, y: (-cos * length) / height };
    const across = { x: (cos * length) / width, y: (sin * length) / height };
    return spaceFrom(centre, along, across);
  }
  if (kind === 'angular') {
    // Only the directions count. CSS starts at the top, Figma at the right: the x axis points where CSS starts.
    const size = Math.min(width, height);
    return spaceFrom(
      centre,
      { x: (sin * size) / width, y: (-cos * size) / height },
      { x: (cos * size) / width, y: (sin * size) / height },
    );
  }
  const reach = radius ?? (kind === 'radial' ? farthestCorner(centre) : { x: 0.5, y: 0.5 });
  if (!(reach.x > 0) || !(reach.y > 0)) {
    throw new RangeError(`A gradient needs a radius above 0, not ${reach.x} x ${reach.y}.`);
  }
  const rx = reach.x * width * 2;
  const ry = reach.y * height * 2;
  return spaceFrom(
    centre,
    { x: (cos * rx) / width, y: (sin * rx) / height },
    { x: (-sin * ry) / width, y: (cos * ry) / height },
  );
}

/** Whether the picture depends on the box's proportions: if not, any size gives the same gradient. */
export function gradientNeedsSize(kind: GradientKind, angle: number): boolean {
  if (kind === 'angular') return true;
  return angle % (kind === 'linear' ? 90 : 180) !== 0;
}

/** Figma's three handles in the box (0..1): start or centre, end of the first axis, end of the second axis. */
export function gradientHandles(kind: GradientKind, transform: GradientMatrix): [Point, Point, Point] {
  const toBox = invert(transform);
  const at = (x: number, y: number): Point => ({
    x: toBox[0][0] * x + toBox[0][1] * y + toBox[0][2],
    y: toBox[1][0] * x + toBox[1][1] * y + toBox[1][2],
  });
  return kind === 'linear' ? [at(0, 0.5), at(1, 0.5), at(0, 1)] : [at(0.5, 0.5), at(1, 0.5), at(0.5, 1)];
}

/** Gradient space whose unit axes are `along` and `across` in the box, with its middle at `centre`. */
function spaceFrom(centre: Point, along: Point, across: Point): GradientMatrix {
  return invert([
    [along.x, across.x, centre.x - along.x / 2 - across.x / 2],
    [along.y, across.y, centre.y - along.y / 2 - across.y / 2],
  ]);
}

function farthestCorner(centre: Point): Point {
  return {
    x: Math.SQRT2 * Math.max(Math.abs(centre.x), Math.abs(1 - centre.x)),
    y: Math.SQRT2 * Math.max(Math.abs(centre.y), Math.abs(1 - centre.y)),
  };
}

/** Exact at multiples of 90 degrees, where `Math.sin` leaves 1e-16. */
function direction(degrees: number): { sin: number; cos: number } {
  const turn = ((degrees % 360) + 360) % 360;
  if (turn % 90 === 0) {
    const quarter = turn / 90;
    return { sin: [0, 1, 0, -1][quarter] ?? 0, cos: [1, 0, -1, 0][quarter] ?? 1 };
  }
  const radians = (turn * Math.PI) / 180;
  return { sin: Math.sin(radians), cos: Math.cos(radians) };
}

function invert(matrix: GradientMatrix): GradientMatrix {
  const [[a, c, e], [b, d, f]] = matrix;
  const determinant = a * d - b * c;
  // `+ 0` turns -0 into 0.
  const entry = (value: number) => value / determinant + 0;
  return [
    [entry(d), entry(-c), entry(c * f - d * e)],
    [entry(-b), entry(a), entry(b * e - a * f)],
  ];
}
