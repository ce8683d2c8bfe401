/** Components and instances. How instances follow their component: `components/links.ts`. */

import { z } from 'zod/v3';
import { adoptInstance } from './components/capture.ts';
import { removeOverrides } from './components/overrides.ts';
import { addProperty, deleteProperty, editProperty } from './components/properties.ts';
import { sublayerId } from './components/source.ts';
import { setProperties, swapMain } from './components/swap.ts';
import type { HeadlessContext } from './context.ts';
import { ancestorOfType, walk } from './document.ts';
import { type Method, method } from './method.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { initialProps } from './properties.ts';
import { componentOf } from './properties-component.ts';
import { convertRecord, instantiate, putOnCurrentPage } from './tree.ts';
import { parseArgument } from './validation.ts';

/** Detaches an instance; for one inside of other instances these are detached first, outermost to innermost. */
function detach(instance: NodeRecord, context: HeadlessContext): NodeRecord {
  const outer = ancestorOfType(instance, 'INSTANCE');
  if (outer === undefined) return detachOuter(instance, context);
  // Detaching makes new nodes of the sublayers, so the instance is found again by its place.
  const path: number[] = [];
  for (let at = instance; at !== outer && at.parent !== null; at = at.parent) {
    path.unshift(at.parent.children.indexOf(at));
  }
  let found = detach(outer, context);
  for (const index of path) found = found.children[index] ?? found;
  return detachOuter(found, context);
}

/** The frame that is left of an instance: its values without the link, its sublayers with ids of their own. */
function detachOuter(instance: NodeRecord, context: HeadlessContext): NodeRecord {
  const props = initialProps('FRAME');
  for (const name of Object.keys(props)) if (name in instance.props) props[name] = instance.props[name];
  const frame = convertRecord(instance, 'FRAME', props, context.document);
  freeSublayers(frame, context);
  return frame;
}

/** Sublayers become ordinary nodes. Instances among them stay instances, with sublayers of their own. */
function freeSublayers(frame: NodeRecord, context: HeadlessContext): void {
  for (const child of [...frame.children]) {
    const free = convertRecord(child, child.type, child.props, context.document);
    if (free.type === 'INSTANCE') {
      renameSublayers(free, child.id, free.id, context);
      adoptInstance(free, context.document);
    } else freeSublayers(free, context);
  }
}

/** Gives everything inside an instance ids under its new id. */
function renameSublayers(parent: NodeRecord, oldId: string, newId: string, context: HeadlessContext): void {
  const prefix = `${oldId};`;
  for (const child of [...parent.children]) {
    const source = child.id.startsWith(prefix) ? child.id.slice(prefix.length) : child.id;
    const renamed = convertRecord(
      child,
      child.type,
      child.props,
      context.document,
      sublayerId(newId, source),
    );
    renameSublayers(renamed, oldId, newId, context);
  }
}

const propertyValuesSchema = z.record(z.union([z.string(), z.boolean()]));
const OWNERS: readonly HeadlessNodeType[] = ['COMPONENT', 'COMPONENT_SET'];

export const componentMethods: readonly Method[] = [
  method('createInstance', ['COMPONENT'], (record, _args, context) => {
    context.settle(record);
    const instance = instantiate(record, context.document);
    putOnCurrentPage(instance, context);
    return context.node(instance);
  }),
  method('getInstancesAsync', ['COMPONENT'], async (record, _args, context) => {
    context.refresh();
    return [...walk(context.document.root)]
      .filter((other) => other.type === 'INSTANCE' && other.props.mainComponentId === record.id)
      .map((other) => context.node(other));
  }),
  method('getMainComponentAsync', ['INSTANCE'], async (record, _args, context) => {
    const main = context.document.get(record.props.mainComponentId ?? '');
    return main === undefined ? null : context.node(main);
  }),
  method('detachInstance', ['INSTANCE'], (record, _args, context) => {
    context.settle(record);
    return context.node(detach(record, context));
  }),
  method('swapComponent', ['INSTANCE'], (record, [component], context) =>
    swapMain(record, componentOf(component, context), true, context),
  ),
  method('setProperties', ['INSTANCE'], (record, [properties], context) =>
    setProperties(record, parseArgument('properties', propertyValuesSchema, properties), context),
  ),
  method('addComponentProperty', OWNERS, (record, args, context) => addProperty(record, args, context)),
  method('editComponentProperty', OWNERS, (record, args, context) => editProperty(record, args, context)),
  method('deleteComponentProperty', OWNERS, (record, args, context) => deleteProperty(record, args, context)),
  method('removeOverrides', ['INSTANCE'], (record, _args, context) => removeOverrides(record, context)),
  method('resetOverrides', ['INSTANCE'], (record, _args, context) => removeOverrides(record, context)),
];
