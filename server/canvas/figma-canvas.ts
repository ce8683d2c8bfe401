/** The canvas in an open Figma file: every call becomes one request over the bridge, answered by the same executor. */
import { canvasReplySchemas } from '../../schemas/bridge-replies.ts';
import type { CanvasReply, CanvasRequest, CanvasRequestInput } from '../../schemas/canvas-request.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { BridgeError } from '../bridge/bridge-error.ts';
import { pickSession } from '../bridge/routing.ts';
import { readImageHeader } from '../headless/image-header.ts';
import { cancelled, untilAborted } from './cancellation.ts';
import type { Canvas } from './canvas.ts';

/** Figma's limit for images, px a side. */
const maxImageSide = 4096;

export interface FigmaCanvasOptions {
  /** File key or exact name; default: the most recently active file at the time of each call. */
  file?: string;
}

/**
 * A canvas on the bridge. A transaction stays in the file it began in, also when the designer moves to another file.
 */
export function createFigmaCanvas(bridge: Bridge, options: FigmaCanvasOptions = {}): Canvas {
  return new FigmaCanvas(bridge, options.file);
}

/** The transaction a canvas works in. It begins with its first request. */
interface OpenTransaction {
  id?: string;
  /** Set while the first request is under way. */
  beginning?: Promise<unknown>;
  signal?: AbortSignal;
  /** Set when it has ended: what its work still does afterwards must not reach the canvas. */
  over: boolean;
}

type RequestOf<K extends CanvasRequest['kind']> = Extract<CanvasRequestInput, { kind: K }>;

class FigmaCanvas implements Canvas {
  readonly kind = 'figma';

  constructor(
    private readonly bridge: Bridge,
    private readonly file: string | undefined,
    private readonly open?: OpenTransaction,
  ) {}

  async image(hash: string): Promise<Uint8Array> {
    const { bytes } = await this.ask<'image'>({ kind: 'image', hash });
    return bytes;
  }

  run(program: Parameters<Canvas['run']>[0], signal?: AbortSignal): ReturnType<Canvas['run']> {
    return this.ask<'run'>({ kind: 'run', program }, signal);
  }

  async transaction<T>(work: (canvas: Canvas) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.open) return work(this);
    if (signal?.aborted) throw cancelled();
    const file = pickSession(await this.bridge.sessions(), this.file).file.key;
    const open: OpenTransaction = { signal, over: false };
    try {
      const value = await untilAborted(work(new FigmaCanvas(this.bridge, file, open)), signal);
      if (signal?.aborted) throw cancelled();
      const transaction = await closeOf(open);
      if (transaction !== undefined)
        await this.bridge.request<'commit'>({ kind: 'commit', transaction }, { file });
      return value;
    } catch (error) {
      const transaction = await closeOf(open);
      // What went wrong is the news; a bridge that is gone too is told by that error, and the plugin rolls back alone.
      if (transaction !== undefined)
        await this.bridge
          .request<'rollback'>({ kind: 'rollback', transaction }, { file })
          .catch(() => undefined);
      throw error;
    }
  }

  export(request: Parameters<Canvas['export']>[0]): ReturnType<Canvas['export']> {
    return this.ask<'export'>({ kind: 'export', request });
  }

  snapshot(nodeId?: string): ReturnType<Canvas['snapshot']> {
    return this.ask<'snapshot'>({ kind: 'snapshot', node: nodeId });
  }

  restore(snapshot: Parameters<Canvas['restore']>[0]): ReturnType<Canvas['restore']> {
    return this.ask<'restore'>({ kind: 'restore', snapshot });
  }

  status(): ReturnType<Canvas['status']> {
    return this.ask<'status'>({ kind: 'status' });
  }

  async fonts(query?: string): ReturnType<Canvas['fonts']> {
    return (await this.ask<'fonts'>({ kind: 'fonts', query })).families;
  }

  async putImage(bytes: Uint8Array): Promise<string> {
    const header = readImageHeader(bytes);
    if (!header) throw imageError('The image is not a PNG, JPEG or GIF.', 'Convert it to PNG or JPEG first.');
    const { width, height } = header;
    if (width > maxImageSide || height > maxImageSide)
      throw imageError(
        `The image is ${width} x ${height} px; Figma takes at most ${maxImageSide} px a side.`,
        'Scale it down first.',
      );
    return this.bridge.putImage(bytes);
  }

  private async ask<K extends CanvasRequest['kind']>(
    request: RequestOf<K>,
    signal?: AbortSignal,
  ): Promise<CanvasReply<K>> {
    const { open, bridge, file } = this;
    if (!open) return bridge.request<K>(request, { file, signal });
    for (;;) {
      if (open.over) throw cancelled();
      if (open.id !== undefined) {
        const { kind } = request;
        const belongs = kind === 'run' || kind === 'restore' ? { ...request, transaction: open.id } : request;
        return bridge.request<K>(belongs, { file, signal: open.signal });
      }
      if (!open.beginning) {
        const first = asFirstStep(request);
        const value = await this.begin(open, first);
        if (first) return readFirst<K>(request.kind, value);
      } else await open.beginning.catch(() => undefined);
    }
  }

  /** Opens the transaction and answers what its first step was answered. */
  private async begin(open: OpenTransaction, first: FirstStepInput | undefined): Promise<unknown> {
    const { bridge, file } = this;
    const begun = bridge.request<'begin'>(
      { kind: 'begin', ...(first && { first }) },
      { file, signal: open.signal },
    );
    open.beginning = begun;
    try {
      const { transaction, first: value } = await begun;
      open.id = transaction;
      return value;
    } finally {
      open.beginning = undefined;
    }
  }
}

type FirstStepInput = NonNullable<RequestOf<'begin'>['first']>;

/** The request as the first step of a transaction, if it can be one. */
function asFirstStep(request: CanvasRequestInput): FirstStepInput | undefined {
  const { kind } = request;
  return kind === 'run' || kind === 'restore' || kind === 'snapshot' || kind === 'status'
    ? request
    : undefined;
}

function readFirst<K extends CanvasRequest['kind']>(kind: K, value: unknown): CanvasReply<K> {
  const parsed = canvasReplySchemas[kind].safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BridgeError('BAD_MESSAGE', `Reply to the first "${kind}" of a transaction.`);
}

/** Ends the transaction for its work. Answers its id, unless nothing has been asked of it yet. */
async function closeOf(open: OpenTransaction): Promise<string | undefined> {
  open.over = true;
  await open.beginning?.catch(() => undefined);
  return open.id;
}

function imageError(message: string, hint: string): CanvasError {
  return new CanvasError({ code: 'image', message, hint });
}
