/**
 * Definitions of component properties. They live on the component, or on the set for all of its variants, under names
 * with an id of their own (`Label#1:7`). Variant properties follow from the names of the variants, see `variants.ts`.
 */
import { z } from 'zod/v3';
import type { DocumentStore } from '../document.ts';
import { FigmaError } from '../errors.ts';
import { frozenCopy } from '../freeze.ts';
import type { NodeRecord } from '../model.ts';

export const preferredValuesSchema = z.array(
  z.object({ type: z.enum(['COMPONENT', 'COMPONENT_SET']), key: z.string() }).strict(),
);
const definitionSchema = z
  .object({
    type: z.enum(['TEXT', 'BOOLEAN', 'INSTANCE_SWAP']),
    defaultValue: z.union([z.string(), z.boolean()]),
    preferredValues: preferredValuesSchema.optional(),
  })
  .strict();
export const definitionsSchema = z.record(definitionSchema);

export type Definition = z.infer<typeof definitionSchema>;
export type Definitions = Readonly<Record<string, Definition>>;

/** The node that has a component's definitions: its set, if it is a variant. */
export function ownerOf(component: NodeRecord): NodeRecord {
  return component.parent?.type === 'COMPONENT_SET' ? component.parent : component;
}

export function definitionsOf(owner: NodeRecord): Definitions {
  return (owner.props['propertyDefinitions'] ?? {}) as Definitions;
}

export function setDefinitions(owner: NodeRecord, definitions: Definitions): void {
  owner.props['propertyDefinitions'] = frozenCopy(definitions);
}

/** Figma: only the set, or a component that is no variant, has definitions to read and to change. */
export function requireOwner(record: NodeRecord): void {
  if (ownerOf(record) === record) return;
  throw new FigmaError(
    'Can only get component property definitions of a component set or non-variant component',
  );
}

export function unknownProperty(name: string): FigmaError {
  return new FigmaError(`Could not find a component property with name: '${name}'`);
}

/** A swap's value is the id of a component, not its key. */
export function checkValue(
  type: Definition['type'],
  value: string | boolean,
  document: DocumentStore,
): string | boolean {
  const fits =
    type === 'BOOLEAN'
      ? typeof value === 'boolean'
      : typeof value === 'string' && (type === 'TEXT' || document.get(value)?.type === 'COMPONENT');
  if (!fits) throw new FigmaError('Property value is incompatible with component property type');
  return value;
}
