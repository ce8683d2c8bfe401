/** The ten operations and their printed form; the one place that knows the language's vocabulary and limits. */
import type { OperationName } from './ast.ts';

export const maxOperations = 50;
/** Characters. Fifty operations with long copy stay far below. */
export const maxScriptLength = 200_000;
/** Objects and lists inside one another. Real properties need 6. */
export const maxNesting = 32;

export type ParameterKind = 'node' | 'parent' | 'props' | 'index';

export interface Operation {
  /** As an error message shows it. */
  syntax: string;
  parameters: readonly ParameterKind[];
  /** Parameters that must be there. */
  required: number;
  /** Whether it makes a node that a variable can name. */
  creates: boolean;
}

const create = (name: string): Operation => ({
  syntax: `name=${name}(parent, {props})`,
  parameters: ['parent', 'props'],
  required: 2,
  creates: true,
});
const change = (name: string): Operation => ({
  syntax: `${name}(node, {props})`,
  parameters: ['node', 'props'],
  required: 2,
  creates: false,
});
const bare = (name: string): Operation => ({
  syntax: `${name}(node)`,
  parameters: ['node'],
  required: 1,
  creates: false,
});

export const operations: Readonly<Record<OperationName, Operation>> = {
  CREATE_FRAME: create('CREATE_FRAME'),
  CREATE_TEXT: create('CREATE_TEXT'),
  CREATE_RECT: create('CREATE_RECT'),
  SET_IMAGE_FILL: change('SET_IMAGE_FILL'),
  TRIM: bare('TRIM'),
  UPDATE: change('UPDATE'),
  SET_GRADIENT: change('SET_GRADIENT'),
  ADD_EFFECT: change('ADD_EFFECT'),
  DELETE: bare('DELETE'),
  REPARENT: {
    syntax: 'REPARENT(node, newParent, index)',
    parameters: ['node', 'parent', 'index'],
    // Without an index the node goes on top, as in the Plugin API.
    required: 2,
    creates: false,
  },
};

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
