/** A product as parts with materials, and the light that leaves its surface towards the camera. */
import { irradiance, radiance, table } from './studio.ts';
import {
  add,
  along,
  clamp01,
  dot,
  linear,
  mix,
  multiply,
  reflect,
  refract,
  scale,
  turnZ,
  type Vec3,
} from './vec.ts';

export interface Surface {
  /** Diffuse colour, linear. Black for bare metal. */
  albedo: Vec3;
  /** Mirror colour at normal incidence: 0.04 for plastic and lacquer, the metal's colour for metal. */
  specular: Vec3;
  /** Blur of the reflection in degrees: 0 polished, 10 satin, 40 matte. */
  blur: number;
  /** Replaces the geometric normal (embossing, dents, knurls). */
  normal?: Vec3;
  /** Set for glass: what a ray inside loses per mm. */
  glass?: { absorption: Vec3; liquidLevel: number; wall: number };
}

export interface Part {
  yMin: number;
  yMax: number;
  rMax: number;
  /** Signed distance (a lower bound may be given where exactness is hard). */
  distance(x: number, y: number, z: number): number;
  normal(x: number, y: number, z: number): Vec3;
  surface(p: Vec3, n: Vec3): Surface;
}

export interface Scene {
  parts: readonly Part[];
  /** Radius of the foot, for the contact shadow mirrored in the lower edge. */
  foot: number;
  /** The product lies or leans: its own axes turned about z by this angle, radians. The studio stays. */
  lean?: number;
}

export interface Hit {
  t: number;
  part: Part;
}

const far = 1e5;

/** Distance to the nearest part; parts whose bounding cylinder is farther than `best` are not asked. */
function distance(scene: Scene, x: number, y: number, z: number): { d: number; part: Part | undefined } {
  let best = far;
  let nearest: Part | undefined;
  for (const part of scene.parts) {
    const dy = y < part.yMin ? part.yMin - y : y > part.yMax ? y - part.yMax : 0;
    const dr = Math.sqrt(x * x + z * z) - part.rMax;
    const bound = dr > 0 ? Math.sqrt(dr * dr + dy * dy) : dy;
    if (bound > best) continue;
    const d = bound > 4 ? bound : part.distance(x, y, z);
    if (d < best) {
      best = d;
      nearest = part;
    }
  }
  return { d: best, part: nearest };
}

/** First surface along a ray in product coordinates. */
export function trace(scene: Scene, o: Vec3, d: Vec3, maxT: number): Hit | undefined {
  let t = 0;
  for (let step = 0; step < 160; step++) {
    const near = distance(scene, o[0] + d[0] * t, o[1] + d[1] * t, o[2] + d[2] * t);
    if (near.d < 0.004 && near.part) return { t, part: near.part };
    t += Math.max(near.d, 0.004);
    if (t > maxT) return undefined;
  }
  return undefined;
}

/** Light from the surroundings along a ray that has left the product. */
function surroundings(scene: Scene, o: Vec3, d: Vec3, blur: number): Vec3 {
  const lean = scene.lean ?? 0;
  const world = lean === 0 ? d : turnZ(d, lean);
  if (world[1] >= -0.005) return radiance(world[0], world[1], world[2], blur);
  const from = lean === 0 ? o : turnZ(o, lean);
  const t = -Math.max(from[1], 0.05) / world[1];
  const reach = Math.hypot(from[0] + world[0] * t, from[2] + world[2] * t);
  const white = table(reach, scene.foot);
  // White acrylic: a matte white that also mirrors the studio, the more the flatter one looks onto it.
  const flat = clamp01(1 + world[1] * 1.5);
  const gloss = 0.1 + 0.9 * flat * flat * flat;
  const mirror = radiance(world[0], -world[1], world[2], blur + 14 * (1 - flat));
  const level: Vec3 = [white, white, white * 0.985];
  return along(scale(level, 1 - gloss), mirror, gloss * (flat + (1 - flat) * Math.min(1, white)));
}

/** How open the surroundings are at a point: 1 free, towards 0 in creases. */
function openness(scene: Scene, p: Vec3, n: Vec3): number {
  let closed = 0;
  let weight = 1;
  for (const reach of [0.5, 1.3, 2.8, 5.5]) {
    const q = along(p, n, reach);
    const d = Math.min(distance(scene, q[0], q[1], q[2]).d, far);
    closed += (weight * Math.max(0, reach - d)) / reach;
    weight *= 0.6;
  }
  return clamp01(1 - closed * 0.42);
}

/** Light leaving `hit` against the ray direction. */
export function shade(scene: Scene, o: Vec3, d: Vec3, hit: Hit, depth = 0): Vec3 {
  const p = along(o, d, hit.t);
  const geometric = hit.part.normal(p[0], p[1], p[2]);
  const surface = hit.part.surface(p, geometric);
  const n = surface.normal ?? geometric;
  const cos = clamp01(-dot(d, n));
  const open = openness(scene, p, geometric);
  const fresnel = (1 - cos) ** 5 * (surface.blur > 15 ? 0.5 : 1);
  const mirror = mix(surface.specular, [1, 1, 1], fresnel);
  const reflected = mirrored(scene, p, reflect(d, n), geometric, surface.blur, depth);
  const shine = scale(multiply(reflected, mirror), 0.35 + 0.65 * open);
  if (surface.glass) {
    const through = glassTransmission(scene, p, d, n, hit.part, surface.glass);
    return add(
      shine,
      scale(multiply(through, [1 - mirror[0], 1 - mirror[1], 1 - mirror[2]]), 0.5 + 0.5 * open),
    );
  }
  const lean = scene.lean ?? 0;
  const light = irradiance(lean === 0 ? n : turnZ(n, lean));
  // Light bounced inside a crease takes the colour of the surface: darkening is never grey.
  const dark = open;
  const tint: Vec3 = mix([dark, dark, dark], [1, 1, 1], 0.25 * dark);
  const diffuse = multiply(multiply(surface.albedo, light), tint);
  return add(diffuse, shine);
}

function mirrored(scene: Scene, p: Vec3, d: Vec3, n: Vec3, blur: number, depth: number): Vec3 {
  if (depth === 0 && blur < 25) {
    const start = along(p, n, 0.03);
    const other = trace(scene, start, d, 60);
    if (other) {
      const color = shade(scene, start, d, other, depth + 1);
      // Rough surfaces see only what is close sharply; farther things melt into the studio.
      const melt = clamp01((other.t * blur) / 160);
      return mix(color, surroundings(scene, p, d, blur), melt * 0.7);
    }
  }
  return surroundings(scene, p, d, blur);
}

/**
 * Light through a coloured glass body. Below the liquid level the body is one solid lens (oil and glass bend light
 * almost alike); above it the ray passes two thin walls.
 */
function glassTransmission(
  scene: Scene,
  p: Vec3,
  d: Vec3,
  n: Vec3,
  part: Part,
  glass: NonNullable<Surface['glass']>,
): Vec3 {
  const lean = scene.lean ?? 0;
  const height = lean === 0 ? p[1] : turnZ(p, lean)[1];
  const solid = clamp01((glass.liquidLevel - height) / 0.25);
  let result: Vec3 = [0, 0, 0];
  if (solid > 0) result = scale(throughLens(scene, p, d, n, part, glass.absorption), solid);
  if (solid < 1) {
    const cos = Math.max(0.12, -dot(d, n));
    const path = (glass.wall * 2) / cos + 1.5;
    const light = surroundings(scene, p, d, 6);
    result = add(result, scale(multiply(light, absorbed(glass.absorption, path * 3)), (1 - solid) * 0.95));
  }
  return result;
}

function throughLens(scene: Scene, p: Vec3, d: Vec3, n: Vec3, part: Part, absorption: Vec3): Vec3 {
  let direction = refract(d, n, 1 / 1.5);
  if (!direction) return [0, 0, 0];
  let at = along(p, n, -0.02);
  let path = 0;
  for (let bounce = 0; bounce < 3; bounce++) {
    const exit = insideExit(part, at, direction);
    path += exit;
    at = along(at, direction, exit);
    const outward = part.normal(at[0], at[1], at[2]);
    const behind = part.surface(at, outward);
    if (!behind.glass) {
      // The back of the label, seen through the glass.
      return multiply(scale(behind.albedo, 0.3), absorbed(absorption, path));
    }
    const out = refract(direction, scale(outward, -1), 1.5);
    if (out) return multiply(surroundings(scene, at, out, 3), absorbed(absorption, path));
    direction = reflect(direction, outward);
    at = along(at, outward, -0.02);
  }
  return multiply(surroundings(scene, at, direction, 20), absorbed(absorption, path));
}

function insideExit(part: Part, o: Vec3, d: Vec3): number {
  let t = 0.02;
  for (let step = 0; step < 80 && t < 200; step++) {
    const depth = -part.distance(o[0] + d[0] * t, o[1] + d[1] * t, o[2] + d[2] * t);
    if (depth < 0.004) break;
    t += depth;
  }
  return t;
}

function absorbed(absorption: Vec3, path: number): Vec3 {
  return [Math.exp(-absorption[0] * path), Math.exp(-absorption[1] * path), Math.exp(-absorption[2] * path)];
}

/** Common finishes. */
export const lacquer = (hex: string, blur: number): Surface => ({
  albedo: linear(hex),
  specular: [0.045, 0.045, 0.045],
  blur,
});
export const metal = (hex: string, blur: number): Surface => ({
  albedo: [0, 0, 0],
  specular: linear(hex),
  blur,
});
