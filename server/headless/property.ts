/**
 * One entry of the property table. The builders tie a property's schema to its setter, so that nothing unchecked can
 * reach a record.
 */
import type { z } from 'zod/v3';
import type { HeadlessContext } from './context.ts';
import { FigmaError, unsupported } from './errors.ts';
import { frozenCopy, sameData } from './freeze.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { parseProperty } from './validation.ts';

type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

export interface Property {
  readonly name: string;
  readonly types: readonly HeadlessNodeType[];
  /** Kept in `record.props` under this name, with this value in a new node. */
  readonly initial?: (type: HeadlessNodeType) => unknown;
  /** What a stored value must look like; used when a document is loaded. */
  readonly schema?: Schema<unknown>;
  /** Reading it needs an up-to-date layout. */
  readonly geometry: boolean;
  /** Worth writing when a node is rebuilt from its values: writable, and no mere view of other properties. */
  readonly serialised: boolean;
  read(record: NodeRecord, context: HeadlessContext): unknown;
  /** Absent: read-only. Checks the raw value, then stores it. */
  readonly write?: (record: NodeRecord, raw: unknown, context: HeadlessContext) => void;
}

interface StoredOptions<T> {
  types: readonly HeadlessNodeType[];
  schema: Schema<T>;
  initial: T | ((type: HeadlessNodeType) => T);
  /** A write can change sizes or positions. */
  layout?: boolean;
  /** A write needs the text's fonts loaded. */
  font?: boolean;
  /** Rules beyond the value's shape; throws to refuse. */
  check?: (record: NodeRecord, value: T, context: HeadlessContext) => void;
  /** Keeps dependent values true after the write. */
  after?: (record: NodeRecord, value: T, context: HeadlessContext) => void;
  /** What a read answers instead of the stored value. */
  read?: (record: NodeRecord, context: HeadlessContext) => unknown;
}

/** A property that a record stores under its own name. */
export function stored<T>(name: string, options: StoredOptions<T>): Property {
  const { types, schema, initial, layout = false, font = false, check, after } = options;
  return {
    name,
    types,
    schema,
    // Frozen like any later value: a default is shared by all new nodes.
    initial: (type) => frozenCopy(initial instanceof Function ? initial(type) : initial),
    geometry: false,
    serialised: true,
    read: options.read ?? ((record) => record.props[name]),
    write(record, raw, context) {
      const value = frozenCopy(parseProperty(name, schema, raw));
      check?.(record, value, context);
      if (font) context.fonts.requireAllOf(record);
      if (!after && sameData(record.props[name], value)) return;
      record.props[name] = value;
      after?.(record, value, context);
      context.touch(record, name, layout);
    },
  };
}

interface ViewOptions<T> {
  types: readonly HeadlessNodeType[];
  read: (record: NodeRecord, context: HeadlessContext) => unknown;
  schema?: Schema<T>;
  write?: (record: NodeRecord, value: T, context: HeadlessContext) => void;
  geometry?: boolean;
  serialised?: boolean;
}

/** A property computed from others; writable when it has a schema. */
export function view<T>(name: string, options: ViewOptions<T>): Property {
  const { types, read, schema, write, geometry = false, serialised = false } = options;
  const base = { name, types, geometry, serialised, read };
  if (schema === undefined || write === undefined) return base;
  return {
    ...base,
    schema,
    write(record, raw, context) {
      write(record, frozenCopy(parseProperty(name, schema, raw)), context);
    },
  };
}

/** A stored value that only methods change. */
export function internal<T>(
  name: string,
  types: readonly HeadlessNodeType[],
  initial: T,
  schema?: Schema<unknown>,
): Property {
  return {
    name,
    types,
    ...(schema && { schema }),
    initial: () => initial,
    geometry: false,
    serialised: false,
    read: (record) => record.props[name],
  };
}

/**
 * Something a headless document cannot have (styles, variables, prototype links): it reads as Figma's "none".
 * Writing that same value is harmless; any other value is refused.
 */
export function never(
  name: string,
  types: readonly HeadlessNodeType[],
  none: unknown,
  reason: string,
): Property {
  const value = frozenCopy(none);
  return {
    name,
    types,
    geometry: false,
    serialised: false,
    read: () => value,
    write(_record, raw) {
      if (!sameData(raw, value)) throw unsupported(name, reason);
    },
  };
}

/** The same, read-only in Figma too. */
export function fixed(name: string, types: readonly HeadlessNodeType[], constant: unknown): Property {
  const value = frozenCopy(constant);
  return { name, types, geometry: false, serialised: false, read: () => value };
}

/** A setter that `documentAccess: dynamic-page` closes in favour of an asynchronous method. */
export function asyncOnly(
  name: string,
  types: readonly HeadlessNodeType[],
  read: Property['read'],
  method: string,
): Property {
  return {
    name,
    types,
    geometry: false,
    serialised: false,
    read,
    write() {
      throw new FigmaError(
        `Cannot write to ${name} with documentAccess: dynamic-page. Use ${method} instead.`,
      );
    },
  };
}
