/** Makes the nodes of a snapshot that are not on the canvas (any more). Their values are written afterwards. */
import type { Snapshot, SnapshotNode } from '../../../schemas/snapshot.ts';
import { createEmpty } from '../create-empty.ts';
import { fail, messageOf } from '../errors.ts';
import type { Journal } from '../journal/journal.ts';
import { isContainer, isRecord, isScene } from '../node-access.ts';
import type { Session } from '../session.ts';
import { walk } from '../tree.ts';

export class Builder {
  /** The node on the canvas for each node of the snapshot, by the snapshot's id. */
  readonly nodes = new Map<string, SceneNode>();
  readonly rebuilt = new Set<string>();
  readonly lossy: Snapshot['lossy'] = [];
  private readonly byId = new Map<string, SnapshotNode>();

  private readonly finished = new Set<string>();

  /**
   * `finish` makes a component's tree exactly what it should be. An instance is a copy of its component at the moment
   * it is made, so its component is finished before.
   */
  constructor(
    private readonly session: Session,
    private readonly journal: Journal,
    roots: readonly SnapshotNode[],
    private readonly finish: (component: SnapshotNode, builder: Builder) => Promise<void>,
  ) {
    const index = (node: SnapshotNode): void => {
      this.byId.set(node.id, node);
      for (const child of node.children ?? []) index(child);
    };
    roots.forEach(index);
  }

  /** Ids of all nodes in the snapshot. */
  ids(): string[] {
    return Array.from(this.byId.keys());
  }

  /** The node and everything below it, made where missing. */
  async ensure(wanted: SnapshotNode): Promise<SceneNode> {
    const known = this.nodes.get(wanted.id);
    if (known !== undefined && wanted.type !== 'INSTANCE') {
      for (const child of wanted.children ?? []) await this.ensure(child);
      return known;
    }
    if (wanted.type === 'INSTANCE') return this.ensureInstance(wanted, known);
    const children: SceneNode[] = [];
    for (const child of wanted.children ?? []) children.push(await this.ensure(child));
    return this.made(wanted, this.make(wanted, children));
  }

  private make(wanted: SnapshotNode, children: SceneNode[]): SceneNode {
    const { figma } = this.session;
    switch (wanted.type) {
      case 'GROUP':
        return this.combine(wanted, children, () => figma.group(children, figma.currentPage));
      case 'BOOLEAN_OPERATION':
        return this.combine(wanted, children, () => this.makeBoolean(wanted, children));
      case 'COMPONENT_SET':
        return this.combine(wanted, children, () =>
          figma.combineAsVariants(
            children.filter((child): child is ComponentNode => child.type === 'COMPONENT'),
            figma.currentPage,
          ),
        );
      default:
        return createEmpty(wanted.type, figma) ?? this.standIn(wanted, `type ${wanted.type}`);
    }
  }

  private makeBoolean(wanted: SnapshotNode, children: SceneNode[]): SceneNode {
    const { figma } = this.session;
    switch (wanted.props['booleanOperation']) {
      case 'SUBTRACT':
        return figma.subtract(children, figma.currentPage);
      case 'INTERSECT':
        return figma.intersect(children, figma.currentPage);
      case 'EXCLUDE':
        return figma.exclude(children, figma.currentPage);
      default:
        return figma.union(children, figma.currentPage);
    }
  }

  /** Made of its children; existing ones are brought to the page first, where nothing refuses them. */
  private combine(wanted: SnapshotNode, children: SceneNode[], make: () => SceneNode): SceneNode {
    if (children.length === 0) return this.standIn(wanted, `an empty ${wanted.type}`);
    try {
      return make();
    } catch (error) {
      return this.standIn(wanted, `type ${wanted.type} (${messageOf(error)})`);
    }
  }

  /** A frame or rectangle in the place of what cannot be made. */
  private standIn(wanted: SnapshotNode, what: string): SceneNode {
    const { figma } = this.session;
    this.lossy.push({ nodeId: wanted.id, what });
    return (wanted.children ?? []).length > 0 ? figma.createFrame() : figma.createRectangle();
  }

  private made(wanted: SnapshotNode, node: SceneNode): SceneNode {
    this.journal.created(node);
    this.nodes.set(wanted.id, node);
    this.rebuilt.add(wanted.id);
    return node;
  }

  private async ensureInstance(wanted: SnapshotNode, known: SceneNode | undefined): Promise<SceneNode> {
    const main = await this.mainOf(wanted);
    if (known?.type === 'INSTANCE' && (main === undefined || (await hasMain(known, main)))) {
      await this.matchSublayers(wanted, known);
      return known;
    }
    if (main === undefined) {
      for (const child of wanted.children ?? []) await this.ensure(child);
      return this.made(wanted, this.standIn(wanted, 'instance of a component that is gone'));
    }
    const node = this.made(wanted, main.createInstance());
    for (const each of walk(node)) this.journal.created(each);
    await this.matchSublayers(wanted, node);
    return node;
  }

  private async mainOf(wanted: SnapshotNode): Promise<ComponentNode | undefined> {
    const link = wanted.props['mainComponent'];
    if (!isRecord(link)) return undefined;
    const { id, key } = link;
    const inSnapshot = typeof id === 'string' ? this.byId.get(id) : undefined;
    const node = inSnapshot === undefined ? undefined : await this.ensure(inSnapshot);
    if (inSnapshot !== undefined && node?.type === 'COMPONENT' && !this.finished.has(inSnapshot.id)) {
      this.finished.add(inSnapshot.id);
      await this.finish(inSnapshot, this);
    }
    if (node?.type === 'COMPONENT') return node;
    const { figma, parking } = this.session;
    const existing = typeof id === 'string' ? await figma.getNodeByIdAsync(id) : null;
    if (existing?.type === 'COMPONENT' && !parking.isParked(existing)) return existing;
    if (typeof key !== 'string') return undefined;
    return figma.importComponentByKeyAsync(key).catch(() => undefined);
  }

  /** Sublayers have ids of their own in every instance: they are matched by their place. */
  private async matchSublayers(wanted: SnapshotNode, node: BaseNode): Promise<void> {
    if (!isContainer(node)) return;
    const actual = node.children;
    for (const [index, child] of (wanted.children ?? []).entries()) {
      const same = actual.find((other) => other.id === child.id) ?? actual[index];
      if (same === undefined || !isScene(same) || same.type !== child.type) {
        this.lossy.push({ nodeId: child.id, what: 'layer of an instance whose component has changed' });
        continue;
      }
      this.nodes.set(child.id, same);
      if (same.id !== child.id) this.rebuilt.add(child.id);
      if (same.type === 'INSTANCE') {
        const main = await this.mainOf(child);
        if (main !== undefined) await hasMain(same, main);
      }
      await this.matchSublayers(child, same);
    }
  }
}

/** Does the instance belong to that component, by now? A host that cannot swap leaves it to be made anew. */
async function hasMain(instance: InstanceNode, main: ComponentNode): Promise<boolean> {
  if ((await instance.getMainComponentAsync())?.id === main.id) return true;
  try {
    instance.swapComponent(main);
    return true;
  } catch {
    return false;
  }
}

/** Snapshots are trees from outside: the same id twice would make two nodes fight for one. */
export function checkUniqueIds(roots: readonly SnapshotNode[]): void {
  const seen = new Set<string>();
  const visit = (node: SnapshotNode): void => {
    if (seen.has(node.id)) {
      fail('bad_value', `The snapshot has the node "${node.id}" twice.`, { path: 'snapshot.roots' });
    }
    seen.add(node.id);
    for (const child of node.children ?? []) visit(child);
  };
  roots.forEach(visit);
}
