/** `figma.clientStorage`: values per key, in memory or in a JSON file. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod/v3';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { FigmaError } from './errors.ts';

/** Figma's limit for everything a plugin stores. */
const MAX_BYTES = 5_000_000;

export class ClientStorage implements ClientStorageAPI {
  #entries: Promise<Map<string, unknown>> | undefined;

  constructor(private readonly file?: string) {}

  async getAsync(key: string): Promise<unknown> {
    return structuredClone((await this.#load()).get(key));
  }

  async setAsync(key: string, value: unknown): Promise<void> {
    const entries = new Map(await this.#load()).set(key, structuredClone(value));
    const size = Buffer.byteLength(JSON.stringify([...entries]));
    if (size > MAX_BYTES)
      throw new FigmaError(`in setAsync: Storage quota of 5 MB exceeded (${size} bytes)`, true);
    await this.#store(entries);
  }

  async deleteAsync(key: string): Promise<void> {
    const entries = new Map(await this.#load());
    if (entries.delete(key)) await this.#store(entries);
  }

  async keysAsync(): Promise<string[]> {
    return [...(await this.#load()).keys()];
  }

  #load(): Promise<Map<string, unknown>> {
    this.#entries ??= this.#read();
    return this.#entries;
  }

  /** A file that cannot be read is an empty storage: it holds nothing that cannot be made again. */
  async #read(): Promise<Map<string, unknown>> {
    if (this.file === undefined) return new Map();
    const text = await readFile(this.file, 'utf8').catch(() => '[]');
    try {
      return new Map(z.array(z.tuple([z.string(), z.unknown()])).parse(JSON.parse(text)));
    } catch {
      return new Map();
    }
  }

  async #store(entries: Map<string, unknown>): Promise<void> {
    this.#entries = Promise.resolve(entries);
    if (this.file !== undefined) await writeFileAtomically(this.file, JSON.stringify([...entries]));
  }
}
