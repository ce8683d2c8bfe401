import type { Canvas } from '../../server/canvas/canvas.ts';
import { adaptedKey, adKey, parseAdRecord, placementOf } from '../../server/design/ad-frame.ts';
import { readNodes } from '../../server/design/read-node.ts';
import { formatOf } from '../../server/placement/placements.ts';
import type { ToolContext } from '../context.ts';

interface Earlier {
  id: string;
  /** As `placementNamed` finds it. */
  placement: string;
  x: number;
  y: number;
}

/** The frames of this page that were made of the ad. */
export async function adaptedFrom(canvas: Canvas, frameId: string): Promise<Earlier[]> {
  const { frames } = await canvas.status();
  const nodes = await readNodes(
    canvas,
    frames.map(({ id }) => id),
  );
  return nodes.flatMap(({ id, pluginData, x, y }) => {
    const record = pluginData[adaptedKey] === frameId ? parseAdRecord(pluginData[adKey] ?? '') : undefined;
    return record ? [{ id, placement: formatOf(placementOf(record)), x, y }] : [];
  });
}

/** Puts the new frame in the place of the old ones; or says that there are some. */
export async function settle(
  frameId: string,
  old: readonly Earlier[],
  update: boolean,
  { canvas }: ToolContext,
): Promise<Record<string, unknown>> {
  const ids = old.map(({ id }) => id);
  if (!update) return { earlier: ids };
  const [first] = old;
  await canvas.run({
    ops: [
      ...ids.map((node) => ({ op: 'delete' as const, node })),
      { op: 'update', node: frameId, props: { x: first?.x ?? 0, y: first?.y ?? 0 } },
    ],
  });
  return { replaced: ids };
}
