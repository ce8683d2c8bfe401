/** Hushwerk over-ear headphones: a steel bow, matte cups, leather pads. */
import { grain } from '../noise.ts';
import { revolve } from '../profile.ts';
import { lacquer, metal, type Part, type Scene } from '../scene.ts';
import { posed, ring, roundedBox, solid } from '../solids.ts';
import type { Vec3 } from '../vec.ts';

export async function headphones(): Promise<Scene> {
  const shell = revolve([
    [0, -9],
    [33, -9, 2],
    [38, -6, 5],
    [38, 3, 4],
    [30, 9, 5],
    [12, 9.6, 2],
    [11.4, 8.8, 0.5],
    [0, 8.8],
  ]);
  const cup: Part = {
    ...shell,
    surface: (p) => {
      const r = Math.hypot(p[0], p[2]);
      if (p[1] > 8 && r < 11.6) return metal('#ff5a26', 8);
      return lacquer('#232325', 26);
    },
  };
  const pad = solid(ring(25, 12.5, 9), { yMin: -40, yMax: 40, rMax: 42 }, (p) => ({
    ...lacquer('#171718', 20),
    albedo: [0.012 + 0.004 * grain(p[0], p[1]), 0.012, 0.012] as Vec3,
  }));
  const side = (sign: 1 | -1): Part[] => [
    // The cup's axis is y in its own coordinates: turned so that it looks outwards.
    posed(cup, { roll: -90 * sign, at: [76 * sign, 0, 0] }),
    posed(pad, { yaw: 90, at: [60 * sign, 0, 0] }),
    posed(
      solid(roundedBox(2.2, 30, 5, 1.8), { yMin: -30, yMax: 30, rMax: 6 }, () => metal('#cfd0d2', 7)),
      { roll: 7 * sign, at: [79.5 * sign, 44, 0] },
    ),
  ];
  const band = solid(
    ring(76, 4.6, 13, Math.PI * 0.08, Math.PI * 0.92),
    { yMin: -10, yMax: 84, rMax: 84 },
    (p) => (Math.hypot(p[0], p[1]) < 74 ? lacquer('#1a1a1b', 30) : lacquer('#232325', 24)),
  );
  const parts = [...side(1), ...side(-1), posed(band, { at: [0, 62, 0] })];
  return { parts: parts.map((part) => posed(part, { yaw: -34, at: [0, 40, 0] })), foot: 50 };
}
