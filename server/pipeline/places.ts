/** Where in a tool's arguments a reference may stand: read off the tool's own zod schema, beside the value. */
import { type core, z } from 'zod';

export const marker = 'reference';

/** A schema without its wrappers (optional, default, union, ...), and whether any of them was marked. */
interface Option {
  schema: core.$ZodTypes;
  marked: boolean;
}

/**
 * Calls `visit` with every string of `value` that stands in a place for references, and puts what it returns in the
 * string's place. Such a place is marked, or takes no text at all (a number, a list, one of fixed words): there a
 * string with a reference can be nothing else, and copy can never be.
 */
export function mapPlaces(
  value: unknown,
  schemas: readonly unknown[],
  path: string,
  visit: (text: string, path: string) => unknown,
): unknown {
  const options = schemas.flatMap((schema) => unwrap(schema));
  if (typeof value === 'string') {
    const place = options.some(({ marked }) => marked) || (options.length > 0 && !options.some(takesText));
    return place ? visit(value, path) : value;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      mapPlaces(item, itemSchemas(options, index), `${path}[${index}]`, visit),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isNodeArgument(value)) return { $node: visit(value.$node, `${path}.$node`) };
  const fitting = options.length > 1 ? options.filter((option) => fits(option, value)) : options;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    mapPlaces(item, memberSchemas(fitting, key), `${path}.${key}`, visit),
  ]);
  return Object.fromEntries(entries);
}

/** `{"$node": id}`, which stands for a node among free arguments and can be nothing else, whatever the schema knows. */
function isNodeArgument(value: object): value is { $node: string } {
  return Object.keys(value).length === 1 && '$node' in value && typeof value.$node === 'string';
}

/** Paths of the marked places, e.g. `["frameId", "updates[].nodeId", "nodes.*"]`. */
export function markedPaths(schema: unknown, path = '', seen: readonly unknown[] = []): string[] {
  if (seen.includes(schema)) return [];
  const below = [...seen, schema];
  const paths = unwrap(schema).flatMap(({ schema: inner, marked }) => {
    if (marked) return [path];
    const { def } = inner._zod;
    if (def.type === 'array') return markedPaths(def.element, `${path}[]`, below);
    if (def.type === 'tuple')
      return def.items.flatMap((item, at) => markedPaths(item, `${path}[${at}]`, below));
    if (def.type === 'record') return markedPaths(def.valueType, `${path}.*`, below);
    if (def.type !== 'object') return [];
    return Object.entries(def.shape).flatMap(([key, member]) =>
      markedPaths(member, path === '' ? key : `${path}.${key}`, below),
    );
  });
  return [...new Set(paths)];
}

function unwrap(given: unknown, marked = false, seen: readonly unknown[] = []): Option[] {
  if (!isSchema(given) || seen.includes(given)) return [];
  const isMarked = marked || z.globalRegistry.get(given)?.[marker] === true;
  const below = [...seen, given];
  const { def } = given._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return unwrap(def.innerType, isMarked, below);
    case 'union':
      return def.options.flatMap((option) => unwrap(option, isMarked, below));
    case 'intersection':
      return [def.left, def.right].flatMap((side) => unwrap(side, isMarked, below));
    case 'pipe':
      return unwrap(def.in, isMarked, below);
    case 'lazy':
      return unwrap(def.getter(), isMarked, below);
    default:
      return [{ schema: given, marked: isMarked }];
  }
}

/** Every schema made by zod is one of its known kinds. */
function isSchema(value: unknown): value is core.$ZodTypes {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

const textless = ['number', 'int', 'boolean', 'bigint', 'null', 'undefined', 'nan', 'never', 'void', 'date'];
const structured = ['array', 'object', 'record', 'tuple', 'map', 'set', 'enum', 'literal'];

/** Whether any text may stand there, so that a string could be copy. Unknown kinds count as text. */
function takesText({ schema }: Option): boolean {
  const { type } = schema._zod.def;
  return !textless.includes(type) && !structured.includes(type);
}

function itemSchemas(options: readonly Option[], index: number): unknown[] {
  return options.flatMap(({ schema }) => {
    const { def } = schema._zod;
    if (def.type === 'array') return [def.element];
    return def.type === 'tuple' ? [def.items[index] ?? def.rest] : [];
  });
}

function memberSchemas(options: readonly Option[], key: string): unknown[] {
  return options.flatMap(({ schema }) => {
    const { def } = schema._zod;
    if (def.type === 'record') return [def.valueType];
    return def.type === 'object' && Object.hasOwn(def.shape, key) ? [def.shape[key]] : [];
  });
}

/** Whether an object can be the one this option of a union describes, by its fixed words: `{kind: "image", ...}`. */
function fits({ schema }: Option, value: object): boolean {
  const { def } = schema._zod;
  if (def.type !== 'object') return true;
  return Object.entries(def.shape).every(([key, member]) => {
    const { values, def: inner } = member._zod;
    if (inner.type !== 'literal' || values === undefined) return true;
    const given: unknown = Object.hasOwn(value, key) ? value[key as keyof typeof value] : undefined;
    return [...values].some((word) => word === given);
  });
}
