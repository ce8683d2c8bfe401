/** The path data of `vectorPaths`: absolute M, L, Q, C and Z with numbers between them, as Figma writes it. */
import { FigmaError } from './errors.ts';

export interface PathCommand {
  readonly letter: 'M' | 'L' | 'Q' | 'C' | 'Z';
  /** x, y pairs; the last pair is where the command ends. */
  readonly points: readonly number[];
}

const POINT_COUNT = { M: 2, L: 2, Q: 4, C: 6, Z: 0 } as const;

function isLetter(token: string): token is PathCommand['letter'] {
  return token in POINT_COUNT;
}

/** Throws with the offending token, as Figma does for anything but the five absolute commands. */
export function parsePath(data: string): PathCommand[] {
  const tokens = data.match(/[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[^\s,]/g) ?? [];
  const commands: PathCommand[] = [];
  let at = 0;
  while (at < tokens.length) {
    const letter = tokens[at] ?? '';
    if (!isLetter(letter)) throw new FigmaError(`Failed to convert path. Invalid command at ${letter}`);
    if (commands.length === 0 && letter !== 'M') {
      throw new FigmaError(`Failed to convert path. A path starts with M, not ${letter}`);
    }
    at += 1;
    const points = tokens.slice(at, at + POINT_COUNT[letter]).map(Number);
    if (points.length < POINT_COUNT[letter] || points.some((value) => !Number.isFinite(value))) {
      throw new FigmaError(`Failed to convert path. ${letter} needs ${POINT_COUNT[letter]} numbers`);
    }
    at += POINT_COUNT[letter];
    commands.push({ letter, points });
  }
  return commands;
}

export function printPath(commands: readonly PathCommand[]): string {
  return commands.map(({ letter, points }) => [letter, ...points.map(shortNumber)].join(' ')).join(' ');
}

function shortNumber(value: number): string {
  // Beyond this a double has no sixth decimal, and scaling it up to round would overflow.
  if (Math.abs(value) > 1e15) return String(value);
  return String(Math.round(value * 1e6) / 1e6 + 0);
}

/** Moves and scales a path: each point becomes `(x - left) * sx, (y - top) * sy`. */
export function mapPath(
  commands: readonly PathCommand[],
  left: number,
  top: number,
  sx: number,
  sy: number,
): PathCommand[] {
  return commands.map(({ letter, points }) => ({
    letter,
    points: points.map((value, at) => (at % 2 === 0 ? (value - left) * sx : (value - top) * sy)),
  }));
}

/** The exact box of the drawn curve (control points outside it do not count); null for an empty path. */
export function pathBounds(commands: readonly PathCommand[]): Rect | null {
  const xs: number[] = [];
  const ys: number[] = [];
  let from: readonly [number, number] = [0, 0];
  for (const { points } of commands) {
    if (points.length === 0) continue;
    const x = [from[0], ...points.filter((_, at) => at % 2 === 0)];
    const y = [from[1], ...points.filter((_, at) => at % 2 === 1)];
    xs.push(...(points.length === 2 ? x.slice(1) : extremes(x)));
    ys.push(...(points.length === 2 ? y.slice(1) : extremes(y)));
    from = [x[x.length - 1] ?? 0, y[y.length - 1] ?? 0];
  }
  if (xs.length === 0) return null;
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** End points and turning points of a quadratic (3 values) or cubic (4 values) Bézier on one axis. */
function extremes(values: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d] = values;
  if (d === undefined) {
    const t = (a - b) / (a - 2 * b + c);
    const at = (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t * t * c;
    return t > 0 && t < 1 ? [a, c, at] : [a, c];
  }
  const result = [a, d];
  for (const t of roots(-a + 3 * b - 3 * c + d, 2 * (a - 2 * b + c), b - a)) {
    const u = 1 - t;
    if (t > 0 && t < 1) result.push(u ** 3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t ** 3 * d);
  }
  return result;
}

function roots(a: number, b: number, c: number): number[] {
  if (Math.abs(a) < 1e-12) return Math.abs(b) < 1e-12 ? [] : [-c / b];
  const discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return [];
  const root = Math.sqrt(discriminant);
  return [(-b + root) / (2 * a), (-b - root) / (2 * a)];
}
