/**
 * The plugin's side of the bridge for tests: a real WebSocket client with Origin `null` that says hello with the
 * token, runs every request id once (`ReplayCache`), fetches images it has not seen, keeps open transactions over
 * reconnects, and remembers what it executed. What a request does is up to `execute`.
 */
import { randomUUID } from 'node:crypto';
import { type RawData, WebSocket } from 'ws';
import { ImagesAhead } from '../../figma-bridge-plugin/link/images-ahead.ts';
import type { ImageRequest } from '../../figma-bridge-plugin/protocol/messages.ts';
import {
  bridgePaths,
  bridgeProtocol,
  type DesignerEvent,
  type HubToPlugin,
  hubToPluginSchema,
  type PluginToHub,
  type Reply,
  reconnectPause,
} from '../../schemas/bridge.ts';
import { closeCodes } from '../../schemas/bridge-errors.ts';
import { encodeFrames, FrameAssembler } from '../../schemas/bridge-frames.ts';
import { ReplayCache } from '../../schemas/bridge-replay.ts';
import type { CanvasRequest } from '../../schemas/canvas-request.ts';

export interface Executed {
  id: string;
  client: string;
  body: CanvasRequest;
}

/** The value of a reply; a member `bytes` travels as the message's bytes. Throws to answer with an error. */
export type Execute = (body: CanvasRequest, plugin: StandInPlugin, id: string) => Promise<unknown>;

interface ImageWait {
  ask: ImageRequest;
  resolve(bytes: Uint8Array | undefined): void;
}

export interface StandInOptions {
  port: number;
  token: string;
  file?: { key: string; name: string };
  session?: string;
  origin?: string;
  visible?: boolean;
  reconnect?: boolean;
  execute?: Execute;
}

export class StandInPlugin {
  readonly executed: Executed[] = [];
  readonly received: HubToPlugin[] = [];
  readonly imagesAsked: string[] = [];
  readonly acks = new Map<string, string>();
  readonly transactions = new Map<string, { id: string; request: string }>();
  readonly file: { key: string; name: string };
  readonly session: string;
  bytesReceived = 0;
  connections = 0;
  lastClose: { code: number; reason: string } | undefined;
  /** Replies are computed but not sent while this is true. */
  mute = false;
  private readonly cache = new ReplayCache<Reply>((reply) =>
    reply.ok && reply.bytes ? reply.bytes.length : 0,
  );
  private readonly images = new Map<string, Uint8Array>();
  private readonly ahead = new ImagesAhead();
  private readonly imageWaits = new Map<string, ImageWait>();
  private readonly outbox = new Map<string, DesignerEvent>();
  private ws: WebSocket | undefined;
  private assembler = new FrameAssembler();
  private number = 0;
  private questions = 0;
  private pause: number = reconnectPause.first;
  private stopped = false;
  private reservedUntil: number | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: StandInOptions) {
    this.file = options.file ?? { key: 'file-1', name: 'Ads' };
    this.session = options.session ?? randomUUID();
    this.connect();
  }

  get connected(): boolean {
    return this.received.some(({ type }) => type === 'welcome') && this.ws?.readyState === WebSocket.OPEN;
  }

  say(message: PluginToHub): void {
    if (this.ws?.readyState !== WebSocket.OPEN) return;
    this.number += 1;
    for (const frame of encodeFrames(message, this.number)) this.ws.send(frame);
  }

  /** Sends frames as they are, right or wrong. */
  sendRaw(frames: (string | Uint8Array)[]): void {
    for (const frame of frames) this.ws?.send(frame);
  }

  /** Sends an event and keeps it until the agent was told. */
  tell(event: DesignerEvent): void {
    this.outbox.set(event.id, event);
    this.say({ type: 'designer_event', event });
  }

  /** Bytes of an image, asked for once. */
  async image(hash: string, request?: string): Promise<Uint8Array> {
    const known = this.images.get(hash);
    if (known) return known;
    const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
      this.questions += 1;
      const id = `ask-${this.questions}`;
      const wait: ImageWait = { ask: { type: 'image_request', id, hash, request }, resolve };
      const ahead = this.ahead.take(wait.ask);
      if (ahead instanceof Uint8Array) return resolve(ahead);
      this.imageWaits.set(id, wait);
      if (ahead === undefined) this.askImage(wait.ask);
    });
    if (!bytes) throw new Error(`image ${hash} is missing`);
    this.images.set(hash, bytes);
    return bytes;
  }

  private askImage(ask: ImageRequest): void {
    this.imagesAsked.push(ask.hash);
    this.say(ask);
  }

  /** Drops the images and messages it has had. */
  forget(): void {
    this.images.clear();
    this.received.length = 0;
  }

  /** Cuts the cable, as a crash or a suspended machine does. */
  cut(): void {
    this.ws?.terminate();
  }

  /** Reads nothing any more, not even pings, as on a machine that sleeps. */
  freeze(): void {
    this.ws?.pause();
  }

  thaw(): void {
    this.ws?.resume();
  }

  /** Closes the panel (1000), as a designer does, and stays away. */
  close(code = 1000): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.ws?.close(code);
  }

  private connect(): void {
    const { port, origin = 'null' } = this.options;
    this.assembler = new FrameAssembler();
    const ws = new WebSocket(`ws://localhost:${port}${bridgePaths.plugin}`, {
      origin,
      family: 4,
      perMessageDeflate: false,
    });
    this.ws = ws;
    ws.on('open', () => this.hello());
    ws.on('message', (data, isBinary) => this.receive(data, isBinary));
    ws.on('error', () => {});
    ws.on('close', (code, reason) => {
      if (this.ws !== ws) return;
      this.ahead.lost();
      this.lastClose = { code, reason: reason.toString() };
      const known = Object.values(closeCodes).find((entry) => entry.code === code && entry.code >= 1012);
      if (this.stopped || this.options.reconnect === false || known?.retry === false) return;
      const spread = 1 + (Math.random() * 2 - 1) * reconnectPause.spread;
      this.retry = setTimeout(() => this.connect(), this.pause * spread);
      this.pause = Math.min(reconnectPause.longest, this.pause * reconnectPause.growth);
    });
  }

  private hello(): void {
    const { token, visible = true } = this.options;
    this.connections += 1;
    this.say({
      type: 'hello',
      protocol: bridgeProtocol,
      token,
      session: this.session,
      file: this.file,
      page: { id: '0:1', name: 'Page 1' },
      selection: { nodes: [], total: 0 },
      pluginVersion: '0.1.0',
      visible,
      openTransactions: [...this.transactions.values()],
      reservedUntil: this.reservedUntil,
    });
  }

  private receive(data: RawData, isBinary: boolean): void {
    const buffer = toBuffer(data);
    this.bytesReceived += buffer.length;
    const result = this.assembler.push(isBinary ? buffer : buffer.toString());
    if (result.kind !== 'message') return;
    const message = hubToPluginSchema.parse(result.message);
    this.received.push(message);
    this.handle(message);
  }

  private handle(message: HubToPlugin): void {
    if (message.type === 'welcome') {
      this.pause = reconnectPause.first;
      // What was asked for over a socket that is gone is asked for again.
      for (const { ask } of this.imageWaits.values()) this.askImage(ask);
      for (const event of this.outbox.values()) this.say({ type: 'designer_event', event });
    } else if (message.type === 'ack') {
      this.acks.set(message.id, message.state);
      const event = this.outbox.get(message.id);
      if (message.state === 'delivered') this.outbox.delete(message.id);
      else if (event && message.client) event.client = message.client;
    } else if (message.type === 'reserved') this.reservedUntil = message.until;
    else if (message.type === 'image' && message.ahead)
      for (const ask of this.ahead.arrived(message.hash, message.bytes)) {
        if (!message.bytes) {
          this.askImage(ask);
          continue;
        }
        this.imageWaits.get(ask.id)?.resolve(message.bytes);
        this.imageWaits.delete(ask.id);
      }
    else if (message.type === 'image') {
      this.imageWaits.get(message.id)?.resolve(message.bytes);
      this.imageWaits.delete(message.id);
    } else if (message.type === 'request') {
      this.ahead.expect(message.images ?? []);
      void this.cache
        .run(message.id, () => this.perform(message))
        .then((reply) => {
          if (!this.mute) this.say(reply);
        });
    }
  }

  private async perform({ id, client, body }: Extract<HubToPlugin, { type: 'request' }>): Promise<Reply> {
    this.executed.push({ id, client: client.id, body });
    try {
      const value = await (this.options.execute ?? record)(body, this, id);
      if (typeof value !== 'object' || value === null || !('bytes' in value))
        return { type: 'reply', id, ok: true, value };
      const { bytes, ...rest } = value;
      return {
        type: 'reply',
        id,
        ok: true,
        value: rest,
        bytes: bytes instanceof Uint8Array ? bytes : undefined,
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { type: 'reply', id, ok: false, error: { code: 'internal', message } };
    }
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

const emptyResult = { bindings: {}, results: [], adjustments: [] };

/** The default executor: answers plausibly and keeps transactions; what ran is in `executed`. */
export const record: Execute = async (body, plugin, request) => {
  switch (body.kind) {
    case 'run':
      if (body.transaction !== undefined && !plugin.transactions.has(body.transaction))
        throw new Error(`transaction ${body.transaction} is not open`);
      return emptyResult;
    case 'begin': {
      const id = `t-${request}`;
      plugin.transactions.set(id, { id, request });
      return { transaction: id, ...(body.first && { first: await record(body.first, plugin, request) }) };
    }
    case 'commit':
    case 'rollback':
      if (!plugin.transactions.delete(body.transaction))
        throw new Error(`transaction ${body.transaction} is not open`);
      return body.kind === 'commit' ? { committed: true } : { rolledBack: true };
    case 'status':
      return {
        document: plugin.file.name,
        page: { id: '0:1', type: 'PAGE', name: 'Page 1' },
        selection: [],
        frames: [],
        openTransactions: [...plugin.transactions.keys()],
      };
    case 'fonts':
      return { families: [] };
    case 'export':
      return { bytes: new Uint8Array([1, 2, 3]), width: 1, height: 1 };
    default:
      throw new Error(`${body.kind} is not played here`);
  }
};
