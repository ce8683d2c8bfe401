/** The canvas without Figma: the executor in this process, on the headless Figma. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CanvasReply, CanvasRequest } from '../../schemas/canvas-request.ts';
import { CanvasError, exportRequestSchema } from '../../schemas/canvas-result.ts';
import { snapshotSchema } from '../../schemas/snapshot.ts';
import { cancelled, untilAborted } from './cancellation.ts';
import type { Canvas } from './canvas.ts';
import { type OpenDocument, OwnDocument } from './open-document.ts';
import { parseProgram } from './parse-program.ts';
import type { Running, RunningOptions } from './running.ts';
import { SharedDocument, type SharingOptions } from './sharing/shared-document.ts';
import { Turns } from './turns.ts';

export interface HeadlessCanvasOptions extends RunningOptions {
  /** Other processes work on `file`, too. */
  sharing?: SharingOptions;
}

export interface HeadlessCanvas extends Canvas {
  /** The same canvas for somebody who only watches: what other processes did is seen when it was saved. */
  readonly onlooker: Pick<Canvas, 'status' | 'snapshot' | 'export'>;
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
  /** Waits for running work, saves and stops. */
  close(): Promise<void>;
}

/**
 * Starts on the document in `options.file`, or on one in memory. Layout, text and drawing are loaded by the first
 * call that needs the document. Transactions of concurrent callers are served one after the other, and a program
 * outside of them waits its turn; what only reads never waits for others of this process.
 */
export function createHeadlessCanvas(options: HeadlessCanvasOptions = {}): HeadlessCanvas {
  const core = new Core(options);
  const canvas = new CanvasView(core, undefined);
  return Object.assign(canvas, {
    onlooker: {
      status: () => core.look<'status'>({ kind: 'status' }),
      snapshot: (node?: string) =>
        core.look<'snapshot'>({ kind: 'snapshot', ...(node !== undefined && { node }) }),
      export: (input: Parameters<Canvas['export']>[0]) => core.look<'export'>(parseExport(input)),
    },
    flush: () => core.document.flush(),
    close: () => core.close(),
  });
}

/** A transaction that is under way. */
interface OpenTransaction {
  id: string;
  running: Running;
  signal: AbortSignal | undefined;
  /** Set when it has ended: what its work still does afterwards must not reach the canvas. */
  over: boolean;
}

type RequestOf<K extends CanvasRequest['kind']> = Extract<CanvasRequest, { kind: K }>;

/** What all views of one canvas share. */
class Core {
  readonly turns = new Turns();
  /** The transaction the calling code runs in, also when it uses the outer canvas by mistake or on purpose. */
  readonly current = new AsyncLocalStorage<OpenTransaction>();
  readonly document: OpenDocument;

  constructor({ sharing, ...options }: HeadlessCanvasOptions) {
    const { file } = options;
    this.document =
      sharing === undefined || file === undefined
        ? new OwnDocument(options)
        : new SharedDocument({ ...options, file }, sharing);
  }

  look<K extends CanvasRequest['kind']>(request: RequestOf<K>): Promise<CanvasReply<K>> {
    return this.document.look(({ executor }) => executor.handle<K>(request));
  }

  async close(): Promise<void> {
    await this.turns.take(async () => {});
    await this.document.close();
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
    return this.change(
      ({ executor }, transaction) => executor.handle<'run'>({ kind: 'run', program, ...transaction }, signal),
      signal,
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
    return this.change(({ executor }, transaction) =>
      executor.handle<'restore'>({ kind: 'restore', snapshot: snapshot.data, ...transaction }),
    );
  }

  async transaction<T>(work: (canvas: Canvas) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const outer = this.inside();
    if (outer !== undefined) return untilAborted(work(new CanvasView(this.core, outer)), signal);
    if (signal?.aborted) throw cancelled();
    return this.core.document.use(
      (running) =>
        this.core.turns.take(() => unsaved(running, () => this.runTransaction(running, work, signal))),
      signal,
    );
  }

  async export(input: Parameters<Canvas['export']>[0]): ReturnType<Canvas['export']> {
    return this.read<'export'>(parseExport(input));
  }

  async snapshot(nodeId?: string): ReturnType<Canvas['snapshot']> {
    return this.read<'snapshot'>({
      kind: 'snapshot',
      ...(nodeId === undefined ? {} : { node: nodeId }),
    });
  }

  async status(): ReturnType<Canvas['status']> {
    return this.read<'status'>({ kind: 'status' });
  }

  async fonts(query?: string): ReturnType<Canvas['fonts']> {
    const { families } = await this.read<'fonts'>({
      kind: 'fonts',
      ...(query === undefined ? {} : { query }),
    });
    return families;
  }

  async putImage(bytes: Uint8Array): Promise<string> {
    // Images outlive every state of the document: it need not be ours for one more.
    return this.core.document.look(async ({ images }) => images.add(bytes));
  }

  async image(hash: string): Promise<Uint8Array> {
    return this.withDocument(async ({ images }) => images.get(hash).slice());
  }

  private read<K extends CanvasRequest['kind']>(request: RequestOf<K>): Promise<CanvasReply<K>> {
    return this.withDocument(({ executor }) => executor.handle<K>(request));
  }

  /** Within a transaction its document, which is ours already; else the document when it is. */
  private withDocument<T>(work: (running: Running) => Promise<T>): Promise<T> {
    const open = this.own ?? this.core.current.getStore();
    return open === undefined || open.over ? this.core.document.use(work) : work(open.running);
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

  private async change<T>(
    request: (running: Running, transaction: { transaction?: string }) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const open = this.inside();
    if (open !== undefined) return request(open.running, { transaction: open.id });
    return this.core.document.use(
      (running) => this.core.turns.take(() => unsaved(running, () => request(running, {}))),
      signal,
    );
  }

  private async runTransaction<T>(
    running: Running,
    work: (canvas: Canvas) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (signal?.aborted) throw cancelled();
    const { executor } = running;
    const { transaction: id } = await executor.handle<'begin'>({ kind: 'begin' });
    const open: OpenTransaction = { id, running, signal, over: false };
    try {
      const inner = new CanvasView(this.core, open);
      const value = await untilAborted(
        this.core.current.run(open, () => work(inner)),
        signal,
      );
      if (signal?.aborted) throw cancelled();
      open.over = true;
      await executor.handle<'commit'>({ kind: 'commit', transaction: id });
      return value;
    } catch (error) {
      open.over = true;
      await executor.handle<'rollback'>({ kind: 'rollback', transaction: id });
      throw error;
    }
  }
}

/** Nothing is saved by itself while `work` runs: what is half-done must not be found on disk after a crash. */
async function unsaved<T>({ headless }: Running, work: () => Promise<T>): Promise<T> {
  const release = headless.holdSaving();
  try {
    return await work();
  } finally {
    release();
  }
}

function parseExport(input: Parameters<Canvas['export']>[0]): RequestOf<'export'> {
  const request = exportRequestSchema.safeParse(input);
  if (!request.success) {
    const issue = request.error.issues[0];
    throw new CanvasError({
      code: 'bad_value',
      path: issue?.path.map(String).join('.') ?? '',
      message: `The export request is not valid: ${issue?.message ?? 'unknown shape'}.`,
    });
  }
  return { kind: 'export', request: request.data };
}
