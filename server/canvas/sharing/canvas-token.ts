/**
 * The right to work on a canvas file, which one process has at a time. It is kept while nobody else asks for it, so a
 * process that is alone pays nothing. When another waits, whoever has it finishes what has begun, lets nothing new in,
 * saves, and lets go; then it lines up again behind those who came before.
 */
import { CanvasError } from '../../../schemas/canvas-result.ts';
import { cancelled } from '../cancellation.ts';
import { type Claim, Claims, type Holder } from './claims.ts';
import { WaitingLine } from './waiting-line.ts';

export interface TokenOwner {
  /** The document is ours: what others did to it must be loaded. `afterDeath`: whoever had it died with it. */
  taken(afterDeath: boolean): Promise<void>;
  /** Saves. If it fails, the token is kept. */
  giving(): Promise<void>;
}

export interface TokenOptions {
  file: string;
  /** Name of the MCP client, for the messages others get. */
  client?: (() => string) | undefined;
  /** How long a call waits, ms; default 30,000: clients give up after 45 to 60 s, and the work takes time as well. */
  patience?: number | undefined;
  log?: ((message: string) => void) | undefined;
}

interface Entrant {
  admit(): void;
  refuse(error: unknown): void;
}

const PATIENCE_MS = 30_000;
/** How often whoever has the token looks for others, should it not be told, ms. */
const LOOK_MS = 250;
/** Waiting processes look this often at first, and later, ms. */
const STEP_MS = 3;
const LATER_STEP_MS = 15;
/** A process that is first in line and does not take the token is passed by after this, ms. */
const COURTESY_MS = 1_000;
/** From here on it is looked whether whoever has the token is suspended or cannot save, ms. */
const SUSPICION_MS = 3_000;
/** How long after a failed saving it is tried again, ms. */
const RETRY_MS = 1_000;

export class CanvasToken {
  private readonly claims: Claims;
  private readonly line: WaitingLine;
  private readonly patience: number;
  private state: 'none' | 'taking' | 'held' | 'giving' | 'closed' = 'none';
  private claim: Claim | undefined;
  private uses = 0;
  private readonly queue: Entrant[] = [];
  private wanted = false;
  private savingFailedAt = Number.NEGATIVE_INFINITY;
  private stopLooking: () => void = () => {};
  private moving: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: TokenOptions,
    private readonly owner: TokenOwner,
  ) {
    this.claims = new Claims(options.file, options.client ?? (() => 'Adsmith'));
    this.line = new WaitingLine(options.file);
    this.patience = options.patience ?? PATIENCE_MS;
    process.once('exit', this.onExit);
  }

  private readonly onExit = () => this.claim?.release();

  /** May nobody else write the document? */
  get held(): boolean {
    return this.claim !== undefined;
  }

  /**
   * Waits until the document is ours and keeps it until the answer is called. Throws `CanvasError` (`timeout`) that
   * names whoever does not let go.
   */
  enter(signal?: AbortSignal): Promise<() => void> {
    if (this.state === 'closed') return Promise.reject(closed());
    if (this.state === 'held' && !this.wanted) return Promise.resolve(this.use());
    return new Promise((resolve, reject) => {
      const entrant: Entrant = {
        admit: () => {
          forget();
          resolve(this.use());
        },
        refuse: (error) => {
          forget();
          reject(error);
        },
      };
      const timer = setTimeout(() => entrant.refuse(this.busy()), this.patience);
      const onAbort = () => entrant.refuse(cancelled());
      const forget = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        const at = this.queue.indexOf(entrant);
        if (at >= 0) this.queue.splice(at, 1);
      };
      this.queue.push(entrant);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) onAbort();
      this.move();
    });
  }

  /** Saves, lets go and refuses everything from now on. What has begun must be over. Throws when it cannot save. */
  async close(): Promise<void> {
    const before = this.state;
    this.state = 'closed';
    this.refuseAll(closed());
    this.stopLooking();
    await this.moving;
    process.removeListener('exit', this.onExit);
    try {
      if (before === 'held' || before === 'giving') await this.owner.giving();
    } finally {
      this.letGo();
    }
  }

  private use(): () => void {
    this.uses += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.uses -= 1;
      if (this.uses > 0) return;
      this.look();
      this.move();
    };
  }

  /** Is anybody else waiting? */
  private look(): void {
    if (this.state !== 'held' || this.wanted) return;
    if (performance.now() - this.savingFailedAt < RETRY_MS) return;
    if (this.line.first() === undefined) return;
    this.wanted = true;
    this.move();
  }

  /** Does what is due, if anything. */
  private move(): void {
    if (this.state === 'held' && !this.wanted) this.admitAll();
    if (this.state === 'held' && this.wanted && this.uses === 0) this.moving = this.give();
    if (this.state === 'none' && this.queue.length > 0) this.moving = this.take();
  }

  private async take(): Promise<void> {
    this.state = 'taking';
    try {
      const taken = await this.waitForClaim();
      if (taken !== undefined) {
        this.claim = taken.claim;
        await this.owner.taken(taken.afterDeath);
      }
    } catch (error) {
      this.letGo();
      this.refuseAll(error instanceof CanvasError ? error : this.unusable(error));
    }
    // Closing waits for this to end and then lets go itself.
    if (this.isClosed()) return;
    this.state = this.claim === undefined ? 'none' : 'held';
    this.wanted = false;
    this.savingFailedAt = Number.NEGATIVE_INFINITY;
    if (this.claim !== undefined) this.startLooking();
    this.move();
  }

  /** Undefined when nobody of this process waits any more. */
  private async waitForClaim(): Promise<ReturnType<Claims['take']>> {
    const began = performance.now();
    let place: ReturnType<WaitingLine['join']> | undefined;
    let freeSince: number | undefined;
    let suspicions = 0;
    let nextSuspicion = began + SUSPICION_MS;
    try {
      while (this.queue.length > 0) {
        const now = performance.now();
        const first = this.line.first();
        const holder = this.claims.holder();
        freeSince = holder === undefined ? (freeSince ?? now) : undefined;
        const mine = first === undefined || first === place?.name;
        if (freeSince !== undefined && (mine || now - freeSince > COURTESY_MS)) {
          const taken = this.claims.take();
          if (taken !== undefined) return taken;
        }
        place ??= this.line.join();
        if (now > nextSuspicion) {
          nextSuspicion = now + SUSPICION_MS / 3;
          suspicions = holder?.suspended || holder?.problem !== undefined ? suspicions + 1 : 0;
          if (suspicions > 1) this.refuseAll(this.busy(holder));
        }
        // Not in step with others that look as often.
        const step = now - began < COURTESY_MS ? STEP_MS : LATER_STEP_MS;
        await new Promise((resolve) => setTimeout(resolve, step * (0.5 + Math.random())));
      }
      return undefined;
    } finally {
      place?.leave();
    }
  }

  private async give(): Promise<void> {
    this.state = 'giving';
    try {
      await this.owner.giving();
    } catch (error) {
      this.keep(error);
      return;
    }
    if (this.isClosed()) return;
    this.stopLooking();
    this.letGo();
    this.state = 'none';
    this.wanted = false;
    this.move();
  }

  /** What is not on disk must not be lost by giving it away: those who wait are told why. */
  private keep(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.options.log?.(
      `Another process waits for the canvas ${this.options.file}, but it cannot be saved (${reason}). It is kept and tried again.`,
    );
    try {
      this.claim?.explain(reason);
    } catch {
      // A full disk: those who wait learn only that it takes long.
    }
    if (this.isClosed()) return;
    this.state = 'held';
    this.wanted = false;
    this.savingFailedAt = performance.now();
    this.move();
  }

  private isClosed(): boolean {
    return this.state === 'closed';
  }

  private letGo(): void {
    this.claim?.release();
    this.claim = undefined;
  }

  private startLooking(): void {
    const look = () => this.look();
    const timer = setInterval(look, LOOK_MS).unref();
    const unwatch = this.line.watch(look);
    this.stopLooking = () => {
      clearInterval(timer);
      unwatch();
    };
  }

  private admitAll(): void {
    for (const entrant of this.queue.splice(0)) entrant.admit();
  }

  private refuseAll(error: unknown): void {
    for (const entrant of this.queue.splice(0)) entrant.refuse(error);
  }

  private busy(holder: Holder | undefined = this.held ? undefined : this.claims.holder()): CanvasError {
    const { file } = this.options;
    const seconds = Math.round(this.patience / 1000);
    if (holder === undefined) {
      return new CanvasError({
        code: 'timeout',
        message: `The canvas ${file} was not free within ${seconds} s: other calls and processes are at work on it.`,
        hint: 'Nothing was changed. Try again.',
      });
    }
    const { pid, client, problem, suspended } = holder;
    const who = `Process ${pid}${client === undefined ? '' : ` (${client})`}`;
    const [what, hint] = suspended
      ? [
          'is suspended and',
          `Let it go on (kill -CONT ${pid}) or end it (kill -KILL ${pid}), then try again.`,
        ]
      : problem !== undefined
        ? [
            `cannot save what it has done there (${problem}) and`,
            'Make room on the disk or the file writable; it tries again by itself.',
          ]
        : ['works on it and', `Try again when it is done, or end it (kill ${pid}).`];
    return new CanvasError({
      code: 'timeout',
      message: `${who} ${what} does not let go of the canvas ${file}.`,
      hint: `Nothing was changed. ${hint} A client with --canvas and another file has a canvas of its own.`,
    });
  }

  private unusable(error: unknown): CanvasError {
    const reason = error instanceof Error ? error.message : String(error);
    return new CanvasError({
      code: 'internal',
      message: `The canvas ${this.options.file} cannot be opened (${reason}).`,
      hint: 'Check that its folder exists and may be written, or choose another file with --canvas.',
    });
  }
}

function closed(): CanvasError {
  return new CanvasError({ code: 'disconnected', message: 'The canvas is closed.' });
}
