/** Patterns of the three tools whose repeated use says that a tool is missing. */
import { z } from 'zod';
import { parseReference } from '../pipeline/references.ts';
import { bindVariables, parseScript, type Value } from '../script/index.ts';
import { methodParameters } from './figma-words.ts';
import type { Observed, Part, PatternOf, PipelineStep } from './pattern.ts';
import { TakenOut, TooLarge, Variable } from './take-out.ts';

const rawSchema = z.object({
  method: z.string(),
  args: z.array(z.unknown()).default([]),
  nodeId: z.string().optional(),
});
const scriptSchema = z.object({
  operations: z.string(),
  variables: z.record(z.string(), z.string()).default({}),
});
const pipelineSchema = z.object({
  pipeline: z.array(
    z.object({
      id: z.string().optional(),
      tool: z.string(),
      args: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** Whether an argument of a tool takes references to earlier steps. */
export type IsReferenceable = (tool: string, argument: string) => boolean;

const observers: Readonly<
  Record<string, (args: unknown, isReferenceable: IsReferenceable) => Observed | undefined>
> = {
  raw_figma_operation: observeRaw,
  batch_operations: observeScript,
  batch_pipeline: observePipeline,
};

/** The pattern of a call that succeeded; undefined: this tool has none, or it is too large to be one. */
export function observe(
  tool: string,
  args: unknown,
  isReferenceable: IsReferenceable = () => false,
): Observed | undefined {
  try {
    return Object.hasOwn(observers, tool) ? observers[tool]?.(args, isReferenceable) : undefined;
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

function observeRaw(input: unknown): Observed | undefined {
  const { method, args, nodeId } = rawSchema.parse(input);
  const parameters = methodParameters(method);
  if (parameters === undefined) return undefined;
  const out = new TakenOut();
  const node = nodeId === undefined ? undefined : out.node(nodeId, 'nodeId');
  const parts = args.map((arg, index) => out.part(arg, parameters[index] ?? `argument${index + 1}`));
  return {
    pattern: {
      kind: 'raw',
      method,
      ...(node && 'slot' in node && { node: node.slot }),
      args: parts,
      slots: out.slots,
    },
    example: out.example,
  };
}

const made: Readonly<Record<string, string>> = {
  CREATE_FRAME: 'frame',
  CREATE_TEXT: 'text',
  CREATE_RECT: 'rectangle',
};

function observeScript(input: unknown): Observed | undefined {
  const { operations, variables } = scriptSchema.parse(input);
  const { statements } = bindVariables(parseScript(operations), variables);
  const out = new TakenOut();
  const renamed = new Map<string, string>();
  const counts = new Map<string, number>();
  const labels = new Map<string, string>();
  const many = (operation: string) => statements.filter((other) => other.operation === operation).length > 1;
  const pattern: PatternOf<'script'> = { kind: 'script', statements: [], slots: out.slots };
  for (const { variable, operation, args } of statements) {
    const kind = made[operation];
    const number = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, number);
    const [target] = args;
    const label = kind
      ? `${kind}${many(operation) ? number : ''}`
      : target?.kind === 'reference'
        ? (labels.get(target.name) ?? '')
        : '';
    const parts = args.map((arg, index): Part => {
      const isNode = index === 0 || (operation === 'REPARENT' && index === 1);
      if (isNode && arg.kind === 'string')
        return out.node(arg.value, kind || index === 1 ? 'parentId' : 'nodeId');
      return out.part(plain(arg, renamed), arg.kind === 'number' ? 'index' : label);
    });
    if (variable !== undefined) {
      renamed.set(variable, `v${renamed.size + 1}`);
      labels.set(variable, label);
    }
    const name = variable === undefined ? undefined : renamed.get(variable);
    pattern.statements.push({ ...(name !== undefined && { variable: name }), operation, args: parts });
  }
  return { pattern, example: out.example };
}

function plain(value: Value, renamed: ReadonlyMap<string, string>): unknown {
  switch (value.kind) {
    case 'null':
      return null;
    case 'reference':
      return new Variable(renamed.get(value.name) ?? 'v0');
    case 'array':
      return value.items.map((item) => plain(item, renamed));
    case 'object':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value, renamed)]));
    default:
      return value.value;
  }
}

function observePipeline(input: unknown, isReferenceable: IsReferenceable): Observed | undefined {
  const { pipeline } = pipelineSchema.parse(input);
  // A step alone is a call of its tool.
  if (pipeline.length < 2) return undefined;
  const places = new Map<string, number>();
  const steps = pipeline.map(({ id, tool, args }, index): PipelineStep => {
    const step = {
      tool,
      args: Object.entries(args)
        .map(([name, value]) => ({
          name,
          // Copy that looks like a reference is copy.
          from: isReferenceable(tool, name) ? origin(value, places) : inner(value, places),
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    };
    if (id !== undefined) places.set(id, index);
    return step;
  });
  return { pattern: { kind: 'pipeline', steps }, example: [] };
}

type Origin = PipelineStep['args'][number]['from'];
type Places = ReadonlyMap<string, number>;

function origin(value: unknown, places: Places): Origin {
  if (typeof value !== 'string') return inner(value, places);
  const reference = parseReference(value);
  const step = reference && places.get(reference.step);
  if (reference === undefined || step === undefined) return 'value';
  const fields = reference.fields.map(String);
  const [first = '', ...rest] = fields;
  // Fields of a result are ours; names below them may be somebody's, such as variables of a script.
  const isOurs = /^[a-zA-Z]{1,30}$/.test(first) && rest.every((field) => /^\d+$/.test(field));
  return isOurs ? { step, fields } : 'mixed';
}

/** References inside of an object or list. */
function inner(value: unknown, places: Places): Origin {
  if (typeof value !== 'object' || value === null) return 'value';
  return Object.values(value).some((item) => origin(item, places) !== 'value') ? 'mixed' : 'value';
}
