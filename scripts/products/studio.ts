/**
 * The photo studio: softboxes, a bright sweep behind, a white table, black flags at the sides. Everything that
 * lights or mirrors in a product is here. Directions are unit vectors, +z towards the camera, +y up.
 */
import { clamp01, smoothstep, type Vec3 } from './vec.ts';

interface Light {
  /** Direction in degrees: azimuth from the camera to the right, elevation upwards. */
  azimuth: number;
  elevation: number;
  /** Half extents in degrees. */
  halfWidth: number;
  halfHeight: number;
  /** How soft the edge is, degrees. */
  feather: number;
  colour: Vec3;
}

const lights: readonly Light[] = [
  // Key: a large softbox left of the camera, a touch warm.
  { azimuth: -62, elevation: 16, halfWidth: 15, halfHeight: 42, feather: 3, colour: [9.4, 9.0, 8.4] },
  // Rim: a narrow strip, right and a little behind.
  { azimuth: 116, elevation: 12, halfWidth: 7, halfHeight: 50, feather: 3, colour: [8.5, 8.6, 8.9] },
  // Fill from the right of the camera: weak and wide.
  { azimuth: 48, elevation: 10, halfWidth: 10, halfHeight: 38, feather: 12, colour: [0.5, 0.51, 0.54] },
  // Overhead scrim.
  { azimuth: 0, elevation: 78, halfWidth: 180, halfHeight: 16, feather: 12, colour: [1.7, 1.7, 1.7] },
];

const degrees = 180 / Math.PI;

/** Light that arrives from direction (x, y, z). `blur` in degrees widens and weakens edges: rough surfaces. */
export function radiance(x: number, y: number, z: number, blur: number): Vec3 {
  const azimuth = Math.atan2(x, z) * degrees;
  const elevation = Math.asin(Math.max(-1, Math.min(1, y))) * degrees;
  // The room: lighter on the side of the key.
  const room = 0.19 + 0.34 * smoothstep(50, -95, azimuth) * smoothstep(-170, -110, azimuth);
  let r = room;
  let g = room;
  let b = room * 1.02;
  // The sweep behind the product: bright, falling off to the sides.
  const behind = clamp01((Math.abs(azimuth) - 118 + blur * 0.5) / (52 + blur));
  const back = 1.55 * behind * behind * smoothstep(-60 - blur, 10, elevation);
  // Black flags left and right of the sweep draw the dark edge that glass needs on white.
  const flag =
    smoothstep(26 + blur, 4, Math.abs(Math.abs(azimuth) - 96)) * smoothstep(70, 40, Math.abs(elevation));
  const dim = 1 - 0.8 * flag;
  r = r * dim + back;
  g = g * dim + back;
  b = b * dim + back * 1.01;
  for (const light of lights) {
    const feather = light.feather + blur * 1.6;
    const da = Math.abs(((azimuth - light.azimuth + 540) % 360) - 180);
    const de = Math.abs(elevation - light.elevation);
    const inside =
      smoothstep(light.halfWidth + feather, light.halfWidth - feather, da) *
      smoothstep(light.halfHeight + feather, light.halfHeight - feather, de);
    if (inside <= 0) continue;
    // Softboxes are brighter in the middle.
    const hot = 0.72 + 0.28 * Math.cos(Math.min(1, de / (light.halfHeight + feather)) * 1.5);
    const spread = Math.min(1, (light.halfWidth + 4) / (light.halfWidth + 4 + blur * 0.55));
    const gain = inside * hot * spread;
    r += light.colour[0] * gain;
    g += light.colour[1] * gain;
    b += light.colour[2] * gain;
  }
  return [r, g, b];
}

/** Brightness of the white table at `distance` mm from the product's axis, whose foot has radius `foot`. */
export function table(distance: number, foot: number): number {
  const contact = smoothstep(foot * 0.75, foot * 2.6, distance);
  return 0.1 + 0.72 * contact;
}

/**
 * Diffuse light on a surface with normal `n`: nine spherical-harmonic coefficients, projected once from the studio
 * with its table. (The usual order-3 irradiance approximation; error under 3 % for soft light.)
 */
export function irradiance(n: Vec3): Vec3 {
  coefficients ??= project();
  const [x, y, z] = n;
  const basis = harmonics(x, y, z);
  const band = [Math.PI, 2.0944, 2.0944, 2.0944, 0.7854, 0.7854, 0.7854, 0.7854, 0.7854];
  const sum: [number, number, number] = [0, 0, 0];
  for (let index = 0; index < 9; index++) {
    const c = coefficients[index];
    const weight = (basis[index] ?? 0) * (band[index] ?? 0);
    if (!c) continue;
    for (let k = 0; k < 3; k++) sum[k] = (sum[k] ?? 0) + (c[k] ?? 0) * weight;
  }
  return [Math.max(0, sum[0]) / Math.PI, Math.max(0, sum[1]) / Math.PI, Math.max(0, sum[2]) / Math.PI];
}

let coefficients: [number, number, number][] | undefined;

function project(): [number, number, number][] {
  const result = Array.from({ length: 9 }, (): [number, number, number] => [0, 0, 0]);
  const rows = 90;
  const columns = 180;
  for (let row = 0; row < rows; row++) {
    const theta = ((row + 0.5) / rows) * Math.PI;
    const y = Math.cos(theta);
    const ring = Math.sin(theta);
    for (let column = 0; column < columns; column++) {
      const phi = ((column + 0.5) / columns) * 2 * Math.PI;
      const x = ring * Math.sin(phi);
      const z = ring * Math.cos(phi);
      const light: Vec3 = y < 0 ? [0.42, 0.42, 0.41] : radiance(x, y, z, 0);
      const area = ((Math.PI / rows) * 2 * Math.PI * ring) / columns;
      const basis = harmonics(x, y, z);
      result.forEach((c, index) => {
        for (let k = 0; k < 3; k++) c[k] = (c[k] ?? 0) + (light[k] ?? 0) * (basis[index] ?? 0) * area;
      });
    }
  }
  return result;
}

function harmonics(x: number, y: number, z: number): number[] {
  return [
    0.282095,
    0.488603 * y,
    0.488603 * z,
    0.488603 * x,
    1.092548 * x * y,
    1.092548 * y * z,
    0.315392 * (3 * z * z - 1),
    1.092548 * x * z,
    0.546274 * (x * x - y * y),
  ];
}
