/**
 * The node objects plugins see: one Proxy per record over the property and method tables, as strict as Figma's.
 * Reading an unknown member, writing one, or touching a removed node throws.
 */
import { rootInstance } from './components/source.ts';
import type { HeadlessContext } from './context.ts';
import { FigmaError, located, unsupported, within } from './errors.ts';
import type { Method } from './method.ts';
import { componentMethods } from './methods-component.ts';
import { dataMethods } from './methods-data.ts';
import { geometryMethods } from './methods-geometry.ts';
import { nodeMethods } from './methods-node.ts';
import { textMethods } from './methods-text.ts';
import { treeMethods } from './methods-tree.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { ALL } from './node-types.ts';
import { propertiesOf } from './properties.ts';
import { UNSUPPORTED_NODE } from './unsupported.ts';

const METHODS: readonly Method[] = [
  ...treeMethods,
  ...geometryMethods,
  ...dataMethods,
  ...textMethods,
  ...componentMethods,
  ...nodeMethods,
];

const METHODS_BY_TYPE = new Map<HeadlessNodeType, Map<string, Method>>(
  ALL.map((type) => [
    type,
    new Map(METHODS.filter((method) => method.types.includes(type)).map((method) => [method.name, method])),
  ]),
);

/** Names of all methods that nodes of that type have. */
export function methodNames(type: HeadlessNodeType): string[] {
  return [...(METHODS_BY_TYPE.get(type)?.keys() ?? [])];
}

/** What a removed node still answers. */
const READABLE_WHEN_REMOVED = new Set(['removed', 'id', 'toString']);

/** Names that JavaScript itself looks up (`await node`, `JSON.stringify(node)`, `String(node)`): absent, not wrong. */
const LANGUAGE_NAMES = new Set(['then', 'toJSON', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__']);

const records = new WeakMap<object, NodeRecord>();

/** The record of a node object; undefined for anything else. */
export function recordBehind(value: unknown): NodeRecord | undefined {
  return typeof value === 'object' && value !== null ? records.get(value) : undefined;
}

function requireAlive(record: NodeRecord): void {
  if (record.removed) throw new FigmaError(`The node with id "${record.id}" does not exist`);
}

/** What an instance is, and whether its sublayers are there at all, follows from its component. */
function refreshInstance(record: NodeRecord, context: HeadlessContext): void {
  if (rootInstance(record) !== undefined) context.refresh();
}

/** A new node object. `context.node` keeps one per record, so that `===` works. */
export function createNodeObject(record: NodeRecord, context: HeadlessContext): object {
  const methods = METHODS_BY_TYPE.get(record.type) ?? new Map<string, Method>();
  const properties = propertiesOf(record.type);
  const bound = new Map<string, (...args: unknown[]) => unknown>();

  const methodObject = (method: Method): ((...args: unknown[]) => unknown) => {
    const known = bound.get(method.name);
    if (known !== undefined) return known;
    const callable = (...args: unknown[]): unknown =>
      within(method.name, () => {
        if (context.isStale) refreshInstance(record, context);
        if (!READABLE_WHEN_REMOVED.has(method.name)) requireAlive(record);
        return method.call(record, args, context);
      });
    bound.set(method.name, callable);
    return callable;
  };

  const handler: ProxyHandler<object> = {
    get(target, name) {
      if (typeof name === 'symbol') return Reflect.get(target, name);
      const method = methods.get(name);
      if (method !== undefined) return methodObject(method);
      const property = properties.get(name);
      if (property !== undefined) {
        // `within` by hand: a read never answers a promise, and nothing is done as often as reading.
        try {
          if (context.isStale) refreshInstance(record, context);
          if (record.removed && !READABLE_WHEN_REMOVED.has(name)) requireAlive(record);
          if (property.geometry) context.settle(record);
          return property.read(record, context);
        } catch (error) {
          throw located(`get_${name}`, error);
        }
      }
      if (LANGUAGE_NAMES.has(name)) return Reflect.get(target, name);
      const reason = UNSUPPORTED_NODE.get(name);
      if (reason !== undefined) throw unsupported(name, reason);
      throw new TypeError(`no such property '${name}' on ${record.type} node`);
    },
    set(_target, name, value) {
      if (typeof name === 'symbol')
        throw new TypeError('Cannot add a symbol to a node, object is not extensible');
      const property = properties.get(name);
      if (property?.write !== undefined) {
        within(`set_${name}`, () => {
          if (context.isStale) refreshInstance(record, context);
          requireAlive(record);
          property.write?.(record, value, context);
        });
        return true;
      }
      if (property !== undefined || methods.has(name)) {
        throw new TypeError(`Cannot set property '${name}' of ${record.type} node: no setter for property`);
      }
      throw new TypeError(`Cannot add property ${name}, object is not extensible`);
    },
    has: (target, name) =>
      typeof name === 'symbol' ? Reflect.has(target, name) : methods.has(name) || properties.has(name),
    deleteProperty(_target, name) {
      throw new TypeError(`Cannot delete property '${String(name)}' of a node`);
    },
    defineProperty(_target, name) {
      throw new TypeError(`Cannot define property ${String(name)}, object is not extensible`);
    },
    ownKeys: () => [...properties.keys()],
    getOwnPropertyDescriptor(_target, name) {
      if (typeof name === 'symbol' || !properties.has(name)) return undefined;
      return { configurable: true, enumerable: name === 'id', get: () => Reflect.get(proxy, name) };
    },
    getPrototypeOf: () => Object.prototype,
    setPrototypeOf: () => false,
  };
  const proxy = new Proxy({}, handler);
  records.set(proxy, record);
  return proxy;
}
