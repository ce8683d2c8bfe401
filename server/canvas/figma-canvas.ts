/** The canvas in an open Figma file: every call becomes one request over the bridge, answered by the same executor. */
import type { CanvasReply, CanvasRequest, CanvasRequestInput } from '../../schemas/canvas-request.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { pickSession } from '../bridge/routing.ts';
import { readImageHeader } from '../headless/image-header.ts';
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

/** The transaction a canvas works in. */
interface OpenTransaction {
  id: string;
  signal?: AbortSignal;
  /** Set when it has ended: what its work still does afterwards must not reach the canvas. */
  over: boolean;
}

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

  run(program: Parameters<Canvas['run']>[0]): ReturnType<Canvas['run']> {
    return this.ask<'run'>({ kind: 'run', program, transaction: this.open?.id });
  }

  async transaction<T>(work: (canvas: Canvas) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.open) return work(this);
    if (signal?.aborted) throw cancelled();
    const file = pickSession(await this.bridge.sessions(), this.file).file.key;
    const { transaction: id } = await this.bridge.request<'begin'>({ kind: 'begin' }, { file, signal });
    const open: OpenTransaction = { id, signal, over: false };
    try {
      const value = await untilAborted(work(new FigmaCanvas(this.bridge, file, open)), signal);
      open.over = true;
      await this.bridge.request<'commit'>({ kind: 'commit', transaction: id }, { file });
      return value;
    } catch (error) {
      open.over = true;
      // What went wrong is the news; a bridge that is gone too is told by that error, and the plugin rolls back alone.
      await this.bridge
        .request<'rollback'>({ kind: 'rollback', transaction: id }, { file })
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
    return this.ask<'restore'>({ kind: 'restore', snapshot, transaction: this.open?.id });
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
    request: Extract<CanvasRequestInput, { kind: K }>,
  ): Promise<CanvasReply<K>> {
    if (this.open?.over) throw cancelled();
    return this.bridge.request<K>(request, { file: this.file, signal: this.open?.signal });
  }
}

/** Settles like `work`, or rejects as soon as the signal aborts. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    const value = await Promise.race([work, aborted]);
    if (signal.aborted) throw cancelled();
    return value;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function cancelled(): CanvasError {
  return new CanvasError({
    code: 'cancelled',
    message: 'The transaction was cancelled; the canvas is as it was before it.',
  });
}

function imageError(message: string, hint: string): CanvasError {
  return new CanvasError({ code: 'image', message, hint });
}
