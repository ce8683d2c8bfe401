/** `figma.util` colours: CSS hex, rgb() and hsl() strings or RGB(A) objects, channels 0..1. */
import { z } from 'zod/v3';
import { FigmaError } from './errors.ts';
import { rgbaSchema, rgbSchema, solidPaintSchema } from './schema-paint.ts';
import { zeroToOne } from './validation.ts';

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Any accepted colour as RGBA; throws for what it cannot read. */
export function parseColor(color: unknown): RGBA {
  if (typeof color === 'string') {
    const parsed = parseHex(color.trim()) ?? parseFunction(color.trim().toLowerCase());
    if (parsed !== undefined) return parsed;
    throw new FigmaError(
      `Invalid color "${color}". Use a CSS hex, rgb() or hsl() color, or { r, g, b } from 0 to 1`,
    );
  }
  const withAlpha = rgbaSchema.safeParse(color);
  if (withAlpha.success) return pick(withAlpha.data);
  const plain = rgbSchema.safeParse(color);
  if (plain.success) return pick({ ...plain.data, a: 1 });
  throw new FigmaError('Invalid color. Use a CSS color string, or { r, g, b } from 0 to 1');
}

function pick({ r, g, b, a }: RGBA): RGBA {
  return { r, g, b, a };
}

function parseHex(text: string): RGBA | undefined {
  const digits = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const long = digits.length <= 4 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const channel = (at: number): number => Number.parseInt(long.slice(at, at + 2), 16) / 255;
  return { r: channel(0), g: channel(2), b: channel(4), a: long.length === 8 ? channel(6) : 1 };
}

/** `rgb(255 0 0 / 50%)`, `rgba(255, 0, 0, .5)`, `hsl(120deg 100% 50%)`, `hsla(...)`. */
function parseFunction(text: string): RGBA | undefined {
  const match = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text);
  const parts = match?.[2]?.split(/[\s,/]+/).filter((part) => part !== '') ?? [];
  if (match === null || parts.length < 3 || parts.length > 4) return undefined;
  const numbers = parts.map((part) => Number(part.replace(/(%|deg)$/, '')));
  if (numbers.some((value) => !Number.isFinite(value))) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 1] = numbers;
  const a = clamp(parts[3]?.endsWith('%') ? fourth / 100 : fourth);
  if (match[1] === 'hsl') return { ...fromHsl(first, clamp(second / 100), clamp(third / 100)), a };
  const channel = (value: number, at: number): number =>
    clamp(value / (parts[at]?.endsWith('%') ? 100 : 255));
  return { r: channel(first, 0), g: channel(second, 1), b: channel(third, 2), a };
}

function fromHsl(hue: number, saturation: number, lightness: number): RGB {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const k = (((offset + hue / 30) % 12) + 12) % 12;
    return lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return { r: channel(0), g: channel(8), b: channel(4) };
}

export function toRgb(color: unknown): RGB {
  const { r, g, b } = parseColor(color);
  return { r, g, b };
}

export function toRgba(color: unknown, alpha?: unknown): RGBA {
  const parsed = parseColor(color);
  return alpha === undefined ? parsed : { ...parsed, a: zeroToOne.parse(alpha) };
}

const overridesSchema = z.record(z.unknown()).default({});

/** A solid paint; the colour's alpha becomes the paint's opacity, unless `overrides` is asked to say otherwise. */
export function toSolidPaint(color: unknown, overrides?: unknown): SolidPaint {
  const { r, g, b, a } = parseColor(color);
  const hasAlpha =
    typeof color === 'string' ? a !== 1 : typeof color === 'object' && color !== null && 'a' in color;
  const others = overridesSchema.parse(overrides);
  const opacity = hasAlpha ? a : (others['opacity'] ?? 1);
  return solidPaintSchema.parse({ ...others, type: 'SOLID', color: { r, g, b }, opacity });
}
