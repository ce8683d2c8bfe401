/** A phone without a maker, showing a screen drawn as SVG (72 × 152 units). */
import { print } from '../lettering.ts';
import { lacquer, metal, type Scene } from '../scene.ts';
import { plate, posed, solid } from '../solids.ts';
import { mix, scale } from '../vec.ts';

const half = { x: 37.5, y: 78, z: 4 };
const screen = { width: 71, height: 152, corner: 9 };

export interface PhoneOptions {
  screen: string;
  edge: string;
  yaw: number;
}

export async function phone(options: PhoneOptions): Promise<Scene> {
  const face = await print(screen.width, screen.height, options.screen, 22);
  const inScreen = (x: number, y: number) => {
    const qx = Math.abs(x) - screen.width / 2 + screen.corner;
    const qy = Math.abs(y) - screen.height / 2 + screen.corner;
    return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - screen.corner < 0;
  };
  const body = solid(
    plate(half.x, half.y, half.z, 11.5, 2.4),
    { yMin: -half.y, yMax: half.y, rMax: 40 },
    (p, n) => {
      if (n[2] < 0.8) return metal(options.edge, 7);
      if (!inScreen(p[0], p[1])) return lacquer('#0b0b0d', 8);
      const { colour, cover } = face.at(p[0], p[1]);
      // A lit screen outshines the studio: its light is nearly that of white paper in full light.
      return {
        albedo: scale(mix([0, 0, 0], colour, cover), 1.02),
        specular: [0.012, 0.012, 0.012],
        blur: 30,
      };
    },
  );
  return { parts: [posed(body, { yaw: options.yaw, at: [0, half.y, 0] })], foot: 38 };
}
