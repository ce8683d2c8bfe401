/** Where the records of an instance come from. */
import type { DocumentStore } from '../document.ts';
import type { NodeRecord } from '../model.ts';

/** The id of an instance's sublayer that copies `source`: `I<instance>;<source>`, nested ones flattened. */
export function sublayerId(instanceId: string, sourceId: string): string {
  return `I${instanceId.replace(/^I/, '')};${sourceId.replace(/^I/, '')}`;
}

/** The outermost instance that the record is in or is. */
export function rootInstance(record: NodeRecord): NodeRecord | undefined {
  let found: NodeRecord | undefined;
  for (let at: NodeRecord | null = record; at !== null; at = at.parent)
    if (at.type === 'INSTANCE') found = at;
  return found;
}

/** The nearest instance above the record: the one whose component properties the record can refer to. */
export function holderOf(record: NodeRecord): NodeRecord | undefined {
  for (let at = record.parent; at !== null; at = at.parent) if (at.type === 'INSTANCE') return at;
  return undefined;
}

export function pathIn(root: NodeRecord, record: NodeRecord): string {
  return record === root ? '' : record.id.slice(sublayerId(root.id, '').length);
}

export function mainOf(instance: NodeRecord, document: DocumentStore): NodeRecord | undefined {
  const main = document.get(instance.props.mainComponentId ?? '');
  return main?.type === 'COMPONENT' ? main : undefined;
}

/** The record that this one copies: in the main component of the root, or of a nested instance that was swapped. */
export function sourceOf(
  record: NodeRecord,
  root: NodeRecord,
  document: DocumentStore,
): NodeRecord | undefined {
  if (record === root) return mainOf(root, document);
  let around = root;
  for (let at = record.parent; at !== null && at !== root; at = at.parent) {
    if (!isSwapped(at, root, document)) continue;
    around = at;
    break;
  }
  const rest = record.id.slice(sublayerId(around.id, '').length);
  return document.get(rest) ?? document.get(`I${rest}`);
}

/** A nested instance of another component than the one that stands there in the main component. */
export function isSwapped(record: NodeRecord, root: NodeRecord, document: DocumentStore): boolean {
  if (record.type !== 'INSTANCE' || record === root) return false;
  return sourceOf(record, root, document)?.props.mainComponentId !== record.props.mainComponentId;
}
