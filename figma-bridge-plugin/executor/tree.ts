/** Walking and ordering nodes, with the parked ones (see `journal/parking.ts`) out of sight. */

import type { Parking } from './journal/parking.ts';
import { type Container, isAutoLayout, isContainer, isDerivedContainer, isScene } from './node-access.ts';

/** The node and everything below it, parents first. */
export function* walk(node: BaseNode): Generator<BaseNode> {
  yield node;
  if (!isContainer(node)) return;
  for (const child of node.children) yield* walk(child);
}

export function visibleChildren(container: Container, parking: Parking): readonly SceneNode[] {
  return container.children.filter((child) => !parking.isLot(child) && !parking.isPlaceholder(child));
}

/** Puts a node at `index` among the visible children (undefined: on top). An index beyond the end means on top. */
export function place(
  container: Container,
  node: SceneNode,
  index: number | undefined,
  parking: Parking,
): void {
  if (index === undefined) {
    container.appendChild(node);
    return;
  }
  const others = visibleChildren(container, parking).filter(
    (child) => child !== node && child.id !== node.id,
  );
  const next = others[index];
  if (next === undefined) {
    container.appendChild(node);
    return;
  }
  // insertChild counts the node itself where it still is, so its own place is read back and corrected.
  const all = container.children.filter((child) => child.id !== node.id);
  const at = all.findIndex((child) => child.id === next.id);
  container.insertChild(at, node);
  const after = container.children;
  const landed = after.findIndex((child) => child.id === node.id);
  if (landed !== at && landed >= 0) container.insertChild(at + (landed < at ? 1 : 0), node);
}

/** The child of the page that the node is in (or is). */
export function topLevelOf(node: SceneNode): SceneNode {
  let top: SceneNode = node;
  for (let at: BaseNode | null = node; at !== null && isScene(at); at = at.parent) top = at;
  return top;
}

/**
 * The smallest tree around a node outside which a change of the node moves nothing: layout and group bounds pass
 * changes upwards, a plain frame, a section or a page do not.
 */
export function layoutRegion(node: SceneNode): SceneNode {
  let root: SceneNode = node;
  for (let parent = node.parent; parent !== null && isScene(parent); parent = parent.parent) {
    if (!isAutoLayout(parent) && !isDerivedContainer(parent) && parent.type !== 'INSTANCE') break;
    root = parent;
  }
  return root;
}

export function depthOf(node: BaseNode): number {
  let depth = 0;
  for (let parent = node.parent; parent !== null; parent = parent.parent) depth++;
  return depth;
}

export function isInsideInstance(node: BaseNode): boolean {
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (parent.type === 'INSTANCE') return true;
  }
  return false;
}
