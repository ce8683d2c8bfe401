/** Every drawing and snapshot by name. */
export { snapshots } from './places.ts';

import { bikeSvg } from './bike.ts';
import { shoeSvg } from './shoe.ts';
import * as draw from './simple.ts';

const brackel = { frame: '#f25c3b', tyre: '#12302b', metal: '#9fb3ab', leather: '#8a5a34', lamp: '#ffe9a8' };
const tarrowe = {
  upper: '#f2f4ee',
  shade: '#c6ccc2',
  foam: '#d7ff3e',
  foamShade: '#a6cc1f',
  sole: '#101214',
  mark: '#ff5a36',
  lace: '#101214',
};

export const drawings: Record<string, string> = {
  bike: bikeSvg(brackel),
  'bike-paper': bikeSvg({ ...brackel, tyre: '#e9efe6', metal: '#5d7f78', lamp: '#ffe9a8' }),
  shoe: shoeSvg(tarrowe),
  'shoe-dark': shoeSvg({
    ...tarrowe,
    upper: '#2a2e33',
    shade: '#15181b',
    lace: '#d7ff3e',
    sole: '#ff5a36',
    mark: '#d7ff3e',
  }),
  dog: draw.dog('#e8c79a', '#9a6232', '#2a1a12', '#f08a8a'),
  'dog-grey': draw.dog('#cfcac4', '#6b6660', '#26211d', '#f08a8a'),
  heron: draw.heron('#5a6b70', '#f2b134'),
  'cup-empty': draw.cup(0, '#ffffff', '#5a2d14', '#2a1a12'),
  'cup-half': draw.cup(0.45, '#ffffff', '#5a2d14', '#2a1a12'),
  'cup-full': draw.cup(0.9, '#ffffff', '#5a2d14', '#2a1a12'),
  'bowl-full': draw.bowl('#2f7a4d', '#fff4dc', '#9a6232'),
  'bowl-clean': draw.bowl('#2f7a4d', '#fff4dc'),
  'bowl-gold': draw.bowl('#f6a623', '#fff4dc'),
  hanger: draw.hanger('#8c2f39'),
  'slab-top': draw.slab('#fbfaff', '#d9dcf0', '#c3c8e6', 34),
  'slab-wool': draw.slab('#f7d6c4', '#e2b8a2', '#cf9f87', 44),
  'slab-springs': draw.slab('#aab4f0', '#8490dd', '#6b78cc', 92),
  'slab-foam': draw.slab('#5b6be0', '#4655c4', '#3844a6', 60),
  lens: draw.lens('#6b7280'),
  hundred: draw.hundred(83, '#1b1464', '#d9a91f'),
  commute: draw.lines(952, 460, [
    {
      values: [
        0.62, 0.4, 0.78, 0.3, 0.55, 0.9, 0.42, 0.7, 0.35, 0.6, 0.84, 0.38, 0.52, 0.74, 0.33, 0.96, 0.45, 0.66,
        0.4, 0.8,
      ],
      color: '#8b9490',
      weight: 7,
    },
    {
      values: [
        0.06, 0.05, 0.07, 0.06, 0.05, 0.06, 0.05, 0.06, 0.07, 0.05, 0.06, 0.05, 0.06, 0.05, 0.06, 0.07, 0.05,
        0.06, 0.05, 0.06,
      ],
      color: '#f25c3b',
      weight: 14,
    },
  ]),
  seal: draw.seal('#bf3d0a'),
  sun: draw.sun('#ffd23f'),
  scribble: draw.scribble('#d9481f'),
  'scribble-blue': draw.scribble('#5b6be0'),
  'gauge-62': draw.gauge(0.62, '#2f7a4d', '#ead9b0'),
  'pie-third': draw.pie(1 / 3, '#5b6be0', '#d3d8f6'),
  'bars-4': draw.reception(4, '#f1ece2', '#5c5850'),
  'bars-1': draw.reception(1, '#f1ece2', '#5c5850'),
  'bars-0': draw.reception(0, '#f1ece2', '#5c5850'),
};
