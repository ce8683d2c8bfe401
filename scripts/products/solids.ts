/** Solids that are not turned on a lathe, and turning any part about any axis. Distances in mm, negative inside. */
import type { Part, Surface } from './scene.ts';
import { normalize, type Vec3 } from './vec.ts';

export type Distance = (x: number, y: number, z: number) => number;

/** A box about the origin with half sizes and one rounding for all its edges. */
export function roundedBox(hx: number, hy: number, hz: number, round: number): Distance {
  return (x, y, z) => {
    const qx = Math.abs(x) - hx + round;
    const qy = Math.abs(y) - hy + round;
    const qz = Math.abs(z) - hz + round;
    return (
      Math.hypot(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0)) +
      Math.min(Math.max(qx, qy, qz), 0) -
      round
    );
  };
}

/** A plate standing upright: a rectangle with round corners in x and y, `edge` the rounding towards the faces. */
export function plate(hx: number, hy: number, hz: number, corner: number, edge: number): Distance {
  return (x, y, z) => {
    const qx = Math.abs(x) - hx + corner;
    const qy = Math.abs(y) - hy + corner;
    const flat = Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - corner + edge;
    const deep = Math.abs(z) - hz + edge;
    return Math.min(Math.max(flat, deep), 0) + Math.hypot(Math.max(flat, 0), Math.max(deep, 0)) - edge;
  };
}

/** A ring in the x-y plane; `from`..`to` in radians (0 = +x, counter-clockwise) cuts an arc with round ends. */
export function ring(
  radius: number,
  halfWidth: number,
  halfDepth: number,
  from = -Math.PI,
  to = Math.PI,
): Distance {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  return (x, y, z) => {
    const angle = Math.atan2(y, x);
    let off = angle - middle;
    off -= Math.round(off / (2 * Math.PI)) * 2 * Math.PI;
    const at = middle + Math.max(-half, Math.min(half, off));
    const [cx, cy] = [Math.cos(at) * radius, Math.sin(at) * radius];
    const inwards = Math.hypot(x - cx, y - cy);
    // A flattened section: rounded by its smaller half size.
    const round = Math.min(halfWidth, halfDepth);
    const qr = inwards - (halfWidth - round);
    const qz = Math.abs(z) - (halfDepth - round);
    return Math.hypot(Math.max(qr, 0), Math.max(qz, 0)) + Math.min(Math.max(qr, qz), 0) - round;
  };
}

/** A part from a distance alone; normals are differences. `r` and `y` bound it (about the y axis). */
export function solid(
  distance: Distance,
  bounds: { yMin: number; yMax: number; rMax: number },
  surface: Part['surface'],
): Part {
  const e = 0.01;
  return {
    ...bounds,
    distance,
    normal: (x, y, z) =>
      normalize([
        distance(x + e, y, z) - distance(x - e, y, z),
        distance(x, y + e, z) - distance(x, y - e, z),
        distance(x, y, z + e) - distance(x, y, z - e),
      ]),
    surface,
  };
}

interface Pose {
  /** Degrees, applied in this order: about z, about x, about y. */
  roll?: number;
  pitch?: number;
  yaw?: number;
  /** Then moved, mm. */
  at?: Vec3;
}

/** A part turned and moved; its surface is still asked in its own coordinates. */
export function posed(part: Part, { roll = 0, pitch = 0, yaw = 0, at = [0, 0, 0] }: Pose): Part {
  const m = rotation(roll, pitch, yaw);
  const there = (v: Vec3): Vec3 => [
    m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
    m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
    m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
  ];
  const back = (x: number, y: number, z: number): Vec3 => [
    m[0] * x + m[3] * y + m[6] * z,
    m[1] * x + m[4] * y + m[7] * z,
    m[2] * x + m[5] * y + m[8] * z,
  ];
  const local = (x: number, y: number, z: number) => back(x - at[0], y - at[1], z - at[2]);
  const centre = there([0, (part.yMin + part.yMax) / 2, 0]);
  const reach = Math.hypot(part.rMax, (part.yMax - part.yMin) / 2);
  const [cx, cy, cz] = [centre[0] + at[0], centre[1] + at[1], centre[2] + at[2]];
  return {
    yMin: cy - reach,
    yMax: cy + reach,
    rMax: Math.hypot(cx, cz) + reach,
    distance: (x, y, z) => {
      const p = local(x, y, z);
      return part.distance(p[0], p[1], p[2]);
    },
    normal: (x, y, z) => {
      const p = local(x, y, z);
      return there(part.normal(p[0], p[1], p[2]));
    },
    surface: (p, n): Surface => {
      const { normal, ...rest } = part.surface(local(p[0], p[1], p[2]), back(n[0], n[1], n[2]));
      return { ...rest, ...(normal && { normal: there(normal) }) };
    },
  };
}

function rotation(roll: number, pitch: number, yaw: number) {
  const [c1, s1] = turn(roll);
  const [c2, s2] = turn(pitch);
  const [c3, s3] = turn(yaw);
  // Ry * Rx * Rz, row by row.
  return [
    c3 * c1 + s3 * s2 * s1,
    -c3 * s1 + s3 * s2 * c1,
    s3 * c2,
    c2 * s1,
    c2 * c1,
    -s2,
    -s3 * c1 + c3 * s2 * s1,
    s3 * s1 + c3 * s2 * c1,
    c3 * c2,
  ] as const;
}

const turn = (degrees: number): [number, number] => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
];
