/** A swipe of cream, seen from above: a height field lit by the studio. Straight RGBA. */
import { cloud, grain } from './noise.ts';
import { irradiance, radiance } from './studio.ts';
import { clamp01, linear, normalize, smoothstep, toSrgb, type Vec3 } from './vec.ts';

/**
 * Renders a swipe from left to right, pulled by a finger: thick at the start, ridged along the pull, thinning out.
 * `hex` is the cream's colour.
 */
export function renderSmear(width: number, height: number, hex: string): Buffer {
  const pixels = Buffer.alloc(width * height * 4);
  const albedo = linear(hex);
  const unit = 1000 / width;
  const e = 0.8;
  for (let py = 0; py < height; py++) {
    for (let px = 0; px < width; px++) {
      const x = (px + 0.5) * unit;
      const y = (py + 0.5 - height / 2) * unit;
      const h = thickness(x, y);
      const cover = smoothstep(0, 1.6, h);
      if (cover <= 0) continue;
      const slopeX = (thickness(x + e, y) - thickness(x - e, y)) / (2 * e);
      const slopeY = (thickness(x, y + e) - thickness(x, y - e)) / (2 * e);
      // The picture lies on the table; its up is away from the viewer, who looks straight down.
      const n = normalize([-slopeX, 0.62, -slopeY]);
      const light = irradiance(tilt(n));
      const mirrored: Vec3 = [2 * n[1] * n[0], 2 * n[1] * n[1] - 1, 2 * n[1] * n[2]];
      const shine = radiance(...tilt(mirrored), 9);
      // Thin cream lets the light through: edges stay bright; hollows between ridges darken a little.
      const hollow = clamp01(
        (thickness(x + 9, y) + thickness(x - 9, y) + thickness(x, y + 9) + thickness(x, y - 9)) / 4 - h,
      );
      const dim = 1 - 0.06 * Math.min(6, hollow * 2.4);
      const at = (py * width + px) * 4;
      for (let k = 0; k < 3; k++) {
        const value = 0.9 * (albedo[k] ?? 0) * (light[k] ?? 0) * dim + 0.065 * (shine[k] ?? 0);
        pixels[at + k] = Math.round(255 * toSrgb(clamp01(1 - Math.exp(-1.85 * value))));
      }
      pixels[at + 3] = Math.round(255 * cover);
    }
  }
  return pixels;
}

/** The studio as it stands around a table top seen from above: the key comes from the upper left. */
function tilt([x, y, z]: Vec3): Vec3 {
  return [
    x,
    y * 0.55 - z * 0.2,
    y * 0.83 + z * 0.3 > 0 ? Math.sqrt(Math.max(0.01, 1 - x * x - (y * 0.55 - z * 0.2) ** 2)) : z,
  ];
}

/** Height of the cream in units of 1/1000 of the width. */
function thickness(x: number, y: number): number {
  const s = (x - 90) / 800;
  if (s < -0.12 || s > 1.14) return 0;
  // The pull bends upwards and swings.
  const centre = 60 * Math.sin(s * 2.6 - 0.5) - 20;
  // A round dollop at the start, tapering with the pull.
  const dollop = s < 0.1 ? Math.sqrt(Math.max(0, 1 - ((0.1 - s) / 0.2) ** 2)) : 1;
  const half = 165 * dollop * (1 - 0.45 * smoothstep(0.15, 1.1, s));
  const t = (y - centre) / Math.max(half, 1);
  const ragged = 0.07 * cloud(x / 46, t * 2.4 + 4, 4) + 0.04 * grain(x / 160 + 5, t * 9);
  // The end tears into streaks along the pull.
  const streak = 0.5 + 0.5 * grain(t * 7.3 + 2, x / 420) + 0.35 * grain(t * 19 + 7, x / 300);
  const end = smoothstep(1.12, 0.62, s + (0.42 - 0.42 * streak) * smoothstep(0.45, 1, s));

  const inside = 1 - (Math.abs(t) + ragged) ** 2;
  if (inside <= 0) return 0;
  const bank = 26 * Math.sqrt(inside) + 20 * smoothstep(0.62, 0.9, Math.abs(t) + ragged) * inside ** 0.4;
  const ridge =
    6 * grain(t * 6.5 + 1.5 + 0.3 * grain(x / 130, t * 2), x / 360) +
    3 * grain(t * 17 + 3.5, x / 260) +
    1.1 * grain(t * 41 + 8.5, x / 200);
  const mound = 20 * Math.exp(-(((s - 0.04) / 0.17) ** 2)) * Math.sqrt(inside);
  const wave =
    1.2 * Math.sin(x / 21 + 2.5 * t * t + 2 * grain(x / 110, 2)) * smoothstep(0.3, 0.05, s) * inside;
  return Math.max(0, (bank + ridge * Math.sqrt(inside) + mound + wave) * end);
}
