/** Puts children under the right parents in the right order. */
import { type Container, isDerivedContainer } from '../node-access.ts';
import { visibleChildren } from '../tree.ts';
import type { Parking } from './parking.ts';

export interface Arrangement {
  container: Container;
  /** Back to front. */
  children: readonly SceneNode[];
}

/**
 * Arrangements must come parents first: then a parent is in its final place before it takes a child, and no child is
 * ever its parent's ancestor. Children that no arrangement names stay next to their neighbours.
 */
export function arrange(arrangements: readonly Arrangement[], parking: Parking): void {
  const pending = arrangements.filter((each) => !isArranged(each, parking));
  // A group dies the moment it is empty, even between two moves of the same rearrangement.
  const held = pending.filter(
    ({ container }) => isDerivedContainer(container) && parking.keepAlive(container),
  );
  for (const each of pending) arrangeOne(each);
  for (const { container } of held) parking.release(container.id);
}

function isArranged({ container, children }: Arrangement, parking: Parking): boolean {
  const wanted = new Set(children.map((child) => child.id));
  const known = visibleChildren(container, parking).filter((child) => wanted.has(child.id));
  return known.length === children.length && known.every((child, index) => child.id === children[index]?.id);
}

function arrangeOne({ container, children }: Arrangement): void {
  const known = new Set(children.map((child) => child.id));
  let previous: SceneNode | undefined;
  for (const child of children) {
    const siblings = container.children;
    const after = previous === undefined ? -1 : indexOf(siblings, previous);
    const next = siblings.slice(after + 1).find((sibling) => known.has(sibling.id));
    if (next === undefined || next.id !== child.id) {
      // Before the next known one, so that strangers stay where they are; without one, on top.
      if (next === undefined) container.appendChild(child);
      else container.insertChild(indexOf(siblings, next), child);
    }
    previous = child;
  }
}

const indexOf = (nodes: readonly BaseNode[], node: BaseNode): number =>
  nodes.findIndex((other) => other.id === node.id);
