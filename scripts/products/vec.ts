/** Three-vectors and colours, as plain tuples. */
export type Vec3 = readonly [number, number, number];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
export const multiply = (a: Vec3, b: Vec3): Vec3 => [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const along = (o: Vec3, d: Vec3, t: number): Vec3 => [
  o[0] + d[0] * t,
  o[1] + d[1] * t,
  o[2] + d[2] * t,
];
export const mix = (a: Vec3, b: Vec3, t: number): Vec3 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];
export function normalize(a: Vec3): Vec3 {
  const length = Math.hypot(a[0], a[1], a[2]);
  return [a[0] / length, a[1] / length, a[2] / length];
}
/** Mirror of a direction travelling towards a surface with normal `n`. */
export const reflect = (d: Vec3, n: Vec3): Vec3 => along(d, n, -2 * dot(d, n));
/** Snell's law; `eta` is n1/n2. Undefined on total internal reflection. */
export function refract(d: Vec3, n: Vec3, eta: number): Vec3 | undefined {
  const cos = -dot(d, n);
  const k = 1 - eta * eta * (1 - cos * cos);
  if (k < 0) return undefined;
  return normalize(along(scale(d, eta), n, eta * cos - Math.sqrt(k)));
}
/** Turns `v` about the z axis (the camera's), radians, counter-clockwise. */
export const turnZ = ([x, y, z]: Vec3, angle: number): Vec3 => [
  x * Math.cos(angle) - y * Math.sin(angle),
  x * Math.sin(angle) + y * Math.cos(angle),
  z,
];

export const clamp01 = (x: number): number => Math.max(0, Math.min(1, x));
export function smoothstep(from: number, to: number, x: number): number {
  const t = clamp01((x - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** `#rrggbb` -> linear-light RGB. */
export function linear(hex: string): Vec3 {
  const channel = (at: number) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}
export const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
export const toSrgb = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);
