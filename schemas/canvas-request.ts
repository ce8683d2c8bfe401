/**
 * The executor's whole surface as messages. `HeadlessCanvas` hands them to an executor in the same process;
 * `FigmaCanvas` sends them through the bridge to the plugin, where the same executor answers.
 */
import { z } from 'zod';
import { canvasProgramSchema } from './canvas-program.ts';
import { exportRequestSchema, type ProgramResult } from './canvas-result.ts';
import { type RestoreReport, type Snapshot, snapshotSchema } from './snapshot.ts';

const runSchema = z.strictObject({
  kind: z.literal('run'),
  program: canvasProgramSchema,
  /** Run inside an open transaction: a failure rolls back this program only. */
  transaction: z.string().optional(),
});
const restoreSchema = z.strictObject({
  kind: z.literal('restore'),
  snapshot: snapshotSchema,
  transaction: z.string().optional(),
});
/** node omitted: the whole current page. */
const takeSnapshotSchema = z.strictObject({ kind: z.literal('snapshot'), node: z.string().optional() });
const statusSchema = z.strictObject({ kind: z.literal('status') });

/** What a `begin` can bring along as the transaction's first step, to save a round trip. */
const firstStepSchema = z.discriminatedUnion('kind', [
  runSchema.omit({ transaction: true }),
  restoreSchema.omit({ transaction: true }),
  takeSnapshotSchema,
  statusSchema,
]);

export const canvasRequestSchema = z.discriminatedUnion('kind', [
  runSchema,
  /** If the first step fails, no transaction is open. */
  z.strictObject({ kind: z.literal('begin'), first: firstStepSchema.optional() }),
  z.strictObject({ kind: z.literal('commit'), transaction: z.string() }),
  z.strictObject({ kind: z.literal('rollback'), transaction: z.string() }),
  z.strictObject({ kind: z.literal('export'), request: exportRequestSchema }),
  takeSnapshotSchema,
  restoreSchema,
  statusSchema,
  /** The bytes of an image of the document by Figma's hash (SHA-1 hex), as an `imageHash` of a paint names it. */
  z.strictObject({ kind: z.literal('image'), hash: z.string() }),
  /** Families with their styles; `query` filters by a part of the family's name. */
  z.strictObject({ kind: z.literal('fonts'), query: z.string().optional() }),
]);
export type CanvasRequest = z.infer<typeof canvasRequestSchema>;
export type CanvasRequestInput = z.input<typeof canvasRequestSchema>;
export type FirstStep = z.infer<typeof firstStepSchema>;

export interface NodeInfo {
  id: string;
  type: string;
  name: string;
}

export interface CanvasStatus {
  /** Figma's file name, or the document's name. */
  document: string;
  page: NodeInfo;
  selection: NodeInfo[];
  /** Top-level frames of the current page, in order of their x. */
  frames: (NodeInfo & {
    x: number;
    y: number;
    width: number;
    height: number;
    role?: Record<string, string>;
  })[];
  openTransactions: string[];
}

export interface FontFamily {
  family: string;
  styles: string[];
  /** Variable axes, if the family is variable. */
  axes?: string[];
}

/** Reply type per request kind. */
export interface CanvasReplies {
  run: ProgramResult;
  /** `first`: the reply to the first step, as its own kind would be answered. */
  begin: { transaction: string; first?: unknown };
  commit: { committed: true };
  rollback: { rolledBack: true };
  export: { bytes: Uint8Array; width: number; height: number };
  snapshot: Snapshot;
  restore: RestoreReport;
  status: CanvasStatus;
  image: { bytes: Uint8Array };
  fonts: { families: FontFamily[] };
}
export type CanvasReply<K extends CanvasRequest['kind']> = CanvasReplies[K];
