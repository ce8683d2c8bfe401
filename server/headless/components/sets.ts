/**
 * Component sets. A component that joins a set gives it its component properties: those of the same name and type are
 * one from then on. One that leaves takes along what its layers follow.
 */
import type { HeadlessContext } from '../context.ts';
import type { NodeRecord } from '../model.ts';
import { type Definition, definitionsOf, setDefinitions } from './definitions.ts';
import { renameProperty } from './properties.ts';
import { boundLayers, setDefault } from './references.ts';

const plainName = (key: string): string => key.replace(/#[^#]*$/, '');

/** Before the component is moved: its instances are found by the definitions it still has. */
export function joinSet(set: NodeRecord, component: NodeRecord, context: HeadlessContext): void {
  for (const [key, definition] of Object.entries(definitionsOf(component))) {
    const known = Object.keys(definitionsOf(set)).find(
      (each) => plainName(each) === plainName(key) && definitionsOf(set)[each]?.type === definition.type,
    );
    const name = known ?? `${plainName(key)}#${context.document.newId()}`;
    renameProperty(component, key, name, context);
    if (known === undefined) setDefinitions(set, { ...definitionsOf(set), [name]: definition });
  }
  setDefinitions(component, {});
}

/** Once it is in the set: its layers show the set's default values. */
export function takeDefaults(set: NodeRecord, context: HeadlessContext): void {
  for (const [name, { defaultValue }] of Object.entries(definitionsOf(set))) {
    setDefault(set, name, defaultValue, context);
  }
}

/** Before the component is moved out. */
export function leaveSet(set: NodeRecord, component: NodeRecord): void {
  const used = Object.entries(definitionsOf(set)).filter(([name]) => boundLayers(component, name).length > 0);
  setDefinitions(component, Object.fromEntries<Definition>(used));
}
