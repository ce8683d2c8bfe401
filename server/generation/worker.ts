/** Works on tasks in the background: those asked for here, and those whose process is gone. */
import { randomUUID } from 'node:crypto';
import type { Costs } from '../costs/index.ts';
import type { Fal } from './fal/fal.ts';
import type { AssetFolder } from './filing.ts';
import { makePicture } from './make.ts';
import { TaskFailure } from './task-failure.ts';
import type { Liveness } from './tasks/liveness.ts';
import { costRef, type Failure, type Step, type Task } from './tasks/task.ts';
import { type Lease, LeaseLostError, type TaskStore } from './tasks/task-store.ts';
import type { GenerationTiming } from './timing.ts';

export interface WorkerOptions {
  store: TaskStore;
  costs: Costs;
  liveness: Liveness;
  /** undefined: there is no key, so nothing can be done now. */
  fal: Fal | undefined;
  timing: GenerationTiming;
  home: string;
  assetFolder: AssetFolder;
  onFinished(task: Task): void;
  log: WorkerLog;
}

export interface WorkerLog {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
}

/** Faults of this machine (a full disk) are tried again this often before the task is given up. */
const TROUBLES = 5;
const steps: readonly Step[] = ['generate', 'cutout'];

export class Worker {
  private readonly running = new Map<string, { lease: Lease; done: Promise<void> }>();
  private readonly troubles = new Map<string, number>();
  private readonly closing = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: WorkerOptions) {
    this.timer = setInterval(() => this.look(), options.timing.tick).unref();
  }

  /** Takes what there is to do. */
  look(): void {
    const { store, liveness, timing, fal, log } = this.options;
    if (this.closing.signal.aborted) return;
    try {
      liveness.beat();
      for (const { id, state, process } of store.open()) {
        if (this.running.has(id) || process === liveness.id) continue;
        if (process !== null && !liveness.isGone(process)) continue;
        if (state === 'draft') this.discard(id);
        else if (fal && this.running.size < timing.parallel) this.take(id, process, fal);
      }
    } catch (error) {
      // A locked or full disk: the next look may find it better.
      log.warn({ err: error }, 'generated images: cannot look for work');
    }
  }

  /** Stops between two steps; whoever starts next goes on. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    this.closing.abort();
    await Promise.allSettled([...this.running.values()].map(({ done }) => done));
    this.options.liveness.leave();
  }

  /** Somebody died between asking and being asked for: nothing was sent. */
  private discard(id: string): void {
    const { store, costs } = this.options;
    for (const step of steps) costs.release(costRef(id, step));
    store.discard(id);
  }

  private take(id: string, from: string | null, fal: Fal): void {
    const { store, liveness } = this.options;
    const lease = store.lease(id, from, liveness.id, randomUUID());
    if (!lease) return;
    const done = this.work(lease, fal).finally(() => this.running.delete(id));
    this.running.set(id, { lease, done });
  }

  private async work(lease: Lease, fal: Fal): Promise<void> {
    const { store, costs, timing, home, assetFolder, log, onFinished } = this.options;
    const { signal } = this.closing;
    const task = store.get(lease.task);
    if (!task) return;
    try {
      await makePicture({ fal, store, costs, timing, lease, signal, home, assetFolder }, task);
    } catch (error) {
      if (error instanceof LeaseLostError) return;
      if (signal.aborted) return store.release(lease);
      if (!this.giveUp(lease, error)) return;
    }
    this.settle(lease.task);
    const finished = store.get(lease.task);
    log.info({ task: lease.task, state: finished?.state, code: finished?.failure?.code }, 'generated image');
    if (finished) onFinished(finished);
  }

  /** True when the task is over. */
  private giveUp(lease: Lease, error: unknown): boolean {
    const { store, log } = this.options;
    const { task } = lease;
    if (!(error instanceof TaskFailure)) {
      log.warn({ err: error, task }, 'generated image: trouble on this machine');
      const count = (this.troubles.get(task) ?? 0) + 1;
      this.troubles.set(task, count);
      if (count < TROUBLES) {
        store.release(lease);
        return false;
      }
    }
    store.failed(lease, error instanceof TaskFailure ? error.failure : this.trouble(task, error));
    return true;
  }

  private trouble(task: string, error: unknown): Failure {
    const paid = this.options.store.call(task, 'generate')?.state === 'answered';
    return {
      code: 'trouble',
      said: `Adsmith could not go on: ${error instanceof Error ? error.message : String(error)}`,
      advice: paid ? 'The picture was made: see fal.ai/dashboard.' : 'Check the disk and ask again.',
      spent: paid ? 'yes' : 'possibly',
    };
  }

  /** Money set aside for steps that were never sent is free again. */
  private settle(id: string): void {
    const { store, costs } = this.options;
    for (const step of steps) if (store.call(id, step)?.state === 'planned') costs.release(costRef(id, step));
  }
}
