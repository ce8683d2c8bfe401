/** Unpacked bundles under the home folder, named by their id; the least recently used go when there are too many. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type StoredBundle, storedBundleSchema } from '../../schemas/bundle-store.ts';
import type { StoredFile } from './archive/intake.ts';
import { type ArchiveKind, unpack } from './archive/unpack.ts';
import { BundleError } from './bundle-error.ts';
import { BundleFiles } from './bundle-files.ts';
import { type DownloadOptions, download } from './download.ts';
import type { BundleLimits } from './limits.ts';

/** A session works with a handful; each may take up to `BundleLimits.totalBytes`. */
const KEPT = 12;
const idPattern = /^[0-9a-f]{64}$/;

/** Where a bundle comes from: a URL, or a real path inside the allowed folders. */
export type BundleSource = { url: URL } | { path: string };

export interface OpenBundle {
  id: string;
  /** SHA-256 over the sorted (path, hash) pairs: the same design has the same one, wherever it came from. */
  contentId: string;
  source: string;
  /** The one folder everything was in; paths are below it. */
  topFolder?: string;
  archive: ArchiveKind;
  fetchedAt: string;
  notes: string[];
  files: BundleFiles;
}

export class BundleStore {
  constructor(
    private readonly folder: string,
    private readonly limits: BundleLimits,
  ) {}

  /** Unpacks a source anew; a bundle of the same id is replaced only when that succeeded. */
  async take(source: BundleSource, options: Omit<DownloadOptions, 'limits'>): Promise<OpenBundle> {
    await mkdir(this.folder, { recursive: true });
    const name = sourceName(source);
    const id = createHash('sha256').update(name).digest('hex');
    const incoming = join(this.folder, `incoming-${randomUUID()}`);
    try {
      await mkdir(incoming, { mode: 0o700 });
      const blobs = join(incoming, 'blobs');
      const file = 'path' in source ? source.path : join(incoming, 'archive');
      if ('url' in source) await download(source.url, file, { ...options, limits: this.limits });
      const { kind, files, notes } = await unpack(file, blobs, this.limits);
      if ('url' in source) await rm(file, { force: true });
      const { topFolder, files: own } = withoutTopFolder([...files.values()]);
      const stored: StoredBundle = {
        id,
        contentId: contentId(own),
        source: name,
        ...(topFolder !== undefined && { topFolder }),
        archive: kind,
        fetchedAt: new Date().toISOString(),
        notes,
        files: own,
      };
      await writeFile(join(incoming, 'bundle.json'), JSON.stringify(stored));
      await rm(join(this.folder, id), { recursive: true, force: true });
      await rename(incoming, join(this.folder, id));
      await this.prune(id);
      return this.opened(stored);
    } catch (error) {
      await rm(incoming, { recursive: true, force: true });
      throw error;
    }
  }

  /** A bundle that was taken before. `id` may be shortened to 8 characters or more. */
  async get(id: string): Promise<OpenBundle> {
    const known = await this.ids();
    const matches = /^[0-9a-f]{8,64}$/.test(id) ? known.filter((one) => one.startsWith(id)) : [];
    const [match] = matches;
    if (match === undefined || matches.length > 1) {
      throw new BundleError(
        'unknown_bundle',
        `There is no bundle ${JSON.stringify(id.slice(0, 80))} here.`,
        known.length > 0
          ? `Parsed bundles: ${known.map((one) => one.slice(0, 12)).join(', ')}. Or call parse_bundle again.`
          : 'Call parse_bundle first; its bundle_id names the bundle.',
        'bundleId',
      );
    }
    const folder = join(this.folder, match);
    const now = new Date();
    await utimes(folder, now, now).catch(() => {});
    return this.opened(
      storedBundleSchema.parse(JSON.parse(await readFile(join(folder, 'bundle.json'), 'utf8'))),
    );
  }

  async ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => idPattern.test(name));
  }

  private opened(stored: StoredBundle): OpenBundle {
    const { files, topFolder, ...rest } = stored;
    const blobs = join(this.folder, stored.id, 'blobs');
    return {
      ...rest,
      ...(topFolder !== undefined && { topFolder }),
      files: new BundleFiles(blobs, new Map(files.map((file) => [file.path, file]))),
    };
  }

  private async prune(keep: string): Promise<void> {
    const others = (await this.ids()).filter((id) => id !== keep);
    const aged = await Promise.all(
      others.map(async (id) => ({ id, at: (await stat(join(this.folder, id))).mtimeMs })),
    );
    aged.sort((a, b) => b.at - a.at);
    for (const { id } of aged.slice(KEPT - 1))
      await rm(join(this.folder, id), { recursive: true, force: true });
  }
}

/** What a bundle's id is the SHA-256 of: the URL without query and hash, or the absolute path. */
export const sourceName = (source: BundleSource): string =>
  'url' in source ? `${source.url.origin}${source.url.pathname}` : source.path;

/** Folders a bundle is made of; any other single folder around everything only carries the export's name. */
const meaningful = /^(project|chats|src|public|assets|components|tokens|ui_kits|uploads|guidelines|_ds)$/;

function withoutTopFolder(files: readonly StoredFile[]): { topFolder?: string; files: StoredFile[] } {
  const [top = ''] = files[0]?.path.split('/') ?? [];
  if (meaningful.test(top) || !files.every(({ path }) => path.startsWith(`${top}/`)))
    return { files: [...files] };
  return { topFolder: top, files: files.map((file) => ({ ...file, path: file.path.slice(top.length + 1) })) };
}

function contentId(files: readonly { path: string; sha256: string }[]): string {
  const hash = createHash('sha256');
  for (const { path, sha256 } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${path}\0${sha256}\n`);
  }
  return hash.digest('hex');
}
