/** Grufflet dog food: a stand-up paper pouch, sealed and crimped at the top. */
import { fonts, print, text } from '../lettering.ts';
import { grain } from '../noise.ts';
import { lacquer, type Scene } from '../scene.ts';
import { solid } from '../solids.ts';
import { clamp01, linear, mix, normalize } from '../vec.ts';

const size = { halfWidth: 58, height: 172, seal: 154 };
const art = { width: 112, height: 168, centre: 84 };

export async function pouch(): Promise<Scene> {
  const front = await print(art.width, art.height, label(), 20);
  const depth = (y: number) => {
    const s = clamp01(y / size.seal);
    return 1 + 27 * Math.sqrt(Math.max(0, 1 - s ** 2.2)) * (0.72 + 0.28 * Math.min(1, y / 26));
  };
  const distance = (x: number, y: number, z: number) => {
    const hz = depth(y);
    const hx = size.halfWidth - 2.5 * (1 - clamp01(y / size.seal)) - 0.018 * hz * hz;
    // A lens: full in the middle, thin at the side seams.
    const u = Math.min(1, Math.abs(x) / hx);
    const lens = hz * (1 - 0.72 * u ** 2.6);
    const sides = Math.abs(x) - hx - 2;
    const faces = (Math.abs(z) - lens) * 0.62;
    return Math.max(faces, sides, -y, y - size.height);
  };
  const body = solid(distance, { yMin: 0, yMax: size.height, rMax: 66 }, (p, n) => {
    const crimp = p[1] > size.seal ? 0.22 * Math.sin(p[1] * 2.4) : 0;
    const fold = (x: number, y: number) =>
      0.9 * grain(x * 0.035 + 2, y * 0.02 + 5) +
      0.4 * grain(x * 0.08 + 0.5 * grain(y * 0.05, 3), y * 0.05 + 8);
    const dx = (fold(p[0] + 0.5, p[1]) - fold(p[0] - 0.5, p[1])) * 1.5;
    const dy = (fold(p[0], p[1] + 0.5) - fold(p[0], p[1] - 0.5)) * 1.5;
    const { colour, cover } =
      p[2] > 0 ? front.at(p[0], p[1] - art.centre) : { colour: linear('#2f7a4d'), cover: 1 };
    return {
      ...lacquer('#2f7a4d', 18),
      albedo: mix(linear('#2f7a4d'), colour, cover),
      normal: normalize([n[0] - dx, n[1] - dy + crimp, n[2]]),
    };
  });
  return { parts: [body], foot: 50 };
}

function label(): string {
  const m = art.width / 2;
  const at = { x: m, anchor: 'middle' as const };
  const paw = (x: number, y: number, k: number, fill: string) =>
    `<g transform="translate(${x} ${y}) scale(${k})" fill="${fill}"><ellipse cx="0" cy="5" rx="7" ry="5.6"/><ellipse cx="-8" cy="-2" rx="2.8" ry="3.8"/><ellipse cx="-3" cy="-6.6" rx="2.8" ry="4"/><ellipse cx="3" cy="-6.6" rx="2.8" ry="4"/><ellipse cx="8" cy="-2" rx="2.8" ry="3.8"/></g>`;
  return [
    `<rect x="0" y="0" width="${art.width}" height="24" fill="#f6a623"/>`,
    text('Grufflet', { ...at, font: fonts.poppinsBlack, size: 21, y: 58, tracking: -0.04, fill: '#fff4dc' }),
    paw(m, 86, 1.9, '#f6a623'),
    text('Chicken first.', {
      ...at,
      font: fonts.poppinsBold,
      size: 9,
      y: 116,
      tracking: -0.02,
      fill: '#fff4dc',
    }),
    text('62 % chicken, sweet potato, peas', { ...at, font: fonts.text, size: 4.4, y: 125, fill: '#fff4dc' }),
    text('FOR GROWN-UP DOGS  /  2 KG', {
      ...at,
      font: fonts.textBold,
      size: 3.6,
      y: 152,
      tracking: 0.1,
      fill: '#f6a623',
    }),
  ].join('');
}
