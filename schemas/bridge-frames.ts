/**
 * How messages travel in WebSocket frames. Pure code, the same in the server and in the plugin's panel.
 *
 * - A small message without bytes is one text frame: its JSON.
 * - Any other message is cut into chunks, and each chunk is two frames: a text frame that announces it (`ChunkHeader`),
 *   then a binary frame that is the chunk and nothing else. Chunks of one message arrive in order; chunks of several
 *   messages may be mixed, but nothing comes between an announcement and its chunk.
 *
 * Because a binary frame holds nothing but a part of the bytes, it is sent from where the bytes are, without a copy, and
 * bytes that fit in one frame are used where they arrived. The message's JSON travels in the first announcement; only
 * one that is too long for that travels in front of the bytes.
 *
 * At most one binary part per message, the member `bytes`: images and exports travel one by one, so none of them
 * blocks the socket and none is ever base64. The first announcement tells the whole size and which request it belongs
 * to, so a message over the limit is refused before its bytes are kept, and the connection lives on.
 */
import { z } from 'zod';

export const frameLimits = {
  /** Longest message: its bytes, and its JSON where that travels with them. */
  message: 64 * 1024 * 1024,
  /** Longest chunk in a binary frame: most images are one piece. */
  chunk: 8 * 1024 * 1024,
  /** Longest JSON (in UTF-16 units) sent as one text frame. */
  text: 256 * 1024,
  /** Longest JSON (in UTF-16 units) of a message with bytes that its announcement carries. */
  announced: 64 * 1024,
  /** Longest single WebSocket frame the server accepts, also from somebody it does not know yet. */
  frame: 8 * 1024 * 1024,
  /** Messages that may be incomplete at the same time. */
  partial: 16,
} as const;
/** No chunk but the last is shorter, so that a size says how many there can be at most. */
const shortestChunk = 256 * 1024;

const headerSchema = z.object({
  /** Number of the message on this socket. */
  m: z.int().min(0),
  /** Index of the chunk, and how many there are. */
  i: z.int().min(0),
  n: z.int().min(1),
  /** Bytes of all chunks. */
  size: z.int().min(0),
  /** The message's `type` and `id`, so that a refusal can name it. First chunk only, like those below. */
  type: z.string().max(40).optional(),
  id: z.string().max(120).optional(),
  /** The message without its bytes; `bytes: null` marks that it has some. */
  message: z.custom<object>(isObject).optional(),
  /** Without `message`: how many bytes of the chunks are its JSON, UTF-8, before the bytes. */
  json: z.int().min(2).optional(),
});
export type ChunkHeader = z.infer<typeof headerSchema>;

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

export interface Encoding {
  /** Longest message; default: the format's. */
  limit?: number;
  /** Longest chunk; default: the one everybody takes. */
  chunk?: number;
}

/**
 * The frames of a message, to be sent in order and with nothing between them. `number` must differ from that of any
 * incomplete message of the same direction. Binary frames are views of the message's bytes. Throws `MessageTooLarge`
 * before anything is sent.
 */
export function encodeFrames(
  message: Message,
  number: number,
  { limit = frameLimits.message, chunk = frameLimits.chunk }: Encoding = {},
): (string | Uint8Array)[] {
  const { bytes } = message;
  // The member stays in the JSON as a mark, so that bytes of length 0 arrive too.
  const rest = bytes ? { ...message, bytes: null } : message;
  const json = JSON.stringify(rest);
  if (!bytes && json.length <= frameLimits.text) return [json];
  const announced = bytes !== undefined && json.length <= frameLimits.announced;
  const head = announced ? undefined : new TextEncoder().encode(json);
  const body = head ? joined(head, bytes) : (bytes ?? new Uint8Array());
  if (body.length > limit) throw new MessageTooLarge(body.length, limit);
  const n = chunkCount(body.length, chunk);
  const frames: (string | Uint8Array)[] = [];
  for (let i = 0; i < n; i += 1) {
    const header: ChunkHeader = { m: number, i, n, size: body.length };
    if (i === 0) Object.assign(header, nameOf(message), head ? { json: head.length } : { message: rest });
    frames.push(announce(header), body.subarray(i * chunk, (i + 1) * chunk));
  }
  return frames;
}

/** Into how many chunks bytes are cut. */
export function chunkCount(size: number, chunk: number): number {
  return Math.max(1, Math.ceil(size / chunk));
}

/** The text frame before a chunk. A message has no member `chunk` without a `type`, which tells the two apart. */
export function announce(header: ChunkHeader): string {
  return JSON.stringify({ chunk: header });
}

/** What one frame brings. */
export type Frame =
  | { kind: 'message'; message: unknown }
  /** The next frame is a chunk. */
  | { kind: 'announcement' }
  | { kind: 'chunk'; header: ChunkHeader; chunk: Uint8Array };

/** Reads the frames of one direction of one socket. */
export class FrameReader {
  private announced: ChunkHeader | undefined;

  /** Throws `BadFrame` when the frame breaks the format. */
  read(frame: string | Uint8Array): Frame {
    const header = this.announced;
    this.announced = undefined;
    if (typeof frame !== 'string') {
      if (!header) throw new BadFrame('A chunk was not announced.');
      return { kind: 'chunk', header, chunk: frame };
    }
    if (header) throw new BadFrame('An announced chunk did not come.');
    const message = parseJson(frame);
    if (!isObject(message) || !('chunk' in message) || 'type' in message) return { kind: 'message', message };
    const parsed = headerSchema.safeParse(message.chunk);
    if (!parsed.success) throw new BadFrame('The announcement of a chunk has the wrong shape.');
    this.announced = parsed.data;
    return { kind: 'announcement' };
  }
}

export type Received =
  | { kind: 'message'; message: unknown }
  /** Refused for its size: its bytes are dropped as they come, the connection is unharmed. */
  | { kind: 'refused'; type?: string; id?: string; size: number; limit: number }
  /** An announcement, or a chunk of a message that is not complete yet. */
  | { kind: 'partial' };

interface Incomplete {
  first: ChunkHeader;
  /** The bytes so far; with a single chunk, that chunk. */
  body: Uint8Array;
  filled: number;
  next: number;
}

/** Puts the frames of one direction of one socket together again. */
export class FrameAssembler {
  private readonly reader = new FrameReader();
  private readonly open = new Map<number, Incomplete>();
  private readonly refused = new Set<number>();

  constructor(private readonly limit: number = frameLimits.message) {}

  /** Takes one frame. Throws `BadFrame` when it breaks the format. */
  push(frame: string | Uint8Array): Received {
    const read = this.reader.read(frame);
    if (read.kind === 'chunk') return this.add(read.header, read.chunk);
    return read.kind === 'message' ? read : { kind: 'partial' };
  }

  /** Takes a chunk with its announcement, as a `FrameReader` has read them. */
  add(header: ChunkHeader, chunk: Uint8Array): Received {
    if (this.refused.has(header.m)) {
      if (header.i === header.n - 1) this.refused.delete(header.m);
      return { kind: 'partial' };
    }
    if (header.i === 0) {
      const refusal = this.begin(header, chunk);
      if (refusal) return refusal;
    }
    const entry = this.open.get(header.m);
    if (!entry || entry.next !== header.i || entry.first.n !== header.n)
      throw new BadFrame('A chunk came out of order.');
    if (entry.filled + chunk.length > entry.body.length)
      throw new BadFrame('A message is longer than its announcement says.');
    if (entry.body !== chunk) entry.body.set(chunk, entry.filled);
    entry.filled += chunk.length;
    entry.next += 1;
    if (entry.next < entry.first.n) return { kind: 'partial' };
    this.open.delete(header.m);
    if (entry.filled !== entry.first.size)
      throw new BadFrame('A message is shorter than its announcement says.');
    return { kind: 'message', message: messageOf(entry.first, entry.body) };
  }

  private begin(header: ChunkHeader, chunk: Uint8Array): Received | undefined {
    const { m, n, size, type, id, message, json } = header;
    if (this.open.has(m) || this.open.size >= frameLimits.partial)
      throw new BadFrame('Too many incomplete messages.');
    if (n > chunkCount(size, shortestChunk))
      throw new BadFrame('The number of chunks does not fit the size.');
    if ((message === undefined) === (json === undefined) || (json ?? 0) > size)
      throw new BadFrame('A message has no JSON.');
    if (size > this.limit) {
      if (n > 1) this.refused.add(m);
      return { kind: 'refused', type, id, size, limit: this.limit };
    }
    const held = [...this.open.values()].reduce((sum, { body }) => sum + body.length, 0);
    if (held + size > 2 * this.limit) throw new BadFrame('Too many bytes in incomplete messages.');
    const body = n === 1 ? chunk : new Uint8Array(size);
    this.open.set(m, { first: header, body, filled: 0, next: 0 });
    return undefined;
  }
}

/** What a refusal can name; an announcement is small, so longer names than the schemas allow are left out. */
export function nameOf({ type, id }: Message): Pick<ChunkHeader, 'type' | 'id'> {
  return { type: type.length <= 40 ? type : undefined, id: id && id.length <= 120 ? id : undefined };
}

function messageOf({ message, json = 0 }: ChunkHeader, body: Uint8Array): unknown {
  const told: unknown = message ?? parseJson(new TextDecoder().decode(body.subarray(0, json)));
  if (!isObject(told)) throw new BadFrame('A message is not an object.');
  return 'bytes' in told ? { ...told, bytes: body.subarray(json) } : told;
}

function joined(head: Uint8Array, bytes: Uint8Array | undefined): Uint8Array {
  if (!bytes) return head;
  const body = new Uint8Array(head.length + bytes.length);
  body.set(head);
  body.set(bytes, head.length);
  return body;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
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
