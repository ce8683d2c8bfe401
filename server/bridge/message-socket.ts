/** A WebSocket that sends and receives the bridge's messages: frames, size limits, validation, heartbeat. */
import type { RawData, WebSocket } from 'ws';
import type { z } from 'zod';
import {
  BadFrame,
  encodeFrames,
  FrameAssembler,
  frameLimits,
  type Message,
} from '../../schemas/bridge-frames.ts';
import { type Outlet, openOutlet, type Parts } from './outlet.ts';

export interface SocketHandlers<In> {
  message(message: In): void;
  /** A message over the size limit was dropped; the socket is fine. */
  refused?(about: { type?: string; id?: string; size: number; limit: number }): void;
  /** A message had the wrong shape; the socket is fine. */
  invalid?(issue: string, message: unknown): void;
  closed(code: number, reason: string): void;
}

export interface SocketOptions<In> {
  schema: z.ZodType<In>;
  /** The schema's check of its commonest message by a shorter way; undefined for any other. */
  shortcut?: (message: unknown) => In | undefined;
  /** Longest message it takes and sends, bytes. */
  limit?: number;
}

export class MessageSocket<In, Out extends Message> {
  /** ms epoch of the last sign of life. */
  lastHeard = Date.now();
  readonly limit: number;
  private assembler: FrameAssembler;
  private handlers: SocketHandlers<In> | undefined;
  private number = 0;
  private beat: NodeJS.Timeout | undefined;

  constructor(
    private readonly ws: WebSocket,
    private readonly options: SocketOptions<In>,
  ) {
    this.limit = options.limit ?? frameLimits.message;
    this.assembler = new FrameAssembler(this.limit);
    ws.on('message', (data, isBinary) => this.receive(data, isBinary));
    ws.on('pong', () => {
      this.lastHeard = Date.now();
    });
    ws.on('error', () => {}); // 'close' follows and carries the code
    ws.on('close', (code, reason) => {
      clearInterval(this.beat);
      this.handlers?.closed(code, reason.toString());
    });
  }

  /** Sets who handles what arrives; a socket has one owner at a time. */
  handle(handlers: SocketHandlers<In>): void {
    this.handlers = handlers;
  }

  /** Until `trust`, takes only messages up to this many bytes. */
  limitUntilTrusted(limit: number): void {
    this.assembler = new FrameAssembler(limit);
  }

  trust(): void {
    this.assembler = new FrameAssembler(this.limit);
  }

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  /** Sends a message. Throws `MessageTooLarge` before anything is sent; a closed socket swallows it. */
  send(message: Out): void {
    this.number = (this.number + 1) % 0xffffffff;
    const frames = encodeFrames(message, this.number, { limit: this.limit });
    if (!this.open) return;
    for (const frame of frames) this.ws.send(frame);
  }

  /** Sends a message whose bytes come part by part; undefined when the socket is closed or they are too many. */
  outlet(message: Out, parts: Parts): Outlet | undefined {
    if (!this.open) return undefined;
    this.number = (this.number + 1) % 0xffffffff;
    return openOutlet(this.ws, this.number, message, parts, this.limit);
  }

  ping(): void {
    if (this.open) this.ws.ping();
  }

  /** Pings every `interval` ms and ends a socket silent for `silence` ms, except while `busy`: busy is not dead. */
  startHeartbeat(interval: number, silence: number, busy: () => boolean): void {
    this.beat = setInterval(() => {
      if (Date.now() - this.lastHeard > silence && !busy()) this.ws.terminate();
      else this.ping();
    }, interval);
    this.beat.unref();
  }

  close(how: { code: number; reason: string }): void {
    this.ws.close(how.code, how.reason);
    // A partner that does not answer the close (frozen, gone) must not keep the socket.
    setTimeout(() => this.ws.terminate(), 1000).unref();
  }

  terminate(): void {
    this.ws.terminate();
  }

  private receive(data: RawData, isBinary: boolean): void {
    this.lastHeard = Date.now();
    const buffer = toBuffer(data);
    try {
      const received = this.assembler.push(isBinary ? bytesOf(buffer) : buffer.toString('utf8'));
      if (received.kind === 'refused') this.handlers?.refused?.(received);
      if (received.kind === 'message') this.take(received.message);
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error;
      this.ws.close(1007, error.message.slice(0, 120));
    }
  }

  private take(message: unknown): void {
    const common = this.options.shortcut?.(message);
    if (common !== undefined) {
      this.handlers?.message(common);
      return;
    }
    const parsed = this.options.schema.safeParse(message);
    if (parsed.success) this.handlers?.message(parsed.data);
    else this.handlers?.invalid?.(issueText(parsed.error), message);
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

/** The same bytes without what a `Buffer` has beyond a `Uint8Array`, as they come out of the browser's socket too. */
function bytesOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** The first thing that was wrong, with its path. */
function issueText(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'wrong shape';
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}
