/**
 * Vector networks and paths, one from the other. A network keeps more (caps and radii per vertex, fills per region);
 * what the painter draws is always the paths.
 */
import { z } from 'zod/v3';
import { FigmaError } from './errors.ts';
import { paintsSchema } from './schema-paint.ts';
import { finite, index, nonNegative, vectorSchema } from './validation.ts';
import { type PathCommand, parsePath, printPath } from './vector-path.ts';

const vertex = z
  .object({
    x: finite,
    y: finite,
    strokeCap: z.string().optional(),
    strokeJoin: z.string().optional(),
    cornerRadius: nonNegative.optional(),
    handleMirroring: z.enum(['NONE', 'ANGLE', 'ANGLE_AND_LENGTH']).optional(),
  })
  .strict();
const segment = z
  .object({
    start: index,
    end: index,
    tangentStart: vectorSchema.default({ x: 0, y: 0 }),
    tangentEnd: vectorSchema.default({ x: 0, y: 0 }),
  })
  .strict();
const region = z
  .object({
    windingRule: z.enum(['NONZERO', 'EVENODD']),
    loops: z.array(z.array(index)),
    fills: paintsSchema.optional(),
    fillStyleId: z.string().optional(),
  })
  .strict();

/** The members of `vertex` that are Figma enums are only kept, never drawn: a wider type is safe. */
export const networkSchema = z
  .object({ vertices: z.array(vertex), segments: z.array(segment), regions: z.array(region).default([]) })
  .strict() as unknown as z.ZodType<VectorNetwork, z.ZodTypeDef, unknown>;

/** Figma's reading of paths: one vertex a corner, one region a closed path that is filled. */
export function networkOf(paths: VectorPaths): VectorNetwork {
  const vertices: VectorVertex[] = [];
  const segments: VectorSegment[] = [];
  const regions: VectorRegion[] = [];
  for (const path of paths) {
    const loops = subpaths(parsePath(path.data)).map((commands) => addSubpath(commands, vertices, segments));
    const closed = loops.filter((loop) => loop.length > 0);
    if (path.windingRule !== 'NONE' && closed.length > 0)
      regions.push({ windingRule: path.windingRule, loops: closed });
  }
  return { vertices, segments, regions };
}

function subpaths(commands: readonly PathCommand[]): PathCommand[][] {
  const result: PathCommand[][] = [];
  for (const command of commands) {
    if (command.letter === 'M') result.push([command]);
    else result[result.length - 1]?.push(command);
  }
  return result;
}

/** Adds one subpath and answers its segments if it is closed, else nothing. */
function addSubpath(commands: PathCommand[], vertices: VectorVertex[], segments: VectorSegment[]): number[] {
  const first = vertices.length;
  const firstSegment = segments.length;
  const origin = point(commands[0]?.points ?? [0, 0], 0);
  vertices.push(origin);
  let from = origin;
  let closed = false;
  for (const { letter, points } of commands.slice(1)) {
    closed = letter === 'Z';
    const to = closed ? origin : point(points, points.length - 2);
    const returns = closed || (to.x === origin.x && to.y === origin.y);
    if (closed && from.x === origin.x && from.y === origin.y) continue;
    const end = returns ? first : vertices.length;
    const start = segments.length === firstSegment ? first : (segments[segments.length - 1]?.end ?? first);
    if (!returns) vertices.push(to);
    segments.push({ start, end, ...tangents(letter, points, from, to) });
    from = to;
    closed = returns;
  }
  return closed ? segments.slice(firstSegment).map((_, at) => firstSegment + at) : [];
}

function point(points: readonly number[], at: number): { x: number; y: number } {
  return { x: points[at] ?? 0, y: points[at + 1] ?? 0 };
}

function tangents(letter: string, points: readonly number[], from: Vector, to: Vector) {
  const relative = (control: Vector, base: Vector) => ({ x: control.x - base.x, y: control.y - base.y });
  if (letter === 'C') {
    return { tangentStart: relative(point(points, 0), from), tangentEnd: relative(point(points, 2), to) };
  }
  if (letter === 'Q') {
    const control = point(points, 0);
    const third = (vector: Vector) => ({ x: (vector.x * 2) / 3, y: (vector.y * 2) / 3 });
    return { tangentStart: third(relative(control, from)), tangentEnd: third(relative(control, to)) };
  }
  return { tangentStart: { x: 0, y: 0 }, tangentEnd: { x: 0, y: 0 } };
}

/** The paths of a network: regions are closed and filled, segments outside every region are open lines. */
export function pathsOf(network: VectorNetwork): VectorPath[] {
  const { vertices, segments, regions = [] } = network;
  for (const { start, end } of segments) {
    if (start >= vertices.length || end >= vertices.length) {
      throw new FigmaError(
        `Invalid vector network: a segment refers to vertex ${Math.max(start, end)} of ${vertices.length}`,
      );
    }
  }
  const used = new Set<number>();
  const paths: VectorPath[] = regions.map(({ windingRule, loops }) => {
    const commands = loops.flatMap((loop) => {
      for (const at of loop) used.add(at);
      return chain(network, loop, true);
    });
    return { windingRule, data: printPath(commands) };
  });
  for (const line of chains(network, used)) {
    paths.push({ windingRule: 'NONE', data: printPath(chain(network, line, false)) });
  }
  return paths;
}

/** Runs of segments where each starts at the vertex that the one before ends at. */
function chains(network: VectorNetwork, used: ReadonlySet<number>): number[][] {
  const result: number[][] = [];
  network.segments.forEach((next, at) => {
    if (used.has(at)) return;
    const last = result[result.length - 1];
    const previous = last === undefined ? undefined : network.segments[last[last.length - 1] ?? -1];
    if (last !== undefined && previous?.end === next.start) last.push(at);
    else result.push([at]);
  });
  return result;
}

function chain(network: VectorNetwork, line: readonly number[], close: boolean): PathCommand[] {
  const commands: PathCommand[] = [];
  let at: number | undefined;
  line.forEach((segmentIndex, position) => {
    const segment = network.segments[segmentIndex];
    if (segment === undefined) {
      throw new FigmaError(
        `Invalid vector network: a loop refers to segment ${segmentIndex} of ${network.segments.length}`,
      );
    }
    // A loop may run a segment against its direction.
    const following = network.segments[line[position + 1] ?? -1];
    const meetsNext =
      following === undefined || segment.end === following.start || segment.end === following.end;
    const reversed = at === undefined ? !meetsNext : segment.start !== at;
    const [start, end] = reversed ? [segment.end, segment.start] : [segment.start, segment.end];
    const [out, into] = reversed
      ? [segment.tangentEnd, segment.tangentStart]
      : [segment.tangentStart, segment.tangentEnd];
    const a = network.vertices[start];
    const b = network.vertices[end];
    if (a === undefined || b === undefined) return;
    if (at === undefined) commands.push({ letter: 'M', points: [a.x, a.y] });
    commands.push(curve(a, b, out, into));
    at = end;
  });
  return close && commands.length > 0 ? [...commands, { letter: 'Z', points: [] }] : commands;
}

function curve(a: Vector, b: Vector, out: Vector | undefined, into: Vector | undefined): PathCommand {
  const straight = [out?.x, out?.y, into?.x, into?.y].every((value) => (value ?? 0) === 0);
  if (straight) return { letter: 'L', points: [b.x, b.y] };
  const control = [a.x + (out?.x ?? 0), a.y + (out?.y ?? 0), b.x + (into?.x ?? 0), b.y + (into?.y ?? 0)];
  return { letter: 'C', points: [...control, b.x, b.y] };
}
