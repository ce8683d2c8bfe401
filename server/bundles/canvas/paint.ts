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
  angle: number;
  stops: { color: string; position?: number }[];
}

/** A computed `linear-gradient()`, `radial-gradient()` or `conic-gradient()`; undefined for anything else. */
export function gradientOf(css: string): CssGradient | undefined {
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
  const stops = (isShape ? parts.slice(1) : parts).flatMap((part) => {
    const position = /\s(-?[\d.]+)%(?:\s+-?[\d.]+%)?$/.exec(part)?.[1];
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
  return { type: match[1] === 'conic' ? 'angular' : (match[1] as 'linear' | 'radial'), angle, stops };
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
