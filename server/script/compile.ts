/**
 * Statements to a canvas program. Everything that can be wrong with a script is found here, before anything runs.
 *
 * Three things cannot be known yet, and each has its place in the `ScriptPlan`:
 * - the bytes of image files: `images`, which the tool loads (and trims) and hands to `scriptProgram`;
 * - the size of a node that the canvas lays out, for a slanted gradient; the effects an existing node already has;
 *   the picture an existing node already shows: `late`, finished by `finishScript` from the program's own result.
 *   They come last, so a gradient fits the final size of its node.
 */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { expandEffect } from '../canvas/effects.ts';
import { gradientPaint, needsSize, parseGradient } from '../canvas/gradients.ts';
import { expandShorthands } from '../canvas/shorthands.ts';
import { argument, checkCall, indexArgument, props } from './arguments.ts';
import type { ParsedScript, Statement, Value } from './ast.ts';
import { parseImageFill } from './image-fill.ts';
import { type NodeState, Nodes, showsImage } from './nodes.ts';
import type { LateChange, PlannedOp, ScriptImage, ScriptPlan } from './plan.ts';
import { ScriptError } from './script-error.ts';

/**
 * Checks a parsed script and plans its run. Throws `ScriptError`: wrong arguments, unknown, later or twice-set
 * variables, deleted nodes, bad shorthand values.
 */
export function compileScript(script: ParsedScript): ScriptPlan {
  const compiler = new Compiler(script);
  script.statements.forEach((statement, index) => {
    compiler.add(statement, index);
  });
  return compiler.plan();
}

const createdTypes = { CREATE_FRAME: 'FRAME', CREATE_TEXT: 'TEXT', CREATE_RECT: 'RECTANGLE' } as const;

class Compiler {
  private readonly ops: PlannedOp[] = [];
  private readonly images: ScriptImage[] = [];
  private late: LateChange[] = [];
  private readonly nodes: Nodes;

  constructor(private readonly script: ParsedScript) {
    this.nodes = new Nodes(script);
  }

  plan(): ScriptPlan {
    return { ops: this.ops, images: this.images, late: this.late, statements: this.script.statements };
  }

  add(statement: Statement, index: number): void {
    checkCall(this.script.source, statement);
    switch (statement.operation) {
      case 'CREATE_FRAME':
      case 'CREATE_TEXT':
      case 'CREATE_RECT':
        this.create(statement, createdTypes[statement.operation], index);
        break;
      case 'UPDATE':
        this.update(statement, index);
        break;
      case 'SET_GRADIENT':
        this.setGradient(statement, index);
        break;
      case 'ADD_EFFECT':
        this.addEffect(statement, index);
        break;
      case 'SET_IMAGE_FILL':
        this.setImageFill(statement, index);
        break;
      case 'TRIM':
        this.trim(statement, index);
        break;
      case 'DELETE':
        this.delete(statement, index);
        break;
      case 'REPARENT':
        this.reparent(statement, index);
        break;
    }
  }

  private create(statement: Statement, type: NodeState['type'], index: number): void {
    const parent = this.nodes.parent(argument(statement, 0), index);
    const given = this.expanded(statement, type);
    const node = this.nodes.created(statement, type, given);
    const as = node === undefined ? {} : { as: node.ref.slice(1) };
    this.emit(index, {
      op: 'create',
      type: type ?? 'FRAME',
      ...as,
      parent: parent?.ref ?? null,
      props: given,
    });
  }

  private update(statement: Statement, index: number): void {
    const node = this.node(statement, index);
    const given = this.expanded(statement, node.type);
    if (given['fills'] !== undefined) {
      this.forget(node, 'gradient', 'trim');
      node.hasImage = showsImage(given['fills']);
    }
    if (given['effects'] !== undefined) {
      this.forget(node, 'effect');
      node.effects = Array.isArray(given['effects']) ? given['effects'] : undefined;
    }
    this.emit(index, { op: 'update', node: node.ref, props: given });
  }

  private setGradient(statement: Statement, index: number): void {
    const node = this.node(statement, index);
    const gradient = this.checked(statement, (given) => parseGradient(given, 'gradient'));
    this.forget(node, 'gradient', 'trim');
    node.hasImage = false;
    if (needsSize(gradient) && node.size === undefined) {
      this.late.push({ kind: 'gradient', node: node.ref, statement: index, gradient });
      return;
    }
    this.emit(index, {
      op: 'update',
      node: node.ref,
      props: { fills: [gradientPaint(gradient, node.size)] },
    });
  }

  private addEffect(statement: Statement, index: number): void {
    const node = this.node(statement, index);
    const effect = this.checked(statement, (given) => expandEffect(given, 'effect'));
    if (node.effects === undefined) {
      this.late.push({ kind: 'effect', node: node.ref, statement: index, effect });
      return;
    }
    node.effects = [...node.effects, effect];
    this.emit(index, { op: 'update', node: node.ref, props: { effects: node.effects } });
  }

  private setImageFill(statement: Statement, index: number): void {
    const node = this.node(statement, index);
    const fill = this.checked(statement, parseImageFill);
    this.forget(node, 'gradient', 'trim');
    const image =
      this.images.push({ path: fill.path, trim: fill.trim, node: node.ref, statement: index }) - 1;
    node.image = image;
    this.ops.push({ kind: 'set_image', image, op: { ...fill.op, node: node.ref }, statement: index });
  }

  private trim(statement: Statement, index: number): void {
    const node = this.node(statement, index);
    const image = node.image === undefined ? undefined : this.images[node.image];
    if (image !== undefined) {
      image.trim = true;
      return;
    }
    if (node.hasImage === false) {
      throw this.fail(
        argument(statement, 0),
        `${node.ref} has no image to trim.`,
        'Call SET_IMAGE_FILL on it first.',
      );
    }
    this.late.push({ kind: 'trim', node: node.ref, statement: index });
  }

  private delete(statement: Statement, index: number): void {
    const node = this.node(statement, index);
    this.forget(node, 'gradient', 'effect', 'trim');
    node.deletedBy = statement;
    this.emit(index, { op: 'delete', node: node.ref });
  }

  private reparent(statement: Statement, index: number): void {
    const node = this.node(statement, index);
    const parent = this.nodes.parent(argument(statement, 1), index);
    if (parent?.ref === node.ref) throw this.fail(argument(statement, 1), 'A node cannot be its own parent.');
    const at = indexArgument(this.script.source, statement, 2);
    this.emit(index, {
      op: 'move',
      node: node.ref,
      parent: parent?.ref ?? null,
      ...(at === undefined ? {} : { index: at }),
    });
  }

  private node(statement: Statement, index: number): NodeState {
    return this.nodes.target(argument(statement, 0), index);
  }

  private expanded(statement: Statement, type: NodeState['type']): Record<string, unknown> {
    return this.checked(statement, (given) => expandShorthands(type, given));
  }

  /** Reads the props with `read`; what it refuses becomes a `ScriptError` at the property. */
  private checked<T>(statement: Statement, read: (given: Record<string, unknown>) => T): T {
    return props(this.script.source, argument(statement, 1), read);
  }

  /** A later statement paints over what was still to come. */
  private forget(node: NodeState, ...kinds: LateChange['kind'][]): void {
    this.late = this.late.filter((change) => change.node !== node.ref || !kinds.includes(change.kind));
    if (kinds.includes('trim')) node.image = undefined;
  }

  private emit(statement: number, op: CanvasOpInput): void {
    this.ops.push({ kind: 'ready', op, statement });
  }

  private fail(value: Value, message: string, hint?: string): ScriptError {
    return new ScriptError(this.script.source, value.offset, {
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
