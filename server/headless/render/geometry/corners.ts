/** Corner radii of box shapes, and rounded rectangles made of them. */
import type { NodeRecord } from '../../model.ts';
import type { Box } from './rect.ts';

export interface Corners {
  topLeft: number;
  topRight: number;
  bottomRight: number;
  bottomLeft: number;
}

/** The node's radii, shrunk together where neighbours would overlap (a radius beyond half a side makes a pill). */
export function cornersOf(record: NodeRecord): Corners {
  const { props } = record;
  const all = typeof props.cornerRadius === 'number' ? props.cornerRadius : 0;
  return fitCorners(
    {
      topLeft: props.topLeftRadius ?? all,
      topRight: props.topRightRadius ?? all,
      bottomRight: props.bottomRightRadius ?? all,
      bottomLeft: props.bottomLeftRadius ?? all,
    },
    props.width,
    props.height,
  );
}

export function fitCorners(corners: Corners, width: number, height: number): Corners {
  const { topLeft, topRight, bottomRight, bottomLeft } = corners;
  const ratio = (side: number, sum: number) => (sum > side ? side / sum : 1);
  const factor = Math.min(
    ratio(width, topLeft + topRight),
    ratio(width, bottomLeft + bottomRight),
    ratio(height, topLeft + bottomLeft),
    ratio(height, topRight + bottomRight),
  );
  return factor === 1 ? corners : mapCorners(corners, (radius) => radius * factor);
}

export function mapCorners(corners: Corners, change: (radius: number) => number): Corners {
  return {
    topLeft: change(corners.topLeft),
    topRight: change(corners.topRight),
    bottomRight: change(corners.bottomRight),
    bottomLeft: change(corners.bottomLeft),
  };
}

export function isSquare(corners: Corners): boolean {
  const { topLeft, topRight, bottomRight, bottomLeft } = corners;
  return topLeft <= 0 && topRight <= 0 && bottomRight <= 0 && bottomLeft <= 0;
}

/** A rounded rectangle; `width` and `height` may be 0 but not negative. */
export interface RoundRect {
  box: Box;
  corners: Corners;
}

/**
 * Moves every side outwards by `by` (inwards if negative). Round corners stay concentric, square ones stay square,
 * as with CSS borders and box-shadow spread.
 */
export function inflate(shape: RoundRect, by: number): RoundRect {
  return inset(shape, { top: -by, right: -by, bottom: -by, left: -by });
}

export interface Sides {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Moves each side inwards by its own amount; a corner loses the larger of its two sides. */
export function inset({ box, corners }: RoundRect, sides: Sides): RoundRect {
  const width = Math.max(0, box.width - sides.left - sides.right);
  const height = Math.max(0, box.height - sides.top - sides.bottom);
  const shrink = (radius: number, one: number, two: number) =>
    radius <= 0 ? 0 : Math.max(0, radius - Math.max(one, two));
  return {
    box: { x: box.x + sides.left, y: box.y + sides.top, width, height },
    corners: fitCorners(
      {
        topLeft: shrink(corners.topLeft, sides.top, sides.left),
        topRight: shrink(corners.topRight, sides.top, sides.right),
        bottomRight: shrink(corners.bottomRight, sides.bottom, sides.right),
        bottomLeft: shrink(corners.bottomLeft, sides.bottom, sides.left),
      },
      width,
      height,
    ),
  };
}

/** CanvasKit's rounded rectangle: LTRB and four x,y radii, clockwise from the top left. */
export function toRRect({ box, corners }: RoundRect): Float32Array {
  const { topLeft, topRight, bottomRight, bottomLeft } = corners;
  return Float32Array.of(
    box.x,
    box.y,
    box.x + box.width,
    box.y + box.height,
    topLeft,
    topLeft,
    topRight,
    topRight,
    bottomRight,
    bottomRight,
    bottomLeft,
    bottomLeft,
  );
}
