/**
 * Bodies of revolution with rounded edges. The outline is a path of straight lines whose corners are rounded by true
 * arcs, so normals are smooth: polished surfaces show every facet.
 */
import type { Vec3 } from './vec.ts';

/** A corner of the outline: radius and height in mm, and how far the corner is rounded. */
export type Corner = readonly [radius: number, y: number, fillet?: number];

interface Line {
  kind: 'line';
  ax: number;
  ay: number;
  ux: number;
  uy: number;
  length: number;
  nx: number;
  ny: number;
}
interface Arc {
  kind: 'arc';
  cx: number;
  cy: number;
  radius: number;
  /** Middle direction of the arc and the cosine of half its angle. */
  mx: number;
  my: number;
  cosHalf: number;
  /** 1 if the body bulges here, -1 if it is hollow. */
  sign: 1 | -1;
}

export interface Profile {
  yMin: number;
  yMax: number;
  rMax: number;
  /** Signed distance in mm: negative inside. */
  distance(x: number, y: number, z: number): number;
  normal(x: number, y: number, z: number): Vec3;
}

/** The solid that the outline sweeps around the y axis. Corners run from the bottom centre to the top centre. */
export function revolve(corners: readonly Corner[]): Profile {
  const pieces = outline(corners);
  const nearest = (r: number, y: number): { d: number; nr: number; ny: number } => {
    let best = Number.POSITIVE_INFINITY;
    let d = 1e9;
    let nr = 0;
    let ny = 1;
    for (const piece of pieces) {
      if (piece.kind === 'line') {
        const px = r - piece.ax;
        const py = y - piece.ay;
        const t = px * piece.ux + py * piece.uy;
        if (t < -1e-6 || t > piece.length + 1e-6) continue;
        const signed = px * piece.nx + py * piece.ny;
        const size = Math.abs(signed);
        if (size < best) {
          best = size;
          d = signed;
          nr = piece.nx;
          ny = piece.ny;
        }
      } else {
        const px = r - piece.cx;
        const py = y - piece.cy;
        const length = Math.sqrt(px * px + py * py);
        if (px * piece.mx + py * piece.my < piece.cosHalf * length - 1e-9) continue;
        const signed = piece.sign * (length - piece.radius);
        const size = Math.abs(signed);
        if (size < best) {
          best = size;
          d = signed;
          nr = (piece.sign * px) / (length || 1);
          ny = (piece.sign * py) / (length || 1);
        }
      }
    }
    return { d, nr, ny };
  };
  return {
    yMin: Math.min(...corners.map(([, y]) => y)),
    yMax: Math.max(...corners.map(([, y]) => y)),
    rMax: Math.max(...corners.map(([r]) => r)),
    distance: (x, y, z) => nearest(Math.sqrt(x * x + z * z), y).d,
    normal: (x, y, z) => {
      const r = Math.sqrt(x * x + z * z) || 1e-9;
      const { nr, ny } = nearest(r, y);
      return [(nr * x) / r, ny, (nr * z) / r];
    },
  };
}

function outline(corners: readonly Corner[]): (Line | Arc)[] {
  const pieces: (Line | Arc)[] = [];
  let from = point(corners, 0);
  for (let index = 1; index < corners.length; index++) {
    const at = point(corners, index);
    if (index === corners.length - 1) {
      pushLine(pieces, from, at);
      break;
    }
    const before = point(corners, index - 1);
    const after = point(corners, index + 1);
    const u = direction(at, before);
    const v = direction(at, after);
    const cosAngle = u.x * v.x + u.y * v.y;
    const half = Math.acos(Math.min(1, Math.max(-1, cosAngle))) / 2;
    const asked = corners[index]?.[2] ?? 0.3;
    const tangent = Math.min(asked / Math.tan(half), u.length * 0.49, v.length * 0.49);
    const radius = tangent * Math.tan(half);
    if (half > Math.PI / 2 - 1e-3) continue;
    const start = { x: at.x + u.x * tangent, y: at.y + u.y * tangent };
    const end = { x: at.x + v.x * tangent, y: at.y + v.y * tangent };
    const bx = u.x + v.x;
    const by = u.y + v.y;
    const b = Math.hypot(bx, by);
    const reach = radius / Math.sin(half);
    const turnsLeft = -u.x * v.y + u.y * v.x > 0;
    pushLine(pieces, from, start);
    pieces.push({
      kind: 'arc',
      cx: at.x + (bx / b) * reach,
      cy: at.y + (by / b) * reach,
      radius,
      mx: -bx / b,
      my: -by / b,
      cosHalf: Math.cos(Math.PI / 2 - half),
      sign: turnsLeft ? 1 : -1,
    });
    from = end;
  }
  return pieces;
}

function pushLine(pieces: (Line | Arc)[], a: { x: number; y: number }, b: { x: number; y: number }): void {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length < 1e-9) return;
  const ux = (b.x - a.x) / length;
  const uy = (b.y - a.y) / length;
  pieces.push({ kind: 'line', ax: a.x, ay: a.y, ux, uy, length, nx: uy, ny: -ux });
}

function point(corners: readonly Corner[], index: number): { x: number; y: number } {
  const corner = corners[index];
  if (!corner) throw new RangeError(`no corner ${index}`);
  return { x: corner[0], y: corner[1] };
}

function direction(from: { x: number; y: number }, to: { x: number; y: number }) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length, length };
}
