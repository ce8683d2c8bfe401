/**
 * Corner smoothing ("squircles"): the circular arc of a corner shrinks by the smoothing factor and cubic curves lead
 * into it from the sides. Formula: Figma's article "Desperately seeking squircles".
 */
import type { Corners } from './corners.ts';

interface SmoothCorner {
  /** Distance from the corner point to where the side starts to bend. */
  reach: number;
  radius: number;
  a: number;
  b: number;
  c: number;
  d: number;
  /** Side of the square around the remaining circular arc. */
  arc: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

function smoothCorner(radius: number, smoothing: number, budget: number): SmoothCorner {
  // A corner may not bend further than half a side: the smoothing gives way first.
  const factor = radius > 0 ? Math.max(0, Math.min(smoothing, budget / radius - 1)) : 0;
  const reach = Math.min((1 + factor) * radius, budget);
  const arcAngle = 90 * (1 - factor);
  const arc = Math.sin(radians(arcAngle / 2)) * radius * Math.SQRT2;
  const lead = radius * Math.tan(radians((90 - arcAngle) / 4));
  const c = lead * Math.cos(radians(45 * factor));
  const d = c * Math.tan(radians(45 * factor));
  const b = (reach - arc - c - d) / 3;
  return { reach, radius, a: 2 * b, b, c, d, arc };
}

const n = (value: number) => String(Math.round(value * 1e4) / 1e4);

/** SVG path data of a smoothed rounded rectangle at the origin. Radii must already fit the box. */
export function smoothRectPath(width: number, height: number, corners: Corners, smoothing: number): string {
  const budget = Math.min(width, height) / 2;
  const [tl, tr, br, bl] = [corners.topLeft, corners.topRight, corners.bottomRight, corners.bottomLeft].map(
    (radius) => smoothCorner(Math.min(radius, budget), smoothing, budget),
  );
  if (!tl || !tr || !br || !bl) throw new Error('a rectangle has four corners');

  // Each corner in the frame of its own turn: `u` along the side we come from, `v` along the side we go to.
  const corner = (shape: SmoothCorner, u: [number, number], v: [number, number]): string => {
    const { a, b, c, d, arc, radius } = shape;
    if (radius <= 0) return '';
    const step = (along: number, across: number) =>
      `${n(u[0] * along + v[0] * across)} ${n(u[1] * along + v[1] * across)}`;
    return (
      `c${step(a, 0)} ${step(a + b, 0)} ${step(a + b + c, d)}` +
      `a${n(radius)} ${n(radius)} 0 0 1 ${step(arc, arc)}` +
      `c${step(d, c)} ${step(d, b + c)} ${step(d, a + b + c)}`
    );
  };
  return (
    `M${n(tl.reach)} 0L${n(width - tr.reach)} 0${corner(tr, [1, 0], [0, 1])}` +
    `L${n(width)} ${n(height - br.reach)}${corner(br, [0, 1], [-1, 0])}` +
    `L${n(bl.reach)} ${n(height)}${corner(bl, [-1, 0], [0, -1])}` +
    `L0 ${n(tl.reach)}${corner(tl, [0, -1], [1, 0])}Z`
  );
}
