/** Being the hub: binds the port and serves plugins, peers and this process's own client. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import type { ClientActivity, ClientInfo, PluginSessionInfo } from '../../schemas/bridge.ts';
import { closeCodes } from '../../schemas/bridge-errors.ts';
import type { ClientToHub } from '../../schemas/bridge-peer.ts';
import { admitPeer, admitPlugin, type DoorContext } from './doors.ts';
import { type LocalServer, openLocalServer } from './http-server.ts';
import { type ClientPort, Hub } from './hub.ts';
import { markHub } from './hub-mark.ts';
import { sweepHandover } from './image-handover.ts';
import type { HubLink, LinkContext } from './link.ts';

/** What a page served from the hub's port (the board) can show. */
export interface HubView {
  sessions(): PluginSessionInfo[];
  clients(): ClientInfo[];
  /** Latest lines, oldest first. */
  activity(): ClientActivity[];
  /** Calls back on every change; answers how to stop that. */
  subscribe(listener: () => void): () => void;
}

/** Further endpoints on the hub's port. Answers false when the path is not its own. */
export type HubHttp = (request: IncomingMessage, response: ServerResponse, view: HubView) => boolean;

/** Sockets that have not said who they are; more are turned away. Each may make us hold one frame. */
const strangersAllowed = 32;
const quietCheck = 25;
/** For what is done right after what is being done; `queueMicrotask` sets up an async scope each time. */
const soon = Promise.resolve();

/** Binds the port and becomes the hub. Rejects with Node's error when the port is taken. */
export async function startHub(context: LinkContext, http?: HubHttp): Promise<HubLink> {
  const link = new LocalLink(context, http);
  await link.listen();
  return link;
}

class LocalLink implements HubLink {
  readonly role = 'hub';
  readonly hub: ClientInfo;
  alive = true;
  private readonly core: Hub;
  private readonly view: HubView;
  private readonly sockets = new Set<WebSocket>();
  private readonly listeners = new Set<() => void>();
  private server: LocalServer | undefined;
  private port: ClientPort | undefined;
  private yieldTo: string | undefined;
  private unmark = () => {};

  constructor(
    private readonly context: LinkContext,
    private readonly http: HubHttp | undefined,
  ) {
    const { self, timing, log } = context;
    this.hub = self;
    this.core = new Hub({
      version: self.version,
      timing,
      log,
      onChange: () => {
        for (const listener of this.listeners) listener();
      },
    });
    this.view = {
      sessions: () => this.core.sessionInfos,
      clients: () => this.core.clientInfos,
      activity: () => this.core.activity,
      subscribe: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
    };
  }

  async listen(): Promise<void> {
    const { port, home, self, handlers, known, gone } = this.context;
    const doors: DoorContext = {
      ...this.context,
      hub: this.core,
      onNewer: (client) => this.prepareHandover(client),
    };
    this.server = await openLocalServer({
      port,
      version: self.version,
      onPlugin: (ws) => this.open(ws, () => admitPlugin(ws, doors)),
      onPeer: (ws) => this.open(ws, () => admitPeer(ws, doors)),
      http: (request, response) => this.http?.(request, response, this.view) ?? false,
    });
    this.unmark = markHub(home, port);
    sweepHandover(home);
    // Binding the port proves it: whoever held it is gone, and need not be waited for.
    if (gone !== undefined) this.core.declareGone(gone);
    this.core.expectSessions(known);
    this.port = this.core.attachClient(self, (message) => {
      // As over a socket: never inside the call that caused it, always in order.
      if (message.type !== 'handover') void soon.then(() => handlers.message(message));
    });
  }

  get lastHeard(): number {
    return Date.now();
  }

  sessions(): PluginSessionInfo[] {
    return this.core.sessionInfos;
  }

  send(message: ClientToHub): void {
    this.port?.receive(message);
  }

  ping(): void {}

  close(): void {
    if (!this.alive) return;
    this.alive = false;
    this.stop();
  }

  abandon(): void {
    this.close();
  }

  private stop(next?: string): void {
    this.unmark();
    this.core.close(next);
    this.server?.close();
    for (const socket of this.sockets) {
      socket.close(closeCodes.handover.code, closeCodes.handover.reason);
      setTimeout(() => socket.terminate(), 1000).unref();
    }
  }

  private open(socket: WebSocket, admit: () => void): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    const known = this.core.clientInfos.length + this.core.sessionInfos.length;
    if (!this.alive) socket.close(closeCodes.handover.code, closeCodes.handover.reason);
    else if (this.sockets.size > known + strangersAllowed)
      socket.close(closeCodes.tooMany.code, closeCodes.tooMany.reason);
    else admit();
  }

  /** Gives the port to a newer version at the next quiet moment, or after a while in any case: nothing is lost. */
  private prepareHandover(client: ClientInfo): void {
    if (this.yieldTo !== undefined) return;
    this.yieldTo = client.id;
    const { timing, log, handlers } = this.context;
    const latest = Date.now() + timing.yieldPatience;
    const check = setInterval(() => {
      if (!this.core.quiet && Date.now() < latest) return;
      clearInterval(check);
      if (!this.alive) return;
      log.info({ version: client.version, pid: client.pid }, 'handing the bridge to a newer version');
      this.alive = false;
      this.stop(client.id);
      handlers.down(this, client.id);
    }, quietCheck);
    check.unref();
  }
}
