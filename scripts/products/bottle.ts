/** First Light Serum: 30 ml amber glass bottle, brass collar, rubber dropper bulb, paper label. */
import { fonts, type Print, print, text } from './lettering.ts';
import { palette } from './palette.ts';
import { type Corner, revolve } from './profile.ts';
import { lacquer, metal, type Part, type Scene } from './scene.ts';
import { linear, mix, normalize, smoothstep, type Vec3 } from './vec.ts';

const radius = 16.4;
const label = { width: 66, height: 38, centre: 27.5, corner: 1.6 };

const glassOutline: readonly Corner[] = [
  [0, 0.8],
  [10.5, 0.8, 3],
  [12.6, 0, 1.2],
  [radius, 0, 3.2],
  [radius, 58.5, 9],
  [8.6, 65.5, 5],
  [8.6, 70],
  [0, 70],
];
const collarOutline: readonly Corner[] = [
  [0, 66.6],
  [10.6, 66.6, 0.5],
  [10.6, 80.2, 0.9],
  [6.2, 81.4, 0.7],
  [0, 81.4],
];
const bulbOutline: readonly Corner[] = [
  [0, 80.6],
  [6.6, 80.6, 0.6],
  [6.6, 82.6, 0.8],
  [5.7, 84, 2],
  [5.5, 97, 4],
  [5.2, 106.4, 5],
  [0, 106.4],
];

export async function bottle(lean = 0): Promise<Scene> {
  const art = await print(label.width, label.height, labelArt());
  const glass = revolve(glassOutline);
  const collar = revolve(collarOutline);
  const bulb = revolve(bulbOutline);
  const parts: Part[] = [
    { ...glass, surface: (p, n) => glassOrLabel(p, n, art) },
    { ...collar, surface: (p, n) => ({ ...metal('#e3c08a', 9), normal: knurl(p, n) }) },
    { ...bulb, surface: () => lacquer('#26332e', 24) },
  ];
  return { parts, foot: radius, lean };
}

function glassOrLabel(p: Vec3, n: Vec3, art: Print) {
  const u = Math.atan2(p[0], p[2]) * radius;
  const v = p[1] - label.centre;
  // Distance inside the label's rounded edge.
  const ex = Math.abs(u) - label.width / 2 + label.corner;
  const ey = Math.abs(v) - label.height / 2 + label.corner;
  const edge = label.corner - Math.hypot(Math.max(ex, 0), Math.max(ey, 0)) - Math.min(Math.max(ex, ey), 0);
  if (edge > 0) {
    const { colour, cover } = art.at(u, v);
    const paper = mix(linear(palette.oat), colour, cover);
    // The cut edge of the paper catches a little shadow.
    const shadow = edge < 0.14 ? 0.72 : 1;
    return {
      albedo: [paper[0] * shadow, paper[1] * shadow, paper[2] * shadow] as Vec3,
      specular: [0.035, 0.035, 0.035] as Vec3,
      blur: 22,
    };
  }
  return {
    albedo: [0, 0, 0] as Vec3,
    specular: [0.045, 0.045, 0.045] as Vec3,
    blur: 0,
    normal: n,
    glass: { absorption: [0.028, 0.088, 0.24] as Vec3, liquidLevel: 57.2, wall: 1.9 },
  };
}

/** Fine vertical grooves around the collar. */
function knurl(p: Vec3, n: Vec3): Vec3 {
  const plain = p[1] < 68 || p[1] > 78.9 || Math.abs(n[1]) > 0.3;
  if (plain) return n;
  // Grooves seen edge-on would turn away from the camera.
  const tilt = 0.34 * smoothstep(0, 0.45, n[2]) * Math.sin(Math.atan2(p[0], p[2]) * 84);
  const tangent: Vec3 = [n[2], 0, -n[0]];
  return normalize([n[0] + tangent[0] * tilt, n[1], n[2] + tangent[2] * tilt]);
}

function labelArt(): string {
  const middle = label.width / 2;
  const at = { x: middle, anchor: 'middle' as const };
  return [
    text('Ondrelle', { ...at, font: fonts.wordmark, size: 5.4, y: 9.4, tracking: -0.01, fill: palette.pine }),
    `<rect x="${middle - 13}" y="12.3" width="26" height="0.16" fill="${palette.pine}"/>`,
    text('First Light', { ...at, font: fonts.italic, size: 5.2, y: 19.2, fill: palette.clay }),
    text('VITAMIN C SERUM 12%', {
      ...at,
      font: fonts.textBold,
      size: 1.75,
      y: 23.4,
      tracking: 0.12,
      fill: palette.pine,
    }),
    text('for the first minute of the day', {
      ...at,
      font: fonts.text,
      size: 1.6,
      y: 26.4,
      fill: palette.pine,
    }),
    `<circle cx="${middle}" cy="30.6" r="1.7" fill="${palette.apricot}"/>`,
    text('30 ml  /  1.0 fl oz', {
      ...at,
      font: fonts.text,
      size: 1.45,
      y: 35.4,
      tracking: 0.06,
      fill: palette.pine,
    }),
  ].join('');
}
