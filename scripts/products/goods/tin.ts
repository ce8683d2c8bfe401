/** Oskerry coffee: a lacquered 250 g tin with a push-in lid, printed all around. */
import { fonts, print, text } from '../lettering.ts';
import { revolve } from '../profile.ts';
import { lacquer, metal, type Scene } from '../scene.ts';
import { linear, mix } from '../vec.ts';

const radius = 41;
const art = { width: 150, height: 104, centre: 58 };

export async function tin(): Promise<Scene> {
  const front = await print(art.width, art.height, label(), 20);
  const body = revolve([
    [0, 1.4],
    [radius - 3, 1.4, 0.6],
    [radius - 2.4, 0, 0.6],
    [radius, 0.4, 0.9],
    [radius, 3.2, 0.5],
    [radius - 1, 4, 0.4],
    [radius - 1, 112, 0.5],
    [radius, 113, 0.5],
    [radius, 115.6, 0.9],
    [radius - 2, 116, 0.5],
    [0, 116],
  ]);
  const lid = revolve([
    [0, 114],
    [radius - 2.2, 114, 0.4],
    [radius - 2.2, 124, 1.8],
    [radius - 6, 124.8, 0.8],
    [radius - 8, 123.2, 0.8],
    [0, 123.2],
  ]);
  return {
    parts: [
      {
        ...body,
        surface: (p, n) => {
          if (p[1] < 3.6 || p[1] > 112.6) return metal('#d9d6cf', 6);
          const around = Math.atan2(p[0], p[2]) * radius;
          const { colour, cover } = front.at(around, p[1] - art.centre);
          return { ...lacquer('#e4572e', 5), albedo: mix(linear('#e4572e'), colour, cover), normal: n };
        },
      },
      { ...lid, surface: () => lacquer('#2a1a12', 12) },
    ],
    foot: radius,
  };
}

function label(): string {
  const m = art.width / 2;
  const at = { x: m, anchor: 'middle' as const };
  return [
    `<rect x="${m - 46}" y="14" width="92" height="76" rx="46" fill="#f3e9dc"/>`,
    text('Oskerry', { ...at, font: fonts.poppinsBold, size: 15, y: 46, tracking: -0.04, fill: '#2a1a12' }),
    `<rect x="${m - 9}" y="52.5" width="18" height="1.4" fill="#e4572e"/>`,
    text('Loud Morning', { ...at, font: fonts.italic, size: 8.6, y: 64, fill: '#2a1a12' }),
    text('WHOLE BEAN  /  250 G', {
      ...at,
      font: fonts.textBold,
      size: 3.1,
      y: 74,
      tracking: 0.12,
      fill: '#2a1a12',
    }),
  ].join('');
}
