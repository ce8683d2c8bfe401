/** Where a REST node stands: REST gives upright boxes and a rotation, the document model wants transforms. */
import { type Bounds, boundsOf } from '../../server/headless/layout/transform.ts';
import { type Box, numberOf, objectOf, type RestNode } from './rest.ts';

export interface Placement {
  width: number;
  height: number;
  /** From the node's own axes to the page. */
  absolute: Transform;
}

export const IDENTITY: Transform = [
  [1, 0, 0],
  [0, 1, 0],
];

export function multiply(m: Transform, n: Transform): Transform {
  const [[a, c, tx], [b, d, ty]] = m;
  const [[e, g, ux], [f, h, uy]] = n;
  return [
    [a * e + c * f, a * g + c * h, a * ux + c * uy + tx],
    [b * e + d * f, b * g + d * h, b * ux + d * uy + ty],
  ];
}

export function invert([[a, c, tx], [b, d, ty]]: Transform): Transform {
  const determinant = a * d - b * c || 1;
  return [
    [d / determinant, -c / determinant, (c * ty - d * tx) / determinant],
    [-b / determinant, a / determinant, (b * tx - a * ty) / determinant],
  ];
}

/** Drops the noise of single-precision cosines, so that a quarter turn is one. */
function clean(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) < 1e-5 ? nearest : value;
}

/** The node's own rotation, skew and mirroring: `relativeTransform` where the file has it, else `rotation` (radians). */
function ownLinear(node: RestNode): Transform {
  const given = node.relativeTransform;
  if (Array.isArray(given)) {
    const [first, second] = given;
    if (Array.isArray(first) && Array.isArray(second)) {
      const [a, c, b, d] = [first[0], first[1], second[0], second[1]].map(Number);
      if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
        return [
          [clean(a), clean(c), 0],
          [clean(b), clean(d), 0],
        ];
      }
    }
  }
  const stored = numberOf(node, 'rotation') ?? 0;
  if (Math.abs(stored) < 1e-6) return IDENTITY;
  const angle = Math.abs(stored) > 7 ? (stored * Math.PI) / 180 : stored;
  const [cos, sin] = [clean(Math.cos(angle)), clean(Math.sin(angle))];
  return [
    [cos, -sin, 0],
    [sin, cos, 0],
  ];
}

/** Null when the size cannot be told from the upright box (a rotation near 45 degrees without `size`). */
export function placementOf(node: RestNode, box: Box, parent: Transform): Placement | null {
  const [[pa, pc], [pb, pd]] = parent;
  const linear = multiply(
    [
      [pa, pc, 0],
      [pb, pd, 0],
    ],
    ownLinear(node),
  );
  const size = sizeOf(node, box, linear);
  if (!size) return null;
  const [[a, c], [b, d]] = linear;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return {
    ...size,
    absolute: [
      [a, c, centre.x - (a * size.width + c * size.height) / 2],
      [b, d, centre.y - (b * size.width + d * size.height) / 2],
    ],
  };
}

function sizeOf(node: RestNode, box: Box, linear: Transform): { width: number; height: number } | null {
  const given = objectOf(node, 'size');
  const [width, height] = given ? [numberOf(given, 'x'), numberOf(given, 'y')] : [];
  if (width !== undefined && height !== undefined) return { width, height };
  const [[a, c], [b, d]] = linear.map((row) => row.map(Math.abs)) as unknown as Transform;
  const determinant = a * d - b * c;
  if (Math.abs(determinant) < 0.05) return null;
  return {
    width: Math.max((d * box.width - c * box.height) / determinant, 0),
    height: Math.max((a * box.height - b * box.width) / determinant, 0),
  };
}

export function uprightBox(absolute: Transform, width: number, height: number): Bounds {
  return boundsOf(absolute, width, height);
}
