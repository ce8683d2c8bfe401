/** Arguments of one statement: their number, their kinds, and plain values out of parsed ones. */
import { CanvasError } from '../../schemas/canvas-result.ts';
import type { Entry, Statement, Value } from './ast.ts';
import { operations, type ParameterKind } from './operations.ts';
import { ScriptError } from './script-error.ts';

/** Checks the number of arguments, the props' kind, and that only operations that make a node name one. */
export function checkCall(source: string, statement: Statement): void {
  const operation = operations[statement.operation];
  const fail = (message: string, offset = statement.offset) =>
    new ScriptError(source, offset, { message, hint: `Write ${operation.syntax}.` });
  if (statement.variable !== undefined && !operation.creates) {
    throw fail(`${statement.operation} makes no node, so there is nothing to name "${statement.variable}".`);
  }
  const { length } = statement.args;
  const { required, parameters } = operation;
  if (length < required || length > parameters.length) {
    const takes = required === parameters.length ? `${required}` : `${required} or ${parameters.length}`;
    const noun = takes === '1' ? 'argument' : 'arguments';
    throw fail(
      `${statement.operation} takes ${takes} ${noun}, this has ${length}.`,
      statement.args[parameters.length]?.offset,
    );
  }
  statement.args.forEach((value, index) => {
    const kind = parameters[index];
    if (kind === 'props' && value.kind !== 'object') {
      throw fail(
        `Argument ${index + 1} of ${statement.operation} is an object with properties, not ${describe(value)}.`,
        value.offset,
      );
    }
    if (kind !== undefined && kind !== 'props' && value.kind === 'object') {
      throw fail(
        `Argument ${index + 1} of ${statement.operation} is ${kindNames[kind]}, not an object.`,
        value.offset,
      );
    }
  });
}

const kindNames: Readonly<Record<ParameterKind, string>> = {
  node: 'a node',
  parent: 'a parent node or null',
  props: 'an object',
  index: 'a position among the children',
};

/** An argument that `checkCall` has seen to be there. */
export function argument(statement: Statement, index: number): Value {
  const value = statement.args[index];
  if (value === undefined) throw new Error(`${statement.operation} has no argument ${index}`);
  return value;
}

/** A position among the children: a whole number from 0, or nothing. */
export function indexArgument(source: string, statement: Statement, index: number): number | undefined {
  const value = statement.args[index];
  if (value === undefined) return undefined;
  if (value.kind === 'number' && Number.isInteger(value.value) && value.value >= 0) return value.value;
  throw new ScriptError(source, value.offset, {
    message: `The index must be a whole number from 0 (the back), not ${describe(value)}.`,
    hint: 'Leave it out to put the node on top.',
  });
}

/**
 * The props object as plain values, read by `read`. A `CanvasError` of `read` becomes a `ScriptError` at the
 * property its path names; a `$reference` among the values is refused, because only nodes are referred to.
 */
export function props<T>(source: string, value: Value, read: (given: Record<string, unknown>) => T): T {
  const given = toPlain(source, value);
  try {
    return read(given);
  } catch (error) {
    if (!(error instanceof CanvasError)) throw error;
    const { message, hint, path = '' } = error.data;
    throw new ScriptError(source, locate(value, path), { message, ...(hint === undefined ? {} : { hint }) });
  }
}

function toPlain(source: string, value: Value): Record<string, unknown> {
  const entries = value.kind === 'object' ? value.entries : [];
  return Object.fromEntries(entries.map((entry) => [entry.key, plainValue(source, entry)]));
}

function plainValue(source: string, entry: Entry): unknown {
  const plain = (value: Value): unknown => {
    switch (value.kind) {
      case 'null':
        return null;
      case 'array':
        return value.items.map(plain);
      case 'object':
        return toPlain(source, value);
      case 'reference':
        throw new ScriptError(source, value.offset, {
          message: `"${entry.key}" cannot take a node: a bare $name stands only where a node is meant.`,
          hint: `If it is text, put it in quotes: "$${value.name}".`,
        });
      default:
        return value.value;
    }
  };
  return plain(entry.value);
}

/** The offset of the deepest value a path such as `props.fills[0].color` names. */
function locate(root: Value, path: string): number {
  let value = root;
  let offset = root.offset;
  for (const step of path.split(/[.[\]]+/).slice(1)) {
    if (value.kind === 'object') {
      // A parser may name one word of a pair that mean the same, such as `blur` and `radius`.
      const entry = value.entries.find(({ key }) => key === step);
      if (entry === undefined) break;
      value = entry.value;
    } else if (value.kind === 'array') {
      const item = value.items[Number(step)];
      if (item === undefined) break;
      value = item;
    } else break;
    offset = value.offset;
  }
  return offset;
}

/** A value as an error message shows it. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'reference':
      return `$${value.name}`;
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    case 'string': {
      const text = JSON.stringify(value.value);
      return text.length > 40 ? `the text ${text.slice(0, 37)}..."` : `the text ${text}`;
    }
    default:
      return String(value.value);
  }
}
