/** A checked script, ready to run: what the tool loads first, the program, and what waits for its result. */
import type { CanvasOpInput, OpOf } from '../../schemas/canvas-program.ts';
import type { ProgramResult } from '../../schemas/canvas-result.ts';
import { type GradientSpec, gradientPaint } from '../canvas/gradients.ts';
import { isRecord } from '../canvas/values.ts';
import type { Statement } from './ast.ts';

/** An image file the tool loads before the program runs. */
export interface ScriptImage {
  /** As written in the script. */
  path: string;
  /** Cut the transparent borders off the picture (`trim: true`, or TRIM on the same node). */
  trim: boolean;
  /** `"$name"` or a node id. */
  node: string;
  /** Index of the statement that asks for it. */
  statement: number;
}

export type PlannedOp =
  | { kind: 'ready'; op: CanvasOpInput; statement: number }
  /** Complete but for the SHA-256 of `ScriptPlan.images[image]`. */
  | { kind: 'set_image'; op: Omit<OpOf<'set_image'>, 'image'>; image: number; statement: number };

/** A change that depends on the node as it is after the program. `node`: `"$name"` or a node id. */
export type LateChange = { node: string; statement: number } & (
  | { kind: 'gradient'; gradient: GradientSpec }
  | { kind: 'effect'; effect: Record<string, unknown> }
  | { kind: 'trim' }
);

export interface ScriptPlan {
  ops: PlannedOp[];
  images: ScriptImage[];
  late: LateChange[];
  /** What the `statement` indices point to. */
  statements: readonly Statement[];
}

/** An image on an existing node that the tool trims: load the bytes, trim, and run `set_image` in its place. */
export interface TrimRequest {
  nodeId: string;
  /** The node's topmost visible IMAGE paint, in Figma's form. */
  paint: Record<string, unknown>;
  statement: number;
}

const lateFields = { gradient: ['width', 'height'], effect: ['effects'], trim: ['fills'] } as const;

/**
 * The program. `images`: SHA-256 per entry of `plan.images`, in that order. Behind the script's own ops come one
 * `read` per late change, so op `i` belongs to `plan.ops[i]` and the reads to `plan.late`.
 */
export function scriptProgram(plan: ScriptPlan, images: readonly string[]): CanvasOpInput[] {
  const ops = plan.ops.map((planned): CanvasOpInput => {
    if (planned.kind === 'ready') return planned.op;
    const image = images[planned.image];
    if (image === undefined) {
      throw new Error(`The plan asks for ${plan.images.length} images, ${images.length} were given.`);
    }
    return { ...planned.op, image };
  });
  const reads = plan.late.map(
    ({ kind, node }): CanvasOpInput => ({ op: 'read', node, depth: 0, fields: [...lateFields[kind]] }),
  );
  return [...ops, ...reads];
}

/** The statement an op of `scriptProgram` came from, to tell a canvas error in words of the script. */
export function statementOfOp(plan: ScriptPlan, op: number): Statement | undefined {
  const source = plan.ops[op] ?? plan.late[op - plan.ops.length];
  return source === undefined ? undefined : plan.statements[source.statement];
}

/**
 * The second program: what had to wait for sizes and for what existing nodes already have. Empty for most scripts.
 * Run it in the same transaction as the first, whose `result` this reads. Throws `Error` if a node has no size.
 */
export function finishScript(
  plan: ScriptPlan,
  result: ProgramResult,
): { ops: CanvasOpInput[]; trims: TrimRequest[] } {
  const ops: CanvasOpInput[] = [];
  const trims: TrimRequest[] = [];
  const effects = new Map<string, unknown[]>();
  plan.late.forEach((change, index) => {
    const fields = readFields(result.results[plan.ops.length + index]?.value);
    const nodeId = change.node.startsWith('$')
      ? (result.bindings[change.node.slice(1)] ?? change.node)
      : change.node;
    if (change.kind === 'gradient') {
      const { width, height } = fields;
      if (typeof width !== 'number' || typeof height !== 'number') {
        throw new Error(`Node ${nodeId} has no size, so its gradient cannot be placed.`);
      }
      ops.push({
        op: 'update',
        node: nodeId,
        props: { fills: [gradientPaint(change.gradient, { width, height })] },
      });
    } else if (change.kind === 'effect') {
      const before = effects.get(nodeId) ?? (Array.isArray(fields['effects']) ? fields['effects'] : []);
      const all = [...before, change.effect];
      effects.set(nodeId, all);
      ops.push({ op: 'update', node: nodeId, props: { effects: all } });
    } else {
      const paint = topImage(fields['fills']);
      if (paint !== undefined) trims.push({ nodeId, paint, statement: change.statement });
    }
  });
  return { ops, trims };
}

/** A `read` answers the fields beside id and type, or below `props`. */
function readFields(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {};
  return isRecord(value['props']) ? { ...value, ...value['props'] } : value;
}

function topImage(fills: unknown): Record<string, unknown> | undefined {
  if (!Array.isArray(fills)) return undefined;
  return fills.filter(isRecord).findLast((paint) => paint['type'] === 'IMAGE' && paint['visible'] !== false);
}
