/** Calls tools as a model would, and counts what the model writes and what it gets to read. */
import { z } from 'zod';
import type { ServerProcess } from './server-process.ts';

const resultSchema = z.looseObject({
  isError: z.boolean().optional(),
  structuredContent: z.unknown().optional(),
  content: z.array(
    z.union([
      z.looseObject({ type: z.literal('text'), text: z.string() }),
      z.looseObject({ type: z.literal('image'), data: z.string(), mimeType: z.string() }),
    ]),
  ),
});

export interface Meter {
  calls: number;
  /** The arguments the model has to write, as JSON. */
  writtenBytes: number;
  /** What it reads as text: `structuredContent` where sent (clients show that instead of the text), else the text. */
  readBytes: number;
  images: { bytes: number; width: number; height: number }[];
  ms: number;
}

export type Data = Record<string, unknown>;

export class MeteredClient {
  readonly meter: Meter = { calls: 0, writtenBytes: 0, readBytes: 0, images: [], ms: 0 };

  constructor(private readonly server: ServerProcess) {}

  /** @throws with the server's message when the tool fails: a bench of failures measures nothing. */
  async call(name: string, args: Data): Promise<Data> {
    const at = performance.now();
    const { result } = await this.server.request('tools/call', { name, arguments: args });
    this.meter.ms += performance.now() - at;
    const { content, isError, structuredContent } = resultSchema.parse(result);
    const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    if (isError) throw new Error(`${name}: ${text}`);
    this.meter.calls += 1;
    this.meter.writtenBytes += Buffer.byteLength(JSON.stringify(args));
    this.meter.readBytes += Buffer.byteLength(structuredContent ? JSON.stringify(structuredContent) : text);
    for (const part of content) {
      if (part.type === 'image')
        this.meter.images.push(await describeImage(Buffer.from(part.data, 'base64')));
    }
    return z.record(z.string(), z.unknown()).parse(structuredContent ?? JSON.parse(text));
  }
}

async function describeImage(bytes: Buffer): Promise<Meter['images'][number]> {
  const { sharp } = await import('../server/assets/sharp.ts');
  const { width, height } = await sharp(bytes).metadata();
  return { bytes: bytes.length, width, height };
}

/** The text member of an answer, such as an id. */
export function idOf(data: Data, key: string): string {
  const value = data[key];
  if (typeof value !== 'string') throw new Error(`no ${key} in ${JSON.stringify(data)}`);
  return value;
}
