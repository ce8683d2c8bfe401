/** A snapshot from another document, made safe to restore here. */
import type { Snapshot, SnapshotNode } from '../../../schemas/snapshot.ts';
import { isRecord } from '../node-access.ts';

/**
 * Ids count up in every document alike, so "1:2" elsewhere is some other node here. The copy has ids that no document
 * has: restoring it only adds (pushing offline work to Figma), on the current page. Its report's `idMap` has these ids;
 * `foreignId` leads from the original ones.
 */
export function foreignSnapshot(snapshot: Snapshot): Snapshot {
  const strip = (node: SnapshotNode): SnapshotNode => {
    const props = { ...node.props };
    const main = props['mainComponent'];
    if (isRecord(main) && typeof main['id'] === 'string') {
      props['mainComponent'] = { ...main, id: foreignId(main['id']) };
    }
    return {
      ...node,
      id: foreignId(node.id),
      props,
      ...(node.children === undefined ? {} : { children: node.children.map(strip) }),
    };
  };
  return {
    ...snapshot,
    page: { ...snapshot.page, id: foreignId(snapshot.page.id) },
    wholePage: false,
    roots: snapshot.roots.map((root) => ({
      ...root,
      parentId: foreignId(root.parentId),
      node: strip(root.node),
    })),
    lossy: snapshot.lossy.map((entry) => ({ ...entry, nodeId: foreignId(entry.nodeId) })),
  };
}

export function foreignId(id: string): string {
  return `foreign-${id}`;
}
