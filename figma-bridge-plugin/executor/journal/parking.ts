/**
 * Where deleted nodes wait until the change is final: a hidden, locked section off to the side of the page (a section,
 * because a frame takes no sections). Removing a node for good would lose its id, so nothing is removed before commit.
 */
import { type Container, isContainer, isDerivedContainer, isScene } from '../node-access.ts';

const lotName = 'Adsmith: deleted layers';
/** Far from anything a designer looks at. */
const farAway = -100_000;

export class Parking {
  private lot: SectionNode | undefined;
  /** Keeps groups alive that would vanish with their last child, by group id. */
  private readonly placeholders = new Map<string, RectangleNode>();

  constructor(private readonly figma: PluginAPI) {}

  /** Is this the parking place itself? */
  isLot(node: BaseNode): boolean {
    return this.lot !== undefined && node.id === this.lot.id;
  }

  /** Is the node deleted, as far as anybody outside is concerned? */
  isParked(node: BaseNode): boolean {
    if (this.lot === undefined) return false;
    for (let at: BaseNode | null = node; at !== null; at = at.parent) if (this.isLot(at)) return true;
    return this.isPlaceholder(node);
  }

  /** Moves a node out of sight. The caller has loaded the fonts of its texts. */
  park(node: SceneNode): void {
    this.open().appendChild(node);
  }

  /**
   * Puts a stand-in into a group that may lose all its children; `release` takes it out again. Answers whether it is
   * new: who put it in takes it out.
   */
  keepAlive(group: Container): boolean {
    if (this.placeholders.has(group.id)) return false;
    const placeholder = this.figma.createRectangle();
    placeholder.visible = false;
    group.appendChild(placeholder);
    this.placeholders.set(group.id, placeholder);
    return true;
  }

  release(groupId: string): void {
    const placeholder = this.placeholders.get(groupId);
    if (placeholder === undefined) return;
    this.placeholders.delete(groupId);
    if (!placeholder.removed) placeholder.remove();
  }

  /** The group's children without the stand-in. */
  childrenOf(group: Container): readonly SceneNode[] {
    const placeholder = this.placeholders.get(group.id);
    return placeholder === undefined
      ? group.children
      : group.children.filter((child) => child.id !== placeholder.id);
  }

  /** Ids of the groups that have a stand-in now. */
  heldGroups(): string[] {
    return Array.from(this.placeholders.keys());
  }

  /** Removes for good what is parked. Empties the lot of everything but `keep`. */
  clear(keep: (node: SceneNode) => boolean = () => false): void {
    const { lot } = this;
    if (lot === undefined) return;
    if (lot.removed) {
      this.lot = undefined;
      this.placeholders.clear();
      return;
    }
    for (const child of lot.children.slice()) if (!keep(child)) child.remove();
    if (lot.children.length > 0) return;
    lot.remove();
    this.lot = undefined;
    this.placeholders.clear();
  }

  isPlaceholder(node: BaseNode): boolean {
    for (const placeholder of this.placeholders.values()) if (placeholder.id === node.id) return true;
    return false;
  }

  private open(): SectionNode {
    if (this.lot !== undefined && !this.lot.removed) return this.lot;
    const lot = this.figma.createSection();
    lot.name = lotName;
    lot.visible = false;
    lot.locked = true;
    lot.resizeWithoutConstraints(1, 1);
    lot.x = farAway;
    lot.y = farAway;
    this.lot = lot;
    return lot;
  }
}

/** Would removing `node` make its parent vanish too? Then this is the topmost ancestor that goes with it. */
export function lastChildGroup(node: SceneNode, parking: Parking): Container | undefined {
  const parent = node.parent;
  if (parent === null || !isScene(parent) || !isContainer(parent) || !isDerivedContainer(parent))
    return undefined;
  const others = parking.childrenOf(parent).filter((child) => child.id !== node.id);
  return others.length === 0 ? parent : undefined;
}
