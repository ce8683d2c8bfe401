/** Wendlow tea: a straight-edged board carton, seen over a corner. */
import { fonts, print, text } from '../lettering.ts';
import { lacquer, type Scene, type Surface } from '../scene.ts';
import { posed, roundedBox, solid } from '../solids.ts';
import { linear, mix, type Vec3 } from '../vec.ts';

const half = { x: 34, y: 52, z: 24 };

export async function carton(): Promise<Scene> {
  const front = await print(half.x * 2, half.y * 2, face(), 24);
  const side = await print(half.z * 2, half.y * 2, flank(), 24);
  const surface = (p: Vec3, n: Vec3): Surface => {
    const board = linear('#f5f1e4');
    const plain = { ...lacquer('#f5f1e4', 26), albedo: board };
    const at =
      n[2] > 0.7
        ? front.at(p[0], p[1])
        : n[0] < -0.7
          ? side.at(p[2], p[1])
          : n[0] > 0.7
            ? side.at(-p[2], p[1])
            : undefined;
    // The flap's cut edge on top.
    if (!at)
      return n[1] > 0.7 && Math.abs(p[2] - 21) < 0.35
        ? { ...plain, albedo: linear('#b9b49f') }
        : { ...plain, albedo: linear('#c9d6a7') };
    return { ...plain, albedo: mix(board, at.colour, at.cover) };
  };
  const box = solid(
    roundedBox(half.x, half.y, half.z, 0.7),
    { yMin: -half.y, yMax: half.y, rMax: 42 },
    surface,
  );
  return { parts: [posed(box, { yaw: 30, at: [0, half.y, 0] })], foot: 36 };
}

function face(): string {
  const at = { x: half.x, anchor: 'middle' as const };
  const leaf = (x: number, y: number, turn: number, k: number, fill: string) =>
    `<path transform="translate(${x} ${y}) rotate(${turn}) scale(${k})" fill="${fill}" d="M0 0C6 -3 8 -11 0 -20C-8 -11 -6 -3 0 0Z"/>`;
  return [
    '<rect width="68" height="104" fill="#c9d6a7"/>',
    '<rect x="5" y="5" width="58" height="94" fill="none" stroke="#23352d" stroke-width="0.5"/>',
    text('Wendlow', { ...at, font: fonts.dmSerif, size: 12.4, y: 25, fill: '#23352d' }),
    leaf(34, 62, 0, 1.25, '#23352d'),
    leaf(34, 62, -52, 1, '#5c7a5c'),
    leaf(34, 62, 52, 1, '#5c7a5c'),
    '<rect x="33.6" y="60" width="0.8" height="9" fill="#23352d"/>',
    text('Long Afternoon', { ...at, font: fonts.italic, size: 7.4, y: 79, fill: '#b5482a' }),
    text('WHOLE LEAF  /  20 BAGS', {
      ...at,
      font: fonts.textBold,
      size: 2.5,
      y: 87,
      tracking: 0.12,
      fill: '#23352d',
    }),
  ].join('');
}

function flank(): string {
  const at = { x: half.z, anchor: 'middle' as const };
  return [
    '<rect width="48" height="104" fill="#23352d"/>',
    text('Four', { ...at, font: fonts.dmSerif, size: 10, y: 44, fill: '#f5f1e4' }),
    text('minutes.', { ...at, font: fonts.dmSerif, size: 10, y: 55, fill: '#f5f1e4' }),
    text('Nothing else.', { ...at, font: fonts.italic, size: 6, y: 66, fill: '#c9d6a7' }),
  ].join('');
}
