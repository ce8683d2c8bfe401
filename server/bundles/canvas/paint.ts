/** Computed CSS paint as canvas paint: colours of every space, gradients, shadows. */
import { converter } from 'culori';
import { readColour } from '../styles/colour.ts';

const toRgb = converter('rgb');

/** `#rrggbbaa` of a computed colour; undefined for none and for what cannot be read. */
export function hexOf(css: string | undefined): string | undefined {
  const colour = css === undefined ? undefined : readColour(css);
  if (!colour || colour.alpha === 0) return undefined;
  const { r, g, b, alpha = 1 } = toRgb(colour);
  const byte = (channel: number) =>
    Math.round(Math.min(1, Math.max(0, channel || 0)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${byte(r)}${byte(g)}${byte(b)}${byte(alpha)}`;
}

/** Top-level commas only. */
export const splitList = (text: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
};

export interface CssGradient {
  type: 'linear' | 'radial' | 'angular';
  /** Radial: middle and half axes as fractions of the box. */
  center?: [number, number];
  radius?: [number, number];
  angle: number;
  stops: { color: string; position?: number }[];
}

/** A computed `linear-gradient()`, `radial-gradient()` or `conic-gradient()`; undefined for anything else. */
export function gradientOf(css: string, box?: Box): CssGradient | undefined {
  const match = /^(linear|radial|conic)-gradient\((.*)\)$/s.exec(css.trim());
  if (!match) return undefined;
  const parts = splitList(match[2] ?? '');
  let angle = match[1] === 'linear' ? 180 : 0;
  const first = parts[0] ?? '';
  const turned = /^(?:from )?(-?[\d.]+)deg/.exec(first)?.[1];
  if (turned !== undefined) angle = Number(turned);
  else if (sides[first] !== undefined) angle = sides[first] ?? angle;
  const isShape =
    turned !== undefined || /^(to |from |circle|ellipse|closest|farthest|at |-?[\d.]+(px|%))/.test(first);
  const round = match[1] === 'radial' && box && ellipseOf(isShape ? first : '', box);
  const reach = box && lengthOf(angle, box, round || undefined);
  const stops = (isShape ? parts.slice(1) : parts).flatMap((part) => {
    const [, number, unit] = /\s(-?[\d.]+)(%|px)(?:\s+-?[\d.]+(?:%|px))?$/.exec(part) ?? [];
    const position =
      number === undefined || (unit === 'px' && !reach)
        ? undefined
        : unit === 'px'
          ? (Number(number) / (reach ?? 1)) * 100
          : number;
    const color =
      hexOf(part.replace(/\s+-?[\d.]+(%|px|deg)(\s+-?[\d.]+(%|px|deg))?$/, '')) ??
      (/transparent|, 0\)|\/ 0\)/.test(part) ? '#00000000' : undefined);
    return color === undefined
      ? []
      : [
          {
            color,
            ...(position !== undefined && { position: Math.min(1, Math.max(0, Number(position) / 100)) }),
          },
        ];
  });
  if (stops.length < 2) return undefined;
  return {
    type: match[1] === 'conic' ? 'angular' : (match[1] as 'linear' | 'radial'),
    angle,
    stops: withoutGrey(stops),
    ...(round && round),
  };
}

type Stop = CssGradient['stops'][number];

/**
 * Browsers fade to `transparent` by alpha alone; the canvas would pass through its black. So a clear stop takes the
 * colour beside it, and becomes two where two colours meet in it.
 */
function withoutGrey(stops: readonly Stop[]): Stop[] {
  const isClear = ({ color }: Stop) => color.endsWith('00') && color.length === 9;
  return stops.flatMap((stop, at): Stop[] => {
    if (!isClear(stop)) return [stop];
    const before = stops[at - 1];
    const after = stops[at + 1];
    const colours = [before, after].flatMap((one) =>
      one === undefined || isClear(one) ? [] : [`${one.color.slice(0, 7)}00`],
    );
    const [first = stop.color, second = first] = colours;
    const meet = first !== second && stop.position !== undefined;
    return meet
      ? [
          { ...stop, color: first },
          { ...stop, color: second },
        ]
      : [{ ...stop, color: first }];
  });
}

/** How long the line of a gradient is, px: what its stops in px are measured by. */
function lengthOf(angle: number, box: Box, round: { radius?: [number, number] } | undefined): number {
  if (round?.radius) return round.radius[0] * box.width;
  const turn = (angle * Math.PI) / 180;
  return Math.abs(box.width * Math.sin(turn)) + Math.abs(box.height * Math.cos(turn));
}

/** px */
interface Box {
  width: number;
  height: number;
}

/** Where a radial gradient stands and how far it reaches: `circle at 20% 10%`, `600px 400px at left top`. */
function ellipseOf(prelude: string, box: Box): Pick<CssGradient, 'center' | 'radius'> | undefined {
  const [shape = '', place = ''] = prelude.split(/\s*\bat\s+/);
  const words = place.trim() === '' ? [] : place.trim().split(/\s+/);
  const turned = /^(top|bottom)$/.test(words[0] ?? '') || /^(left|right)$/.test(words[1] ?? '');
  const [across, down] = turned ? [words[1], words[0]] : words;
  const x = offset(across, box.width);
  const y = offset(down, box.height);
  if (x === undefined || y === undefined || box.width <= 0 || box.height <= 0) return undefined;
  const sizes = shape.match(/-?[\d.]+(px|%)/g) ?? [];
  const circle = /\bcircle\b/.test(shape) || sizes.length === 1;
  let [rx, ry] = [sizes[0], sizes[1] ?? sizes[0]].map((one, axis) =>
    one === undefined ? undefined : offset(one, axis === 0 ? box.width : box.height),
  );
  if (rx === undefined || ry === undefined) {
    const far = !/closest/.test(shape);
    const pick = far ? Math.max : Math.min;
    const side: [number, number] = [
      pick(Math.abs(x), Math.abs(box.width - x)),
      pick(Math.abs(y), Math.abs(box.height - y)),
    ];
    if (/side/.test(shape)) [rx, ry] = circle ? [pick(...side), pick(...side)] : side;
    // An ellipse through the corner has the proportions of the one that touches the sides.
    else
      [rx, ry] = circle
        ? [Math.hypot(...side), Math.hypot(...side)]
        : [side[0] * Math.SQRT2, side[1] * Math.SQRT2];
  }
  if (!(rx > 0 && ry > 0)) return undefined;
  return { center: [x / box.width, y / box.height], radius: [rx / box.width, ry / box.height] };
}

/** Along one side of the box, px. */
function offset(word: string | undefined, length: number): number | undefined {
  if (word === undefined || word === 'center') return length / 2;
  if (word === 'left' || word === 'top') return 0;
  if (word === 'right' || word === 'bottom') return length;
  const [, number, unit] = /^(-?[\d.]+)(px|%)$/.exec(word) ?? [];
  return number === undefined ? undefined : unit === '%' ? (Number(number) / 100) * length : Number(number);
}

const sides: Record<string, number | undefined> = {
  'to top': 0,
  'to right': 90,
  'to bottom': 180,
  'to left': 270,
  'to top right': 45,
  'to right top': 45,
  'to bottom right': 135,
  'to right bottom': 135,
  'to bottom left': 225,
  'to left bottom': 225,
  'to top left': 315,
  'to left top': 315,
};

/** Computed `box-shadow`: the colour first, then four lengths, then "inset". */
export function shadowsOf(css: string): Record<string, unknown>[] {
  return splitList(css).flatMap((layer) => {
    const lengths = [...layer.replace(/[a-z-]+\([^)]*\)|#[0-9a-f]+/gi, '').matchAll(/(-?[\d.]+)px/g)].map(
      (match) => Number(match[1]),
    );
    const color = hexOf(
      layer
        .replace(/(\s-?[\d.]+px)+.*$/, '')
        .replace(/^inset\s+/, '')
        .trim(),
    );
    const [x, y, blur = 0, spread = 0] = lengths;
    if (color === undefined || x === undefined || y === undefined) return [];
    const alpha = Number.parseInt(color.slice(7, 9), 16) / 255;
    return [
      {
        type: /\binset\b/.test(layer) ? 'inner_shadow' : 'drop_shadow',
        color: color.slice(0, 7),
        opacity: alpha,
        x,
        y,
        blur,
        spread,
      },
    ];
  });
}
