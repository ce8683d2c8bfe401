/**
 * The bridge as the rest of the server sees it: requests go in, replies come out, and which process holds the port,
 * who took over from whom and how often the plugin reconnected meanwhile is nobody's business.
 */
import { randomUUID } from 'node:crypto';
import {
  type Activity,
  bridgePortRange,
  type ClientInfo,
  type PanelState,
  type PluginSessionInfo,
} from '../../schemas/bridge.ts';
import type { ReplyError } from '../../schemas/bridge-errors.ts';
import type { ClientToHub, HubToClient, RelayedBody } from '../../schemas/bridge-peer.ts';
import { canvasReplySchemas } from '../../schemas/bridge-replies.ts';
import {
  type CanvasReply,
  type CanvasRequest,
  type CanvasRequestInput,
  canvasRequestSchema,
} from '../../schemas/canvas-request.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';
import { ActivityFeed } from './activity-feed.ts';
import { BridgeError, replyFromError } from './bridge-error.ts';
import { EventInbox } from './event-inbox.ts';
import type { HubHttp } from './hub-link.ts';
import { ImageStore, type LoadImage } from './image-store.ts';
import { imagesAhead } from './images-ahead.ts';
import type { HubLink } from './link.ts';
import type { BridgeLog } from './log.ts';
import { silentLog } from './log.ts';
import { PendingRequests } from './pending-requests.ts';
import { loadSecret } from './secret.ts';
import { type BridgeTiming, defaultTiming, pause } from './timing.ts';

export interface BridgeOptions {
  /** The same for all processes and in the plugin's manifest; 10000-32767. */
  port: number;
  /** Adsmith's folder of this user; holds the secret. */
  home: string;
  version: string;
  /** The MCP client this process works for. */
  client: { name: string; pid: number };
  log?: BridgeLog;
  /** Further endpoints on the port while this process is the hub (the board). */
  http?: HubHttp;
  /** Finds image bytes that are no longer in memory. */
  loadImage?: LoadImage;
  timing?: Partial<BridgeTiming>;
}

export interface RequestOptions {
  /** File key or exact name; default: the most recently active file. */
  file?: string;
  signal?: AbortSignal;
  /** ms; default 40 s. */
  timeout?: number;
}

export interface BridgeStatus {
  role: 'idle' | 'electing' | 'hub' | 'peer';
  port: number;
  /** This process. */
  self: ClientInfo;
  /** The process that holds the port, if there is one. */
  hub?: ClientInfo;
  /** Why the bridge could not be reached the last time. */
  problem?: ReplyError;
}

export interface Bridge {
  readonly self: ClientInfo;
  /**
   * Runs a canvas request in Figma, exactly once, however often hub and plugin reconnect meanwhile. Throws
   * `BridgeError` (`NO_PLUGIN` at once when no file is connected) or the plugin's `CanvasError`.
   */
  request<K extends CanvasRequest['kind']>(
    request: Extract<CanvasRequestInput, { kind: K }>,
    options?: RequestOptions,
  ): Promise<CanvasReply<K>>;
  /** Open Figma files, most recently active first. Becomes hub or peer on first use. */
  sessions(): Promise<PluginSessionInfo[]>;
  /** Messages of the designer to this client's agent. */
  readonly events: Pick<EventInbox, 'take' | 'peek' | 'on'>;
  /**
   * Shows a line in the panels and on the board; dropped while there is no connection. Lines wait for the calls they
   * are about, and a call that is over at once becomes one line.
   */
  activity(activity: Activity): void;
  /** What the panels offer and show; members left out stay as they are. */
  setPanel(panel: PanelState): void;
  /** Keeps image bytes for the plugin to fetch when it needs them; answers their SHA-256. */
  putImage(bytes: Uint8Array): string;
  /**
   * Reserves `width` px of canvas to the right of everything on the current page and of every earlier region, with
   * `gap` (default 100) px before it. Answers its left edge and the key of the file.
   */
  reserveRegion(
    file: string | undefined,
    width: number,
    options?: Omit<RequestOptions, 'file'> & { gap?: number },
  ): Promise<{ x: number; file: string }>;
  /** Becomes hub or peer now, in the background, so that a waiting plugin is there when it is needed. */
  start(): void;
  status(): BridgeStatus;
  /** Leaves. Requests still waiting fail with `CLOSED`; a hub lets another process take the port. */
  close(): Promise<void>;
}

/** Makes a bridge. Nothing is read, bound or connected before the first call that needs it. */
export function createBridge(options: BridgeOptions): Bridge {
  const { min, max } = bridgePortRange;
  if (options.port < min || options.port > max)
    throw new RangeError(`The bridge's port must be between ${min} and ${max}, not ${options.port}.`);
  return new BridgeClient(options);
}

/** How often a waiting client looks whether its hub is still alive, ms. */
const watchInterval = 500;
const defaultGap = 100;

class BridgeClient implements Bridge {
  readonly self: ClientInfo;
  readonly events: EventInbox;
  private readonly timing: BridgeTiming;
  private readonly log: BridgeLog;
  private readonly feed: ActivityFeed;
  private readonly images: ImageStore;
  private readonly pending: PendingRequests;
  private link: HubLink | undefined;
  private electing: Promise<HubLink> | undefined;
  private failure: { error: unknown; at: number } | undefined;
  private lost: { sessions: PluginSessionInfo[]; at: number; hub?: string } | undefined;
  private panel: PanelState | undefined;
  private watch: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: BridgeOptions) {
    this.timing = { ...defaultTiming, ...options.timing };
    this.log = options.log ?? silentLog;
    this.self = { id: randomUUID(), ...options.client, version: options.version };
    this.feed = new ActivityFeed((activity) => this.send({ type: 'activity', activity }));
    this.images = new ImageStore(options.loadImage);
    this.pending = new PendingRequests(this.self.id);
    this.events = new EventInbox((id) => this.send({ type: 'event_taken', id }));
  }

  async request<K extends CanvasRequest['kind']>(
    request: Extract<CanvasRequestInput, { kind: K }>,
    options: RequestOptions = {},
  ): Promise<CanvasReply<K>> {
    const kind: K = request.kind;
    const body = checkRequest(request);
    const reply = await this.ask({ type: 'request', file: options.file, body }, options);
    const value = reply.bytes && isObject(reply.value) ? { ...reply.value, bytes: reply.bytes } : reply.value;
    const parsed = canvasReplySchemas[kind].safeParse(value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new BridgeError('BAD_MESSAGE', `Reply to "${kind}": ${issue?.path.join('.')}: ${issue?.message}.`);
  }

  async sessions(): Promise<PluginSessionInfo[]> {
    return (await this.ensure()).sessions();
  }

  async reserveRegion(
    file: string | undefined,
    width: number,
    options: Omit<RequestOptions, 'file'> & { gap?: number } = {},
  ): Promise<{ x: number; file: string }> {
    const { value } = await this.ask(
      { type: 'reserve', file, width, gap: options.gap ?? defaultGap },
      options,
    );
    if (!isObject(value) || typeof value.x !== 'number' || typeof value.file !== 'string')
      throw new BridgeError('BAD_MESSAGE', 'Reply to "reserve".');
    return { x: value.x, file: value.file };
  }

  activity(activity: Activity): void {
    this.feed.tell(activity);
  }

  setPanel(panel: PanelState): void {
    this.panel = { ...this.panel, ...panel };
    this.send({ type: 'panel', panel: this.panel });
  }

  putImage(bytes: Uint8Array): string {
    return this.images.put(bytes);
  }

  start(): void {
    this.ensure().catch((error: unknown) => this.log.info({ error: String(error) }, 'bridge not available'));
  }

  status(): BridgeStatus {
    const { port } = this.options;
    const role = this.link?.role ?? (this.electing ? 'electing' : 'idle');
    const problem = this.failure && !this.link ? replyFromError(this.failure.error) : undefined;
    return { role, port, self: this.self, hub: this.link?.hub, problem };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.watch);
    this.pending.failAll(new BridgeError('CLOSED'));
    const { link, electing } = this;
    this.link = undefined;
    link?.close();
    // An election that is under way ends by itself; the link it may still bring is closed there.
    await electing?.catch(() => {});
  }

  private ask(
    question: Parameters<PendingRequests['ask']>[0],
    options: RequestOptions,
  ): ReturnType<PendingRequests['ask']> {
    const { signal, timeout = this.timing.request } = options;
    if (signal?.aborted) return Promise.reject(new BridgeError('CANCELLED', 'It had not been sent.'));
    const askOver = (link: HubLink) => {
      const ahead = question.type === 'request' ? imagesAhead(question.body, this.images) : [];
      const asked = ahead.length === 0 ? question : { ...question, images: ahead.map(({ hash }) => hash) };
      const answer = this.pending.ask(asked, { timeout, signal, send: this.sendOver });
      for (const { hash, bytes } of ahead) {
        this.images.noteSent(hash);
        this.sendOver({ type: 'image', id: 'ahead', hash, bytes, ahead: true });
      }
      if (link.role === 'peer') this.watchHub();
      return answer;
    };
    return this.link && !this.closed ? askOver(this.link) : this.ensure().then(askOver);
  }

  /** The link, electing a hub if there is none. A failure is remembered for a moment. */
  private ensure(): Promise<HubLink> {
    if (this.closed) return Promise.reject(new BridgeError('CLOSED'));
    if (this.link) return Promise.resolve(this.link);
    const { failure, timing } = this;
    const age = failure ? Date.now() - failure.at : Number.POSITIVE_INFINITY;
    if (!failure || age > timing.verdictLife) return this.elect(0);
    if (age > timing.electionMemory) this.elect(0).catch(() => {}); // whoever asks next is told
    return Promise.reject(failure.error);
  }

  private elect(delay: number): Promise<HubLink> {
    this.electing ??= this.findHub(delay).finally(() => {
      this.electing = undefined;
    });
    return this.electing;
  }

  private async findHub(delay: number): Promise<HubLink> {
    try {
      if (delay > 0) await pause(delay);
      const link = await this.reachHub();
      if (this.closed) {
        link.close();
        throw new BridgeError('CLOSED');
      }
      this.failure = undefined;
      this.link = link;
      this.lost = undefined;
      this.log.info({ role: link.role, hub: link.hub.pid }, 'bridge connected');
      if (this.panel) this.send({ type: 'panel', panel: this.panel });
      this.pending.resend(this.sendOver);
      return link;
    } catch (error) {
      this.failure = { error, at: Date.now() };
      this.pending.failAll(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  private async reachHub(): Promise<HubLink> {
    const { home, port, http } = this.options;
    // Loaded on first use: most short-lived copies of a server never need a socket.
    const { elect } = await import('./election.ts');
    const secret = await loadSecret(home);
    for (;;) {
      const link = await elect(
        {
          port,
          home,
          secret,
          self: this.self,
          timing: this.timing,
          log: this.log,
          known: this.recentSessions(),
          gone: this.lost?.hub,
          handlers: {
            message: (message) => this.receive(message),
            down: (gone, next) => this.linkDown(gone, next),
          },
        },
        http,
      );
      if (link.alive || this.closed) return link;
    }
  }

  private recentSessions(): PluginSessionInfo[] {
    if (!this.lost || Date.now() - this.lost.at > this.timing.pluginGrace) return [];
    return this.lost.sessions;
  }

  private linkDown(link: HubLink, next: string | undefined): void {
    // The close of an earlier link may come late, when this process is already hub or has joined another.
    if (this.link && this.link !== link) return;
    // A hub that names a successor lives on as a peer; any other took its own client with it.
    const hub = next === undefined ? link.hub.id : undefined;
    this.lost = { sessions: link.sessions(), at: Date.now(), hub };
    if (!this.link) return; // went down before it was taken up: the election goes on by itself
    this.link = undefined;
    if (this.closed) return;
    this.log.info({ role: link.role, next }, 'hub gone');
    this.elect(this.takeoverPause(link, next)).catch((error: unknown) =>
      this.log.warn({ error: String(error) }, 'no hub after the last one left'),
    );
  }

  /** Who is named goes first, the old hub last; without a name everyone tries after a short random pause. */
  private takeoverPause(link: HubLink, next: string | undefined): number {
    const jitter = Math.random() * this.timing.takeoverJitter;
    if (next === undefined) return jitter;
    if (next === this.self.id) return 0;
    return (link.role === 'hub' ? 4 : 2) * this.timing.takeoverJitter + jitter;
  }

  private receive(message: HubToClient): void {
    switch (message.type) {
      case 'reply':
        this.pending.answer(message);
        return;
      case 'sent':
        this.pending.sent(message.id, message.session);
        return;
      case 'image_request':
        void this.serveImage(message.id, message.hash);
        return;
      case 'event':
        this.events.receive({ event: message.event, file: message.file });
        return;
      case 'sessions':
      case 'challenge':
      case 'joined':
      case 'no_files':
      case 'handover':
        return; // the link's own business
    }
  }

  private async serveImage(id: string, hash: string): Promise<void> {
    let error = 'This process does not have the image.';
    try {
      const bytes = await this.images.get(hash);
      if (bytes) return this.sendOver({ type: 'image', id, hash, bytes });
    } catch (problem) {
      error = problem instanceof Error ? problem.message : String(problem);
    }
    this.sendOver({ type: 'image', id, hash, error });
  }

  /** Sends what may get lost. */
  private send(message: ClientToHub): void {
    if (this.link) this.sendOver(message);
  }

  private readonly sendOver = (message: ClientToHub): void => this.link?.send(message);

  /** While something is waiting: a hub that says nothing for too long, not even a pong, is given up. */
  private watchHub(): void {
    if (this.watch) return;
    let since = Date.now();
    let tick = Date.now();
    this.watch = setInterval(() => {
      const now = Date.now();
      const late = now - tick > 2 * watchInterval;
      tick = now;
      const { link } = this;
      if (this.pending.size === 0 || !link) {
        clearInterval(this.watch);
        this.watch = undefined;
        return;
      }
      // This process was busy itself: the hub's answers may be waiting to be read.
      if (late) since = now;
      if (now - Math.max(since, link.lastHeard) > this.timing.hubSilence) link.abandon();
      else link.ping();
    }, watchInterval);
    this.watch.unref();
  }
}

/** Checks a request and fills in its defaults, so that a mistake is reported here and not by the plugin. */
function checkRequest(request: CanvasRequestInput): RelayedBody {
  const parsed = canvasRequestSchema.safeParse(request);
  if (parsed.success) return { ...parsed.data };
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new CanvasError({
    code: 'bad_value',
    message: `${path}: ${issue?.message ?? 'wrong shape'}`,
    path,
    hint: `Correct "${path}" of the "${request.kind}" request.`,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
