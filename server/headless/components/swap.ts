/** Another main component for an instance, and the values of its component properties. */
import type { HeadlessContext } from '../context.ts';
import { walk } from '../document.ts';
import { FigmaError } from '../errors.ts';
import { frozenCopy } from '../freeze.ts';
import type { NodeRecord } from '../model.ts';
import { assignValues } from './assign.ts';
import { checkValue, definitionsOf, ownerOf, unknownProperty } from './definitions.ts';
import {
  NO_VALUES,
  ownValuesAt,
  ownValuesOf,
  propertyValuesOf,
  setOwnValues,
  type Values,
} from './own-values.ts';
import { storedReferences } from './references.ts';
import { holderOf, mainOf, pathIn, rootInstance, sourceOf } from './source.ts';
import { findVariant, variantDefinitions, variantValues } from './variants.ts';

type Assigned = Readonly<Record<string, string | boolean>>;

function rootOf(instance: NodeRecord): NodeRecord {
  return rootInstance(instance) ?? instance;
}

/** A component must not come to contain its own instance. */
function checkCycle(instance: NodeRecord, component: NodeRecord): void {
  const inside = [...walk(component)].flatMap(({ props }) => props.mainComponentId ?? []);
  for (let at: NodeRecord | null = instance; at !== null; at = at.parent) {
    if (at === component || (at.type === 'COMPONENT' && inside.includes(at.id))) {
      throw new FigmaError('Swapping would create a component cycle');
    }
  }
}

/** `keep`: own values go over to the sublayers of the same names (`swapComponent`); else they are gone. */
export function swapMain(
  instance: NodeRecord,
  component: NodeRecord,
  keep: boolean,
  context: HeadlessContext,
): void {
  const { document } = context;
  checkCycle(instance, component);
  const root = rootOf(instance);
  const at = pathIn(root, instance);
  const from = mainOf(instance, document);
  const moves = keep ? movesTo(instance, component, root, context) : undefined;
  const values = keep ? carried(propertyValuesOf(instance), from, component) : {};
  const own = Object.entries(ownValuesOf(root) ?? NO_VALUES);
  const next: Record<string, Values> = {};
  for (const [path, each] of own) {
    const isInside = at === '' || path === at || path.startsWith(`${at};`);
    if (!isInside) next[path] = each;
    else if (moves !== undefined) next[moves.get(path) ?? path] = each;
  }
  root.props['ownValues'] = frozenCopy(next);
  if (instance === root) {
    instance.props['propertyValues'] = frozenCopy(values);
    instance.props.mainComponentId = component.id;
  } else {
    setNestedMain(instance, root, component, values, context);
  }
  context.touch(instance, 'mainComponent', true);
}

/** On a nested instance the swap is the value of a component property, or an own value of the outermost instance. */
function setNestedMain(
  nested: NodeRecord,
  root: NodeRecord,
  component: NodeRecord,
  values: Values,
  context: HeadlessContext,
): void {
  const path = pathIn(root, nested);
  const source = sourceOf(nested, root, context.document);
  const { mainComponentId: _main, propertyValues: _values, ...own } = ownValuesAt(root, path);
  const property = source === undefined ? undefined : storedReferences(source).mainComponent;
  const holder = holderOf(nested);
  const isBack = source?.props.mainComponentId === component.id;
  setOwnValues(root, path, {
    ...own,
    ...(property === undefined && !isBack && { mainComponentId: component.id }),
    ...(Object.keys(values).length > 0 && { propertyValues: values }),
  });
  if (property !== undefined && holder !== undefined) assign(holder, { [property]: component.id }, context);
}

/** Values of the same properties: in a set these are the same ones, elsewhere those of the same name and type. */
function carried(values: Values, from: NodeRecord | undefined, to: NodeRecord): Values {
  const old = from === undefined ? {} : definitionsOf(ownerOf(from));
  const wanted = definitionsOf(ownerOf(to));
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const same =
      key in wanted
        ? key
        : Object.keys(wanted).find(
            (each) => plainName(each) === plainName(key) && wanted[each]?.type === old[key]?.type,
          );
    if (same !== undefined) kept[same] = value;
  }
  return kept;
}

function plainName(key: string): string {
  return key.replace(/#[^#]*$/, '');
}

/** Old paths to new ones: layers of the same name and type, in the same places of the tree. */
function movesTo(
  instance: NodeRecord,
  component: NodeRecord,
  root: NodeRecord,
  { document }: HeadlessContext,
): Map<string, string> {
  const moves = new Map<string, string>();
  const at = pathIn(root, instance);
  const nameOf = (record: NodeRecord): string => (sourceOf(record, root, document) ?? record).props.name;
  const match = (old: NodeRecord, next: NodeRecord): void => {
    const taken = new Set<NodeRecord>();
    for (const child of old.children) {
      const name = nameOf(child);
      const same = next.children.find(
        (each) => !taken.has(each) && each.type === child.type && each.props.name === name,
      );
      if (same === undefined) continue;
      taken.add(same);
      const id = same.id.replace(/^I/, '');
      moves.set(pathIn(root, child), at === '' ? id : `${at};${id}`);
      match(child, same);
    }
  };
  match(instance, component);
  return moves;
}

/** `instance.setProperties`. */
export function setProperties(instance: NodeRecord, given: Assigned, context: HeadlessContext): void {
  const main = mainOf(instance, context.document);
  if (main === undefined) throw new FigmaError('The instance has no main component any more');
  const owner = ownerOf(main);
  const variants = variantDefinitions(owner);
  const definitions = definitionsOf(owner);
  const variant: Record<string, string> = {};
  const values: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name in variants) variant[name] = String(value);
    else {
      const definition = definitions[name];
      if (definition === undefined) throw unknownProperty(name);
      values[name] = checkValue(definition.type, value, context.document);
      const swap = definition.type === 'INSTANCE_SWAP' ? context.document.get(String(value)) : undefined;
      if (swap !== undefined) checkCycle(instance, swap);
    }
  }
  if (Object.keys(variant).length > 0) {
    const found = findVariant(main, variant);
    if (found !== main) swapMain(instance, found, true, context);
  }
  assign(instance, values, context);
  context.touch(instance, 'componentProperties', true);
}

/** The value that the component gives is no value of the instance's own. */
export function assign(instance: NodeRecord, values: Assigned, context: HeadlessContext): void {
  assignValues(instance, rootOf(instance), values, context.document);
}

export function readProperties(instance: NodeRecord, context: HeadlessContext): Record<string, unknown> {
  const main = mainOf(instance, context.document);
  if (main === undefined) return {};
  const variant = variantValues(main);
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(variant ?? {})) properties[name] = { type: 'VARIANT', value };
  const own = propertyValuesOf(instance);
  for (const [name, { type, defaultValue, preferredValues }] of Object.entries(
    definitionsOf(ownerOf(main)),
  )) {
    properties[name] = {
      type,
      value: own[name] ?? defaultValue,
      ...(preferredValues !== undefined && { preferredValues }),
    };
  }
  return frozenCopy(properties);
}
