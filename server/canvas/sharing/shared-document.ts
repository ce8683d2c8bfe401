/**
 * A document that several processes share: whoever has the token works on it in memory, and whoever takes the token
 * loads the document anew if somebody else saved it meanwhile. Nothing of the old one is used any more then but engines
 * and images; ids stay what they are, because they and the number of the next one lie in the document.
 */

import type { Engines } from '../../headless/engines.ts';
import { currentCall } from '../calls.ts';
import type { OpenDocument } from '../open-document.ts';
import { openRunning, type Running, type RunningOptions } from '../running.ts';
import { Turns } from '../turns.ts';
import { CanvasToken } from './canvas-token.ts';
import { Generation } from './generation.ts';

export interface SharingOptions {
  /** Name of the MCP client, for the messages others get. */
  client?: () => string;
  /** How long a call waits for another process, ms. */
  patience?: number;
}

/** A process that was killed may have told of nodes that it had not saved: more than it makes between two savings. */
const LOST_IDS = 1_000;

interface Loaded extends Running {
  /** What was loaded, or saved last. */
  state: string;
  /** It was read to be looked at, and not all of it could be: that is dealt with when the token is taken. */
  incomplete: boolean;
}

export class SharedDocument implements OpenDocument {
  private readonly token: CanvasToken;
  private readonly generation: Generation;
  private readonly loading = new Turns();
  private engines: Promise<Engines> | undefined;
  private loaded: Loaded | undefined;
  /** Set while the document is not ours: it is never saved then. */
  private allowSaving: (() => void) | undefined;
  private renewed = false;

  constructor(
    private readonly options: RunningOptions & { file: string },
    { client, patience }: SharingOptions,
  ) {
    const { file, onWarning: log } = options;
    this.generation = new Generation(file);
    this.token = new CanvasToken({ file, client, patience, log }, this);
  }

  async use<T>(work: (running: Running) => Promise<T>, signal?: AbortSignal): Promise<T> {
    // Others need not wait for what can be done without the document.
    if (this.loaded === undefined) await this.startEngines();
    const call = currentCall();
    if (call !== undefined) return call.use(this.token, () => this.work(work), signal);
    const leave = await this.token.enter(signal);
    try {
      return await this.work(work);
    } finally {
      leave();
    }
  }

  async look<T>(work: (running: Running) => Promise<T>): Promise<T> {
    return work(await this.loading.take(() => this.load(true)));
  }

  async flush(): Promise<void> {
    if (this.token.held) await this.loaded?.headless.flush();
  }

  close(): Promise<void> {
    return this.token.close();
  }

  /** The token was taken. */
  async taken(afterDeath: boolean): Promise<void> {
    const { headless } = await this.loading.take(() => this.load(false));
    if (afterDeath) headless.document.skipIds(LOST_IDS);
    this.renewed = false;
    this.allowSaving?.();
    this.allowSaving = undefined;
  }

  /** The token is about to be given away. */
  async giving(): Promise<void> {
    const { loaded } = this;
    if (loaded === undefined) return;
    await loaded.headless.flush();
    loaded.state = this.generation.read();
    this.allowSaving ??= loaded.headless.holdSaving();
  }

  private async work<T>(work: (running: Running) => Promise<T>): Promise<T> {
    if (this.loaded === undefined) throw new Error('the document is loaded when the token is taken');
    return work(this.loaded);
  }

  /** The document as it is on disk, unless it is known to be in memory. */
  private async load(lookOnly: boolean): Promise<Loaded> {
    if (lookOnly && this.token.held && this.loaded !== undefined) return this.loaded;
    // Before reading: what is saved in between is then loaded once more, never missed.
    const state = this.generation.read();
    if (this.loaded?.state === state && (lookOnly || !this.loaded.incomplete)) return this.loaded;
    const running = await openRunning(
      {
        ...this.options,
        engines: await this.startEngines(),
        lookOnly,
        beforeSave: () => this.renew(),
      },
      this.loaded,
    );
    this.allowSaving = running.headless.holdSaving();
    this.loaded = { ...running, state, incomplete: lookOnly && running.headless.warnings.length > 0 };
    return this.loaded;
  }

  private startEngines(): Promise<Engines> {
    this.engines ??= loadEngines(this.options).catch((error: unknown) => {
      this.engines = undefined;
      throw error;
    });
    return this.engines;
  }

  private renew(): void {
    if (this.renewed) return;
    this.generation.renew();
    this.renewed = true;
  }
}

async function loadEngines(options: RunningOptions): Promise<Engines> {
  const { createEngines } = await import('../../headless/default-engines.ts');
  return options.engines ?? createEngines(options);
}
