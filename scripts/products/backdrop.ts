/** Morning light on a plaster wall: a background photo. RGB. */
import { cloud, grain } from './noise.ts';
import { clamp01, linear, mix, smoothstep, toSrgb, type Vec3 } from './vec.ts';

/** The wall in `hex`, with the soft light of a window with bars and the shadow of a twig. */
export function renderBackdrop(width: number, height: number, hex: string): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  const wall = linear(hex);
  const lit: Vec3 = [1.16, 1.02, 0.84];
  const shade: Vec3 = [0.56, 0.54, 0.57];
  const unit = 1000 / width;
  for (let py = 0; py < height; py++) {
    for (let px = 0; px < width; px++) {
      const x = px * unit;
      const y = py * unit;
      const light = windowLight(x, y);
      const plaster = 1 + trowel(x, y) * (0.5 + 0.9 * light);
      const falloff = 1.02 - 0.16 * (y / (height * unit)) - 0.1 * (x / 1000);
      const colour = mix(shade, lit, light);
      const dither = grain(px * 0.93 + 31, py * 0.91 + 17) * 0.007;
      for (let k = 0; k < 3; k++) {
        const value = (wall[k] ?? 0) * (colour[k] ?? 0) * plaster * falloff;
        pixels[(py * width + px) * 3 + k] = Math.round(255 * clamp01(toSrgb(clamp01(value)) + dither));
      }
    }
  }
  return pixels;
}

/** Relief of the plaster, from the difference of two neighbouring heights along the light. */
function trowel(x: number, y: number): number {
  const h = (u: number, v: number) =>
    0.6 * cloud(u / 210, v / 150, 4) + 0.13 * cloud(u / 26 + 4 + 0.4 * grain(u / 90, v / 90), v / 17, 3);
  return 0.42 * (h(x, y) - h(x + 3.5, y + 2.5));
}

/** 1 in the light of the window, 0 in shadow. Edges soften to the lower right, away from the bars. */
function windowLight(x: number, y: number): number {
  // The window's image, sheared by the low sun.
  const u = x + 0.34 * y - 230;
  const v = y - 0.26 * x + 130;
  const soft = 12 + 0.025 * Math.max(0, x + y);
  const pane = (value: number, from: number, to: number) =>
    smoothstep(from - soft, from + soft, value) * smoothstep(to + soft, to - soft, value);
  const across = pane(u, 20, 440) + pane(u, 486, 910);
  const down = pane(v, 20, 480) + pane(v, 526, 1010);
  return clamp01(across * down * (1 - 0.85 * twig(u, v, soft)) * 0.94);
}

/** Leaves on a bent stem, as blurred ellipses. */
function twig(u: number, v: number, soft: number): number {
  let cover = 0;
  for (let leaf = 0; leaf < 22; leaf++) {
    const along = leaf / 21;
    const stemU = 980 - 640 * along;
    const stemV = 40 + 560 * along + 110 * Math.sin(along * 3);
    const side = leaf % 2 === 0 ? 1 : -1;
    const angle = 2.35 + side * (0.75 - 0.2 * along) + 0.25 * grain(leaf * 1.7, 3.1);
    const length = 104 - 34 * along + 12 * grain(leaf * 2.3, 9.4);
    const du = u - stemU - Math.cos(angle) * length;
    const dv = v - stemV - Math.sin(angle) * length;
    const a = (du * Math.cos(angle) + dv * Math.sin(angle)) / length;
    const b = (-du * Math.sin(angle) + dv * Math.cos(angle)) / (length * 0.36 * (1 - 0.35 * Math.abs(a)) + 1);
    const blur = (soft * 1.1) / length;
    cover = Math.max(cover, smoothstep(1 + blur, 1 - blur * 1.6, Math.hypot(a, b)));
  }
  return cover;
}
