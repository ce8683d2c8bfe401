/** What is known, while compiling, of the nodes a script names: existence, type, size, effects, image. */
import { isRecord, nearest } from '../canvas/values.ts';
import { describe } from './arguments.ts';
import type { ParsedScript, Statement, Value } from './ast.ts';
import { ScriptError } from './script-error.ts';

export interface NodeState {
  /** `"$name"` or a node id, as canvas programs take it. */
  ref: string;
  /** Made by this script. */
  created: boolean;
  type?: 'FRAME' | 'TEXT' | 'RECTANGLE';
  /** px; only when the script fixes it once and for all. */
  size?: { width: number; height: number } | undefined;
  /** undefined: unknown. */
  effects?: readonly unknown[] | undefined;
  /** Index of the image set last. */
  image?: number | undefined;
  /** Whether its fills show an image; undefined: unknown. */
  hasImage?: boolean;
  deletedBy?: Statement;
}

/** Node ids as Figma writes them, sublayers of instances included. */
const nodeId = /^I?-?\d+:-?\d+(?:;\d+:\d+)*$/;

/** Properties that leave the size to the canvas. */
const sizeProps = [
  ...['width', 'height', 'layoutSizingHorizontal', 'layoutSizingVertical', 'layoutGrow', 'layoutAlign'],
  ...['primaryAxisSizingMode', 'counterAxisSizingMode', 'minWidth', 'maxWidth', 'minHeight', 'maxHeight'],
  'textAutoResize',
];

export class Nodes {
  private readonly states = new Map<string, NodeState>();
  /** The first statement that defines each variable. */
  private readonly definitions = new Map<string, Statement>();

  constructor(private readonly script: ParsedScript) {
    for (const statement of script.statements) {
      const { variable } = statement;
      if (variable !== undefined && !this.definitions.has(variable))
        this.definitions.set(variable, statement);
    }
  }

  /** Remembers the node a CREATE makes; undefined when it has no name. */
  created(
    statement: Statement,
    type: NodeState['type'],
    given: Record<string, unknown>,
  ): NodeState | undefined {
    const { variable } = statement;
    if (variable === undefined) return undefined;
    // An object cannot carry it as a key of its own, so its id would be missing from the answer.
    if (variable === '__proto__')
      throw this.fail(statement.offset, `"${variable}" cannot be a name.`, 'Choose another name.');
    const first = this.definitions.get(variable);
    if (first !== undefined && first !== statement) {
      throw this.fail(
        statement.offset,
        `"${variable}" already names the node made in line ${first.line}.`,
        'Choose another name.',
      );
    }
    const ref = `$${variable}`;
    const size = this.fixedSize(ref, given);
    const { effects = [] } = given;
    const state: NodeState = {
      ref,
      created: true,
      ...(type === undefined ? {} : { type }),
      size,
      hasImage: showsImage(given['fills']),
    };
    state.effects = Array.isArray(effects) ? effects : undefined;
    this.states.set(ref, state);
    return state;
  }

  /** The node an argument names. `index`: of the statement, for what is defined so far. */
  target(value: Value, index: number): NodeState {
    if (value.kind === 'reference') return this.variable(value.name, value.offset, index);
    if (value.kind === 'string') return this.existing(value.value, value.offset);
    throw this.fail(
      value.offset,
      `A node is expected here, not ${describe(value)}.`,
      'Write $name for a node of this script, or a node id in quotes such as "12:34".',
    );
  }

  /** A parent: a node, or null for the current page. */
  parent(value: Value, index: number): NodeState | null {
    if (value.kind === 'null') return null;
    const parent = this.target(value, index);
    if (parent.type === undefined || parent.type === 'FRAME') return parent;
    throw this.fail(
      value.offset,
      `${parent.ref} is a ${parent.type}, which cannot hold other nodes.`,
      'Use a frame.',
    );
  }

  private variable(name: string, offset: number, index: number): NodeState {
    const state = this.states.get(`$${name}`);
    if (state !== undefined) return this.alive(state, offset);
    const given = (this.script.given ?? []).map((word) => `$${word}`);
    const known = [
      ...given,
      ...[...this.states.values()].filter((node) => node.created).map((node) => node.ref),
    ];
    const later = this.definitions.get(name);
    const list =
      known.length === 0 ? 'No variable is set before this line.' : `Set so far: ${known.join(', ')}.`;
    if (later !== undefined) {
      const itself = this.script.statements[index] === later;
      const when = itself ? 'is the node this very line makes' : `is set later, in line ${later.line}`;
      throw this.fail(
        offset,
        `$${name} ${when}.`,
        itself ? list : `Make the node before it is used. ${list}`,
      );
    }
    const near = nearest(name, [...(this.script.given ?? []), ...this.definitions.keys()]);
    throw this.fail(
      offset,
      `There is no variable $${name}.${near === undefined ? '' : ` Did you mean $${near}?`}`,
      list,
    );
  }

  private existing(id: string, offset: number): NodeState {
    if (!nodeId.test(id)) throw this.fail(offset, `"${id}" is not a node id.`, this.idHint(id));
    const state = this.states.get(id) ?? { ref: id, created: false };
    this.states.set(id, state);
    return this.alive(state, offset);
  }

  private idHint(id: string): string {
    if (/^\$[A-Za-z_]\w*$/.test(id)) return `In quotes, "${id}" is text. Write ${id} without quotes.`;
    const [, step] = /^\$([A-Za-z_]\w*)[.[]/.exec(id) ?? [];
    if (step !== undefined)
      return `A node of another pipeline step comes in by variables: {"${step}": "${id}"}; then write $${step}.`;
    if (/^\d+-\d+$/.test(id)) return `In a link it has a hyphen; as an id it is "${id.replace('-', ':')}".`;
    if (this.definitions.has(id)) return `Write $${id}, with "$" and without quotes.`;
    return 'Node ids look like "12:34"; a node made in this script is $name.';
  }

  private alive(state: NodeState, offset: number): NodeState {
    if (state.deletedBy === undefined) return state;
    throw this.fail(offset, `${state.ref} was deleted in line ${state.deletedBy.line}.`, 'Delete it last.');
  }

  /** The size given at creation, if nothing in the script hands it to the layout or changes it later. */
  private fixedSize(ref: string, given: Record<string, unknown>): NodeState['size'] {
    const { width, height } = given;
    if (typeof width !== 'number' || typeof height !== 'number' || !(width > 0) || !(height > 0))
      return undefined;
    const handsOver = (key: string) => sizeProps.includes(key) && key !== 'width' && key !== 'height';
    if (Object.keys(given).some(handsOver)) return undefined;
    const changed = this.script.statements.some(({ operation, args: [node, props] }) => {
      const same = operation === 'UPDATE' && node?.kind === 'reference' && `$${node.name}` === ref;
      return same && props?.kind === 'object' && props.entries.some(({ key }) => sizeProps.includes(key));
    });
    return changed ? undefined : { width, height };
  }

  private fail(offset: number, message: string, hint?: string): ScriptError {
    return new ScriptError(this.script.source, offset, { message, ...(hint === undefined ? {} : { hint }) });
  }
}

/** Whether fills in Figma's form hold an image. */
export function showsImage(fills: unknown): boolean {
  return Array.isArray(fills) && fills.some((paint) => isRecord(paint) && paint['type'] === 'IMAGE');
}
