/** A stoneware mug full of tea: glazed outside, a thick rim, a round handle. */
import { grain } from '../noise.ts';
import { revolve } from '../profile.ts';
import { lacquer, type Scene, type Surface } from '../scene.ts';
import { posed, ring, solid } from '../solids.ts';
import { linear, mix, smoothstep, type Vec3 } from '../vec.ts';

export interface MugColours {
  glaze: string;
  foot: string;
  drink: string;
}

export async function mug({ glaze, foot, drink }: MugColours): Promise<Scene> {
  const wall = revolve([
    [0, 2],
    [28, 2, 1],
    [30, 0, 1.2],
    [39, 3, 9],
    [41, 40, 30],
    [40.5, 88, 1.7],
    [36.6, 88, 1.7],
    [36.4, 12, 8],
    [0, 9],
  ]);
  const surface = (p: Vec3, n: Vec3): Surface => {
    const edge = 15 + 1.6 * grain(Math.atan2(p[0], p[2]) * 3, 2.2);
    const bare = smoothstep(edge + 0.5, edge - 0.5, p[1]);
    const speck = grain(p[0] * 1.3 + p[2] * 0.7, p[1] * 1.3) > 0.72 ? 0.72 : 1;
    const tone = mix(linear(glaze), linear(foot), bare);
    return {
      ...lacquer(glaze, bare > 0.5 ? 34 : 7),
      albedo: [tone[0] * speck, tone[1] * speck, tone[2] * speck],
      normal: n,
    };
  };
  const tea = revolve([
    [0, 70],
    [36.8, 70, 0.2],
    [36.8, 80, 0.2],
    [0, 80],
  ]);
  const handle = solid(
    ring(23, 5, 6, -Math.PI * 0.62, Math.PI * 0.62),
    { yMin: -30, yMax: 30, rMax: 32 },
    (p, n) => surface([p[0], p[1] + 46, p[2]], n),
  );
  return {
    parts: [
      { ...wall, surface },
      posed(handle, { at: [44, 46, 0] }),
      { ...tea, surface: () => ({ ...lacquer(drink, 2), specular: [0.03, 0.03, 0.03] }) },
    ],
    foot: 34,
  };
}
