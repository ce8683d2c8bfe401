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

  const builder = new Builder(session, journal, roots);
  await adopt(builder, snapshot, session, journal);
  for (const root of roots) await builder.ensure(root);

  const arrangements = wantedStructure(snapshot, builder, page);
  for (const { children } of arrangements) for (const child of children) await journal.loadFonts(child);
  arrange(arrangements, parking);
  const removed = await removeOthers(snapshot, builder, page, session, journal);
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
async function adopt(builder: Builder, snapshot: Snapshot, session: Session, journal: Journal): Promise<void> {
  const { figma, parking } = session;
  const types = new Map<string, string>();
  const note = (node: SnapshotNode): void => {
    types.set(node.id, node.type);
    for (const child of node.children ?? []) note(child);
  };
  for (const root of snapshot.roots) note(root.node);
  for (const id of builder.ids()) {
    const node = await figma.getNodeByIdAsync(id);
    if (node === null || node.removed || !isScene(node) || parking.isParked(node)) continue;
    if (node.type !== types.get(id)) continue;
    builder.nodes.set(id, node);
    journal.touchDeep(node);
  }
  for (const root of snapshot.roots) {
    const parent = await figma.getNodeByIdAsync(root.parentId);
    if (parent !== null && isScene(parent)) journal.touchDeep(parent);
  }
  if (snapshot.wholePage) {
    for (const child of visibleChildren(figma.currentPage, parking)) journal.touchDeep(child);
  }
}

/** Parents first, as `arrange` needs it. Sublayers of instances stay where they are. */
function wantedStructure(snapshot: Snapshot, builder: Builder, page: PageNode): Arrangement[] {
  const arrangements: Arrangement[] = [];
  const onPage: SceneNode[] = [];
  for (const root of snapshot.roots) {
    const node = builder.nodes.get(root.node.id);
    if (node !== undefined) onPage.push(node);
  }
  if (snapshot.wholePage) arrangements.push({ container: page, children: onPage });
  const visit = (wanted: SnapshotNode): void => {
    const node = builder.nodes.get(wanted.id);
    if (node === undefined || wanted.type === 'INSTANCE' || !isContainer(node)) return;
    const children = (wanted.children ?? [])
      .map((child) => builder.nodes.get(child.id))
      .filter((child): child is SceneNode => child !== undefined);
    arrangements.push({ container: node, children });
    for (const child of wanted.children ?? []) visit(child);
  };
  for (const root of snapshot.roots) visit(root.node);
  return arrangements;
}

/** Parks what the snapshot does not have: below its nodes, and on the page if it is of the whole page. */
async function removeOthers(
  snapshot: Snapshot,
  builder: Builder,
  page: PageNode,
  session: Session,
  journal: Journal,
): Promise<number> {
  const wanted = new Set(Array.from(builder.nodes.values(), (node) => node.id));
  const containers: Container[] = snapshot.wholePage ? [page] : [];
  const visit = (node: SnapshotNode): void => {
    const actual = builder.nodes.get(node.id);
    if (actual === undefined || actual.type === 'INSTANCE' || !isContainer(actual)) return;
    containers.push(actual);
    for (const child of node.children ?? []) visit(child);
  };
  for (const root of snapshot.roots) visit(root.node);
  let removed = 0;
  for (const container of containers) {
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
  for (const { node: wanted, parentId, index } of snapshot.roots) {
    const node = builder.nodes.get(wanted.id);
    if (node === undefined) continue;
    const parent = await figma.getNodeByIdAsync(parentId);
    const usable = parent !== null && isContainer(parent) && parent.type !== 'DOCUMENT' && !parking.isParked(parent);
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
