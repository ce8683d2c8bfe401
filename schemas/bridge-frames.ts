/**
 * How messages travel in WebSocket frames. Pure code, the same in the server and in the plugin's panel.
 *
 * - A small message without bytes is one text frame: its JSON.
 * - Any other message is a run of binary frames. The message's body is
 *   `[u32 length of the JSON][JSON, UTF-8][bytes]`, cut into chunks of at most `chunk` bytes; each frame is
 *   `[u16 length of the header][header: JSON, UTF-8][chunk]`. Chunks of one message arrive in order; chunks of
 *   several messages may be mixed. Integers are big-endian.
 *
 * At most one binary part per message, the member `bytes`: images and exports travel one by one, so none of them
 * blocks the socket and none is ever base64. The first header tells the whole size and which request it belongs to,
 * so a message over the limit is refused before its bytes are kept, and the connection lives on.
 */
import { z } from 'zod';

export const frameLimits = {
  /** Longest message, JSON and bytes together. */
  message: 64 * 1024 * 1024,
  /** Longest chunk in a binary frame. */
  chunk: 1024 * 1024,
  /** Longest JSON (in UTF-16 units) sent as one text frame. */
  text: 256 * 1024,
  /** Longest single WebSocket frame a receiver accepts. */
  frame: 4 * 1024 * 1024,
  /** Messages that may be incomplete at the same time. */
  partial: 16,
} as const;

const headerSchema = z.object({
  /** Number of the message on this socket. */
  m: z.int().min(0),
  /** Index of the chunk, and how many there are. */
  i: z.int().min(0),
  n: z.int().min(1),
  /** Bytes of the whole body. */
  size: z.int().min(0),
  /** The message's `type` and `id`, so that a refusal can name it. */
  type: z.string().max(40).optional(),
  id: z.string().max(120).optional(),
});
export type FrameHeader = z.infer<typeof headerSchema>;

export class MessageTooLarge extends Error {
  constructor(
    readonly size: number,
    readonly limit: number,
  ) {
    super(`The message has ${mib(size)} MiB; the limit is ${mib(limit)} MiB.`);
  }
}

/** Frames that break the format: the sender is broken, the connection should end. */
export class BadFrame extends Error {}

export interface Message {
  type: string;
  id?: string;
  bytes?: Uint8Array;
}

/**
 * The frames of a message, to be sent in order. `number` must differ from that of any incomplete message of the
 * same direction. Throws `MessageTooLarge` before anything is sent.
 */
export function encodeFrames(
  message: Message,
  number: number,
  limit: number = frameLimits.message,
): (string | Uint8Array)[] {
  const { bytes } = message;
  // The member stays in the JSON as a mark, so that bytes of length 0 arrive too.
  const json = JSON.stringify(bytes ? { ...message, bytes: null } : message);
  if (!bytes && json.length <= frameLimits.text) return [json];
  const head = new TextEncoder().encode(json);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, head.length);
  const parts = bytes ? [length, head, bytes] : [length, head];
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  if (size > limit) throw new MessageTooLarge(size, limit);
  const count = Math.ceil(size / frameLimits.chunk);
  const frames: Uint8Array[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = index * frameLimits.chunk;
    const header: FrameHeader = { m: number, i: index, n: count, size };
    if (index === 0) Object.assign(header, nameOf(message));
    frames.push(binaryFrame(header, parts, from, Math.min(size, from + frameLimits.chunk)));
  }
  return frames;
}

export type Received =
  | { kind: 'message'; message: unknown }
  /** Refused for its size: its bytes are dropped as they come, the connection is unharmed. */
  | { kind: 'refused'; type?: string; id?: string; size: number; limit: number }
  /** A chunk of a message that is not complete yet. */
  | { kind: 'partial' };

/** Puts the frames of one direction of one socket together again. */
export class FrameAssembler {
  private readonly open = new Map<
    number,
    { buffer: Uint8Array; filled: number; next: number; count: number }
  >();
  private readonly refused = new Set<number>();

  constructor(private readonly limit: number = frameLimits.message) {}

  /** Takes one frame. Throws `BadFrame` when it breaks the format. */
  push(frame: string | Uint8Array): Received {
    if (typeof frame === 'string') return { kind: 'message', message: parseJson(frame) };
    const { header, chunk } = splitFrame(frame);
    if (this.refused.has(header.m)) {
      if (header.i === header.n - 1) this.refused.delete(header.m);
      return { kind: 'partial' };
    }
    if (header.i === 0) {
      const refusal = this.begin(header);
      if (refusal) return refusal;
    }
    const entry = this.open.get(header.m);
    if (!entry || entry.next !== header.i || entry.count !== header.n)
      throw new BadFrame('A chunk came out of order.');
    if (entry.filled + chunk.length > entry.buffer.length)
      throw new BadFrame('A message is longer than its header says.');
    entry.buffer.set(chunk, entry.filled);
    entry.filled += chunk.length;
    entry.next += 1;
    if (entry.next < entry.count) return { kind: 'partial' };
    this.open.delete(header.m);
    if (entry.filled !== entry.buffer.length)
      throw new BadFrame('A message is shorter than its header says.');
    return { kind: 'message', message: splitBody(entry.buffer) };
  }

  private begin(header: FrameHeader): Received | undefined {
    if (this.open.has(header.m) || this.open.size >= frameLimits.partial)
      throw new BadFrame('Too many incomplete messages.');
    if (header.n !== Math.max(1, Math.ceil(header.size / frameLimits.chunk)))
      throw new BadFrame('The number of chunks does not fit the size.');
    if (header.size > this.limit) {
      if (header.n > 1) this.refused.add(header.m);
      return { kind: 'refused', type: header.type, id: header.id, size: header.size, limit: this.limit };
    }
    const held = [...this.open.values()].reduce((sum, entry) => sum + entry.buffer.length, 0);
    if (held + header.size > 2 * this.limit) throw new BadFrame('Too many bytes in incomplete messages.');
    this.open.set(header.m, { buffer: new Uint8Array(header.size), filled: 0, next: 0, count: header.n });
    return undefined;
  }
}

/** What a refusal can name; a header is small, so longer names than the schemas allow are left out. */
export function nameOf({ type, id }: Message): Pick<FrameHeader, 'type' | 'id'> {
  return { type: type.length <= 40 ? type : undefined, id: id && id.length <= 120 ? id : undefined };
}

/** One frame with the part of the body between two offsets, copied once. */
function binaryFrame(header: FrameHeader, parts: Uint8Array[], from: number, to: number): Uint8Array {
  const head = encodeFrameHeader(header);
  const frame = new Uint8Array(head.length + (to - from));
  frame.set(head);
  let at = head.length;
  let start = 0;
  for (const part of parts) {
    const slice = part.subarray(Math.max(0, from - start), Math.max(0, to - start));
    frame.set(slice, at);
    at += slice.length;
    start += part.length;
  }
  return frame;
}

/** A binary frame's header and its part of the body. Throws `BadFrame`. */
export function splitFrame(frame: Uint8Array): { header: FrameHeader; chunk: Uint8Array } {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 2) throw new BadFrame('A binary frame has no header.');
  const end = 2 + view.getUint16(0);
  if (end > frame.length) throw new BadFrame('The header of a binary frame is cut off.');
  const parsed = headerSchema.safeParse(parseJson(new TextDecoder().decode(frame.subarray(2, end))));
  if (!parsed.success) throw new BadFrame('The header of a binary frame has the wrong shape.');
  return { header: parsed.data, chunk: frame.subarray(end) };
}

/**
 * The JSON at the start of a body and where the bytes begin; `body` may be its first chunk only. Throws `BadFrame` when
 * the JSON is not there as a whole.
 */
export function readHead(body: Uint8Array): { message: object; end: number } {
  if (body.length < 4) throw new BadFrame('A message has no JSON.');
  const end = 4 + new DataView(body.buffer, body.byteOffset).getUint32(0);
  if (end > body.length) throw new BadFrame("A message's JSON is cut off.");
  const message = parseJson(new TextDecoder().decode(body.subarray(4, end)));
  if (typeof message !== 'object' || message === null) throw new BadFrame('A message is not an object.');
  return { message, end };
}

function splitBody(body: Uint8Array): unknown {
  const { message, end } = readHead(body);
  return 'bytes' in message ? { ...message, bytes: body.subarray(end) } : message;
}

/** The start of the body of a message whose bytes follow. */
export function encodeHead({ bytes: _, ...rest }: Message): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify({ ...rest, bytes: null }));
  const head = new Uint8Array(4 + json.length);
  new DataView(head.buffer).setUint32(0, json.length);
  head.set(json, 4);
  return head;
}

/** What comes before the part of the body in a binary frame. */
export function encodeFrameHeader(header: FrameHeader): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = new Uint8Array(2 + json.length);
  new DataView(start.buffer).setUint16(0, json.length);
  start.set(json, 2);
  return start;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadFrame('A message is not JSON.');
  }
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
