/** The Steadworth No. 2: ash-black grip with a yellow collar, a bright blade. Stands on its cap. */
import { fonts, print, text } from '../lettering.ts';
import { revolve } from '../profile.ts';
import { lacquer, metal, type Scene } from '../scene.ts';
import { linear, mix, normalize, smoothstep, type Vec3 } from '../vec.ts';

export async function screwdriver(): Promise<Scene> {
  const stamp = await print(14, 60, label(), 40);
  const grip = revolve([
    [0, 0],
    [10, 0, 3],
    [15.5, 6, 6],
    [16, 40, 20],
    [14.6, 74, 12],
    [10.6, 88, 6],
    [12.4, 97, 3],
    [12.4, 101, 2],
    [0, 101],
  ]);
  const collar = revolve([
    [0, 100.5],
    [11, 100.5, 0.6],
    [10.4, 109, 1.2],
    [6, 112, 1],
    [0, 112],
  ]);
  const blade = revolve([
    [0, 111],
    [4.4, 111, 0.3],
    [4.4, 206, 1],
    [3.6, 214, 2],
    [1.5, 222, 0.4],
    [0, 222],
  ]);
  return {
    parts: [
      {
        ...grip,
        surface: (p, n) => {
          const ink = p[2] > 0 ? stamp.at(p[0], p[1] - 46) : { colour: linear('#000000'), cover: 0 };
          const plain = { ...lacquer('#1d1f22', 16), normal: flutes(p, n) };
          if (p[1] < 7) return { ...lacquer('#f2c200', 12) };
          return { ...plain, albedo: mix(linear('#1d1f22'), ink.colour, ink.cover) };
        },
      },
      { ...collar, surface: () => lacquer('#f2c200', 9) },
      { ...blade, surface: () => metal('#d4d6da', 5) },
    ],
    foot: 12,
  };
}

/** Eight soft hollows around the grip. */
function flutes(p: Vec3, n: Vec3): Vec3 {
  const angle = Math.atan2(p[0], p[2]);
  const depth = 0.55 * smoothstep(10, 22, p[1]) * smoothstep(84, 66, p[1]) * smoothstep(0.05, 0.5, n[2]);
  const tilt = depth * Math.max(-0.6, Math.min(0.6, Math.sin(angle * 8) * 1.4));
  return normalize([n[0] + n[2] * tilt, n[1], n[2] - n[0] * tilt]);
}

function label(): string {
  return `<g transform="translate(9.6 56) rotate(-90)">${text('STEADWORTH', { font: fonts.bebas, size: 8, x: 0, y: 0, tracking: 0.06, fill: '#f2c200' })}</g>`;
}
