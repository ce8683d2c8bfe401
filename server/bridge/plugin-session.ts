/**
 * One open Figma file as the hub sees it: its plugin's socket (which may drop and come back), the queue of requests,
 * the one request in flight, and the open transactions. The plugin runs one request at a time anyway (Figma has one
 * main thread); sending them one by one is what makes turns fair and transactions undivided.
 */
import type {
  ClientInfo,
  Hello,
  HubToPlugin,
  PluginSessionInfo,
  PluginToHub,
  Reply,
} from '../../schemas/bridge.ts';
import { type CloseName, closeCodes } from '../../schemas/bridge-errors.ts';
import { MessageTooLarge } from '../../schemas/bridge-frames.ts';
import type { RelayedBody } from '../../schemas/bridge-peer.ts';
import { FairQueue } from './fair-queue.ts';
import { FileTransactions, hubClient } from './file-transactions.ts';
import type { BridgeLog } from './log.ts';
import type { MessageSocket } from './message-socket.ts';
import type { Outlet, Parts } from './outlet.ts';
import { failRequest, type RelayedRequest } from './relayed-request.ts';
import type { BridgeTiming } from './timing.ts';

/** The hub relays a request's body as it came; the plugin checks it. */
type ToPlugin =
  | Exclude<HubToPlugin, { type: 'request' }>
  | {
      type: 'request';
      id: string;
      client: Pick<ClientInfo, 'id' | 'name'>;
      body: RelayedBody;
      images?: string[];
    };
export type PluginSocket = MessageSocket<PluginToHub, ToPlugin>;

/** What a session needs from the hub. */
export interface SessionHost {
  readonly timing: BridgeTiming;
  readonly log: BridgeLog;
  /** Transactions whose owner was told that they failed: rolled back as soon as the plugin is there again. */
  readonly abandoned: Set<string>;
  /** The session's info changed; `now`: tell the clients at once. */
  changed(now: boolean): void;
  /** The plugin is gone for good. */
  ended(session: PluginSession): void;
  /** A transaction belongs to this client: roll it back if the client does not show up. */
  expectClient(client: string): void;
  clientName(client: string): string;
}

const queueLimit = 200;
const sweepInterval = 200;

export class PluginSession {
  info: PluginSessionInfo;
  private socket: PluginSocket | undefined;
  private readonly queue = new FairQueue<RelayedRequest>();
  private inFlight: RelayedRequest | undefined;
  private readonly transactions = new FileTransactions();
  /** Requests given up while the plugin was running them: a transaction they open late is rolled back. */
  private readonly givenUp = new Set<string>();
  private grace: NodeJS.Timeout | undefined;
  private readonly sweeper: NodeJS.Timeout;
  private number = 0;
  /** Images that clients send unasked, and those this run of the plugin has got. */
  private readonly imagesComing = new Set<string>();
  private readonly imagesGiven = new Set<string>();

  constructor(
    info: PluginSessionInfo,
    private readonly host: SessionHost,
  ) {
    this.info = { ...info, state: 'reconnecting' };
    this.sweeper = setInterval(() => this.sweep(), sweepInterval);
    this.sweeper.unref();
    this.startGrace();
  }

  get key(): string {
    return this.info.file.key;
  }

  /** Nothing runs, waits or is held open. */
  get quiet(): boolean {
    return !this.inFlight && this.queue.size === 0 && this.transactions.list.length === 0;
  }

  /** Takes over a socket that has said a valid hello. Answers whether this run of the plugin was known. */
  connect(socket: PluginSocket, hello: Hello): boolean {
    const resumed = hello.session === this.info.session;
    const old = this.socket;
    this.socket = socket;
    if (old) old.close(closeCodes[resumed ? 'bye' : 'replaced']);
    clearTimeout(this.grace);
    this.info = {
      ...this.info,
      session: hello.session,
      file: hello.file,
      page: hello.page,
      selection: hello.selection,
      pluginVersion: hello.pluginVersion,
      visible: hello.visible,
      state: 'connected',
      // A reconnect is no sign of the designer: background tabs flap, and must not become the default file.
      lastActive: resumed ? this.info.lastActive : Date.now(),
      reservedUntil: maximum(this.info.reservedUntil, hello.reservedUntil),
    };
    this.transactions.clear();
    for (const { id, request } of hello.openTransactions) this.adopt(id, request);
    const { timing } = this.host;
    socket.startHeartbeat(timing.heartbeat, timing.silence, () => this.inFlight !== undefined);
    if (!resumed) {
      this.imagesGiven.clear();
      this.failInFlight('PLUGIN_RESTARTED');
    }
    this.host.changed(true);
    return resumed;
  }

  /** Sends what waited for the plugin; to be called after the welcome. */
  resume(): void {
    for (const { id } of this.transactions.list) if (this.host.abandoned.delete(id)) this.rollBack(id);
    const again = this.inFlight;
    if (again) this.sendRequest(again);
    this.pump();
  }

  /** The plugin's socket closed. A clean close (the panel was closed) ends the session, anything else is waited for. */
  disconnected(socket: PluginSocket, code: number): void {
    if (this.socket !== socket) return; // an old socket's late close must not touch the new one
    this.socket = undefined;
    if (code === 1000 || code === 1001) {
      this.end();
      return;
    }
    this.info = { ...this.info, state: 'reconnecting' };
    this.startGrace();
    this.host.changed(true);
  }

  /** Sends a message to the panel; false when it is not connected. */
  send(message: ToPlugin): boolean {
    if (!this.socket?.open) return false;
    this.socket.send(message);
    return true;
  }

  /** A client is about to send this image; false: the plugin has it, or gets it from another client. */
  expectImage(hash: string): boolean {
    if (this.imagesGiven.has(hash) || this.imagesComing.has(hash)) return false;
    this.imagesComing.add(hash);
    return true;
  }

  /** The image that was expected; without bytes it will not come. */
  imageAhead(hash: string, bytes: Uint8Array | undefined): void {
    this.imagesComing.delete(hash);
    if (bytes) this.image({ id: 'ahead', hash, bytes, ahead: true });
    else this.send({ type: 'image', id: 'ahead', hash, error: 'Its client is gone.', ahead: true });
  }

  image(image: { id: string; hash: string; bytes: Uint8Array; ahead?: true }): void {
    if (this.send({ type: 'image', ...image })) this.imagesGiven.add(image.hash);
  }

  /** As `image`, for one whose bytes come in parts; undefined when that cannot be. */
  imageOutlet(image: { id: string; hash: string; ahead?: true }, parts: Parts): Outlet | undefined {
    const outlet = this.socket?.outlet({ type: 'image', ...image }, parts);
    if (!outlet) return undefined;
    if (image.ahead) this.imagesComing.delete(image.hash);
    this.imagesGiven.add(image.hash);
    return outlet;
  }

  update(change: Partial<Pick<PluginSessionInfo, 'selection' | 'page' | 'file' | 'visible'>>): void {
    const visible = change.visible ?? this.info.visible;
    // Only a visible window can have a designer in front of it.
    this.info = { ...this.info, ...change, lastActive: visible ? Date.now() : this.info.lastActive };
    this.host.changed(false);
  }

  /** Reserves canvas to the right of `occupiedUntil` and of every earlier region. Answers its left edge in page px. */
  reserve(occupiedUntil: number | undefined, width: number, gap: number): number {
    const edge = maximum(occupiedUntil, this.info.reservedUntil);
    const x = edge === undefined ? 0 : Math.ceil(edge + gap);
    this.info = { ...this.info, reservedUntil: x + width };
    this.send({ type: 'reserved', until: x + width });
    this.host.changed(true);
    return x;
  }

  enqueue(request: RelayedRequest): void {
    if (this.queue.waiting(request.client) >= queueLimit) {
      failRequest(request, 'QUEUE_FULL');
      return;
    }
    this.queue.push(request);
    this.pump();
  }

  /** The request with this id that waits or runs here. */
  find(id: string): RelayedRequest | undefined {
    return this.inFlight?.id === id ? this.inFlight : this.queue.find((request) => request.id === id);
  }

  /** Nobody waits for this request any more. */
  cancel(id: string): void {
    this.queue.remove((request) => request.id === id);
    if (this.inFlight?.id !== id) return;
    this.inFlight.cancelled = true;
    this.inFlight.deadline = Math.min(this.inFlight.deadline, Date.now());
    this.send({ type: 'cancel', id });
  }

  /** A client is gone for good: its waiting requests are dropped, its transactions rolled back. */
  forgetClient(client: string): void {
    this.queue.remove((request) => request.client === client);
    if (this.inFlight?.client === client) this.inFlight.cancelled = true;
    for (const transaction of this.transactions.list)
      if (transaction.client === client) this.rollBack(transaction.id);
  }

  reply(reply: Reply): void {
    const request = this.inFlight;
    if (!request || request.id !== reply.id) {
      this.lateReply(reply);
      return;
    }
    this.inFlight = undefined;
    this.noteTransaction(request, reply);
    request.onReply(reply);
    this.pump();
  }

  /** Who runs something here right now. */
  get workingFor(): string | undefined {
    return this.inFlight?.client;
  }

  /** Ends the session: the plugin will not come back, or the hub closes. */
  end(close?: CloseName): void {
    clearTimeout(this.grace);
    clearInterval(this.sweeper);
    const socket = this.socket;
    this.socket = undefined;
    if (close) socket?.close(closeCodes[close]);
    for (const { id } of this.transactions.list) this.host.abandoned.add(id);
    this.failInFlight('PLUGIN_GONE');
    for (const request of this.queue.remove(() => true)) failRequest(request, 'PLUGIN_GONE', this.where());
    this.host.ended(this);
  }

  /** Lets go of everything without answering: another hub will take over, and clients send their requests again. */
  handOver(): void {
    clearTimeout(this.grace);
    clearInterval(this.sweeper);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close(closeCodes.handover);
  }

  private pump(): void {
    while (!this.inFlight && this.socket?.open) {
      const request = this.queue.take((item) => this.mayRun(item));
      if (!request) return;
      if (request.sentTo !== undefined && request.sentTo !== this.info.session) {
        failRequest(request, 'PLUGIN_RESTARTED');
        continue;
      }
      this.inFlight = request;
      request.sentTo = this.info.session;
      request.onSent(this.info.session);
      this.transactions.touch(request.client);
      this.sendRequest(request);
    }
  }

  private mayRun({ id, client, body }: RelayedRequest): boolean {
    return this.transactions.mayRun({ id, client, kind: body.kind, transaction: body.transaction });
  }

  private sendRequest(request: RelayedRequest): void {
    const { id, body } = request;
    const client = { id: request.client, name: request.clientName };
    const images = request.images?.filter((hash) => this.imagesComing.has(hash));
    try {
      this.send({ type: 'request', id, client, body, ...(images && images.length > 0 && { images }) });
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      this.inFlight = undefined;
      failRequest(request, 'TOO_LARGE', error.message);
    }
  }

  private noteTransaction(request: RelayedRequest, reply: Reply): void {
    const { kind, transaction } = request.body;
    this.transactions.touch(request.client);
    if (kind === 'begin' && reply.ok) {
      const opened = transactionOf(reply);
      if (!opened) return;
      this.transactions.add(opened, request.id);
      if (request.cancelled) this.rollBack(opened);
    }
    // A failed commit leaves the transaction open for its owner's rollback; a failed rollback has nothing left to undo.
    if (transaction !== undefined && (kind === 'rollback' || (kind === 'commit' && reply.ok)))
      this.transactions.end(transaction);
  }

  /** An answer nobody here asked for: its request came through a hub that is gone, or was given up. */
  private lateReply(reply: Reply): void {
    const opened = transactionOf(reply);
    if (!opened) return;
    if (this.givenUp.delete(reply.id)) {
      this.transactions.add(opened, reply.id);
      this.rollBack(opened);
    } else this.adopt(opened, reply.id);
  }

  private adopt(id: string, request: string): void {
    this.transactions.add(id, request);
    for (const { client } of this.transactions.list) this.host.expectClient(client);
  }

  private rollBack(transaction: string): void {
    const now = Date.now();
    this.number += 1;
    this.queue.push({
      id: `${hubClient}:${this.info.session}:${transaction}:${this.number}`,
      client: hubClient,
      clientName: 'Adsmith',
      body: { kind: 'rollback', transaction },
      queuedAt: now,
      deadline: now + this.host.timing.request,
      onSent: () => {},
      onReply: () =>
        this.host.log.info(
          { transaction, file: this.info.file.name },
          'transaction rolled back for its owner',
        ),
    });
    this.pump();
  }

  private failInFlight(code: 'PLUGIN_RESTARTED' | 'PLUGIN_GONE'): void {
    const request = this.inFlight;
    this.inFlight = undefined;
    if (request) failRequest(request, code, this.where());
  }

  private startGrace(): void {
    clearTimeout(this.grace);
    this.grace = setTimeout(() => this.end(), this.host.timing.pluginGrace);
    this.grace.unref();
  }

  /** Ends what waited or ran too long. */
  private sweep(): void {
    const now = Date.now();
    const { timing } = this.host;
    for (const request of this.queue.remove(({ deadline }) => deadline < now))
      failRequest(request, 'TIMEOUT', 'It was still waiting for its turn.');
    for (const request of this.queue.remove((item) => this.waitedTooLong(item, now))) {
      const blocker = this.transactions.blocking(request.client);
      const name = blocker ? this.host.clientName(blocker.client) : 'This client';
      failRequest(request, 'FILE_BUSY', `${name} has a transaction open in ${this.where()}`);
    }
    this.sweepInFlight(now);
    for (const transaction of this.transactions.list)
      if (
        now - transaction.touched > timing.transactionIdle &&
        this.inFlight?.client !== transaction.client
      ) {
        this.transactions.touch(transaction.client); // one rollback at a time
        this.rollBack(transaction.id);
      }
  }

  private waitedTooLong(request: RelayedRequest, now: number): boolean {
    return now - request.queuedAt > this.host.timing.transactionWait && !this.mayRun(request);
  }

  private sweepInFlight(now: number): void {
    const request = this.inFlight;
    if (!request || !this.socket || now < request.deadline + this.host.timing.overdue) return;
    this.inFlight = undefined;
    this.givenUp.add(request.id);
    this.send({ type: 'cancel', id: request.id });
    failRequest(request, 'TIMEOUT', this.where());
    this.pump();
  }

  private where(): string {
    return `File: ${this.info.file.name}.`;
  }
}

function transactionOf(reply: Reply): string | undefined {
  if (!reply.ok || typeof reply.value !== 'object' || reply.value === null) return undefined;
  return 'transaction' in reply.value && typeof reply.value.transaction === 'string'
    ? reply.value.transaction
    : undefined;
}

function maximum(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.max(a, b);
}
