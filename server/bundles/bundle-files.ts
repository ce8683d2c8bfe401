/** The files of one unpacked bundle, read on demand. Paths are those inside the archive. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { StoredFile } from './archive/intake.ts';
import { BundleError } from './bundle-error.ts';

export class BundleFiles {
  constructor(
    private readonly blobs: string,
    readonly all: ReadonlyMap<string, StoredFile>,
  ) {}

  get paths(): string[] {
    return [...this.all.keys()];
  }

  has(path: string): boolean {
    return this.all.has(path);
  }

  bytesOf(path: string): number {
    return this.all.get(path)?.bytes ?? 0;
  }

  /** Up to `length` bytes from `offset`. Throws `BundleError` (`unknown_file`). */
  async read(path: string, offset = 0, length = Number.POSITIVE_INFINITY): Promise<Buffer> {
    const stored = this.stored(path);
    const wanted = Math.max(0, Math.min(length, stored.bytes - offset));
    const handle = await open(this.blob(stored));
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  /** A text file, or undefined if it is larger than `maxBytes` or not text. A byte order mark is dropped. */
  async text(path: string, maxBytes: number): Promise<string | undefined> {
    if (this.stored(path).bytes > maxBytes) return undefined;
    const bytes = await this.read(path);
    if (bytes.subarray(0, 4096).includes(0)) return undefined;
    return bytes
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n');
  }

  stream(path: string): Readable {
    return createReadStream(this.blob(this.stored(path)));
  }

  private stored(path: string): StoredFile {
    const found = this.all.get(path);
    if (found) return found;
    throw new BundleError(
      'unknown_file',
      `The bundle has no file ${JSON.stringify(path)}.`,
      'Paths are those of the file list, from the archive root.',
      'file',
    );
  }

  private blob({ sha256 }: StoredFile): string {
    return join(this.blobs, sha256);
  }
}
