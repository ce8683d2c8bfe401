/** Slots as parameters of a drafted tool, and as expressions in it. */
import { wordsOf } from './describe.ts';
import { type Example, hasExample, type Part, type Slot, type SlotKind } from './pattern.ts';

const schemas: Readonly<Record<Exclude<SlotKind, 'word'>, string>> = {
  number: 'z.number()',
  text: 'z.string()',
  color: 'z.string().describe(\'A colour, e.g. "#1a2b3c".\')',
  node: 'nodeIdParam',
  image: 'imagePathParam',
  boolean: 'z.boolean()',
  rgb: 'z.strictObject({ r: z.number(), g: z.number(), b: z.number(), a: z.number().optional() })',
  numbers: 'z.array(z.number())',
  texts: 'z.array(z.string())',
  colors: 'z.array(z.string())',
  nodes: 'z.array(nodeIdParam)',
  object: 'z.record(z.string(), z.unknown())',
};

const keywords = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private ' +
    'protected public return static super switch this throw true try typeof var void while with yield eval ' +
    // Names the drafts use themselves.
    'z canvas context args result results adjustments operations write step'
  ).split(' '),
);

export interface Parameters {
  /** Members of the input object. */
  input: string[];
  names: string[];
  imports: string[];
  /** The slot as an expression: its parameter, or what was always there. */
  expression(slot: number): string;
}

/** What never varied stays fixed; what did is a choice of what was seen; the rest is open. */
export function parametersOf(slots: readonly Slot[], examples: readonly Example[]): Parameters {
  const seen = slots.map(() => new Set<string | boolean>());
  for (const example of examples) for (const [slot, value] of wordsOf(slots, example)) seen[slot]?.add(value);
  const fixed = slots.map((slot, index) => {
    const [only, ...more] = seen[index] ?? [];
    return hasExample(slot) && only !== undefined && more.length === 0 ? only : undefined;
  });
  const names = slots.map(({ name }) => (keywords.has(name) ? `${name}Value` : name));
  const open = slots.flatMap((slot, index) => (fixed[index] === undefined ? [{ slot, index }] : []));
  const uses = (kinds: SlotKind[]) => open.some(({ slot }) => kinds.includes(slot.kind));
  const shared = [
    ...(uses(['image']) ? ['imagePathParam'] : []),
    ...(uses(['node', 'nodes']) ? ['nodeIdParam'] : []),
  ];
  return {
    input: open.map(
      ({ slot, index }) =>
        `${names[index]}: ${slot.kind === 'word' ? choice(seen[index] ?? []) : schemas[slot.kind]},`,
    ),
    names: open.map(({ index }) => names[index] ?? ''),
    imports: shared.length > 0 ? [`import { ${shared.join(', ')} } from '../params.ts';`] : [],
    expression: (slot) => {
      const value = fixed[slot];
      return value === undefined ? (names[slot] ?? 'undefined') : literal(value);
    },
  };
}

const choice = (words: Iterable<string | boolean>): string =>
  `z.enum([${[...words].map((word) => literal(word)).join(', ')}])`;

const literal = (value: string | boolean): string => (typeof value === 'string' ? `'${value}'` : `${value}`);

/** An argument as a TypeScript expression. */
export function expressionOf(part: Part, parameters: Parameters): string {
  if ('nothing' in part) return 'null';
  if ('variable' in part) return `'$${part.variable}'`;
  if ('list' in part) return `[${part.list.map((item) => expressionOf(item, parameters)).join(', ')}]`;
  if ('slot' in part) return parameters.expression(part.slot);
  const entries = part.object.map(([key, value]) => {
    const expression = expressionOf(value, parameters);
    return expression === key ? key : `${key}: ${expression}`;
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
