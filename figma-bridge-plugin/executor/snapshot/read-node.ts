/** A node and what is below it, as JSON. */
import type { SnapshotNode } from '../../../schemas/snapshot.ts';
import { isContainer, type Props } from '../node-access.ts';
import type { Session } from '../session.ts';
import { visibleChildren } from '../tree.ts';
import { groups } from './groups/index.ts';

export function readProps(node: BaseNode, session: Session): Props {
  const props: Props = {};
  for (const group of groups) Object.assign(props, group.read(node, session));
  return props;
}

export function readNode(node: BaseNode, session: Session, depth = Infinity): SnapshotNode {
  const snapshot: SnapshotNode = { id: node.id, type: node.type, props: readProps(node, session) };
  if (depth > 0 && isContainer(node)) {
    snapshot.children = visibleChildren(node, session.parking).map((child) =>
      readNode(child, session, depth - 1),
    );
  }
  return snapshot;
}
