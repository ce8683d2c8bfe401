/**
 * Takes entries of an archive, one stream at a time, into a folder of blobs named by SHA-256. No name of the archive
 * ever becomes a path on disk, so there is nothing to escape from; memory stays at one chunk whatever the size.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BundleError } from '../bundle-error.ts';
import type { BundleLimits } from '../limits.ts';
import { entryPath, quoted } from './entry-name.ts';

export interface StoredFile {
  /** Path inside the archive. */
  path: string;
  sha256: string;
  bytes: number;
}

/** One entry's bytes; every kind of stream is one of these. */
export type Content = AsyncIterable<Buffer> & { destroy(): unknown };

export class Intake {
  readonly files = new Map<string, StoredFile>();
  readonly notes: string[] = [];
  private readonly spellings = new Map<string, string>();
  private entries = 0;
  private unpacked = 0;

  constructor(
    private readonly blobs: string,
    private readonly limits: BundleLimits,
    /** Compressed bytes read so far; undefined for a folder. */
    private readonly consumed: () => number | undefined,
  ) {}

  /** Counts an entry and returns its clean path; undefined if it is to be skipped. */
  admit(name: string): string | undefined {
    this.entries += 1;
    if (this.entries > this.limits.entries) {
      throw this.tooLarge(`has more than ${this.limits.entries.toLocaleString('en')} entries`);
    }
    return entryPath(name, this.limits);
  }

  /** Stores one file. `declared` is the size the archive claims, checked before anything is read. */
  async store(path: string, declared: number | undefined, content: Content): Promise<void> {
    const spelling = path.normalize('NFC').toLowerCase();
    const twin = this.spellings.get(spelling);
    if (twin !== undefined && twin !== path) {
      this.notes.push(`${quoted(twin)} and ${quoted(path)} are one file on systems that ignore case.`);
    }
    if (this.files.has(path)) {
      content.destroy();
      throw new BundleError(
        'unsafe_archive',
        `The archive is refused: two entries are named ${quoted(path)}, so what it holds depends on who unpacks it.`,
        'Export the bundle again from the design tool.',
        'source',
      );
    }
    if (declared !== undefined && declared > this.limits.fileBytes) {
      content.destroy();
      throw this.tooLarge(`holds a file of ${mb(declared)} (${quoted(path)})`);
    }
    this.spellings.set(spelling, path);
    const { sha256, bytes } = await this.write(path, content);
    this.files.set(path, { path, sha256, bytes });
  }

  private async write(path: string, content: Content): Promise<{ sha256: string; bytes: number }> {
    const hash = createHash('sha256');
    const temporary = join(this.blobs, `incoming-${randomUUID()}`);
    let bytes = 0;
    const check = this.check.bind(this);
    try {
      await mkdir(this.blobs, { recursive: true });
      await pipeline(
        async function* () {
          for await (const chunk of content) {
            bytes += chunk.length;
            check(path, bytes, chunk.length);
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(temporary, { mode: 0o600, flags: 'wx' }),
      );
      const sha256 = hash.digest('hex');
      await rename(temporary, join(this.blobs, sha256));
      return { sha256, bytes };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  private check(path: string, fileBytes: number, added: number): void {
    this.unpacked += added;
    const { limits } = this;
    if (fileBytes > limits.fileBytes) {
      throw this.tooLarge(`holds a file of more than ${mb(limits.fileBytes)} (${quoted(path)})`);
    }
    if (this.unpacked > limits.totalBytes)
      throw this.tooLarge(`unpacks to more than ${mb(limits.totalBytes)}`);
    this.checkRatio(this.unpacked);
  }

  /** For all that an archive has unpacked to, headers and skipped entries included. */
  pass(bytes: number): void {
    if (bytes > this.limits.totalBytes + this.limits.entries * 2048)
      throw this.tooLarge(`unpacks to more than ${mb(this.limits.totalBytes)}`);
    this.checkRatio(bytes);
  }

  private checkRatio(unpacked: number): void {
    const { limits } = this;
    const consumed = this.consumed();
    if (consumed !== undefined && unpacked > limits.ratioFloorBytes) {
      const ratio = unpacked / Math.max(1, consumed);
      if (ratio > limits.ratio) {
        throw this.tooLarge(`is compressed more than ${limits.ratio} to 1, as archive bombs are`);
      }
    }
  }

  private tooLarge(what: string): BundleError {
    return new BundleError(
      'too_large',
      `The archive is refused: it ${what}. Nothing of it was kept.`,
      `Limits: ${this.limits.entries.toLocaleString('en')} entries, ${mb(this.limits.fileBytes)} a file, ${mb(this.limits.totalBytes)} in all. Export without uploads and videos.`,
      'source',
    );
  }
}

const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
