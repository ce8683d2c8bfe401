/**
 * References between the steps of a pipeline.
 *
 * The rule: a string is a reference only if (a) its place in the tool's arguments is marked with `referenceable` in
 * the schema (node ids, image paths) and (b) the whole string reads `$step.field`, deeper paths and `[index]`
 * allowed. Copy is never marked, so "$9.99", "$five" or even "$skeleton.frameId" as a headline arrive as typed;
 * in a marked place, text that is no reference by (b) stays as it is and the tool judges it.
 */
import type { z } from 'zod';

const marker = 'reference';

/** Marks an argument as a place where `$step.field` may stand. Nothing of this reaches a client. */
export function referenceable<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ [marker]: true });
}

export class PipelineReferenceError extends Error {
  override readonly name = 'PipelineReferenceError';
  constructor(
    message: string,
    /** Where, e.g. "pipeline[2].args.frameId". */
    readonly path: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export interface Reference {
  step: string;
  /** Field names and indexes below the step's result. */
  fields: (string | number)[];
}

const grammar = /^\$([A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*|\[\d+\])+)$/;

/** The reference a string is, or undefined. */
export function parseReference(text: string): Reference | undefined {
  const match = grammar.exec(text);
  if (!match?.[1] || !match[2]) return undefined;
  const fields = [...match[2].matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(
    ([, name, index]) => name ?? Number(index),
  );
  return { step: match[1], fields };
}

/** Calls `visit` with every marked string of `value`, and puts what it returns in the string's place. */
function mapMarked(
  value: unknown,
  schema: unknown,
  path: string,
  visit: (text: string, path: string) => unknown,
): unknown {
  if (!isSchema(schema)) return value;
  const marked = schema.meta?.()?.[marker] === true;
  if (marked && typeof value === 'string') return visit(value, path);
  const { def } = schema._zod;
  if (def.innerType) return mapMarked(value, def.innerType, path, visit);
  if (def.options) {
    return def.options.reduce<unknown>((result, option) => mapMarked(result, option, path, visit), value);
  }
  if (def.element && Array.isArray(value)) {
    return value.map((item, index) => mapMarked(item, def.element, `${path}[${index}]`, visit));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const shape = def.shape;
  const entries = Object.entries(value).map(([key, item]) => {
    const inner = shape ? (Object.hasOwn(shape, key) ? shape[key] : undefined) : def.valueType;
    return [key, mapMarked(item, inner, `${path}.${key}`, visit)];
  });
  return Object.fromEntries(entries);
}

interface SchemaLike {
  meta?: () => Record<string, unknown> | undefined;
  _zod: {
    def: {
      innerType?: unknown;
      options?: unknown[];
      element?: unknown;
      shape?: Record<string, unknown>;
      valueType?: unknown;
    };
  };
}

function isSchema(value: unknown): value is SchemaLike {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** Argument paths of a tool where a reference may stand, e.g. ["frameId", "updates[].nodeId"]. */
export function referencePaths(schema: unknown, path = ''): string[] {
  if (!isSchema(schema)) return [];
  const { def } = schema._zod;
  if (schema.meta?.()?.[marker] === true) return [path];
  return [
    ...(def.innerType ? referencePaths(def.innerType, path) : []),
    ...(def.options ?? []).flatMap((option) => referencePaths(option, path)),
    ...(def.element ? referencePaths(def.element, `${path}[]`) : []),
    ...Object.entries(def.shape ?? {}).flatMap(([key, inner]) =>
      referencePaths(inner, path ? `${path}.${key}` : key),
    ),
    ...(def.valueType ? referencePaths(def.valueType, `${path}.*`) : []),
  ];
}

export interface PipelineStep {
  id?: string | undefined;
  tool: string;
  args: Record<string, unknown>;
}

/**
 * Checks ids and references of a whole pipeline before anything runs.
 * @throws PipelineReferenceError for a duplicate id, and for references to unknown or later steps.
 */
export function checkReferences(steps: readonly PipelineStep[], schemaOf: (tool: string) => unknown): void {
  const places = new Map<string, number>();
  steps.forEach(({ id }, index) => {
    if (id === undefined) return;
    const earlier = places.get(id);
    if (earlier !== undefined) {
      throw new PipelineReferenceError(
        `Two steps are called "${id}" (steps ${earlier + 1} and ${index + 1}).`,
        `pipeline[${index}].id`,
        'Give each step its own id.',
      );
    }
    places.set(id, index);
  });
  steps.forEach(({ tool, args }, index) => {
    mapMarked(args, schemaOf(tool), `pipeline[${index}].args`, (text, path) => {
      const reference = parseReference(text);
      if (reference) checkOrder(text, reference, index, places, path);
      return text;
    });
  });
}

function checkOrder(
  text: string,
  { step }: Reference,
  index: number,
  places: Map<string, number>,
  path: string,
): void {
  const place = places.get(step);
  if (place !== undefined && place < index) return;
  const before = [...places].flatMap(([id, at]) => (at < index ? [`$${id}`] : []));
  const available =
    before.length > 0 ? `Available here: ${before.join(', ')}.` : 'No step before this one has an id.';
  if (place === undefined)
    throw new PipelineReferenceError(`"${text}" refers to a step that does not exist.`, path, available);
  throw new PipelineReferenceError(
    place === index
      ? `"${text}" refers to its own step.`
      : `"${text}" refers to a later step (step ${place + 1}).`,
    path,
    `A step can use only what earlier steps returned. ${available}`,
  );
}

/**
 * A step's arguments with references replaced by values of earlier results.
 * @throws PipelineReferenceError when a step has no such field, naming the fields it has.
 */
export function resolveReferences(
  args: Record<string, unknown>,
  results: ReadonlyMap<string, unknown>,
  options: { schema: unknown; path: string },
): Record<string, unknown> {
  const resolved = mapMarked(args, options.schema, options.path, (text, path) => {
    const reference = parseReference(text);
    return reference ? lookUp(text, reference, results, path) : text;
  });
  return resolved as Record<string, unknown>;
}

function lookUp(
  text: string,
  { step, fields }: Reference,
  results: ReadonlyMap<string, unknown>,
  path: string,
): unknown {
  let value: unknown = results.get(step);
  let sofar = `$${step}`;
  for (const field of fields) {
    const known: unknown =
      typeof value === 'object' && value !== null && Object.hasOwn(value, field)
        ? value[field as keyof typeof value]
        : undefined;
    if (known === undefined) {
      const has =
        typeof value === 'object' && value !== null
          ? Object.keys(value).slice(0, 20).join(', ')
          : String(value);
      throw new PipelineReferenceError(`"${text}": ${sofar} has no "${field}".`, path, `${sofar} has: ${has}.`);
    }
    value = known;
    sofar += typeof field === 'number' ? `[${field}]` : `.${field}`;
  }
  return value;
}
