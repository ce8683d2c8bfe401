/** Programs at the border: what the schema refuses, said in the program's own terms (op index, argument). */
import {
  type CanvasProgram,
  type CanvasProgramInput,
  canvasOpSchema,
  canvasProgramSchema,
} from '../../schemas/canvas-program.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

/** Throws `CanvasError` (code `bad_value`) for the first thing that is wrong. */
export function parseProgram(input: CanvasProgramInput): CanvasProgram {
  const parsed = canvasProgramSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue: Issue = parsed.error.issues[0] ?? { path: [], message: 'The program is not valid.' };
  throw describe(issue, input);
}

function describe(issue: Issue, input: unknown): CanvasError {
  const [first, index, ...rest] = issue.path;
  if (first !== 'ops' || typeof index !== 'number') {
    return new CanvasError({
      code: 'bad_value',
      message: `A program is {"ops": [...]}: ${issue.message}.`,
      ...(issue.path.length > 0 ? { path: printPath(issue.path) } : {}),
    });
  }
  const opKind = kindOf(input, index);
  const known = canvasOpSchema.options.map((option) => option.shape.op.value);
  const isKind = opKind === undefined || !known.some((kind) => kind === opKind);
  const keys = issue.keys?.map((key) => `"${key}"`).join(', ');
  const message = isKind
    ? `Unknown op ${JSON.stringify(opKind)}.`
    : keys === undefined
      ? `${printPath(rest) || 'The op'}: ${issue.message}.`
      : `"${opKind}" has no ${keys}.`;
  return new CanvasError({
    code: 'bad_value',
    op: index,
    ...(opKind === undefined ? {} : { opKind }),
    ...(rest.length > 0 ? { path: printPath(rest) } : {}),
    message,
    hint: isKind ? `The ops are ${known.join(', ')}.` : hintFor(opKind, keys !== undefined),
  });
}

function kindOf(input: unknown, index: number): string | undefined {
  if (typeof input !== 'object' || input === null || !('ops' in input) || !Array.isArray(input.ops))
    return undefined;
  const op: unknown = input.ops[index];
  if (typeof op !== 'object' || op === null || !('op' in op)) return undefined;
  return typeof op.op === 'string' ? op.op : undefined;
}

function hintFor(opKind: string | undefined, unknownKey: boolean): string {
  const option = canvasOpSchema.options.find((each) => each.shape.op.value === opKind);
  const members = option === undefined ? [] : Object.keys(option.shape).filter((key) => key !== 'op');
  const list = `"${opKind}" takes ${members.join(', ')}.`;
  return unknownKey ? `${list} Properties of the node go into "props".` : list;
}

/** `children[2].name` */
function printPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
