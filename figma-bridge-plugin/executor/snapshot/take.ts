/** Taking a snapshot of the page or of one node. */
import type { Snapshot, SnapshotNode } from '../../../schemas/snapshot.ts';
import { textsUnder } from '../../../schemas/texts-under.ts';
import { isContainer } from '../node-access.ts';
import { sceneById } from '../references.ts';
import type { Session } from '../session.ts';
import { visibleChildren } from '../tree.ts';
import { lossyOf } from './lossy.ts';
import { readProps } from './read-node.ts';

/** nodeId undefined: everything on the current page. */
export async function takeSnapshot(session: Session, nodeId?: string): Promise<Snapshot> {
  const { figma, parking } = session;
  const page = figma.currentPage;
  const snapshot: Snapshot = {
    version: 1,
    page: { id: page.id, name: page.name },
    roots: [],
    wholePage: nodeId === undefined,
    images: [],
    lossy: [],
  };
  const nodes =
    nodeId === undefined ? visibleChildren(page, parking) : [await sceneById(nodeId, session, 'node')];
  for (const node of nodes) {
    const parent = node.parent;
    if (parent === null || !isContainer(parent) || parent.type === 'DOCUMENT') continue;
    snapshot.roots.push({
      parentId: parent.id,
      index: visibleChildren(parent, parking).findIndex((child) => child.id === node.id),
      node: await takeNode(node, snapshot, session),
    });
  }
  snapshot.images = Array.from(textsUnder('imageHash', snapshot.roots)).sort();
  return snapshot;
}

async function takeNode(node: SceneNode, snapshot: Snapshot, session: Session): Promise<SnapshotNode> {
  const taken: SnapshotNode = { id: node.id, type: node.type, props: readProps(node, session) };
  if (node.type === 'INSTANCE') {
    const main = await node.getMainComponentAsync();
    if (main !== null) taken.props['mainComponent'] = { id: main.id, key: main.key };
  }
  snapshot.lossy.push(...lossyOf(node));
  if (isContainer(node)) {
    taken.children = [];
    for (const child of visibleChildren(node, session.parking)) {
      taken.children.push(await takeNode(child, snapshot, session));
    }
  }
  return taken;
}
