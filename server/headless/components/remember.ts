/**
 * What links instances and components, for taking changes back: an own value that equals the component's is an
 * override all the same, and writing values back in some order would not bring that back.
 */
import { type DocumentStore, walk } from '../document.ts';
import type { NodeRecord } from '../model.ts';
import { isSublayer } from './refuse.ts';
import { rootInstance } from './source.ts';

const INSTANCE_LINKS = ['mainComponentId', 'ownValues', 'propertyValues', 'scaleFactor', 'isExposedInstance'];

const DEFINITION_LINKS = ['propertyDefinitions'];
const LAYER_LINKS = ['propertyReferences'];

/** All values are immutable, so keeping them is keeping references. The answer may be called several times. */
export function rememberLinks(
  instances: Iterable<NodeRecord>,
  components: Iterable<NodeRecord>,
  document: DocumentStore,
): () => void {
  const kept: { record: NodeRecord; links: (readonly [string, unknown])[] }[] = [];
  const keep = (record: NodeRecord, names: readonly string[]): void => {
    kept.push({ record, links: names.map((name) => [name, record.props[name]] as const) });
  };
  for (const record of instances) if (rootInstance(record) === record) keep(record, INSTANCE_LINKS);
  for (const component of components) {
    keep(component, DEFINITION_LINKS);
    if (component.parent?.type === 'COMPONENT_SET') keep(component.parent, DEFINITION_LINKS);
    for (const layer of walk(component)) if (!isSublayer(layer)) keep(layer, LAYER_LINKS);
  }
  return () => {
    for (const { record, links } of kept) {
      if (record.removed || links.every(([name, value]) => record.props[name] === value)) continue;
      for (const [name, value] of links) record.props[name] = value;
      document.changed(record, record.type === 'INSTANCE' ? 'overrides' : 'componentPropertyReferences');
    }
  };
}
