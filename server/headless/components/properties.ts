/** `addComponentProperty`, `editComponentProperty`, `deleteComponentProperty`. */
import { z } from 'zod/v3';
import type { HeadlessContext } from '../context.ts';
import { walk } from '../document.ts';
import { FigmaError, unsupported } from '../errors.ts';
import { frozenCopy } from '../freeze.ts';
import type { NodeRecord } from '../model.ts';
import { parseArgument } from '../validation.ts';
import {
  checkValue,
  type Definition,
  definitionsOf,
  ownerOf,
  preferredValuesSchema,
  requireOwner,
  setDefinitions,
  unknownProperty,
} from './definitions.ts';
import { ownValuesOf, type Values } from './own-values.ts';
import { boundLayers, setDefault, storedReferences } from './references.ts';
import { mainOf } from './source.ts';
import { addVariantProperty, renameVariantProperty, variantDefinitions } from './variants.ts';

const nameSchema = z.string().min(1);
const typeSchema = z.enum(['BOOLEAN', 'TEXT', 'INSTANCE_SWAP', 'VARIANT', 'SLOT']);
const valueSchema = z.union([z.string(), z.boolean()]);
const optionsSchema = z.object({ preferredValues: preferredValuesSchema.optional() }).strict().optional();
const editSchema = z
  .object({
    name: nameSchema.optional(),
    defaultValue: valueSchema.optional(),
    preferredValues: preferredValuesSchema.optional(),
  })
  .strict();

/** Everything a component or set defines, its variants' properties first. */
export function allDefinitions(owner: NodeRecord): Record<string, unknown> {
  requireOwner(owner);
  return frozenCopy({ ...variantDefinitions(owner), ...definitionsOf(owner) });
}

export function addProperty(owner: NodeRecord, args: readonly unknown[], context: HeadlessContext): string {
  requireOwner(owner);
  const name = parseArgument('propertyName', nameSchema, args[0]);
  const type = parseArgument('type', typeSchema, args[1]);
  const defaultValue = parseArgument('defaultValue', valueSchema, args[2]);
  const options = parseArgument('options', optionsSchema, args[3]);
  if (type === 'SLOT') throw unsupported('addComponentProperty', 'slots are not emulated');
  if (type === 'VARIANT') return addVariantProperty(owner, name, String(defaultValue), context);
  if (options?.preferredValues !== undefined && type !== 'INSTANCE_SWAP') {
    throw new FigmaError('preferredValues can only be set for INSTANCE_SWAP properties');
  }
  checkValue(type, defaultValue, context.document);
  const key = `${name}#${context.document.newId()}`;
  const definition: Definition = { type, defaultValue, ...options };
  setDefinitions(owner, { ...definitionsOf(owner), [key]: definition });
  context.touch(owner, 'componentPropertyDefinitions', false);
  return key;
}

export function editProperty(owner: NodeRecord, args: readonly unknown[], context: HeadlessContext): string {
  requireOwner(owner);
  const name = parseArgument('propertyName', nameSchema, args[0]);
  const edit = parseArgument('newValue', editSchema, args[1]);
  const definition = definitionsOf(owner)[name];
  if (definition === undefined) return editVariantProperty(owner, name, edit, context);
  if (edit.preferredValues !== undefined && definition.type !== 'INSTANCE_SWAP') {
    throw new FigmaError('preferredValues can only be set for INSTANCE_SWAP properties');
  }
  if (edit.defaultValue !== undefined) {
    checkValue(definition.type, edit.defaultValue, context.document);
    setDefault(owner, name, edit.defaultValue, context);
  }
  if (edit.preferredValues !== undefined) {
    const changed = { ...definitionsOf(owner)[name], preferredValues: edit.preferredValues } as Definition;
    setDefinitions(owner, { ...definitionsOf(owner), [name]: changed });
  }
  context.touch(owner, 'componentPropertyDefinitions', false);
  if (edit.name === undefined) return name;
  const renamed = `${edit.name}#${name.slice(name.lastIndexOf('#') + 1)}`;
  renameProperty(owner, name, renamed, context);
  return renamed;
}

function editVariantProperty(
  owner: NodeRecord,
  name: string,
  edit: z.infer<typeof editSchema>,
  context: HeadlessContext,
): string {
  if (!(name in variantDefinitions(owner))) throw unknownProperty(name);
  if (edit.defaultValue !== undefined || edit.preferredValues !== undefined) {
    throw new FigmaError('Only the name of a VARIANT property can be edited');
  }
  if (edit.name !== undefined) renameVariantProperty(owner, name, edit.name, context);
  return edit.name ?? name;
}

/** What the layers show stays: they keep the default value, and instances lose theirs. */
export function deleteProperty(owner: NodeRecord, args: readonly unknown[], context: HeadlessContext): void {
  requireOwner(owner);
  const name = parseArgument('propertyName', nameSchema, args[0]);
  if (name in variantDefinitions(owner)) throw new FigmaError('VARIANT properties cannot be deleted');
  const { [name]: gone, ...rest } = definitionsOf(owner);
  if (gone === undefined) throw unknownProperty(name);
  renameProperty(owner, name, undefined, context);
  setDefinitions(owner, rest);
  context.touch(owner, 'componentPropertyDefinitions', false);
}

/** A new name for a property (undefined: none) wherever it stands: definitions, layers, instances. */
export function renameProperty(
  owner: NodeRecord,
  from: string,
  to: string | undefined,
  context: HeadlessContext,
): void {
  const move = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => {
        if (key !== from) return [[key, value]];
        return to === undefined ? [] : [[to, value]];
      }),
    );
  setDefinitions(owner, move(definitionsOf(owner)) as typeof owner.props & Record<string, Definition>);
  for (const { record } of boundLayers(owner, from)) {
    const fields = Object.entries(storedReferences(record)).flatMap(([field, key]) =>
      key !== from ? [[field, key]] : to === undefined ? [] : [[field, to]],
    );
    record.props['propertyReferences'] = frozenCopy(Object.fromEntries(fields));
    context.touch(record, 'componentPropertyReferences', true);
  }
  for (const record of walk(context.document.root)) {
    if (record.type !== 'INSTANCE') continue;
    const main = mainOf(record, context.document);
    if (main !== undefined && ownerOf(main) === owner) {
      record.props['propertyValues'] = frozenCopy(move((record.props['propertyValues'] ?? {}) as Values));
    }
    const own = ownValuesOf(record);
    if (own === null) continue;
    record.props['ownValues'] = frozenCopy(
      Object.fromEntries(
        Object.entries(own).map(([path, values]) => {
          const { propertyValues } = values;
          return [
            path,
            propertyValues === undefined
              ? values
              : { ...values, propertyValues: move(propertyValues as Values) },
          ];
        }),
      ),
    );
  }
}
