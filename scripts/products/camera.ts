/** The camera: a long lens a little above the product, and the pixels it makes. */
import { type Scene, shade, trace } from './scene.ts';
import { clamp01, normalize, smoothstep, toSrgb, turnZ, type Vec3 } from './vec.ts';

export interface Shot {
  /** Image size in px. */
  width: number;
  height: number;
  /** Point in the middle of the picture, mm in world coordinates. */
  target: Vec3;
  /** mm that the picture's height spans at the target. */
  span: number;
  /** Degrees above the horizon. */
  elevation: number;
  /** mm from target to lens. */
  distance: number;
  /** Photographic exposure, a factor. */
  exposure: number;
}

/** Renders to straight (not premultiplied) RGBA. Edges and contrasty pixels get 16 rays, the others 4. */
export function render(scene: Scene, shot: Shot): Buffer {
  const { width, height } = shot;
  const pixels = Buffer.alloc(width * height * 4);
  const elevation = (shot.elevation / 180) * Math.PI;
  const back: Vec3 = [0, Math.sin(elevation), Math.cos(elevation)];
  const up: Vec3 = [0, Math.cos(elevation), -Math.sin(elevation)];
  const eye: Vec3 = [
    shot.target[0],
    shot.target[1] + back[1] * shot.distance,
    shot.target[2] + back[2] * shot.distance,
  ];
  const mmPerPixel = shot.span / height;
  const lean = scene.lean ?? 0;
  const origin = lean === 0 ? eye : turnZ(eye, -lean);

  const ray = (px: number, py: number): Vec3 | undefined => {
    const x = (px - width / 2) * mmPerPixel;
    const y = (height / 2 - py) * mmPerPixel;
    const d = normalize([
      x - back[0] * shot.distance,
      up[1] * y - back[1] * shot.distance,
      up[2] * y - back[2] * shot.distance,
    ]);
    const direction = lean === 0 ? d : turnZ(d, -lean);
    const hit = trace(scene, origin, direction, shot.distance * 2);
    if (!hit) return undefined;
    const [r, g, b] = shade(scene, origin, direction, hit);
    return [develop(r * shot.exposure), develop(g * shot.exposure), develop(b * shot.exposure)];
  };

  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const samples: (Vec3 | undefined)[] = [];
      for (let s = 0; s < 4; s++) samples.push(ray(x + 0.25 + 0.5 * (s & 1), y + 0.25 + 0.5 * (s >> 1)));
      if (samples.every((sample) => sample === undefined)) continue;
      if (needsMore(samples)) {
        samples.length = 0;
        for (let s = 0; s < 16; s++)
          samples.push(ray(x + 0.125 + 0.25 * (s & 3), y + 0.125 + 0.25 * (s >> 2)));
      }
      put(pixels, (y * width + x) * 4, samples);
    }
  }
  return pixels;
}

function needsMore(samples: readonly (Vec3 | undefined)[]): boolean {
  const first = samples[0];
  return samples.some(
    (sample) =>
      !sample ||
      !first ||
      Math.abs(sample[0] - first[0]) + Math.abs(sample[1] - first[1]) + Math.abs(sample[2] - first[2]) > 0.03,
  );
}

function put(pixels: Buffer, at: number, samples: readonly (Vec3 | undefined)[]): void {
  let r = 0;
  let g = 0;
  let b = 0;
  let hits = 0;
  for (const sample of samples) {
    if (!sample) continue;
    r += sample[0];
    g += sample[1];
    b += sample[2];
    hits++;
  }
  if (hits === 0) return;
  pixels[at] = Math.round(255 * toSrgb(clamp01(r / hits)));
  pixels[at + 1] = Math.round(255 * toSrgb(clamp01(g / hits)));
  pixels[at + 2] = Math.round(255 * toSrgb(clamp01(b / hits)));
  pixels[at + 3] = Math.round((255 * hits) / samples.length);
}

/** Film's shoulder: straight up to 0.6, then highlights roll off to white instead of clipping. */
function develop(light: number): number {
  const knee = 0.6;
  if (light <= knee) return light;
  const over = (light - knee) / (1 - knee);
  return knee + (1 - knee) * (1 - Math.exp(-over * 0.9)) * smoothstep(-1, 0.2, over);
}
