/** Puts everything back to how a layer found it. */
import { isContainer, isScene } from '../node-access.ts';
import type { Session } from '../session.ts';
import { loadFontsOf } from '../snapshot/groups/text.ts';
import { type Arrangement, arrange } from './arrange.ts';
import type { Layer } from './layer.ts';
import { type Refusal, settle, type Target } from './settle.ts';

/**
 * Structure first (moved and parked nodes go home), then what was created goes, then values. Answers what could not
 * be put back: nothing, unless somebody else changed the same nodes meanwhile.
 */
export async function rollBack(layer: Layer, session: Session): Promise<Refusal[]> {
  const { figma, parking } = session;
  for (const undo of layer.undos.slice().reverse()) await undo();
  const nodes = await lookUp(layer, figma);
  for (const node of nodes.values()) if (node.type === 'TEXT') await loadFontsOf(node, session);

  const depth = (id: string): number => layer.nodes.get(id)?.depth ?? 0;
  const containers = Array.from(layer.children.keys()).sort((left, right) => depth(left) - depth(right));
  const arrangements: Arrangement[] = [];
  for (const id of containers) {
    const container = nodes.get(id);
    if (container === undefined || !isContainer(container)) continue;
    // An instance's sublayers cannot move, so they have not.
    if (container.type === 'INSTANCE' || id.charAt(0) === 'I') continue;
    const children: SceneNode[] = [];
    for (const childId of layer.children.get(id) ?? []) {
      const child = nodes.get(childId);
      if (child !== undefined && isScene(child)) children.push(child);
    }
    arrangements.push({ container, children });
  }
  arrange(arrangements, parking);
  for (const id of parking.heldGroups()) {
    const group = await figma.getNodeByIdAsync(id);
    // A group that an outer layer has parked goes on waiting for its children.
    if (group === null || group.removed || !parking.isParked(group)) parking.release(id);
  }

  for (const id of layer.created) {
    // A sublayer of an instance goes with what made it: a swap, or a layer of the component.
    if (id.charAt(0) === 'I') continue;
    const node = await figma.getNodeByIdAsync(id);
    if (node !== null && !node.removed) node.remove();
  }

  const targets: (Target & { depth: number })[] = [];
  for (const [id, captured] of layer.nodes) {
    const node = nodes.get(id);
    if (node !== undefined && !node.removed) targets.push({ node, ...captured });
  }
  targets.sort((left, right) => left.depth - right.depth);
  const refusals = await settle(targets, session, layer.recall);
  layer.recall?.();

  await restoreView(layer, session);
  return refusals;
}

async function lookUp(layer: Layer, figma: PluginAPI): Promise<Map<string, BaseNode>> {
  const ids = new Set(layer.nodes.keys());
  for (const [id, children] of layer.children) {
    ids.add(id);
    for (const child of children) ids.add(child);
  }
  const nodes = new Map<string, BaseNode>();
  for (const id of ids) {
    const node = await figma.getNodeByIdAsync(id);
    if (node !== null && !node.removed) nodes.set(id, node);
  }
  return nodes;
}

async function restoreView(layer: Layer, { figma }: Session): Promise<void> {
  const page = await figma.getNodeByIdAsync(layer.pageId);
  if (page === null || page.type !== 'PAGE') return;
  if (figma.currentPage.id !== page.id) await figma.setCurrentPageAsync(page);
  const now = page.selection.map((node) => node.id);
  if (now.join() === layer.selection.join()) return;
  const selection: SceneNode[] = [];
  for (const id of layer.selection) {
    const node = await figma.getNodeByIdAsync(id);
    if (node !== null && isScene(node)) selection.push(node);
  }
  page.selection = selection;
}
