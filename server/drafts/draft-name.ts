/** What a drafted tool is called, from what it does. */
import type { Part, Pattern } from './pattern.ts';

const nouns: Readonly<Record<string, string>> = {
  CREATE_FRAME: 'frame',
  CREATE_TEXT: 'text',
  CREATE_RECT: 'rectangle',
};
const verbs: Readonly<Record<string, string>> = {
  SET_IMAGE_FILL: 'set_image',
  TRIM: 'trim',
  SET_GRADIENT: 'set_gradient',
  ADD_EFFECT: 'add_effect_to',
  DELETE: 'delete',
  REPARENT: 'move',
};
const LONGEST = 48;

/** snake_case, at most 48 characters; not checked against names there are. */
export function draftName(pattern: Pattern): string {
  if (pattern.kind === 'raw') return cut(`figma_${snake(pattern.method)}`);
  if (pattern.kind === 'script') return cut(scriptName(pattern.statements));
  const short = pattern.steps.map(({ tool }) => tool.split('_').at(-1) ?? tool);
  return cut([...new Set(short)].join('_'));
}

type Statements = Extract<Pattern, { kind: 'script' }>['statements'];

function scriptName(statements: Statements): string {
  const made = Object.keys(nouns).flatMap((operation) => {
    const count = statements.filter((statement) => statement.operation === operation).length;
    return count === 0 ? [] : [count === 1 ? nouns[operation] : `${count}_${nouns[operation]}s`];
  });
  if (made.length > 0) return `create_${made.join('_')}`;
  const [first, ...rest] = statements;
  const base = first && (verbs[first.operation] ?? `update_${propertiesOf(first.args[1]).join('_')}`);
  return rest.length === 0 ? `${base}` : `${base}_${statements.length}_operations`;
}

function propertiesOf(part: Part | undefined): string[] {
  return part && 'object' in part ? part.object.map(([name]) => snake(name)) : ['node'];
}

const snake = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .toLowerCase();

const cut = (name: string): string => name.slice(0, LONGEST).replace(/_+$/, '');

/** "create_frame_text" -> "createFrameText". */
export const camel = (name: string): string =>
  name.replaceAll(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());

/** "create_frame_text" -> "create-frame-text", as tools are filed. */
export const kebab = (name: string): string => name.replaceAll('_', '-');
