/**
 * The few property names that are ours, resolved to Figma's before a program leaves the server. Everything else
 * passes through untouched, for the canvas to check.
 *
 * | shorthand | becomes |
 * |---|---|
 * | `fillColor`, `fontColor` (TEXT), `strokeColor`: colour, `null` or `"transparent"` for none | `fills` / `strokes` |
 * | `padding`: number, `[vertical, horizontal]` or `[top, right, bottom, left]` | `paddingTop` ... `paddingLeft` |
 * | `cornerRadius`: `[topLeft, topRight, bottomRight, bottomLeft]` | the four corner radii |
 * | `lineHeight`: px; a number up to 4 or "1.2" is a multiple; "120%", "48px", "auto" | `{value, unit}` |
 * | `letterSpacing`: px; "-2%", "2px", "-0.02em" | `{value, unit}` |
 * | `fontWeight`: 100-950 or a name such as "semi bold" | the number (the host finds the style) |
 * | `effects`: entries of `expandEffect`'s short form | full effects |
 * | `role`: what the node is for; a frame with the role "product" is one picture | `pluginData` |
 * | `fills`, `strokes`: a colour as text, alone or inside a paint or gradient stop | full paints |
 */
import { fontWeights } from '../../schemas/font-weight.ts';
import { roles } from '../../schemas/role.ts';
import { expandEffect } from './effects.ts';
import { atLeastZero, badValue, colour, finite, isRecord, show } from './values.ts';

type Props = Record<string, unknown>;

/**
 * Figma properties for `props`, in the same order. `type` is the node's type (`'TEXT'`, `'FRAME'`, ...), `undefined`
 * when unknown. A more specific property wins over a shorthand (`paddingTop` over `padding`).
 * Throws `CanvasError` (`bad_value`) whose `path` starts with `props.`.
 */
export function expandShorthands(type: string | undefined, props: Props, path = 'props'): Props {
  refuseTwins(props, path);
  if (type !== undefined && type !== 'TEXT' && props['fontColor'] !== undefined) {
    throw badValue(
      `${path}.fontColor`,
      `${path}.fontColor is for text; this is a ${type}.`,
      'Use fillColor.',
    );
  }
  const out = new Map<string, unknown>();
  for (const [key, value] of Object.entries(props)) {
    for (const [name, resolved] of expand(key, value, `${path}.${key}`)) {
      const isOwn = name === key;
      if (isOwn || !Object.hasOwn(props, name)) out.set(name, resolved);
    }
  }
  return Object.fromEntries(out);
}

function expand(key: string, value: unknown, path: string): [string, unknown][] {
  switch (key) {
    case 'fillColor':
    case 'fontColor':
      return [['fills', solid(value, path)]];
    case 'strokeColor':
      return [['strokes', solid(value, path)]];
    case 'fills':
    case 'strokes':
      return [[key, paints(value, path)]];
    case 'effects':
      return [[key, effects(value, path)]];
    case 'padding':
      return padding(value, path);
    case 'cornerRadius':
      return Array.isArray(value) ? corners(value, path) : [[key, radius(value, path)]];
    case 'lineHeight':
      return [[key, lineHeight(value, path)]];
    case 'letterSpacing':
      return [[key, letterSpacing(value, path)]];
    case 'fontWeight':
      return [[key, fontWeight(value, path)]];
    case 'fontFamily':
      return [[key, fontFamily(value, path)]];
    case 'role':
      return [['pluginData', { role: roleName(value, path) }]];
    case 'textRanges':
      return [[key, textRanges(value, path)]];
    default:
      return [[key, value]];
  }
}

/** Two ways to say one thing in one call: nobody can know which was meant. */
function refuseTwins(props: Props, path: string): void {
  const twins = [
    ['fillColor', 'fills'],
    ['fontColor', 'fills'],
    ['fontColor', 'fillColor'],
    ['strokeColor', 'strokes'],
    ['role', 'pluginData'],
  ] as const;
  for (const [one, other] of twins) {
    if (props[one] !== undefined && props[other] !== undefined) {
      throw badValue(
        `${path}.${one}`,
        `${path} has both ${one} and ${other}: they set the same thing.`,
        'Give one of them.',
      );
    }
  }
}

function solid(value: unknown, path: string): unknown[] {
  if (value === null || value === 'none' || value === 'transparent') return [];
  const { a, ...color } = colour(value, path);
  return [{ type: 'SOLID', color, ...(a === 1 ? {} : { opacity: a }) }];
}

function paints(value: unknown, path: string): unknown {
  if (typeof value === 'string') return solid(value, path);
  if (!Array.isArray(value)) return value;
  return value.flatMap((paint: unknown, index): unknown[] => {
    const at = `${path}[${index}]`;
    if (typeof paint === 'string') return solid(paint, at);
    if (!isRecord(paint)) return [paint];
    if (paint['type'] === 'SOLID' && typeof paint['color'] === 'string') {
      const { a, ...color } = colour(paint['color'], `${at}.color`);
      const opacity = paint['opacity'] === undefined ? 1 : finite(paint['opacity'], `${at}.opacity`);
      return [{ ...paint, color, ...(a * opacity === 1 ? {} : { opacity: a * opacity }) }];
    }
    const stops = paint['gradientStops'];
    return Array.isArray(stops)
      ? [{ ...paint, gradientStops: gradientStops(stops, `${at}.gradientStops`) }]
      : [paint];
  });
}

function gradientStops(stops: readonly unknown[], path: string): unknown[] {
  return stops.map((stop, index) =>
    isRecord(stop) && typeof stop['color'] === 'string'
      ? { ...stop, color: colour(stop['color'], `${path}[${index}].color`) }
      : stop,
  );
}

function effects(value: unknown, path: string): unknown {
  if (!Array.isArray(value))
    throw badValue(path, `${path} must be a list of effects, not ${show(value)}.`, 'None is [].');
  return value.map((effect: unknown, index) => expandEffect(effect, `${path}[${index}]`));
}

function padding(value: unknown, path: string): [string, unknown][] {
  const given = Array.isArray(value) ? value : [value];
  if (given.length !== 1 && given.length !== 2 && given.length !== 4) {
    throw badValue(
      path,
      `${path} must be one number, [vertical, horizontal] or [top, right, bottom, left], not ${show(value)}.`,
    );
  }
  const [top, right = top, bottom = top, left = right] = given.map((part: unknown) =>
    atLeastZero(part, path),
  );
  return [
    ['paddingTop', top],
    ['paddingRight', right],
    ['paddingBottom', bottom],
    ['paddingLeft', left],
  ];
}

function radius(value: unknown, path: string): number {
  return atLeastZero(value, path);
}

function corners(value: readonly unknown[], path: string): [string, unknown][] {
  if (value.length !== 4) {
    throw badValue(
      path,
      `${path} must be one number or [topLeft, topRight, bottomRight, bottomLeft], not ${show(value)}.`,
    );
  }
  const names = ['topLeftRadius', 'topRightRadius', 'bottomRightRadius', 'bottomLeftRadius'];
  return names.map((name, index) => [name, radius(value[index], path)]);
}

/** Numbers up to this are multiples of the font size: nobody sets type on lines of 4 px, everybody writes 1.2. */
const largestMultiple = 4;

function lineHeight(value: unknown, path: string): unknown {
  if (isRecord(value)) return value;
  if (typeof value === 'string' && value.toLowerCase() === 'auto') return { unit: 'AUTO' };
  const { number, unit } = measure(value, path, '48, 1.2, "120%", "48px" or "auto"');
  if (number <= 0) throw badValue(path, `${path} must be above 0, not ${show(value)}.`);
  if (unit === '%') return { value: number, unit: 'PERCENT' };
  if (unit === 'em') return { value: round(number * 100), unit: 'PERCENT' };
  if (unit === '' && number <= largestMultiple) return { value: round(number * 100), unit: 'PERCENT' };
  return { value: number, unit: 'PIXELS' };
}

function letterSpacing(value: unknown, path: string): unknown {
  if (isRecord(value)) return value;
  const { number, unit } = measure(value, path, '-1.5, "-2%", "2px" or "-0.02em"');
  if (unit === '%') return { value: number, unit: 'PERCENT' };
  if (unit === 'em') return { value: round(number * 100), unit: 'PERCENT' };
  return { value: number, unit: 'PIXELS' };
}

function measure(value: unknown, path: string, examples: string): { number: number; unit: string } {
  if (typeof value === 'number' && Number.isFinite(value)) return { number: value, unit: '' };
  const match =
    typeof value === 'string' ? /^([+-]?(?:\d+\.?\d*|\.\d+))\s*(%|px|em|)$/.exec(value.trim()) : null;
  if (match) return { number: Number(match[1]), unit: match[2] ?? '' };
  throw badValue(path, `${path}: ${show(value)} is not a measure.`, `Write ${examples}.`);
}

/** 1.15 * 100 is 114.99999999999999 in binary. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function fontWeight(value: unknown, path: string): number {
  const word = typeof value === 'string' ? value.toLowerCase().replaceAll(/[\s_-]+/g, '') : '';
  const named = Object.hasOwn(fontWeights, word) ? fontWeights[word] : undefined;
  const weight = named ?? (/^\d+$/.test(word) ? Number(word) : value);
  if (typeof weight === 'number' && weight >= 100 && weight <= 950) return weight;
  throw badValue(
    path,
    `${path}: ${show(value)} is not a font weight.`,
    'Write 100 to 950, or a name such as "semi bold".',
  );
}

function roleName(value: unknown, path: string): string {
  const role = roles.find((name) => name === value);
  if (role) return role;
  throw badValue(path, `${path}: ${show(value)} is no role.`, `Roles: ${roles.join(', ')}.`);
}

function fontFamily(value: unknown, path: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw badValue(path, `${path} must be the name of a font family such as "Inter", not ${show(value)}.`);
}

function textRanges(value: unknown, path: string): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((range: unknown, index) =>
    isRecord(range) ? expandShorthands('TEXT', range, `${path}[${index}]`) : range,
  );
}
