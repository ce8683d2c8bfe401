/** The starter library's product pictures: what is photographed and from where. */
import sharp from 'sharp';
import { render, type Shot } from '../camera.ts';
import { fonts, text } from '../lettering.ts';
import type { Scene } from '../scene.ts';
import { tube } from '../tube.ts';
import { bell } from './bell.ts';
import { card } from './card.ts';
import { carton } from './carton.ts';
import { headphones } from './headphones.ts';
import { mattress } from './mattress.ts';
import { mug } from './mug.ts';
import { phone } from './phone.ts';
import { pouch } from './pouch.ts';
import { lessonScreen } from './screens.ts';
import { screwdriver } from './screwdriver.ts';
import { tin } from './tin.ts';

interface Good {
  scene: () => Promise<Scene>;
  shot: Shot;
}

const shot = (
  width: number,
  height: number,
  target: number,
  span: number,
  elevation: number,
  exposure = 0.85,
): Shot => ({
  width,
  height,
  target: [0, target, 0],
  span,
  elevation,
  distance: 900,
  exposure,
});

const solvarreTube = [
  '<circle cx="23" cy="26" r="9" fill="#ffd23f"/>',
  text('Solvarre', {
    font: fonts.heavy,
    size: 8.4,
    x: 23,
    y: 48,
    anchor: 'middle',
    tracking: -0.04,
    fill: '#0b3c5d',
  }),
  text('50', {
    font: fonts.heavy,
    size: 15,
    x: 23,
    y: 65,
    anchor: 'middle',
    tracking: -0.04,
    fill: '#0b3c5d',
  }),
  text('EVERY DAY SUN CREAM', {
    font: fonts.textBold,
    size: 2.1,
    x: 23,
    y: 71,
    anchor: 'middle',
    tracking: 0.12,
    fill: '#0b3c5d',
  }),
  text('50 ml', { font: fonts.text, size: 2, x: 23, y: 80, anchor: 'middle', fill: '#0b3c5d' }),
].join('');

/** Pictures by name; sizes are what an ad at 1080 px needs. */
export const goods: Record<string, Good> = {
  tin: { scene: tin, shot: shot(560, 780, 61, 134, 9) },
  mug: {
    scene: () => mug({ glaze: '#dfe3cf', foot: '#b98e63', drink: '#6e2a08' }),
    shot: { ...shot(700, 640, 44, 112, 20), target: [13, 42, 0] },
  },
  'coffee-mug': {
    scene: () => mug({ glaze: '#f0b53f', foot: '#6b3a22', drink: '#2c1408' }),
    shot: { ...shot(700, 640, 44, 112, 26), target: [13, 42, 0] },
  },
  bell: { scene: bell, shot: shot(820, 600, 30, 72, 9) },
  headphones: { scene: headphones, shot: shot(860, 980, 90, 206, 9, 1.05) },
  mattress: { scene: mattress, shot: shot(1100, 560, 14, 132, 24, 0.95) },
  pouch: { scene: pouch, shot: shot(560, 800, 86, 186, 4) },
  screwdriver: { scene: screwdriver, shot: shot(180, 1080, 111, 230, 3, 0.95) },
  carton: { scene: carton, shot: shot(640, 760, 50, 126, 10) },
  phone: {
    scene: () => phone({ screen: lessonScreen(), edge: '#8f93a8', yaw: -20 }),
    shot: shot(500, 920, 78, 166, 3, 0.98),
  },
  card: { scene: card, shot: shot(860, 600, 40, 66, 4, 0.9) },
  sunscreen: {
    scene: () => tube(0, { lacquer: '#fff3d6', cap: '#f26a1b', art: solvarreTube }),
    shot: shot(420, 960, 65.5, 139, 4, 0.92),
  },
};

/** A cut-out as PNG. `scale` below 1 is for looking quickly. */
export async function photograph(name: string, scale = 1): Promise<Buffer> {
  const good = goods[name];
  if (!good) throw new Error(`There is no product "${name}". Products: ${Object.keys(goods).join(', ')}`);
  const width = Math.round(good.shot.width * scale);
  const height = Math.round(good.shot.height * scale);
  const pixels = render(await good.scene(), { ...good.shot, width, height });
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 9, adaptiveFiltering: true })
    .toBuffer();
}
