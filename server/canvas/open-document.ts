/** The document behind a headless canvas: one of its own, or one that several processes share. */
import { CanvasError } from '../../schemas/canvas-result.ts';
import { openRunning, type Running, type RunningOptions } from './running.ts';

export interface OpenDocument {
  /** Runs `work` on the document as it is now, and keeps it so until `work` is done. */
  use<T>(work: (running: Running) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Runs work that only reads, on the document as it was last saved at least, without keeping anybody from it. */
  look<T>(work: (running: Running) => Promise<T>): Promise<T>;
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
  /** Saves and stops; what has begun must be over. */
  close(): Promise<void>;
}

/** A document in memory, or in a file that only this process uses. */
export class OwnDocument implements OpenDocument {
  private running: Promise<Running> | undefined;
  private closed = false;

  constructor(private readonly options: RunningOptions) {}

  async use<T>(work: (running: Running) => Promise<T>): Promise<T> {
    return work(await this.start());
  }

  look<T>(work: (running: Running) => Promise<T>): Promise<T> {
    return this.use(work);
  }

  async flush(): Promise<void> {
    if (this.running !== undefined) await (await this.running).headless.flush();
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.running !== undefined) await (await this.running).headless.close();
  }

  private start(): Promise<Running> {
    if (this.closed) {
      return Promise.reject(new CanvasError({ code: 'disconnected', message: 'The canvas is closed.' }));
    }
    this.running ??= openRunning(this.options).catch((error: unknown) => {
      this.running = undefined;
      throw error;
    });
    return this.running;
  }
}
