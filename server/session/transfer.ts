/** Carries frames from one canvas to another: offline work into Figma, a Figma frame onto the headless canvas. */
import type { Adjustment } from '../../schemas/canvas-result.ts';
import type { Snapshot, SnapshotNode } from '../../schemas/snapshot.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { nextFreeSpot } from '../design/canvas-place.ts';

export interface Transfer {
  /** Where each frame came from and what it is called on the other canvas. */
  frames: { from: string; to: string; updated: boolean }[];
  adjustments: Adjustment[];
  lossy: { nodeId: string; what: string }[];
  /** Node ids on the other canvas by id on this one, for the next transfer. */
  ids: Record<string, string>;
}

/**
 * Rebuilds `frameIds` of `from` on the current page of `to`. `known` are the ids of an earlier transfer: frames that
 * are still there are updated in place, the others are placed to the right of what is on the page.
 */
export async function transferFrames(
  from: Canvas,
  to: Canvas,
  frameIds: readonly string[],
  known: Readonly<Record<string, string>>,
): Promise<Transfer> {
  const result: Transfer = { frames: [], adjustments: [], lossy: [], ids: { ...known } };
  const images = new Set<string>();
  for (const frameId of frameIds) {
    const snapshot = await from.snapshot(frameId);
    for (const hash of snapshot.images) {
      if (images.has(hash)) continue;
      images.add(hash);
      await to.putImage(await from.image(hash));
    }
    const status = await to.status();
    const there = known[frameId];
    const present = there !== undefined && status.frames.some(({ id }) => id === there);
    const spot = present ? undefined : nextFreeSpot(status.frames);
    const report = await to.restore(
      renamed(snapshot, present ? known : {}, status.page, spot, status.frames.length),
    );
    const target = present ? there : (report.idMap[foreign(frameId)] ?? '');
    result.frames.push({ from: frameId, to: target, updated: present });
    result.adjustments.push(...report.adjustments);
    result.lossy.push(...report.lossy);
    for (const [old, id] of Object.entries(report.idMap)) result.ids[old.replace(/^x-/, '')] = id;
  }
  return result;
}

/** Ids of one document mean other nodes in another, so an unknown one is given a form that no node can have. */
const foreign = (id: string) => `x-${id}`;

function renamed(
  snapshot: Snapshot,
  known: Readonly<Record<string, string>>,
  page: { id: string; name: string },
  spot: { x: number; y: number } | undefined,
  index: number,
): Snapshot {
  const rename = (node: SnapshotNode): SnapshotNode => ({
    ...node,
    id: known[node.id] ?? foreign(node.id),
    ...(node.children && { children: node.children.map(rename) }),
  });
  return {
    ...snapshot,
    page: { id: page.id, name: page.name },
    wholePage: false,
    roots: snapshot.roots.map((root) => ({
      parentId: page.id,
      index: spot ? index : root.index,
      node: moved(rename(root.node), spot),
    })),
    lossy: snapshot.lossy.map((entry) => ({
      ...entry,
      nodeId: known[entry.nodeId] ?? foreign(entry.nodeId),
    })),
  };
}

function moved(node: SnapshotNode, spot: { x: number; y: number } | undefined): SnapshotNode {
  const transform = node.props['relativeTransform'];
  if (!spot || !Array.isArray(transform)) return node;
  const [[a, c], [b, d]] = transform as [[number, number, number], [number, number, number]];
  return {
    ...node,
    props: {
      ...node.props,
      relativeTransform: [
        [a, c, spot.x],
        [b, d, spot.y],
      ],
    },
  };
}
