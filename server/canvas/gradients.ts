/** Gradient paints from a few words: `{type, angle, stops}` to Figma's `gradientTransform` and `gradientStops`. */
import {
  defaultGradientAngle,
  type GradientKind,
  gradientNeedsSize,
  gradientTransform,
} from '../../schemas/gradient.ts';
import { badValue, colour, finite, fraction, isRecord, nearest, onlyKeys, show } from './values.ts';

export interface GradientStop {
  /** 0..1 */
  position: number;
  color: { r: number; g: number; b: number; a: number };
}

/** A checked gradient, still independent of the box it will fill. */
export interface GradientSpec {
  kind: GradientKind;
  /** CSS degrees. */
  angle: number;
  stops: GradientStop[];
  /** Fractions of the box. */
  centre?: { x: number; y: number };
  radius?: { x: number; y: number };
  opacity?: number;
}

const kinds = ['linear', 'radial', 'angular', 'diamond'] as const;
const keys = ['type', 'angle', 'stops', 'center', 'radius', 'opacity'];

/**
 * Reads `{type?: 'linear'|'radial'|'angular'|'diamond', angle?: CSS degrees, stops, center?: [x, y], radius?, opacity?}`.
 * `stops`: colours, or `{color, position}` with position 0..1 or "50%"; missing positions are spread as CSS does.
 * Throws `CanvasError` (`bad_value`).
 */
export function parseGradient(spec: unknown, path = 'gradient'): GradientSpec {
  if (!isRecord(spec)) {
    throw badValue(
      path,
      `${path} must be {type:"linear", angle:180, stops:["#0a0a0a", "#1a1a2e"]}, not ${show(spec)}.`,
    );
  }
  onlyKeys(spec, keys, path);
  const kind = gradientKind(spec['type'] ?? 'linear', path);
  const centre = spec['center'] === undefined ? undefined : pair(spec['center'], `${path}.center`);
  const radius = spec['radius'] === undefined ? undefined : pair(spec['radius'], `${path}.radius`);
  if (radius !== undefined && !(radius.x > 0 && radius.y > 0)) {
    throw badValue(`${path}.radius`, `${path}.radius must be above 0, not ${show(spec['radius'])}.`);
  }
  return {
    kind,
    angle: angle(spec['angle'] ?? defaultGradientAngle[kind], `${path}.angle`),
    stops: parseStops(spec['stops'], `${path}.stops`),
    ...(centre === undefined ? {} : { centre }),
    ...(radius === undefined ? {} : { radius }),
    ...(spec['opacity'] === undefined ? {} : { opacity: fraction(spec['opacity'], `${path}.opacity`) }),
  };
}

/** Whether the paint depends on the proportions of the box; if not, `gradientPaint` takes any size. */
export function needsSize(gradient: GradientSpec): boolean {
  return gradientNeedsSize(gradient.kind, gradient.angle);
}

/** The Figma paint for a box of this size in px. The size may be left out when `needsSize` says no. */
export function gradientPaint(
  gradient: GradientSpec,
  size: { width: number; height: number } = { width: 1, height: 1 },
): Record<string, unknown> {
  const { kind, angle, centre, radius } = gradient;
  return {
    type: `GRADIENT_${kind.toUpperCase()}`,
    gradientTransform: gradientTransform(kind, angle, size.width, size.height, centre, radius),
    gradientStops: gradient.stops,
    ...(gradient.opacity === undefined ? {} : { opacity: gradient.opacity }),
  };
}

function gradientKind(given: unknown, path: string): GradientKind {
  const word = typeof given === 'string' ? given.toLowerCase().replace(/^gradient_/, '') : '';
  const kind = kinds.find((name) => name === word);
  if (kind !== undefined) return kind;
  const near = nearest(word, kinds);
  throw badValue(
    `${path}.type`,
    `${path}.type must be one of ${kinds.join(', ')}, not ${show(given)}.`,
    near === undefined ? undefined : `Did you mean "${near}"?`,
  );
}

function angle(given: unknown, path: string): number {
  const degrees = typeof given === 'string' ? /^(-?\d+(?:\.\d+)?)deg$/.exec(given.trim()) : null;
  return degrees ? Number(degrees[1]) : finite(given, path);
}

/** One number for both axes, `[x, y]` or `{x, y}`: fractions of the box or percentages. */
function pair(given: unknown, path: string): { x: number; y: number } {
  const part = (value: unknown) => {
    const percent = typeof value === 'string' ? /^(-?\d+(?:\.\d+)?)%$/.exec(value.trim()) : null;
    return percent ? Number(percent[1]) / 100 : finite(value, path);
  };
  if (Array.isArray(given) && given.length === 2) return { x: part(given[0]), y: part(given[1]) };
  if (isRecord(given)) return { x: part(given['x']), y: part(given['y']) };
  const both = part(given);
  return { x: both, y: both };
}

function parseStops(given: unknown, path: string): GradientStop[] {
  if (!Array.isArray(given) || given.length < 2) {
    throw badValue(
      path,
      `${path} must be a list of at least 2 colours, not ${show(given)}.`,
      'For example ["#0a0a0a", "#1a1a2e"] or [{color:"#0a0a0a", position:0}, {color:"#1a1a2e", position:0.6}].',
    );
  }
  const read = given.map((stop: unknown, index) => readStop(stop, `${path}[${index}]`));
  const positions = spread(read.map((stop) => stop.position));
  positions.forEach((position, index) => {
    const before = positions[index - 1] ?? 0;
    if (position < before) {
      throw badValue(
        `${path}[${index}].position`,
        `${path}[${index}] is at ${position}, before the stop in front of it (${before}).`,
        'List the stops from the start of the gradient to its end.',
      );
    }
  });
  return read.map((stop, index) => ({
    position: positions[index] ?? 0,
    color: visibleHue(read, index) ?? stop.color,
  }));
}

interface ReadStop {
  color: GradientStop['color'];
  position: number | undefined;
  /** Written as the word `transparent`. */
  keyword: boolean;
}

function readStop(stop: unknown, path: string): ReadStop {
  if (!isRecord(stop) || 'r' in stop) {
    return { color: colour(stop, path), position: undefined, keyword: stop === 'transparent' };
  }
  onlyKeys(stop, ['color', 'position', 'opacity'], path);
  const color = colour(stop['color'], `${path}.color`);
  const opacity = stop['opacity'] === undefined ? 1 : fraction(stop['opacity'], `${path}.opacity`);
  const position = stop['position'];
  return {
    color: { ...color, a: color.a * opacity },
    position: position === undefined ? undefined : fraction(position, `${path}.position`),
    keyword: stop['color'] === 'transparent',
  };
}

/**
 * CSS fades to `transparent` with premultiplied colours, Figma does not: black without alpha would grey the fade.
 * So the keyword takes the hue of its neighbour.
 */
function visibleHue(stops: readonly ReadStop[], index: number): GradientStop['color'] | undefined {
  if (!stops[index]?.keyword) return undefined;
  const neighbour = [stops[index - 1], stops[index + 1]].find((stop) => stop !== undefined && !stop.keyword);
  return neighbour && { ...neighbour.color, a: 0 };
}

/** Positions with the gaps filled as in CSS Images 3, section 3.4.3: ends at 0 and 1, the rest evenly between. */
function spread(given: readonly (number | undefined)[]): number[] {
  const last = given.length - 1;
  const known = given.map(
    (position, index) => position ?? (index === 0 ? 0 : index === last ? 1 : undefined),
  );
  return known.map((position, index) => {
    if (position !== undefined) return position;
    let from = index;
    while (known[from] === undefined) from--;
    let to = index;
    while (known[to] === undefined) to++;
    const start = known[from] ?? 0;
    const end = known[to] ?? 1;
    return start + ((end - start) * (index - from)) / (to - from);
  });
}
