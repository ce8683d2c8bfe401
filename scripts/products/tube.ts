/** Slow Cream: 75 ml aluminium tube, apricot lacquer, folded crimp, dark screw cap it stands on. */
import { fonts, type Print, print, text } from './lettering.ts';
import { grain } from './noise.ts';
import { palette } from './palette.ts';
import { revolve } from './profile.ts';
import { lacquer, metal, type Part, type Scene, type Surface } from './scene.ts';
import { clamp01, linear, mix, normalize, smoothstep, type Vec3 } from './vec.ts';

const radius = 17.5;
const body = { bottom: 24, top: 124 };
const crimp = { height: 8.5, thickness: 1.1 };
/** A flattened tube is half its circumference wide; a little is lost in the fold. */
const flatHalfWidth = (Math.PI * radius) / 2 - 1.5;
const art = { width: 46, height: 86, centre: 73 };

export interface TubeColours {
  lacquer: string;
  cap: string;
  /** SVG of 46 × 86 mm for the front; without one, Ondrelle's. */
  art?: string;
}

const ondrelle: TubeColours = { lacquer: palette.apricot, cap: '#22403a' };

export async function tube(lean = 0, colours: TubeColours = ondrelle): Promise<Scene> {
  const front = await print(art.width, art.height, colours.art ?? frontArt(), 30);
  const shoulder = revolve([
    [0, 17],
    [8.5, 17, 0.4],
    [8.5, 19, 0.6],
    [radius - 0.4, body.bottom - 0.2, 0.8],
    [radius - 0.4, body.bottom + 1.5, 0.4],
    [0, body.bottom + 1.5],
  ]);
  const cap = revolve([
    [0, 0],
    [14.6, 0, 1.4],
    [13.4, 18.6, 1],
    [0, 18.6],
  ]);
  const parts: Part[] = [
    { ...cap, surface: (p, n) => ({ ...lacquer(colours.cap, 13), normal: ribs(p, n) }) },
    { ...shoulder, surface: () => metal('#c9c8c4', 8) },
    bodyPart(front, colours.lacquer),
    crimpPart(colours.lacquer),
  ];
  return { parts, foot: lean === 0 ? 14.6 : 26, lean };
}

function section(y: number): { rx: number; rz: number } {
  const s = clamp01((y - body.bottom) / (body.top - body.bottom));
  const flat = s ** 1.15;
  return {
    rx: radius + (flatHalfWidth - radius) * s ** 1.05,
    rz: radius * (1 - flat) + crimp.thickness * flat,
  };
}

/** An ellipse that flattens on the way up; the distance is a safe underestimate. */
function bodyDistance(x: number, y: number, z: number): number {
  const { rx, rz } = section(y);
  const k0 = Math.hypot(x / rx, z / rz);
  const k1 = Math.hypot(x / (rx * rx), z / (rz * rz));
  const side = k1 < 1e-9 ? -rz : (k0 * (k0 - 1)) / k1;
  const ends = Math.max(body.bottom - y, y - body.top - 0.3);
  return Math.max(side * (side > 0 ? 0.8 : 1), ends);
}

function bodyPart(front: Print, lacquerHex: string): Part {
  const eps = 0.02;
  const normal = (x: number, y: number, z: number): Vec3 =>
    normalize([
      bodyDistance(x + eps, y, z) - bodyDistance(x - eps, y, z),
      bodyDistance(x, y + eps, z) - bodyDistance(x, y - eps, z),
      bodyDistance(x, y, z + eps) - bodyDistance(x, y, z - eps),
    ]);
  return {
    yMin: body.bottom,
    yMax: body.top + 0.3,
    rMax: flatHalfWidth,
    distance: bodyDistance,
    normal,
    surface: (p, n) => lacquered(p, n, front, lacquerHex),
  };
}

function lacquered(p: Vec3, n: Vec3, front: Print, hex: string): Surface {
  const dented = dents(p, n);
  // A bare ring of metal where the lacquer ends, at the shoulder.
  if (p[1] < body.bottom + 1.1) return { ...metal('#d2d0cb', 9), normal: dented };
  const { colour, cover } =
    p[2] > 0 ? front.at(p[0], p[1] - art.centre) : { colour: [0, 0, 0] as Vec3, cover: 0 };
  return {
    ...lacquer(hex, 4),
    albedo: mix(linear(hex), colour, cover),
    normal: dented,
  };
}

/** Soft metal remembers fingers: long shallow dents, and creases that fan out below the fold. */
function dents(p: Vec3, n: Vec3): Vec3 {
  const upper = smoothstep(body.bottom + 25, body.top, p[1]);
  const slope = (x: number, y: number) =>
    0.95 * grain(x * 0.045 + 3.1, y * 0.03 + 7.7) +
    0.3 * upper * grain(x * 0.1 + 9.2 + 0.4 * grain(x * 0.05, y * 0.06), y * 0.035 + x * 0.02 + 1.3) +
    0.05 * upper * upper * grain(x * 0.31 + 4.4, y * 0.05 - x * 0.03 + 2.2);
  const e = 0.25;
  const dx = (slope(p[0] + e, p[1]) - slope(p[0] - e, p[1])) / (2 * e);
  const dy = (slope(p[0], p[1] + e) - slope(p[0], p[1] - e)) / (2 * e);
  const calm = smoothstep(body.bottom, body.bottom + 14, p[1]);
  const side = p[2] > 0 ? 1 : -1;
  return normalize([n[0] - dx * calm * 1.5 * side, n[1] - dy * calm * 1.5, n[2]]);
}

function crimpPart(hex: string): Part {
  const middle = body.top + crimp.height / 2;
  const round = 0.45;
  const box = (x: number, y: number, z: number, hx: number, hy: number, hz: number) => {
    const qx = Math.abs(x) - hx + round;
    const qy = Math.abs(y) - hy + round;
    const qz = Math.abs(z) - hz + round;
    return (
      Math.hypot(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0)) +
      Math.min(Math.max(qx, qy, qz), 0) -
      round
    );
  };
  const distance = (x: number, y: number, z: number) =>
    Math.min(
      box(x, y - middle, z, flatHalfWidth, crimp.height / 2 + 0.6, crimp.thickness + 0.15),
      // The end is folded over twice: a thicker band above.
      box(x, y - middle - 1.4, z, flatHalfWidth, crimp.height / 2 - 1.4, crimp.thickness + 0.75),
    );
  const eps = 0.01;
  return {
    yMin: body.top - 0.6,
    yMax: body.top + crimp.height + 0.6,
    rMax: flatHalfWidth + 1,
    distance,
    normal: (x, y, z) =>
      normalize([
        distance(x + eps, y, z) - distance(x - eps, y, z),
        distance(x, y + eps, z) - distance(x, y - eps, z),
        distance(x, y, z + eps) - distance(x, y, z - eps),
      ]),
    surface: (p, n) => {
      const rib =
        Math.abs(n[2]) > 0.7 ? 0.09 * Math.sin(p[1] * 5.2) + 0.05 * grain(p[0] * 0.2, p[1] * 0.4) : 0;
      return { ...lacquer(hex, 10), normal: normalize([n[0], n[1] + rib, n[2]]) };
    },
  };
}

function ribs(p: Vec3, n: Vec3): Vec3 {
  if (p[1] < 2 || p[1] > 17 || Math.abs(n[1]) > 0.5) return n;
  const tilt = 0.3 * Math.sin(Math.atan2(p[0], p[2]) * 54);
  return normalize([n[0] + n[2] * tilt, n[1], n[2] - n[0] * tilt]);
}

function frontArt(): string {
  const middle = art.width / 2;
  const at = { x: middle, anchor: 'middle' as const };
  return [
    text('Ondrelle', { ...at, font: fonts.wordmark, size: 7, y: 24, tracking: -0.01, fill: palette.pine }),
    `<rect x="${middle - 2.6}" y="29.2" width="5.2" height="0.3" fill="${palette.pine}"/>`,
    text('Slow', { ...at, font: fonts.italic, size: 10.5, y: 44, fill: palette.oat }),
    text('Cream', { ...at, font: fonts.italic, size: 10.5, y: 53.6, fill: palette.oat }),
    text('OAT + CERAMIDE', {
      ...at,
      font: fonts.textBold,
      size: 1.9,
      y: 63,
      tracking: 0.14,
      fill: palette.pine,
    }),
    text('face cream for rushed mornings', {
      ...at,
      font: fonts.text,
      size: 1.75,
      y: 66.6,
      fill: palette.pine,
    }),
    text('75 ml  /  2.5 fl oz', {
      ...at,
      font: fonts.text,
      size: 1.6,
      y: 80,
      tracking: 0.06,
      fill: palette.pine,
    }),
  ].join('');
}
