/**
 * The hub: every client (this process's own and the peers') on one side, every open Figma file on the other.
 * It relays; what a request means is the client's and the plugin's business.
 */
import type {
  Activity,
  ClientActivity,
  ClientInfo,
  Hello,
  HubToPlugin,
  PanelState,
  PluginSessionInfo,
  PluginToHub,
} from '../../schemas/bridge.ts';
import { clientOfRequest } from '../../schemas/bridge.ts';
import { bridgeError } from '../../schemas/bridge-errors.ts';
import type { ClientToHub, HubToClient } from '../../schemas/bridge-peer.ts';
import { replyFromError } from './bridge-error.ts';
import { EventPost } from './event-post.ts';
import { ImageRelay } from './image-relay.ts';
import type { BridgeLog } from './log.ts';
import type { Outlet, Parts } from './outlet.ts';
import { PluginSession, type PluginSocket, type SessionHost } from './plugin-session.ts';
import { occupiedUntil } from './regions.ts';
import type { RelayedRequest } from './relayed-request.ts';
import { byActivity, pickSession } from './routing.ts';
import { firstInfo, replyId } from './session-info.ts';
import type { BridgeTiming } from './timing.ts';

export interface HubOptions {
  version: string;
  timing: BridgeTiming;
  log: BridgeLog;
  /** Something the board shows has changed. */
  onChange?(): void;
}

/** A client's connection to the hub, as seen by whoever carries its messages. */
export interface ClientPort {
  receive(message: ClientToHub): void;
  /** Where an image goes whose bytes come part by part; undefined when no plugin waits for it now. */
  imageOutlet(image: Extract<ClientToHub, { type: 'image' }>, parts: Parts): Outlet | undefined;
  /** The carrier is gone; `bye`: the client left on purpose and will not come back. */
  left(bye: boolean): void;
}

interface HubClient {
  info: ClientInfo;
  /** Missing while the client is away and may come back. */
  deliver?: (message: HubToClient) => void;
  port?: ClientPort;
  leaving?: NodeJS.Timeout;
}

/** Selection changes come in bursts; clients are told at most this often, in ms. */
const publishInterval = 50;
const activityKept = 200;

export class Hub {
  private readonly sessions = new Map<string, PluginSession>();
  private readonly clients = new Map<string, HubClient>();
  private readonly gone = new Set<string>();
  private readonly lastWorkers = new Map<string, string>();
  private readonly images = new ImageRelay((client, message) => this.deliver(client, message));
  private readonly post: EventPost;
  private readonly host: SessionHost;
  private panel: PanelState | undefined;
  private publishing: NodeJS.Timeout | undefined;
  private closed = false;
  /** The latest lines of the activity feed, oldest first. */
  readonly activity: ClientActivity[] = [];

  constructor(private readonly options: HubOptions) {
    this.post = new EventPost({
      isConnected: (client) => this.clients.get(client)?.deliver !== undefined,
      lastWorker: (file) => this.lastWorkers.get(file),
      deliver: (client, event, file) => this.deliver(client, { type: 'event', event, file }),
      acknowledge: (file, ack) => this.sessions.get(file)?.send(ack),
    });
    this.host = {
      timing: options.timing,
      log: options.log,
      abandoned: new Set(),
      changed: (now) => this.publish(now),
      ended: (session) => this.sessionEnded(session),
      expectClient: (client) => this.expectClient(client),
      clientName: (client) => this.clients.get(client)?.info.name ?? 'A client that is gone',
    };
  }

  /** Open files, most recently active first. */
  get sessionInfos(): PluginSessionInfo[] {
    return byActivity([...this.sessions.values()].map((session) => session.info));
  }

  /** Connected clients. */
  get clientInfos(): ClientInfo[] {
    return [...this.clients.values()].filter(({ deliver }) => deliver).map(({ info }) => info);
  }

  /** Nothing runs, waits or is held open in any file. */
  get quiet(): boolean {
    return [...this.sessions.values()].every((session) => session.quiet);
  }

  /** Files that were open under the hub before: their plugins are expected back. */
  expectSessions(infos: readonly PluginSessionInfo[]): void {
    for (const info of infos)
      if (!this.sessions.has(info.file.key))
        this.sessions.set(info.file.key, new PluginSession(info, this.host));
    if (infos.length > 0) this.publish(true);
  }

  /** This client's process has ended: what it left open is rolled back without waiting for it. */
  declareGone(client: string): void {
    this.gone.add(client);
  }

  /** Adds a client; a known one comes back under the same id and goes on. */
  attachClient(info: ClientInfo, deliver: (message: HubToClient) => void): ClientPort {
    const client: HubClient = this.clients.get(info.id) ?? { info };
    clearTimeout(client.leaving);
    this.gone.delete(info.id);
    const port: ClientPort = {
      receive: (message) => {
        if (!this.closed && client.port === port) this.fromClient(client, message);
      },
      imageOutlet: (image, parts) =>
        !this.closed && client.port === port ? this.images.outlet(info.id, image, parts) : undefined,
      left: (bye) => {
        if (client.port !== port) return; // it has already come back another way
        client.deliver = undefined;
        client.port = undefined;
        this.images.clientGone(info.id);
        this.expectClient(info.id, bye ? 0 : this.options.timing.clientGrace);
        this.tellClients();
      },
    };
    Object.assign(client, { info, deliver, port, leaving: undefined });
    this.clients.set(info.id, client);
    this.post.clientJoined(info.id);
    this.tellClients();
    return port;
  }

  /** Takes a plugin that has said a valid hello. */
  attachPlugin(socket: PluginSocket, hello: Hello): void {
    const { key } = hello.file;
    const known = this.sessions.get(key);
    const session = known ?? new PluginSession(firstInfo(hello), this.host);
    this.sessions.set(key, session);
    const resumed = session.connect(socket, hello);
    socket.handle({
      message: (message) => this.fromPlugin(session, message),
      refused: ({ type, id, size, limit }) => {
        const error = bridgeError(
          'TOO_LARGE',
          `It has ${Math.ceil(size / 1048576)} MiB; the limit is ${Math.floor(limit / 1048576)} MiB.`,
        );
        if (type === 'reply' && id) session.reply({ type: 'reply', id, ok: false, error });
        session.send({ type: 'error', error, about: id });
      },
      invalid: (issue, message) => this.invalidFromPlugin(session, issue, message),
      closed: (code) => session.disconnected(socket, code),
    });
    session.send({
      type: 'welcome',
      protocol: hello.protocol,
      version: this.options.version,
      resumed: resumed && known !== undefined,
      limit: socket.limit,
      clients: this.clientInfos,
    });
    if (this.panel) session.send({ type: 'panel', panel: this.panel });
    session.resume();
    this.options.log.info({ file: hello.file.name, resumed }, 'plugin connected');
  }

  /** Stops without answering anything: the clients send their requests to the next hub, the plugins reconnect. */
  close(next?: string): void {
    this.closed = true;
    clearTimeout(this.publishing);
    for (const { deliver, leaving } of this.clients.values()) {
      clearTimeout(leaving);
      deliver?.({ type: 'handover', next });
    }
    for (const session of this.sessions.values()) session.handOver();
  }

  private fromClient(client: HubClient, message: ClientToHub): void {
    const { id } = client.info;
    switch (message.type) {
      case 'request':
        this.relay(client, message);
        break;
      case 'reserve':
        this.reserve(client, message);
        break;
      case 'cancel':
        for (const session of this.sessions.values()) session.cancel(message.id);
        break;
      case 'image':
        this.images.answer(id, message);
        break;
      case 'activity':
        this.note(client, message.activity);
        break;
      case 'panel':
        this.panel = { ...this.panel, ...message.panel };
        this.tellPlugins({ type: 'panel', panel: this.panel });
        break;
      case 'event_taken':
        this.post.taken(id, message.id);
        break;
      case 'join':
        return; // said before the client was attached
    }
  }

  private relay(client: HubClient, message: Extract<ClientToHub, { type: 'request' }>): void {
    const { id, body, budget, sentTo, file, images } = message;
    const relayed = this.makeRequest(client, { id, body, budget, sentTo, images });
    this.route(relayed, file);
  }

  /** Asks the plugin what is on the page, then reserves the canvas to the right of it. */
  private reserve(client: HubClient, message: Extract<ClientToHub, { type: 'reserve' }>): void {
    const { id, budget, file, width, gap } = message;
    const relayed = this.makeRequest(client, { id, budget, body: { kind: 'status' } });
    const answer = relayed.onReply;
    relayed.onReply = (reply) => {
      const session = [...this.sessions.values()].find(({ info }) => info.session === relayed.sentTo);
      if (!reply.ok || !session) return answer(reply);
      const x = session.reserve(occupiedUntil(reply.value), width, gap);
      answer({ type: 'reply', id, ok: true, value: { x, file: session.key } });
    };
    this.route(relayed, file);
  }

  private makeRequest(
    client: HubClient,
    request: Pick<RelayedRequest, 'id' | 'body' | 'sentTo' | 'images'> & { budget: number },
  ): RelayedRequest {
    const { id, body, sentTo, images, budget } = request;
    const now = Date.now();
    return {
      id,
      client: client.info.id,
      clientName: client.info.name,
      body,
      sentTo,
      images,
      queuedAt: now,
      deadline: now + budget,
      onSent: (session) => this.deliver(client.info.id, { type: 'sent', id, session }),
      onReply: (reply) => this.deliver(client.info.id, reply),
    };
  }

  private route(request: RelayedRequest, file: string | undefined): void {
    for (const session of this.sessions.values()) {
      const known = session.find(request.id);
      if (known) {
        // The client came back and asks again: the answer goes to wherever it is now.
        known.deadline = request.deadline;
        known.cancelled = false;
        return;
      }
    }
    try {
      const session = this.target(request, file);
      this.lastWorkers.set(session.key, request.client);
      this.post.clientWorks(request.client, session.key);
      if (request.images) this.images.expect(session, request.client, request.images);
      session.enqueue(request);
    } catch (error) {
      request.onReply({ type: 'reply', id: request.id, ok: false, error: replyFromError(error) });
    }
  }

  private target(request: RelayedRequest, file: string | undefined): PluginSession {
    if (request.sentTo !== undefined)
      for (const session of this.sessions.values())
        if (session.info.session === request.sentTo) return session;
    const named = file === undefined ? undefined : this.sessions.get(file);
    if (named) return named;
    const { key } = pickSession(this.sessionInfos, file).file;
    const session = this.sessions.get(key);
    if (!session) throw new Error(`session ${key} vanished`);
    return session;
  }

  private fromPlugin(session: PluginSession, message: PluginToHub): void {
    switch (message.type) {
      case 'reply':
        session.reply(message);
        break;
      case 'image_request':
        this.askImage(session, message);
        break;
      case 'selection':
        session.update({ selection: message.selection });
        break;
      case 'page':
        // The key is the session's identity and stays; the name may have changed.
        session.update({
          page: message.page,
          file: { key: session.key, name: message.file?.name ?? session.info.file.name },
        });
        break;
      case 'visibility':
        session.update({ visible: message.visible });
        break;
      case 'designer_event':
        this.post.receive(session.key, message.event);
        break;
      case 'ping':
        session.send({ type: 'pong' });
        break;
      case 'pong':
      case 'hello':
        return;
    }
  }

  private askImage(session: PluginSession, message: Extract<PluginToHub, { type: 'image_request' }>): void {
    const { id, hash, request } = message;
    const owner = request === undefined ? session.workingFor : clientOfRequest(request);
    const connected = this.clientInfos.map((client) => client.id);
    const first = connected.filter((client) => client === owner);
    this.images.ask(session, id, hash, [...first, ...connected.filter((client) => client !== owner)]);
  }

  /** A message of the plugin had the wrong shape: its request, if it was an answer, must not wait for ever. */
  private invalidFromPlugin(session: PluginSession, issue: string, message: unknown): void {
    this.options.log.warn({ file: session.info.file.name, issue }, 'invalid message from the plugin');
    const error = bridgeError('BAD_MESSAGE', `From the plugin: ${issue}`);
    session.send({ type: 'error', error });
    const id = replyId(message);
    if (id !== undefined) session.reply({ type: 'reply', id, ok: false, error });
  }

  private note({ info }: HubClient, activity: Activity): void {
    const line: ClientActivity = { ...activity, client: { id: info.id, name: info.name } };
    this.activity.push(line);
    this.activity.splice(0, this.activity.length - activityKept);
    for (const session of this.sessions.values())
      if (activity.file === undefined || activity.file === session.key)
        session.send({ type: 'activity', activity: line });
    this.options.onChange?.();
  }

  /** Waits for a client to come back; if it does not, nothing of it stays behind. */
  private expectClient(id: string, patience = this.options.timing.clientGrace): void {
    const client = this.clients.get(id);
    if (client?.deliver || client?.leaving) return;
    const entry: HubClient = client ?? { info: { id, name: 'A client that is gone', pid: 0, version: '0' } };
    this.clients.set(id, entry);
    entry.leaving = setTimeout(
      () => {
        this.clients.delete(id);
        this.post.clientGone(id);
        for (const session of this.sessions.values()) session.forgetClient(id);
      },
      this.gone.has(id) ? 0 : patience,
    );
    entry.leaving.unref();
  }

  private sessionEnded(session: PluginSession): void {
    if (this.sessions.get(session.key) === session) this.sessions.delete(session.key);
    this.options.log.info({ file: session.info.file.name }, 'plugin gone');
    this.publish(true);
  }

  private deliver(client: string, message: HubToClient): void {
    this.clients.get(client)?.deliver?.(message);
  }

  private tellPlugins(message: Exclude<HubToPlugin, { type: 'request' }>): void {
    for (const session of this.sessions.values()) session.send(message);
  }

  private tellClients(): void {
    this.tellPlugins({ type: 'clients', clients: this.clientInfos });
    this.options.onChange?.();
  }

  private publish(now: boolean): void {
    if (this.closed) return;
    if (!now) {
      this.publishing ??= setTimeout(() => this.publish(true), publishInterval);
      return;
    }
    clearTimeout(this.publishing);
    this.publishing = undefined;
    const sessions = this.sessionInfos;
    for (const { deliver } of this.clients.values()) deliver?.({ type: 'sessions', sessions });
    this.options.onChange?.();
  }
}
