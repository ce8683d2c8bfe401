/**
 * `componentPropertyReferences`: which fields of a component's layer a component property stands for. The layer and
 * the property's default value are one: writing either changes the other, and every layer bound to the same property.
 */
import { z } from 'zod/v3';
import type { HeadlessContext } from '../context.ts';
import { ancestorOfType, walk } from '../document.ts';
import { FigmaError } from '../errors.ts';
import { frozenCopy } from '../freeze.ts';
import type { NodeRecord } from '../model.ts';
import { renameAfterText } from '../properties-text.ts';
import { type Definition, definitionsOf, ownerOf, setDefinitions, unknownProperty } from './definitions.ts';
import { isSublayer } from './refuse.ts';
import { withCharacters } from './text-values.ts';

export type BoundField = 'visible' | 'characters' | 'mainComponent';
type References = Readonly<Partial<Record<BoundField, string>>>;

export const referencesSchema = z
  .object({
    visible: z.string().optional(),
    characters: z.string().optional(),
    mainComponent: z.string().optional(),
  })
  .strict();

const TYPES: Record<BoundField, Definition['type']> = {
  visible: 'BOOLEAN',
  characters: 'TEXT',
  mainComponent: 'INSTANCE_SWAP',
};

export function storedReferences(record: NodeRecord): References {
  return (record.props['propertyReferences'] ?? {}) as References;
}

/** null outside components and instances, as in Figma. */
export function readReferences(record: NodeRecord): References | null {
  if (isSublayer(record)) return frozenCopy(storedReferences(record));
  return ancestorOfType(record, 'COMPONENT') === undefined ? null : frozenCopy(storedReferences(record));
}

export function writeReferences(
  record: NodeRecord,
  wanted: References | null,
  context: HeadlessContext,
): void {
  if (isSublayer(record))
    throw new FigmaError('Cannot set component property references on instance sublayer');
  const component = ancestorOfType(record, 'COMPONENT');
  if (component === undefined) {
    throw new FigmaError('Can only set component property references on symbol sublayer');
  }
  const definitions = definitionsOf(ownerOf(component));
  const references = Object.entries(wanted ?? {}) as [BoundField, string | undefined][];
  for (const [field, name] of references) {
    if (name === undefined) continue;
    const definition = definitions[name];
    if (definition === undefined) throw unknownProperty(name);
    const fits =
      (field === 'visible' || record.type === (field === 'characters' ? 'TEXT' : 'INSTANCE')) &&
      definition.type === TYPES[field];
    if (!fits) {
      throw new FigmaError(
        `Property "componentPropertyReferences" failed validation: "${field}" of a ${record.type} node cannot follow a ${definition.type} property`,
      );
    }
  }
  const named = references.filter(([, name]) => name !== undefined);
  record.props['propertyReferences'] = frozenCopy(Object.fromEntries(named));
  for (const [field, name] of named) {
    const definition = name === undefined ? undefined : definitions[name];
    if (definition !== undefined) setField(record, field, definition.defaultValue, context);
  }
  context.touch(record, 'componentPropertyReferences', true);
}

/** Gives a layer of a component the value of its property. */
export function setField(
  record: NodeRecord,
  field: BoundField,
  value: string | boolean,
  context: HeadlessContext,
): void {
  if (readField(record, field) === value) return;
  if (field === 'visible') record.props.visible = value === true;
  else if (field === 'mainComponent') record.props.mainComponentId = String(value);
  else {
    Object.assign(record.props, withCharacters(record.props, String(value)));
    renameAfterText(record);
  }
  context.touch(record, field, true);
}

function readField(record: NodeRecord, field: BoundField): unknown {
  if (field === 'mainComponent') return record.props.mainComponentId;
  return record.props[field];
}

/** A layer of a component was written: what that says of the properties it is bound to. */
export function followLayer(record: NodeRecord, component: NodeRecord, context: HeadlessContext): void {
  const owner = ownerOf(component);
  for (const [field, name] of Object.entries(storedReferences(record)) as [BoundField, string][]) {
    const definition = definitionsOf(owner)[name];
    const value = readField(record, field);
    if (definition === undefined || definition.defaultValue === value) continue;
    if (typeof value === 'string' || typeof value === 'boolean') setDefault(owner, name, value, context);
  }
}

/** Sets a property's default value, on the layers bound to it too. */
export function setDefault(
  owner: NodeRecord,
  name: string,
  value: string | boolean,
  context: HeadlessContext,
): void {
  const definitions = definitionsOf(owner);
  const definition = definitions[name];
  if (definition === undefined) return;
  setDefinitions(owner, { ...definitions, [name]: { ...definition, defaultValue: value } });
  for (const { record, field } of boundLayers(owner, name)) setField(record, field, value, context);
}

/** The layers of a component or set that a property stands for. */
export function boundLayers(owner: NodeRecord, name: string): { record: NodeRecord; field: BoundField }[] {
  return [...walk(owner)].flatMap((record) => {
    if (isSublayer(record)) return [];
    const fields = Object.entries(storedReferences(record)) as [BoundField, string][];
    return fields.filter(([, each]) => each === name).map(([field]) => ({ record, field }));
  });
}
