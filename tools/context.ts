/** What a tool may touch. Tools never see a socket, a database handle or `figma`. */

import type { StagedFiles } from '../server/assets/index.ts';
import type { BrandStore } from '../server/brand/index.ts';
import type { LazyBundles } from '../server/bundles/index.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import type { Concepts, QualityGate } from '../server/concepts/index.ts';
import type { Settings } from '../server/config/settings.ts';
import type { Costs } from '../server/costs/index.ts';
import type { Generation } from '../server/generation/index.ts';
import type { Library } from '../server/library/index.ts';
import type { CheckpointStore } from '../server/session/checkpoints.ts';
import type { Session } from '../server/session/session.ts';
import type { SessionStore } from '../server/session/session-store.ts';
import type { TransferStore } from '../server/session/transfers.ts';
import type { Workplace } from '../server/session/workplace.ts';
import type { AnyTool, ToolImage, ToolResult } from './define.ts';

export interface ToolContext {
  /** The canvas in use; inside a pipeline, the pipeline's transaction. */
  canvas: Canvas;
  /** Inside a pipeline: files written by its steps, which appear when all of it has succeeded. */
  files?: StagedFiles;
  /** Inside a pipeline: what its steps have to remember once all of it has succeeded. */
  afterwards?: (() => Promise<void>)[];
  brands: BrandStore;
  /** Design bundles from elsewhere; loaded when first asked for. */
  bundles: LazyBundles;
  /** The canvases there are, beyond the one of this call. */
  workplace: Workplace;
  transfers: TransferStore;
  checkpoints: CheckpointStore;
  session: Session;
  /** Where other clients stand, and this one after a restart. */
  sessions: SessionStore;
  concepts: Concepts;
  /** Pictures that are made while the client works. */
  generation: Generation;
  /** What was paid, by concept, session, brand and day. */
  costs: Costs;
  /** What must hold before a concept is completed; none: whatever the designer takes for done. */
  gate?: QualityGate;
  library: Library;
  /** Asks the client's model in a fresh request; none: this client does not offer it. */
  sample?: (request: SamplingRequest) => Promise<string>;
  settings: Settings;
  /** Folders whose files may be read by name: the allowed roots, the brands and the ad library. */
  readableRoots: readonly string[];
  /** Fires when the client cancels the call. */
  signal: AbortSignal;
  /** Tells the client how far a long call is. */
  progress(done: number, total: number, message: string): void;
  log: ToolLog;
  /** The tools switched on, by name. */
  tools: ReadonlyMap<string, AnyTool>;
  /** Calls another tool by name with this context, checked like any call. */
  callTool(name: string, args: unknown, context: ToolContext): Promise<ToolResult>;
}

export interface SamplingRequest {
  text: string;
  image?: ToolImage;
  maxTokens: number;
  timeoutMs: number;
}

export interface ToolLog {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}
