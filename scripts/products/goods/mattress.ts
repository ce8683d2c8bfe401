/** A Nodwell mattress: quilted top, piped edges, a wool side with a woven label. Scale 1:10. */
import { fonts, print, text } from '../lettering.ts';
import { grain } from '../noise.ts';
import { lacquer, type Scene } from '../scene.ts';
import { posed, roundedBox, solid } from '../solids.ts';
import { linear, normalize } from '../vec.ts';

const half = { x: 104, y: 14, z: 72 };

export async function mattress(): Promise<Scene> {
  const tag = await print(34, 12, label(), 30);
  const core = solid(
    roundedBox(half.x, half.y, half.z, 6),
    { yMin: -half.y, yMax: half.y, rMax: 128 },
    (p, n) => {
      if (n[1] > 0.45) {
        // Diamonds of quilting: hollow along two sets of seams.
        const seam = (t: number) => Math.sin((t * Math.PI) / 15);
        const u = seam(p[0] + p[2]);
        const v = seam(p[0] - p[2]);
        const slope = 0.34;
        const du = Math.cos(((p[0] + p[2]) * Math.PI) / 15) * Math.sign(u);
        const dv = Math.cos(((p[0] - p[2]) * Math.PI) / 15) * Math.sign(v);
        const deep = Math.min(Math.abs(u), Math.abs(v));
        const shade = 0.86 + 0.14 * Math.min(1, deep * 3);
        const base = linear('#f4f3f7');
        return {
          albedo: [base[0] * shade, base[1] * shade, base[2] * shade],
          specular: [0.02, 0.02, 0.02],
          blur: 45,
          normal: normalize([n[0] - slope * (du + dv), n[1], n[2] - slope * (du - dv)]),
        };
      }
      const onTag = p[2] > 60 ? tag.at(p[0] - 66, p[1] + 1) : { colour: [0, 0, 0] as const, cover: 0 };
      if (onTag.cover > 0.5) return { albedo: onTag.colour, specular: [0.03, 0.03, 0.03], blur: 30 };
      const wool = 0.93 + 0.07 * grain(p[0] * 1.4 + p[2] * 1.4, p[1] * 1.4);
      const base = linear('#8b95c9');
      return {
        albedo: [base[0] * wool, base[1] * wool, base[2] * wool],
        specular: [0.02, 0.02, 0.02],
        blur: 45,
      };
    },
  );
  const pipe = (y: number) =>
    posed(
      solid(
        (x, yy, z) => {
          const qx = Math.abs(x) - (half.x - 3.6) + 5;
          const qz = Math.abs(z) - (half.z - 3.6) + 5;
          const edge = Math.hypot(Math.max(qx, 0), Math.max(qz, 0)) + Math.min(Math.max(qx, qz), 0) - 5;
          return Math.hypot(edge - 2.6, yy) - 1.3;
        },
        { yMin: -1.4, yMax: 1.4, rMax: 130 },
        () => lacquer('#1d2447', 30),
      ),
      { at: [0, y, 0] },
    );
  const parts = [core, pipe(half.y - 4), pipe(-half.y + 3)];
  return { parts: parts.map((part) => posed(part, { yaw: 32, at: [0, half.y, 0] })), foot: 100 };
}

function label(): string {
  return `<rect width="34" height="12" rx="1" fill="#1d2447"/>${text('Nodwell', { font: fonts.dmSerif, size: 7, x: 17, y: 8.4, anchor: 'middle', fill: '#f7d6c4' })}`;
}
