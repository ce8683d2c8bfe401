/** A tree as JSON: for checkpoints, for sending offline work to Figma, for reading. */
import { z } from 'zod';
import { adjustmentSchema } from './canvas-result.ts';

export interface SnapshotNode {
  id: string;
  type: string;
  /** Figma property names; only what differs from a new node of the type may be left out. */
  props: Record<string, unknown>;
  children?: SnapshotNode[];
}
export const snapshotNodeSchema: z.ZodType<SnapshotNode> = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    type: z.string(),
    props: z.record(z.string(), z.unknown()),
    children: z.array(snapshotNodeSchema).optional(),
  }),
);

export const lossySchema = z.strictObject({
  nodeId: z.string(),
  /** What Figma lets nobody rebuild, e.g. "openTypeFeatures". */
  what: z.string(),
});

export const snapshotSchema = z.strictObject({
  version: z.literal(1),
  page: z.strictObject({ id: z.string(), name: z.string() }),
  /** Top-level nodes of the page, or the one asked for; with each its index among its siblings and its parent's id. */
  roots: z.array(z.strictObject({ parentId: z.string(), index: z.int(), node: snapshotNodeSchema })),
  /** true: the roots are all the page has, so restoring removes the others. */
  wholePage: z.boolean(),
  /** Figma image hashes (SHA-1 hex) used in paints. */
  images: z.array(z.string()),
  lossy: z.array(lossySchema),
  /** For restoring: the ids that earlier restores gave to nodes of this snapshot they had to rebuild. */
  renamed: z.record(z.string(), z.string()).optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const restoreReportSchema = z.strictObject({
  /** Old id to new id, only where it changed. */
  idMap: z.record(z.string(), z.string()),
  restored: z.int(),
  rebuilt: z.int(),
  removed: z.int(),
  lossy: z.array(lossySchema),
  adjustments: z.array(adjustmentSchema),
});
export type RestoreReport = z.infer<typeof restoreReportSchema>;
