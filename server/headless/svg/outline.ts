/** The outline of a shape element as path commands, in the element's own coordinates. */
import { type SVGCommand, SVGPathData, SVGPathDataParser } from 'svg-pathdata';
import type { PathCommand } from '../vector-path.ts';
import type { SvgElement } from './document.ts';
import { lengths, numbersIn, type Viewport } from './length.ts';
import { limits, SvgError } from './svg-error.ts';
import { apply } from './transform.ts';

/** Names of the elements that have an outline. */
export const shapeNames = ['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'];

export interface RectGeometry {
  x: number;
  y: number;
  width: number;
  height: number;
  rx: number;
  ry: number;
}

/** Outline and whether the path data was good to its end (SVG draws up to the first error, so this does too). */
export interface Outline {
  commands: PathCommand[];
  broken: boolean;
}

export function outlineOf(element: SvgElement, viewport: Viewport, em: number): Outline {
  const length = lengths(element.attributes, viewport, em);
  switch (element.name) {
    case 'path':
      return pathOutline(element.attributes['d'] ?? '');
    case 'rect':
      return { commands: rectOutline(rectGeometry(element, viewport, em)), broken: false };
    case 'circle':
    case 'ellipse':
      return { commands: ellipseOutline(ellipseGeometry(element, viewport, em)), broken: false };
    case 'line': {
      const from = [length.x('x1', 0), length.y('y1', 0)];
      const to = [length.x('x2', 0), length.y('y2', 0)];
      return { commands: lines([...from, ...to], false), broken: false };
    }
    default: {
      const points = numbersIn(element.attributes['points'] ?? '');
      return {
        commands: lines(points.slice(0, points.length - (points.length % 2)), element.name === 'polygon'),
        broken: false,
      };
    }
  }
}

/** Position, size and corner radii of a `rect`; a missing radius follows the other one, none exceeds half a side. */
export function rectGeometry(element: SvgElement, viewport: Viewport, em: number): RectGeometry {
  const length = lengths(element.attributes, viewport, em);
  const width = length.x('width', 0);
  const height = length.y('height', 0);
  const rx = length.x('rx', -1);
  const ry = length.y('ry', -1);
  return {
    x: length.x('x', 0),
    y: length.y('y', 0),
    width,
    height,
    rx: Math.min(Math.max(0, rx < 0 ? ry : rx), width / 2),
    ry: Math.min(Math.max(0, ry < 0 ? rx : ry), height / 2),
  };
}

export function ellipseGeometry(element: SvgElement, viewport: Viewport, em: number): RectGeometry {
  const length = lengths(element.attributes, viewport, em);
  const r = length.other('r', 0);
  const circle = element.name === 'circle';
  const givenX = circle ? r : length.x('rx', -1);
  const givenY = circle ? r : length.y('ry', -1);
  const rx = Math.max(0, givenX < 0 ? givenY : givenX);
  const ry = Math.max(0, givenY < 0 ? givenX : givenY);
  return { x: length.x('cx', 0) - rx, y: length.y('cy', 0) - ry, width: rx * 2, height: ry * 2, rx, ry };
}

/** The commands under a matrix. */
export function transformOutline(commands: readonly PathCommand[], matrix: Transform): PathCommand[] {
  return commands.map(({ letter, points }) => {
    const moved: number[] = [];
    for (let at = 0; at + 1 < points.length; at += 2)
      moved.push(...apply(matrix, points[at] ?? 0, points[at + 1] ?? 0));
    return { letter, points: moved };
  });
}

function lines(points: readonly number[], closed: boolean): PathCommand[] {
  const commands: PathCommand[] = [];
  for (let at = 0; at + 1 < points.length; at += 2) {
    commands.push({ letter: at === 0 ? 'M' : 'L', points: [points[at] ?? 0, points[at + 1] ?? 0] });
  }
  if (commands.length < 2) return [];
  return closed ? [...commands, { letter: 'Z', points: [] }] : commands;
}

/** Length of the handles of a cubic quarter circle of radius 1. */
const kappa = (4 / 3) * (Math.SQRT2 - 1);

function rectOutline({ x, y, width, height, rx, ry }: RectGeometry): PathCommand[] {
  if (!(width > 0) || !(height > 0)) return [];
  const right = x + width;
  const bottom = y + height;
  if (rx === 0 || ry === 0) return lines([x, y, right, y, right, bottom, x, bottom], true);
  const hx = rx * (1 - kappa);
  const hy = ry * (1 - kappa);
  return [
    { letter: 'M', points: [x + rx, y] },
    { letter: 'L', points: [right - rx, y] },
    { letter: 'C', points: [right - hx, y, right, y + hy, right, y + ry] },
    { letter: 'L', points: [right, bottom - ry] },
    { letter: 'C', points: [right, bottom - hy, right - hx, bottom, right - rx, bottom] },
    { letter: 'L', points: [x + rx, bottom] },
    { letter: 'C', points: [x + hx, bottom, x, bottom - hy, x, bottom - ry] },
    { letter: 'L', points: [x, y + ry] },
    { letter: 'C', points: [x, y + hy, x + hx, y, x + rx, y] },
    { letter: 'Z', points: [] },
  ];
}

function ellipseOutline(box: RectGeometry): PathCommand[] {
  return rectOutline({ ...box, rx: box.width / 2, ry: box.height / 2 });
}

function pathOutline(data: string): Outline {
  const parsed: SVGCommand[] = [];
  let broken = false;
  try {
    const parser = new SVGPathDataParser();
    parser.parse(data, parsed);
    parser.finish(parsed);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    broken = true;
  }
  if (parsed.length > limits.pathCommands) {
    throw new SvgError(
      `A path has ${parsed.length} commands, the limit is ${limits.pathCommands}. Simplify the drawing, or place it as a PNG.`,
    );
  }
  if (parsed.length > 0 && parsed[0]?.type !== SVGPathData.MOVE_TO) return { commands: [], broken: true };
  const plain = new SVGPathData(parsed).toAbs().normalizeST().normalizeHVZ(false, true, true).aToC();
  return { commands: withMoves(plain.commands), broken };
}

/** Figma starts every subpath with M; SVG lets one go on after Z, from where it began. */
function withMoves(source: readonly SVGCommand[]): PathCommand[] {
  const commands: PathCommand[] = [];
  let start = [0, 0];
  let closed = false;
  const draw = (command: PathCommand) => {
    if (!command.points.every(Number.isFinite)) return;
    if (closed) commands.push({ letter: 'M', points: start });
    closed = false;
    commands.push(command);
  };
  for (const command of source) {
    switch (command.type) {
      case SVGPathData.MOVE_TO:
        start = [command.x, command.y];
        closed = false;
        draw({ letter: 'M', points: start });
        break;
      case SVGPathData.LINE_TO:
        draw({ letter: 'L', points: [command.x, command.y] });
        break;
      case SVGPathData.QUAD_TO:
        draw({ letter: 'Q', points: [command.x1, command.y1, command.x, command.y] });
        break;
      case SVGPathData.CURVE_TO:
        draw({ letter: 'C', points: [command.x1, command.y1, command.x2, command.y2, command.x, command.y] });
        break;
      case SVGPathData.CLOSE_PATH:
        if (!closed) commands.push({ letter: 'Z', points: [] });
        closed = true;
        break;
    }
  }
  // A path that only moves draws nothing.
  return commands.some(({ letter }) => letter !== 'M' && letter !== 'Z') ? commands : [];
}
