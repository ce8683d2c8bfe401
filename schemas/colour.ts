/** Colours as people and models write them, to the 0..1 channels Figma takes. */
import { cssColourNames } from './css-colour-names.ts';

/** sRGB, every channel 0..1. */
export interface Rgba {
  r: number;
  g: number;
  b: number;
  a: number;
}

/** A text that is no colour; the message says which forms are understood. */
export class ColourError extends Error {
  override readonly name = 'ColourError';
}

const forms =
  '"#rgb", "#rgba", "#rrggbb", "#rrggbbaa", a CSS name such as "tomato", "rgb(...)" or "hsl(...)"';

/**
 * Reads a CSS colour: hex with 3, 4, 6 or 8 digits, a CSS name, `transparent`, `rgb()/rgba()`, `hsl()/hsla()` in
 * comma or space syntax. Channels beyond their range are clamped as CSS does. Throws `ColourError`.
 */
export function parseColour(text: string): Rgba {
  const source = text.trim();
  const lower = source.toLowerCase();
  if (lower.startsWith('#')) return parseHex(source);
  if (lower === 'transparent') return { r: 0, g: 0, b: 0, a: 0 };
  const named = Object.hasOwn(cssColourNames, lower) ? cssColourNames[lower] : undefined;
  if (named !== undefined) return parseHex(`#${named}`);
  const call = /^(rgba?|hsla?)\(([^()]*)\)$/.exec(lower);
  if (call) return parseFunction(source, call[1] ?? '', call[2] ?? '');
  if (/^[0-9a-f]{6}([0-9a-f]{2})?$|^[0-9a-f]{3}$/.test(lower)) {
    throw new ColourError(`"${source}" is not a colour: a hex colour starts with "#". Write "#${source}".`);
  }
  throw new ColourError(`"${shorten(source)}" is not a colour. Use ${forms}.`);
}

/** `#rrggbb`, or `#rrggbbaa` when the alpha is below 1. Channels are clamped to 0..1; a missing alpha is 1. */
export function toHex(colour: { r: number; g: number; b: number; a?: number }): string {
  const byte = (channel: number) =>
    // The hair keeps 0.1 * 255, a little below 25.5 in binary, from rounding down.
    Math.round(clamp01(channel) * 255 + 1e-9)
      .toString(16)
      .padStart(2, '0');
  const alpha = byte(colour.a ?? 1);
  return `#${byte(colour.r)}${byte(colour.g)}${byte(colour.b)}${alpha === 'ff' ? '' : alpha}`;
}

function parseHex(source: string): Rgba {
  const digits = source.slice(1);
  if (!/^[0-9a-f]*$/i.test(digits)) {
    const bad = /[^0-9a-f]/i.exec(digits)?.[0] ?? '';
    throw new ColourError(`"${shorten(source)}" is not a colour: "${bad}" is not a hex digit (0-9, a-f).`);
  }
  const short = digits.length === 3 || digits.length === 4;
  if (!short && digits.length !== 6 && digits.length !== 8) {
    throw new ColourError(
      `"${shorten(source)}" is not a colour: a hex colour has 3, 4, 6 or 8 digits, this has ${digits.length}.`,
    );
  }
  const size = short ? 1 : 2;
  const channel = (index: number) => {
    const part = digits.slice(index * size, (index + 1) * size);
    return Number.parseInt(short ? part + part : part, 16) / 255;
  };
  return { r: channel(0), g: channel(1), b: channel(2), a: digits.length / size === 4 ? channel(3) : 1 };
}

function parseFunction(source: string, name: string, body: string): Rgba {
  const parts = body.split(/[\s,/]+/).filter((part) => part !== '');
  if (parts.length !== 3 && parts.length !== 4) {
    throw new ColourError(
      `"${shorten(source)}" is not a colour: ${name}() takes 3 or 4 values, this has ${parts.length}.`,
    );
  }
  const [first = '', second = '', third = '', fourth] = parts;
  const alpha = fourth === undefined ? 1 : clamp01(number(source, fourth, 1));
  if (name.startsWith('rgb')) {
    const channel = (part: string) => clamp01(number(source, part, 255) / 255);
    return { r: channel(first), g: channel(second), b: channel(third), a: alpha };
  }
  const percent = (part: string) => clamp01(number(source, part.endsWith('%') ? part : `${part}%`, 1));
  return { ...hslToRgb(hue(source, first), percent(second), percent(third)), a: alpha };
}

/** A number, or a percentage of `whole`; `none` is 0. */
function number(source: string, part: string, whole: number): number {
  if (part === 'none') return 0;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/.exec(part);
  if (!match)
    throw new ColourError(`"${shorten(source)}" is not a colour: "${shorten(part)}" is not a number.`);
  const value = Number(match[1]);
  return match[2] === '%' ? (value / 100) * whole : value;
}

function hue(source: string, part: string): number {
  const match = /^(.*?)(deg|grad|rad|turn)?$/.exec(part);
  const degreesPer = { deg: 1, grad: 0.9, rad: 180 / Math.PI, turn: 360 };
  const unit = match?.[2];
  const factor = unit === 'grad' || unit === 'rad' || unit === 'turn' ? degreesPer[unit] : 1;
  const degrees = number(source, match?.[1] ?? part, 360) * factor;
  return (((degrees % 360) + 360) % 360) / 360;
}

/** CSS Color 4, section 7.1. */
function hslToRgb(h: number, s: number, l: number): { r: number; g: number; b: number } {
  const channel = (n: number) => {
    const k = (n + h * 12) % 12;
    return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return { r: channel(0), g: channel(8), b: channel(4) };
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
