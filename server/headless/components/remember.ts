/**
 * What links instances and components, for taking changes back: an own value that equals the component's is an
 * override all the same, and writing values back in some order would not bring that back.
 */
import type { DocumentStore } from '../document.ts';
import type { NodeRecord } from '../model.ts';
import { rootInstance } from './source.ts';

const INSTANCE_LINKS = ['mainComponentId', 'ownValues', 'propertyValues', 'scaleFactor', 'isExposedInstance'];

/** All values are immutable, so keeping them is keeping references. The answer may be called several times. */
export function rememberLinks(records: readonly NodeRecord[], document: DocumentStore): () => void {
  const kept = records
    .filter((record) => record.type === 'INSTANCE' && rootInstance(record) === record)
    .map((record) => ({ record, links: INSTANCE_LINKS.map((name) => [name, record.props[name]] as const) }));
  return () => {
    for (const { record, links } of kept) {
      if (record.removed || links.every(([name, value]) => record.props[name] === value)) continue;
      for (const [name, value] of links) record.props[name] = value;
      document.changed(record, 'overrides');
    }
  };
}
