/** A template's snapshot as a new frame of a page: new ids, a free place, its record. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { decidedByLayout } from '../../schemas/decided-by-layout.ts';
import type { Snapshot, SnapshotNode } from '../../schemas/snapshot.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { type AdRecord, adKey, parseAdRecord, roleKey } from '../design/ad-frame.ts';
import { nextFreeSpot } from '../design/canvas-place.ts';
import { TemplateError } from './template-error.ts';

export interface PlacedTemplate {
  frameId: string;
  /** The new node for each id of the snapshot. */
  ids: ReadonlyMap<string, string>;
  /** Notes of the canvas, such as a font that was replaced. */
  notes: string[];
}

const matrixSchema = z.tuple([
  z.tuple([z.number(), z.number(), z.number()]),
  z.tuple([z.number(), z.number(), z.number()]),
]);

/** A template keeps few decimals; Figma takes only transforms whose axes have length 1, and would answer others. */
function withUnitAxes(props: SnapshotNode['props']): SnapshotNode['props'] {
  const matrix = matrixSchema.safeParse(props['relativeTransform']);
  if (!matrix.success) return props;
  const [[a, c, x], [b, d, y]] = matrix.data;
  const [across, down] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
  return {
    ...props,
    relativeTransform: [
      [a / across, c / down, x],
      [b / across, d / down, y],
    ],
  };
}

/**
 * Rebuilds the frame on the current page: at `spot`, else right of what is there. Call it inside a transaction.
 */
export async function placeTemplate(
  canvas: Canvas,
  snapshot: Snapshot,
  options: { name: string; record: AdRecord; spot?: { x: number; y: number } },
): Promise<PlacedTemplate> {
  const root = snapshot.roots[0]?.node;
  if (!root) throw new TemplateError('The template is empty.', 'Take another.');
  const { frames, page } = await canvas.status();
  const spot = options.spot ?? nextFreeSpot(frames);
  // Ids of the stored frame may mean other nodes here; these mean none.
  const mark = `t-${randomUUID()}-`;
  const rename = (node: SnapshotNode): SnapshotNode => ({
    ...node,
    id: `${mark}${node.id}`,
    props: withUnitAxes(node.props),
    ...(node.children && { children: node.children.map(rename) }),
  });
  const renamed = rename(root);
  const report = await canvas.restore({
    ...snapshot,
    page: { id: page.id, name: page.name },
    wholePage: false,
    roots: [
      {
        parentId: page.id,
        index: frames.length,
        node: {
          ...renamed,
          props: {
            ...renamed.props,
            name: options.name,
            relativeTransform: [
              [1, 0, spot.x],
              [0, 1, spot.y],
            ],
            pluginData: { [roleKey]: 'ad', [adKey]: JSON.stringify(options.record) },
          },
        },
      },
    ],
  });
  const frameId = report.idMap[`${mark}${root.id}`];
  if (frameId === undefined)
    throw new TemplateError('The canvas did not rebuild the template.', 'Try again.');
  const ids = Object.entries(report.idMap).map(([old, id]) => [old.slice(mark.length), id] as const);
  return {
    frameId,
    ids: new Map(ids),
    notes: [
      ...report.adjustments.map(({ message }) => message),
      // Other words have other sizes: that the layout follows them is what a template is for.
      ...report.lossy
        .filter(({ what }) => !what.includes(decidedByLayout))
        .map(({ nodeId, what }) => `${report.idMap[nodeId] ?? nodeId}: ${what}`),
    ],
  };
}

const rootSchema = z.looseObject({ [adKey]: z.string() });

/** The layout record a stored template's frame carries. Throws when it is damaged. */
export function recordOfTemplate(snapshot: Snapshot): AdRecord {
  const data = rootSchema.safeParse(snapshot.roots[0]?.node.props['pluginData']);
  const record = data.success ? parseAdRecord(String(data.data[adKey])) : undefined;
  if (!record)
    throw new TemplateError(
      'The template does not say which placement it is for.',
      'Take another, or save it again.',
    );
  return record;
}
