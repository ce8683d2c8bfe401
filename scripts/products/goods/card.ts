/** Coppernick's card: brushed copper, engraved. Floats, turned towards the light. */
import { fonts, print, text } from '../lettering.ts';
import { grain } from '../noise.ts';
import { lacquer, metal, type Scene } from '../scene.ts';
import { plate, posed, solid } from '../solids.ts';
import { normalize } from '../vec.ts';

const half = { x: 42.8, y: 27, z: 0.8 };

export async function card(): Promise<Scene> {
  const face = await print(half.x * 2, half.y * 2, engraving(), 30);
  const body = solid(
    plate(half.x, half.y, half.z, 3.6, 0.3),
    { yMin: -half.y, yMax: half.y, rMax: 43 },
    (p, n) => {
      const brushed = 0.03 * grain(p[0] * 0.5, p[1] * 26) + 0.02 * grain(p[0] * 0.9 + 7, p[1] * 51);
      const copper = { ...metal('#e8a077', 16), normal: normalize([n[0], n[1] + brushed, n[2]]) };
      if (n[2] < 0.5) return copper;
      const { colour, cover } = face.at(p[0], p[1]);
      if (cover < 0.4) return copper;
      return { ...lacquer('#2b0f3a', 14), albedo: colour };
    },
  );
  return { parts: [posed(body, { roll: -8, pitch: -14, yaw: -15, at: [0, 40, 0] })], foot: 30 };
}

function engraving(): string {
  const chip =
    '<rect x="9" y="20" width="12" height="9.4" rx="1.6" fill="#f3d9a8"/><path d="M9 24.7H21M13 20V29.4M17 20V29.4" stroke="#9a7a3e" stroke-width="0.4"/>';
  return [
    text('Coppernick', {
      font: fonts.poppinsBold,
      size: 8.4,
      x: 9,
      y: 13.4,
      tracking: -0.04,
      fill: '#2b0f3a',
    }),
    chip,
    text('I. M. ROUNDING', {
      font: fonts.textBold,
      size: 3.4,
      x: 9,
      y: 46.6,
      tracking: 0.1,
      fill: '#2b0f3a',
    }),
    '<path d="M66 45V40M70 45V36.5M74 45V33" stroke="#2b0f3a" stroke-width="2.2" stroke-linecap="round"/>',
  ].join('');
}
