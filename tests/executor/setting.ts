/** An executor on a fresh headless canvas. The engines (fonts, layout, drawing) are loaded once per test file. */
import { createHash } from 'node:crypto';
import { createExecutor, type Executor } from '../../figma-bridge-plugin/executor/index.ts';
import { type CanvasOpInput, canvasProgramSchema } from '../../schemas/canvas-program.ts';
import type { ProgramResult } from '../../schemas/canvas-result.ts';
import type { Snapshot, SnapshotNode } from '../../schemas/snapshot.ts';
import { startHeadless } from '../../server/headless/test-support.ts';

export interface Setting {
  figma: PluginAPI;
  executor: Executor;
  run(ops: CanvasOpInput[], transaction?: string): Promise<ProgramResult>;
  snapshot(): Promise<Snapshot>;
  /** Makes bytes known to the executor's host; answers their SHA-256. */
  addImage(bytes: Uint8Array): string;
}

export async function startExecutor(): Promise<Setting> {
  const headless = await startHeadless();
  const { figma } = headless;
  const images = new Map<string, Uint8Array>();
  const executor = createExecutor(figma, {
    async image(hash) {
      const bytes = images.get(hash);
      if (bytes === undefined) throw new Error('not in this test');
      return bytes;
    },
    now: () => Date.now(),
    remember: () => headless.remember(),
    followers: (nodeId) => headless.followers(nodeId),
  });
  return {
    figma,
    executor,
    run: (ops, transaction) =>
      executor.handle<'run'>({
        kind: 'run',
        program: canvasProgramSchema.parse({ ops }),
        ...(transaction === undefined ? {} : { transaction }),
      }),
    snapshot: () => executor.handle<'snapshot'>({ kind: 'snapshot' }),
    addImage(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      images.set(hash, bytes);
      images.set(createHash('sha1').update(bytes).digest('hex'), bytes);
      return hash;
    },
  };
}

/** Every node of a snapshot, parents first. */
export function nodesOf(snapshot: Snapshot): SnapshotNode[] {
  const all: SnapshotNode[] = [];
  const visit = (node: SnapshotNode): void => {
    all.push(node);
    node.children?.forEach(visit);
  };
  for (const root of snapshot.roots) visit(root.node);
  return all;
}
