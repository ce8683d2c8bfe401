/**
 * The undo journal. Before anything changes it is told what will: it captures how that was, and a failure puts it
 * back. It keeps states, not steps, so it does not matter in which order or how often something was changed, and the
 * side effects of layout come back like everything else.
 */
import { CanvasError } from '../errors.ts';
import { type Container, isContainer, isDerivedContainer, isScene, type Props } from '../node-access.ts';
import type { Session } from '../session.ts';
import type { PropertyGroup } from '../snapshot/group.ts';
import { contentGroups, geometryGroups } from '../snapshot/groups/index.ts';
import { loadFontsOf } from '../snapshot/groups/text.ts';
import { depthOf, isInsideInstance, layoutRegion, topLevelOf, visibleChildren, walk } from '../tree.ts';
import { type Layer, layerBeside, mergeInto, newLayer } from './layer.ts';
import { lastChildGroup } from './parking.ts';
import { rollBack } from './rollback.ts';
import { takeBackNow } from './take-back-now.ts';

export class Journal {
  private readonly layers: Layer[];
  /** Set when everything was taken back at once: what still runs then has nothing of its own left to take back. */
  private over = false;

  constructor(private readonly session: Session) {
    this.layers = [newLayer(session)];
  }

  /** Runs `work`; if it throws, what it did (and only that) is taken back before the error goes on. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    return this.within(newLayer(this.session), work);
  }

  /** The one step of a journal that was opened for it just now: what the page was like is known. */
  async onlyStep<T>(work: () => Promise<T>): Promise<T> {
    return this.within(layerBeside(this.top), work);
  }

  private async within<T>(layer: Layer, work: () => Promise<T>): Promise<T> {
    this.layers.push(layer);
    try {
      const value = await work();
      this.layers.pop();
      mergeInto(this.top, layer);
      return value;
    } catch (error) {
      this.layers.pop();
      await this.takeBack(layer, error);
      throw error;
    }
  }

  /** Makes everything final: what was deleted is removed for good, and Figma gets one undo step. */
  commit(): void {
    this.session.parking.clear();
    const { nodes, children, created, undos } = this.top;
    const wrote = nodes.size + children.size + created.size + undos.length > 0;
    if (wrote) this.session.figma.commitUndo();
  }

  /** Takes back everything since the journal was opened. */
  async rollback(): Promise<void> {
    await this.takeBack(this.top, undefined);
    this.session.parking.clear();
  }

  /** Takes back what can be taken back in one synchronous stretch; the journal is of no use afterwards. */
  takeBackNow(): void {
    this.over = true;
    takeBackNow(this.layers, this.session);
  }

  /** The node itself is about to be written; layout may move its region. */
  touch(node: BaseNode): void {
    this.touchRegion(node);
    this.capture(node, true);
  }

  /** Nodes around this one may be moved by layout, but none is written. */
  touchRegion(node: BaseNode): void {
    if (!isScene(node)) return;
    this.touchFollowers(node);
    const { regions, nodes, created } = this.top;
    const region = layoutRegion(node);
    if (regions.has(region.id)) {
      if (!nodes.has(node.id) && !created.has(node.id)) this.captureTree(node, false);
      return;
    }
    regions.add(region.id);
    this.captureTree(region, false);
  }

  /** Children are about to enter, leave or change their order. */
  touchChildren(container: Container): void {
    this.touchRegion(container);
    this.captureChildren(container);
  }

  /** Anything in the trees of these nodes may change. */
  touchDeep(node: BaseNode): void {
    if (isScene(node)) {
      this.touchFollowers(node);
      const top = topLevelOf(node);
      this.captureTree(top, true);
      if (top.parent !== null && isContainer(top.parent)) this.captureChildren(top.parent);
    } else {
      this.capture(node, true);
    }
  }

  created(node: BaseNode): void {
    this.top.created.add(node.id);
    this.top.refs.set(node.id, node);
  }

  onRollback(undo: () => Promise<void> | void): void {
    this.top.undos.push(undo);
  }

  /** Deletes a node until further notice; a group that would be left empty goes with it. */
  async park(node: SceneNode): Promise<void> {
    const { parking } = this.session;
    let victim = node;
    for (
      let group = lastChildGroup(victim, parking);
      group !== undefined;
      group = lastChildGroup(victim, parking)
    ) {
      if (!isScene(group)) break;
      victim = group;
    }
    await this.loadFonts(victim);
    this.leaving(victim);
    parking.park(victim);
  }

  /** Moves a node. A group that it leaves empty is deleted, as Figma would, but can still come back. */
  async move(node: SceneNode, container: Container, put: () => void): Promise<void> {
    const { parking } = this.session;
    const emptied = node.parent?.id === container.id ? undefined : lastChildGroup(node, parking);
    await this.loadFonts(node);
    this.leaving(node);
    this.touchChildren(container);
    if (emptied !== undefined) parking.keepAlive(emptied);
    try {
      put();
    } catch (error) {
      if (emptied !== undefined) parking.release(emptied.id);
      throw error;
    }
    if (emptied !== undefined && isScene(emptied)) await this.park(emptied);
  }

  /**
   * Before something that may take the children out of any group in these trees: groups that it leaves empty are
   * deleted by what this answers, to be called afterwards, and so can still come back. `moved` names the nodes that
   * may leave; by default any.
   */
  holdGroups(trees: readonly BaseNode[], moved?: ReadonlySet<string>): () => Promise<void> {
    const { parking } = this.session;
    const held: (Container & SceneNode)[] = [];
    for (const tree of trees) {
      const top = isScene(tree) ? topLevelOf(tree) : tree;
      for (const node of Array.from(walk(top))) {
        if (!isScene(node) || !isContainer(node) || !isDerivedContainer(node) || isInsideInstance(node))
          continue;
        const stays = moved !== undefined && node.children.some((child) => !moved.has(child.id));
        if (!stays && parking.keepAlive(node)) held.push(node);
      }
    }
    return async () => {
      for (const group of held) {
        if (group.removed || parking.isParked(group)) continue;
        if (parking.childrenOf(group).length === 0) await this.park(group);
        else parking.release(group.id);
      }
    };
  }

  /** Figma moves no text whose fonts are not loaded. */
  async loadFonts(tree: BaseNode): Promise<void> {
    for (const node of walk(tree)) if (node.type === 'TEXT') await loadFontsOf(node, this.session);
  }

  private leaving(node: SceneNode): void {
    this.touch(node);
    const { parent } = node;
    if (parent !== null && isContainer(parent)) this.touchChildren(parent);
  }

  /** Instances follow their components at once: how they were is known only before the first change. */
  private touchFollowers(node: SceneNode): void {
    const { followers } = this.session.host;
    if (followers === undefined) return;
    const { followed, regions } = this.top;
    const { id } = topLevelOf(node);
    if (followed.has(id)) return;
    followed.add(id);
    for (const instance of followers(node.id)) {
      const region = layoutRegion(instance);
      if (regions.has(region.id)) continue;
      regions.add(region.id);
      this.captureTree(region, false);
    }
  }

  private get top(): Layer {
    const layer = this.layers[this.layers.length - 1];
    if (layer === undefined) throw new Error('a journal always has a layer');
    return layer;
  }

  private captureTree(root: BaseNode, content: boolean): void {
    for (const node of walk(root)) {
      this.capture(node, content);
      if (isContainer(node)) this.captureChildren(node);
    }
  }

  private capture(node: BaseNode, content: boolean): void {
    const layer = this.top;
    if (layer.created.has(node.id) || node.type === 'DOCUMENT') return;
    const known = layer.nodes.get(node.id);
    layer.refs.set(node.id, node);
    if (known === undefined) {
      layer.nodes.set(node.id, {
        depth: depthOf(node),
        geometry: read(geometryGroups, node, this.session),
        ...(content ? { content: read(contentGroups, node, this.session) } : {}),
      });
    } else if (content && known.content === undefined) {
      known.content = read(contentGroups, node, this.session);
    }
  }

  private captureChildren(container: Container): void {
    const { children, created, refs } = this.top;
    if (created.has(container.id) || children.has(container.id)) return;
    const visible = visibleChildren(container, this.session.parking);
    refs.set(container.id, container);
    for (const child of visible) refs.set(child.id, child);
    children.set(
      container.id,
      visible.map((child) => child.id),
    );
  }

  /** An incomplete rollback must not pass in silence: it is added to the error, or is one. */
  private async takeBack(layer: Layer, cause: unknown): Promise<void> {
    if (this.over) return;
    const refusals = await rollBack(layer, this.session);
    const [first] = refusals;
    if (first === undefined) return;
    const message = `Not everything could be put back: ${first.member} of ${first.nodeId} (${first.message})${refusals.length > 1 ? ` and ${refusals.length - 1} more` : ''}.`;
    this.session.host.log?.(message);
    if (cause === undefined) throw new CanvasError({ code: 'internal', message });
    if (cause instanceof CanvasError) {
      throw new CanvasError({ ...cause.data, hint: [cause.data.hint, message].filter(Boolean).join(' ') });
    }
  }
}

function read(groups: readonly PropertyGroup[], node: BaseNode, session: Session): Props {
  const props: Props = {};
  for (const group of groups) Object.assign(props, group.read(node, session));
  return props;
}
