/** One WebSocket to the hub: frames, validation, heartbeat. It lives once; `Link` makes the next one. */
import { type HubToPlugin, hubToPluginSchema, type PluginToHub } from '../../schemas/bridge.ts';
import { BadFrame, encodeFrames, FrameAssembler, frameLimits } from '../../schemas/bridge-frames.ts';

/** The part of the browser's WebSocket that is used; the package `ws` has it too. */
export interface SocketLike {
  binaryType: string;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
  send(frame: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export interface HubSocketHandlers {
  opened(): void;
  message(message: HubToPlugin): void;
  /** Not understood, or too large: `type` and `id` as far as they could be read. */
  invalid(problem: { type?: string; id?: string; issue: string; size?: number; limit?: number }): void;
  closed(code: number, reason: string): void;
}

export const heartbeat = { interval: 15_000, patience: 4000 } as const;

export class HubSocket {
  private readonly assembler = new FrameAssembler();
  private number = 0;
  private closedAlready = false;
  private lastHeard = Date.now();
  private beat: ReturnType<typeof setInterval> | undefined;
  private check: ReturnType<typeof setTimeout> | undefined;
  /** Longest message the hub takes; it says so in its welcome. */
  limit: number = frameLimits.message;

  constructor(
    private readonly socket: SocketLike,
    private readonly handlers: HubSocketHandlers,
  ) {
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => handlers.opened());
    socket.addEventListener('message', ({ data }) => this.receive(data));
    socket.addEventListener('error', () => {}); // `close` follows and says more
    socket.addEventListener('close', ({ code, reason }) => this.end(code, reason));
  }

  /** Sends a message. Throws `MessageTooLarge` before anything is sent. */
  send(message: PluginToHub): void {
    this.number += 1;
    for (const frame of encodeFrames(message, this.number, { limit: this.limit })) {
      if (this.closedAlready) return;
      this.socket.send(typeof frame === 'string' ? frame : ownBuffer(frame));
    }
    // Encoding a large export keeps this thread busy; the silence meanwhile is our own.
    this.lastHeard = Date.now();
  }

  /** Pings now and then: after sleep a socket can look open and be dead. */
  startHeartbeat(): void {
    this.beat = setInterval(() => this.probe(), heartbeat.interval);
  }

  /** Gives the hub a moment to show that it is there. */
  probe(): void {
    if (this.check !== undefined || this.closedAlready) return;
    const asked = Date.now();
    this.send({ type: 'ping' });
    this.lastHeard = Math.min(this.lastHeard, asked - 1);
    this.check = setTimeout(() => {
      this.check = undefined;
      if (this.lastHeard < asked) this.drop('The server does not answer.');
    }, heartbeat.patience);
  }

  /** Ends the socket without waiting for the other side: a dead one would not answer the close. */
  drop(reason: string): void {
    if (this.closedAlready) return;
    this.socket.close(4900, reason);
    this.end(4900, reason);
  }

  private receive(data: unknown): void {
    this.lastHeard = Date.now();
    try {
      const received = this.assembler.push(frameOf(data));
      if (received.kind === 'refused') {
        const { type, id, size, limit } = received;
        this.handlers.invalid({ type, id, size, limit, issue: 'too large' });
      }
      if (received.kind !== 'message') return;
      const parsed = hubToPluginSchema.safeParse(received.message);
      if (parsed.success) this.handlers.message(parsed.data);
      else {
        const issue = parsed.error.issues[0];
        const text = issue ? `${issue.path.join('.')}: ${issue.message}` : 'wrong shape';
        this.handlers.invalid({ ...nameOf(received.message), issue: text });
      }
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error;
      this.drop(error.message);
    }
  }

  private end(code: number, reason: string): void {
    if (this.closedAlready) return;
    this.closedAlready = true;
    clearInterval(this.beat);
    clearTimeout(this.check);
    this.handlers.closed(code, reason);
  }
}

function frameOf(data: unknown): string | Uint8Array {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw new BadFrame('A frame is neither text nor binary.');
}

/** The same bytes, typed as the browser's `send` wants them: frames are never on shared memory. */
function ownBuffer(frame: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = frame;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(frame);
}

function nameOf(message: unknown): { type?: string; id?: string } {
  if (typeof message !== 'object' || message === null) return {};
  const type = 'type' in message && typeof message.type === 'string' ? message.type : undefined;
  const id = 'id' in message && typeof message.id === 'string' ? message.id : undefined;
  return { type, id };
}
