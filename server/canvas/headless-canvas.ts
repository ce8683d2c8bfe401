/** The canvas without Figma: the executor in this process, on the headless Figma. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createExecutor, type Executor } from '../../figma-bridge-plugin/executor/index.ts';
import type { CanvasReply, CanvasRequest } from '../../schemas/canvas-request.ts';
import { CanvasError, exportRequestSchema } from '../../schemas/canvas-result.ts';
import { snapshotSchema } from '../../schemas/snapshot.ts';
import type { HeadlessFigma, HeadlessFigmaOptions } from '../headless/figma.ts';
import { cancelled, untilAborted } from './cancellation.ts';
import type { Canvas } from './canvas.ts';
import { ImageIndex } from './image-index.ts';
import { parseProgram } from './parse-program.ts';
import { Turns } from './turns.ts';

export interface HeadlessCanvasOptions extends HeadlessFigmaOptions {
  /** Told about what the executor could not do as asked. */
  log?: (message: string) => void;
}

export interface HeadlessCanvas extends Canvas {
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
  /** Waits for running work, saves and stops. */
  close(): Promise<void>;
}

/**
 * Starts on the document in `options.file`, or on one in memory. Layout, text and drawing are loaded by the first
 * call that needs the document. Transactions of concurrent callers are served one after the other, and a program
 * outside of them waits its turn; what only reads never waits.
 */
export function createHeadlessCanvas(options: HeadlessCanvasOptions = {}): HeadlessCanvas {
  const core = new Core(options);
  const canvas = new CanvasView(core, undefined);
  return Object.assign(canvas, { flush: () => core.flush(), close: () => core.close() });
}

/** A transaction that is under way. */
interface OpenTransaction {
  id: string;
  signal: AbortSignal | undefined;
  /** Set when it has ended: what its work still does afterwards must not reach the canvas. */
  over: boolean;
}

interface Running {
  headless: HeadlessFigma;
  executor: Executor;
  images: ImageIndex;
}

type RequestOf<K extends CanvasRequest['kind']> = Extract<CanvasRequest, { kind: K }>;

/** What all views of one canvas share. */
class Core {
  readonly turns = new Turns();
  /** The transaction the calling code runs in, also when it uses the outer canvas by mistake or on purpose. */
  readonly current = new AsyncLocalStorage<OpenTransaction>();
  private running: Promise<Running> | undefined;
  private closed = false;

  constructor(private readonly options: HeadlessCanvasOptions) {}

  async request<K extends CanvasRequest['kind']>(
    request: RequestOf<K>,
    signal?: AbortSignal,
  ): Promise<CanvasReply<K>> {
    return (await this.start()).executor.handle<K>(request, signal);
  }

  start(): Promise<Running> {
    if (this.closed) {
      return Promise.reject(new CanvasError({ code: 'disconnected', message: 'The canvas is closed.' }));
    }
    this.running ??= this.open().catch((error: unknown) => {
      this.running = undefined;
      throw error;
    });
    return this.running;
  }

  async flush(): Promise<void> {
    if (this.running !== undefined) await (await this.running).headless.flush();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.turns.take(async () => {});
    if (this.running !== undefined) await (await this.running).headless.close();
  }

  private async open(): Promise<Running> {
    const { createHeadlessFigma } = await import('../headless/figma.ts');
    const headless = await createHeadlessFigma(this.options);
    const images = new ImageIndex(headless.document.images);
    const { log } = this.options;
    const executor = createExecutor(headless.figma, {
      image: async (hash) => images.get(hash),
      now: () => Date.now(),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      ...(log === undefined ? {} : { log }),
    });
    return { headless, executor, images };
  }
}

/** The canvas as one caller sees it: from outside, or from within a transaction. */
class CanvasView implements Canvas {
  readonly kind = 'headless';

  constructor(
    private readonly core: Core,
    private readonly own: OpenTransaction | undefined,
  ) {}

  async run(input: Parameters<Canvas['run']>[0], signal = this.own?.signal): ReturnType<Canvas['run']> {
    const program = parseProgram(input);
    return this.change((transaction) =>
      this.core.request<'run'>({ kind: 'run', program, ...transaction }, signal),
    );
  }

  async restore(input: Parameters<Canvas['restore']>[0]): ReturnType<Canvas['restore']> {
    const snapshot = snapshotSchema.safeParse(input);
    if (!snapshot.success) {
      const issue = snapshot.error.issues[0];
      throw new CanvasError({
        code: 'bad_value',
        path: issue?.path.map(String).join('.') ?? '',
        message: `The snapshot is not valid: ${issue?.message ?? 'unknown shape'}.`,
      });
    }
    return this.change((transaction) =>
      this.core.request<'restore'>({ kind: 'restore', snapshot: snapshot.data, ...transaction }),
    );
  }

  async transaction<T>(work: (canvas: Canvas) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const outer = this.inside();
    if (outer !== undefined) return untilAborted(work(new CanvasView(this.core, outer)), signal);
    if (signal?.aborted) throw cancelled();
    return this.core.turns.take(() => this.runTransaction(work, signal));
  }

  async export(input: Parameters<Canvas['export']>[0]): ReturnType<Canvas['export']> {
    const request = exportRequestSchema.safeParse(input);
    if (!request.success) {
      const issue = request.error.issues[0];
      throw new CanvasError({
        code: 'bad_value',
        path: issue?.path.map(String).join('.') ?? '',
        message: `The export request is not valid: ${issue?.message ?? 'unknown shape'}.`,
      });
    }
    return this.core.request<'export'>({ kind: 'export', request: request.data });
  }

  async snapshot(nodeId?: string): ReturnType<Canvas['snapshot']> {
    return this.core.request<'snapshot'>({
      kind: 'snapshot',
      ...(nodeId === undefined ? {} : { node: nodeId }),
    });
  }

  async status(): ReturnType<Canvas['status']> {
    return this.core.request<'status'>({ kind: 'status' });
  }

  async fonts(query?: string): ReturnType<Canvas['fonts']> {
    const { families } = await this.core.request<'fonts'>({
      kind: 'fonts',
      ...(query === undefined ? {} : { query }),
    });
    return families;
  }

  async putImage(bytes: Uint8Array): Promise<string> {
    return (await this.core.start()).images.add(bytes);
  }

  async image(hash: string): Promise<Uint8Array> {
    return (await this.core.start()).images.get(hash).slice();
  }

  /** The transaction this call belongs to, if any. Throws when it has ended. */
  private inside(): OpenTransaction | undefined {
    if (this.own === undefined) {
      const around = this.core.current.getStore();
      return around === undefined || around.over ? undefined : around;
    }
    if (this.own.over || this.own.signal?.aborted) throw cancelled();
    return this.own;
  }

  private async change<T>(request: (transaction: { transaction?: string }) => Promise<T>): Promise<T> {
    const open = this.inside();
    if (open !== undefined) return request({ transaction: open.id });
    return this.core.turns.take(() => request({}));
  }

  private async runTransaction<T>(
    work: (canvas: Canvas) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (signal?.aborted) throw cancelled();
    const { headless } = await this.core.start();
    const release = headless.holdSaving();
    try {
      return await this.runHeld(work, signal);
    } finally {
      release();
    }
  }

  private async runHeld<T>(
    work: (canvas: Canvas) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const { transaction: id } = await this.core.request<'begin'>({ kind: 'begin' });
    const open: OpenTransaction = { id, signal, over: false };
    try {
      const inner = new CanvasView(this.core, open);
      const value = await untilAborted(
        this.core.current.run(open, () => work(inner)),
        signal,
      );
      if (signal?.aborted) throw cancelled();
      open.over = true;
      await this.core.request<'commit'>({ kind: 'commit', transaction: id });
      return value;
    } catch (error) {
      open.over = true;
      await this.core.request<'rollback'>({ kind: 'rollback', transaction: id });
      throw error;
    }
  }
}
