/** Second Sleep Balm: 50 ml opal glass jar with a satin aluminium lid, printed straight onto the glass. */
import { fonts, type Print, print, text } from './lettering.ts';
import { grain } from './noise.ts';
import { palette } from './palette.ts';
import { revolve } from './profile.ts';
import { lacquer, metal, type Part, type Scene, type Surface } from './scene.ts';
import { linear, mix, normalize, type Vec3 } from './vec.ts';

const radius = 31;
const art = { width: 74, height: 22, centre: 15.5 };

export async function jar(): Promise<Scene> {
  const front = await print(art.width, art.height, frontArt());
  const glass = revolve([
    [0, 0.6],
    [24, 0.6, 2],
    [26, 0, 1],
    [radius, 0, 4.5],
    [radius, 32.5, 4],
    [27.6, 34.6, 1],
    [27.6, 38],
    [0, 38],
  ]);
  const lid = revolve([
    [0, 35.4],
    [radius - 0.2, 35.4, 0.45],
    [radius - 0.2, 51.6, 1.7],
    [radius - 3.4, 52.3, 0.5],
    [radius - 4.4, 51.6, 0.5],
    [0, 51.6],
  ]);
  const parts: Part[] = [
    { ...glass, surface: (p) => opal(p, front) },
    { ...lid, surface: spunLid },
  ];
  return { parts, foot: radius };
}

function opal(p: Vec3, front: Print) {
  const { colour, cover } = front.at(Math.atan2(p[0], p[2]) * radius, p[1] - art.centre);
  return { ...lacquer('#f6efe4', 2), albedo: mix(linear('#f3eadb'), colour, cover) };
}

/** Spun aluminium: the rings of the lathe throw the light into two fans on top, and hairlines run around the side. */
function spunLid(p: Vec3, n: Vec3): Surface {
  const base = metal('#dcb987', 6);
  if (n[1] < 0.9) return { ...base, normal: brushed(p, n) };
  const r = Math.hypot(p[0], p[2]);
  const angle = Math.atan2(p[0], p[2]);
  const fan = Math.abs(Math.cos(angle + 0.95)) ** 5;
  const rings = 0.05 * grain(r * 5.3, 0.5) + 0.03 * grain(r * 17, 3.5);
  const level = 0.5 + 0.62 * fan + rings;
  return {
    ...base,
    specular: [base.specular[0] * level, base.specular[1] * level, base.specular[2] * level],
  };
}

function brushed(p: Vec3, n: Vec3): Vec3 {
  const tilt = 0.008 * Math.sin(p[1] * 21) + 0.006 * Math.sin(p[1] * 37 + 2);
  return normalize([n[0], n[1] + tilt, n[2]]);
}

function frontArt(): string {
  const middle = art.width / 2;
  const at = { x: middle, anchor: 'middle' as const };
  return [
    text('Ondrelle', { ...at, font: fonts.wordmark, size: 7, y: 7, tracking: -0.01, fill: palette.pine }),
    text('Second Sleep', { ...at, font: fonts.italic, size: 5.4, y: 14, fill: palette.clay }),
    text('OVERNIGHT BALM  /  50 ML', {
      ...at,
      font: fonts.textBold,
      size: 1.7,
      y: 19.2,
      tracking: 0.14,
      fill: palette.pine,
    }),
  ].join('');
}
