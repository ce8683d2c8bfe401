/** The frames of the canvas, looked at again and again while somebody watches the board. */
import { createHash } from 'node:crypto';
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import type { BridgeLog } from '../bridge/log.ts';
import type { Canvas } from '../canvas/canvas.ts';

/** What the board needs of a canvas: it only reads. */
export type BoardCanvas = Pick<Canvas, 'status' | 'snapshot' | 'export'>;

export interface BoardFrame {
  id: string;
  name: string;
  /** px at 1x. */
  width: number;
  height: number;
  /** Changes whenever the frame looks different. */
  version: string;
}

export interface CanvasView {
  document: string;
  page: string;
  /** Newest first. */
  frames: BoardFrame[];
  /** Why the canvas could not be read, if it could not. */
  problem?: string;
}

/** Pause between two looks, ms; a canvas that is slow to read is read less often. */
const defaultInterval = 700;
const pausePerWork = 15;
const pauseAfterProblem = 8;
/** While a transaction is open frames are half-built; after so many looks it is shown as it is. */
const patience = 4;

export class FrameWatch {
  private view: CanvasView = { document: '', page: '', frames: [] };
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<CanvasView> | undefined;
  private postponed = 0;

  constructor(
    private readonly canvas: BoardCanvas,
    private readonly log: BridgeLog,
    private readonly interval = defaultInterval,
  ) {}

  get current(): CanvasView {
    return this.view;
  }

  frame(id: string): BoardFrame | undefined {
    return this.view.frames.find((frame) => frame.id === id);
  }

  /** Calls back on every change; answers how to stop that. Looks only while there are listeners. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.schedule(0);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearTimeout(this.timer);
      this.timer = undefined;
    };
  }

  /** Looks now. */
  look(): Promise<CanvasView> {
    this.looking ??= this.read()
      .catch((error: unknown): CanvasView => {
        const problem = error instanceof Error ? error.message : String(error);
        if (problem !== this.view.problem) this.log.warn({ err: error }, 'board: the canvas cannot be read');
        return { ...this.view, problem };
      })
      .then((view) => {
        const changed = JSON.stringify(view) !== JSON.stringify(this.view);
        this.view = view;
        if (changed) for (const listener of this.listeners) listener();
        return view;
      })
      .finally(() => {
        this.looking = undefined;
      });
    return this.looking;
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const began = performance.now();
      const { problem } = await this.look();
      const took = performance.now() - began;
      const pause = problem === undefined ? this.interval : this.interval * pauseAfterProblem;
      if (this.listeners.size > 0) this.schedule(Math.max(pause, took * pausePerWork));
    }, delay);
    this.timer.unref();
  }

  private async read(): Promise<CanvasView> {
    const status = await this.canvas.status();
    if (status.openTransactions.length > 0 && this.postponed < patience && this.view.frames.length > 0) {
      this.postponed += 1;
      return this.view;
    }
    this.postponed = 0;
    const { roots } = await this.canvas.snapshot();
    const nodes = new Map(roots.map(({ node }) => [node.id, node]));
    const frames = status.frames.flatMap(({ id, name, width, height }): BoardFrame[] => {
      const node = nodes.get(id);
      if (!node) return [];
      return [{ id, name, width, height, version: versionOf(node) }];
    });
    frames.sort((left, right) => compareAge(right.id, left.id));
    return { document: status.document, page: status.page.name, frames };
  }
}

/** A hash of all that can be seen of a node; where on the page it lies cannot. */
function versionOf(node: SnapshotNode): string {
  const { x, y, relativeTransform, ...props } = node.props;
  return createHash('sha1')
    .update(JSON.stringify([node.type, props, node.children]))
    .digest('hex')
    .slice(0, 20);
}

/** Ids are `<session>:<number>` and count upwards, so they tell the order of creation. */
function compareAge(left: string, right: string): number {
  const [a, b] = [left, right].map((id) => id.split(':').map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}
