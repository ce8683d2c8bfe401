/** Image bytes a plugin may ask for, found by SHA-256 (ours) or SHA-1 (Figma's own image hash). */
import { createHash } from 'node:crypto';

/** Looks further, e.g. in the session's files, for bytes that are not in memory any more. */
export type LoadImage = (hash: string) => Promise<Uint8Array | undefined>;

/** Bytes kept in memory; above it the longest unused go, except the newest. */
const defaultLimit = 256 * 1024 * 1024;

export class ImageStore {
  /** By SHA-256, least recently used first. */
  private readonly images = new Map<string, { bytes: Uint8Array; sha1: string }>();
  private readonly bySha1 = new Map<string, string>();
  private size = 0;
  private readonly fresh = new Set<string>();

  constructor(
    private readonly load: LoadImage = async () => undefined,
    private readonly limit = defaultLimit,
  ) {}

  /** Keeps bytes; answers their SHA-256 (hex). */
  put(bytes: Uint8Array): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const known = this.images.get(sha256);
    if (known) {
      this.touch(sha256, known);
      return sha256;
    }
    const sha1 = createHash('sha1').update(bytes).digest('hex');
    this.images.set(sha256, { bytes, sha1 });
    this.fresh.add(sha256);
    this.bySha1.set(sha1, sha256);
    this.size += bytes.length;
    this.trim();
    return sha256;
  }

  /** SHA-256 of those in memory that nobody has got from here yet. */
  get unsent(): ReadonlySet<string> {
    return this.fresh;
  }

  /** What is in memory under this SHA-256. */
  peek(sha256: string): Uint8Array | undefined {
    return this.images.get(sha256)?.bytes;
  }

  /** An image is on its way to a plugin. */
  noteSent(sha256: string): void {
    this.fresh.delete(sha256);
  }

  async get(hash: string): Promise<Uint8Array | undefined> {
    const sha256 = this.bySha1.get(hash) ?? hash;
    const known = this.images.get(sha256);
    if (!known) return this.load(hash);
    this.touch(sha256, known);
    this.fresh.delete(sha256);
    return known.bytes;
  }

  private touch(sha256: string, entry: { bytes: Uint8Array; sha1: string }): void {
    this.images.delete(sha256);
    this.images.set(sha256, entry);
  }

  private trim(): void {
    for (const [sha256, { bytes, sha1 }] of this.images) {
      if (this.size <= this.limit || this.images.size === 1) return;
      this.images.delete(sha256);
      this.fresh.delete(sha256);
      this.bySha1.delete(sha1);
      this.size -= bytes.length;
    }
  }
}
