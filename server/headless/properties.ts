/**
 * The property table of the headless Figma: every property of every node type, once. It drives getters and setters
 * (`node.ts`), new nodes and clones, what a serialiser should write, and the coverage test.
 */
import type { HeadlessNodeType, NodeProps } from './model.ts';
import { ALL } from './node-types.ts';
import { componentProperties } from './properties-component.ts';
import { frameProperties } from './properties-frame.ts';
import { geometryProperties } from './properties-geometry.ts';
import { gridProperties } from './properties-grid.ts';
import { nodeProperties } from './properties-node.ts';
import { pageProperties } from './properties-page.ts';
import { paintProperties } from './properties-paint.ts';
import { textProperties } from './properties-text.ts';
import { vectorProperties } from './properties-vector.ts';
import type { Property } from './property.ts';

/** The order is the order in which a rebuilt node's values are best written. */
export const PROPERTIES: readonly Property[] = [
  ...nodeProperties,
  ...paintProperties,
  ...vectorProperties,
  ...frameProperties,
  ...gridProperties,
  ...textProperties,
  // After the layout they depend on, and after paths, which move their node.
  ...geometryProperties,
  ...componentProperties,
  ...pageProperties,
];

/** Kept by a record for its own use; not members of a Figma node. */
const INTERNAL = new Set([
  'pluginData',
  'sharedPluginData',
  'relaunchData',
  'selectedIds',
  'textRuns',
  'pathSize',
  'network',
  'mainComponentId',
  'ownValues',
  'propertyValues',
  'propertyReferences',
  'propertyDefinitions',
]);

const BY_TYPE = new Map<HeadlessNodeType, Map<string, Property>>(ALL.map((type) => [type, tableOf(type)]));

function tableOf(type: HeadlessNodeType): Map<string, Property> {
  const table = new Map<string, Property>();
  for (const property of PROPERTIES) {
    if (!property.types.includes(type)) continue;
    if (table.has(property.name)) throw new Error(`${type} has two properties named ${property.name}`);
    table.set(property.name, property);
  }
  return table;
}

const SHOWN_BY_TYPE = new Map<HeadlessNodeType, ReadonlyMap<string, Property>>(
  ALL.map((type) => [type, new Map([...(BY_TYPE.get(type) ?? [])].filter(([name]) => !INTERNAL.has(name)))]),
);
const NONE: ReadonlyMap<string, Property> = new Map();

/** The properties a node of that type shows, by name. */
export function propertiesOf(type: HeadlessNodeType): ReadonlyMap<string, Property> {
  return SHOWN_BY_TYPE.get(type) ?? NONE;
}

/** Names of all properties a node of that type shows. */
export function propertyNames(type: HeadlessNodeType): string[] {
  return [...propertiesOf(type).keys()];
}

/** Names of the properties that together say everything about a node that can be written, in a good writing order. */
export function writableProperties(type: HeadlessNodeType): string[] {
  return [...(BY_TYPE.get(type)?.values() ?? [])]
    .filter((property) => property.serialised && property.write !== undefined)
    .map((property) => property.name);
}

/** The properties that a record of that type stores, internal ones included. */
export function storedProperties(type: HeadlessNodeType): Property[] {
  return [...(BY_TYPE.get(type)?.values() ?? [])].filter((property) => property.initial !== undefined);
}

/** The stored values of a new node. Also the only names a record of that type may hold. */
export function initialProps(type: HeadlessNodeType): NodeProps {
  const props: Record<string, unknown> = {};
  for (const { name, initial } of storedProperties(type)) props[name] = initial?.(type);
  // Every member the type has is there; members of other types are absent, as model.ts says.
  return props as NodeProps;
}
