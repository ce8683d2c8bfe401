/**
 * `restore`: makes the canvas what a snapshot says. Nodes that still exist get their values back in place and keep
 * their ids, missing ones are made anew, others go. The caller wraps it in a journal step, so a failure changes nothing.
 */
import type { RestoreReport, Snapshot, SnapshotNode } from '../../../schemas/snapshot.ts';
import { type Arrangement, arrange } from '../journal/arrange.ts';
import type { Journal } from '../journal/journal.ts';
import { settle, type Target } from '../journal/settle.ts';
import { type Container, isContainer, isRecord, isScene } from '../node-access.ts';
import type { Session } from '../session.ts';
import { Builder, checkUniqueIds } from '../snapshot/build.ts';
import { visibleChildren, walk } from '../tree.ts';

export async function restoreSnapshot(
  snapshot: Snapshot,
  session: Session,
  journal: Journal,
): Promise<RestoreReport> {
  const { figma, parking } = session;
  const roots = snapshot.roots.map((root) => root.node);
  checkUniqueIds(roots);
  // Images first: without their bytes nothing may be touched.
  await Promise.all(snapshot.images.map((hash) => session.images.figmaHash(hash)));
  const home = await figma.getNodeByIdAsync(snapshot.page.id);
  if (home?.type === 'PAGE' && home.id !== figma.currentPage.id) await figma.setCurrentPageAsync(home);
  const page = figma.currentPage;
  journal.touchChildren(page);

  // Nodes leave their groups one by one on the way home; what is empty in the end is parked with the rest.
  const finishGroups = journal.holdGroups([page]);
  const builder = new Builder(session, journal, roots, (component, so) =>
    finishComponent(component, so, session, journal),
  );
  await adopt(builder, snapshot, session, journal);
  for (const root of roots) await builder.ensure(root);

  const arrangements = wantedStructure(snapshot, builder, page);
  for (const { children } of arrangements) for (const child of children) await journal.loadFonts(child);
  arrange(arrangements, parking);
  const removed = await parkOthers(arrangements, builder, session, journal);
  await finishGroups();
  await placeRoots(snapshot, builder, session);

  const idMap = idsOf(builder);
  const targets: Target[] = [];
  for (const root of roots) collectTargets(root, builder, idMap, targets);
  const refusals = await settle(targets, session);

  const rebuilt = builder.rebuilt.size;
  const lossy = builder.lossy.concat(
    snapshot.lossy.filter((entry) => builder.rebuilt.has(entry.nodeId)),
    refusals.map(({ nodeId, member, message }) => ({ nodeId, what: `${member} (${message})` })),
  );
  return {
    idMap,
    restored: builder.nodes.size - rebuilt,
    rebuilt,
    removed,
    lossy,
    adjustments: session.takeAdjustments(),
  };
}

/** Finds the nodes of the snapshot that are still there, and captures the trees they are in now. */
async function adopt(
  builder: Builder,
  snapshot: Snapshot,
  session: Session,
  journal: Journal,
): Promise<void> {
  const { figma, parking } = session;
  const types = new Map<string, string>();
  const note = (node: SnapshotNode): void => {
    types.set(node.id, node.type);
    for (const child of node.children ?? []) note(child);
  };
  for (const root of snapshot.roots) note(root.node);
  const present = async (
    id: string | undefined,
    type: string | undefined,
  ): Promise<SceneNode | undefined> => {
    const node = id === undefined ? null : await figma.getNodeByIdAsync(id);
    if (node === null || node.removed || !isScene(node) || parking.isParked(node)) return undefined;
    return node.type === type ? node : undefined;
  };
  for (const id of builder.ids()) {
    const type = types.get(id);
    const later = snapshot.renamed?.[id];
    const node =
      (await present(later !== undefined && types.has(later) ? undefined : later, type)) ??
      (await present(id, type));
    if (node === undefined) continue;
    builder.nodes.set(id, node);
    journal.touchDeep(node);
  }
  for (const root of snapshot.roots) {
    const parent = await parentOf(root, snapshot, session);
    if (parent !== null && isScene(parent)) journal.touchDeep(parent);
  }
  if (snapshot.wholePage) {
    for (const child of visibleChildren(figma.currentPage, parking)) journal.touchDeep(child);
  }
}

/** Where a root belongs: its old parent, or what an earlier restore made of that. */
async function parentOf(
  { parentId }: Snapshot['roots'][number],
  { renamed }: Snapshot,
  { figma, parking }: Session,
): Promise<BaseNode | null> {
  const later = renamed?.[parentId];
  const rebuilt = later === undefined ? null : await figma.getNodeByIdAsync(later);
  if (rebuilt !== null && isScene(rebuilt) && !parking.isParked(rebuilt)) return rebuilt;
  return figma.getNodeByIdAsync(parentId);
}

/** Parents first, as `arrange` needs it. */
function wantedStructure(snapshot: Snapshot, builder: Builder, page: PageNode): Arrangement[] {
  const roots = snapshot.roots.map((root) => root.node);
  const onPage = roots.map((root) => builder.nodes.get(root.id)).filter(isPresent);
  const top: Arrangement[] = snapshot.wholePage ? [{ container: page, children: onPage }] : [];
  return roots.reduce((all, root) => all.concat(structureOf(root, builder)), top);
}

const isPresent = (node: SceneNode | undefined): node is SceneNode => node !== undefined;

/** Sublayers of instances stay where they are. */
function structureOf(wanted: SnapshotNode, builder: Builder): Arrangement[] {
  const node = builder.nodes.get(wanted.id);
  if (node === undefined || wanted.type === 'INSTANCE' || !isContainer(node)) return [];
  const children = wanted.children ?? [];
  const own = {
    container: node,
    children: children.map((child) => builder.nodes.get(child.id)).filter(isPresent),
  };
  return children.reduce<Arrangement[]>((all, child) => all.concat(structureOf(child, builder)), [own]);
}

/** A component that instances are about to be made of: its tree and values are put right ahead of the rest. */
async function finishComponent(
  wanted: SnapshotNode,
  builder: Builder,
  session: Session,
  journal: Journal,
): Promise<void> {
  const component = builder.nodes.get(wanted.id);
  if (component === undefined) return;
  const structure = structureOf(wanted, builder);
  const inside = new Set<string>();
  for (const { children } of structure) for (const child of children) inside.add(child.id);
  for (let at: BaseNode | null = component.parent; at !== null; at = at.parent) {
    // What belongs into the component may contain it now: out of that first.
    if (inside.has(at.id)) {
      session.figma.currentPage.appendChild(component);
      break;
    }
  }
  for (const { container } of structure) {
    for (const child of visibleChildren(container, session.parking)) {
      await journal.loadFonts(child);
      // Wanted, but elsewhere: it must not get into the instances.
      if (isWanted(child, builder) && !inside.has(child.id)) session.figma.currentPage.appendChild(child);
    }
  }
  for (const { children } of structure) for (const child of children) await journal.loadFonts(child);
  arrange(structure, session.parking);
  await parkOthers(structure, builder, session, journal);
  const targets: Target[] = [];
  collectTargets(wanted, builder, {}, targets);
  await settle(targets, session);
}

function isWanted(node: SceneNode, builder: Builder): boolean {
  for (const wanted of builder.nodes.values()) if (wanted.id === node.id) return true;
  return false;
}

/** Parks the children that the snapshot does not have. Answers how many nodes went. */
async function parkOthers(
  arrangements: readonly Arrangement[],
  builder: Builder,
  session: Session,
  journal: Journal,
): Promise<number> {
  const wanted = new Set(Array.from(builder.nodes.values(), (node) => node.id));
  let removed = 0;
  for (const { container } of arrangements) {
    for (const child of visibleChildren(container, session.parking)) {
      if (wanted.has(child.id)) continue;
      removed += Array.from(walk(child)).length;
      await journal.park(child);
    }
  }
  return removed;
}

/** A snapshot of single nodes puts them back under their parents, if those are there; else on the page. */
async function placeRoots(snapshot: Snapshot, builder: Builder, session: Session): Promise<void> {
  if (snapshot.wholePage) return;
  const { figma, parking } = session;
  for (const root of snapshot.roots) {
    const { node: wanted, index } = root;
    const node = builder.nodes.get(wanted.id);
    if (node === undefined) continue;
    const parent = await parentOf(root, snapshot, session);
    const usable =
      parent !== null && isContainer(parent) && parent.type !== 'DOCUMENT' && !parking.isParked(parent);
    const container: Container = usable ? parent : figma.currentPage;
    const siblings = visibleChildren(container, parking).filter((child) => child.id !== node.id);
    const at = Math.min(index, siblings.length);
    arrange([{ container, children: siblings.slice(0, at).concat([node], siblings.slice(at)) }], parking);
  }
}

function idsOf(builder: Builder): Record<string, string> {
  const idMap: Record<string, string> = {};
  for (const [id, node] of builder.nodes) if (node.id !== id) idMap[id] = node.id;
  return idMap;
}

function collectTargets(
  wanted: SnapshotNode,
  builder: Builder,
  idMap: Record<string, string>,
  targets: Target[],
): void {
  const node = builder.nodes.get(wanted.id);
  if (node === undefined) return;
  const props = { ...wanted.props };
  if ('reactions' in props) props['reactions'] = remap(props['reactions'], idMap);
  targets.push({ node, content: props, geometry: props });
  for (const child of wanted.children ?? []) collectTargets(child, builder, idMap, targets);
}

/** Prototype links name nodes by id. */
function remap(value: unknown, idMap: Record<string, string>): unknown {
  if (typeof value === 'string') return idMap[value] ?? value;
  if (Array.isArray(value)) return value.map((entry) => remap(entry, idMap));
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = remap(value[key], idMap);
  return copy;
}
