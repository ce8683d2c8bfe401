/** The picture files of a folder, with their sidecars. Links are not followed, so nothing outside is ever read. */
import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isInside } from '../assets/index.ts';

export interface FoundImage {
  /** Below the root, with /. */
  path: string;
  absolute: string;
  bytes: number;
  /** ms */
  mtime: number;
  sidecar?: { absolute: string; mtime: number };
}

/** Something that was passed over, and why. */
export interface Passed {
  path: string;
  reason: string;
  /** A folder that could not be listed: what was known of it stays known. */
  folder?: boolean;
}

export type Found = { image: FoundImage } | { passed: Passed };

const imageExtensions = new Set([
  '.png',
  '.jpg',
  '.jpeg',
  '.jfif',
  '.webp',
  '.gif',
  '.avif',
  '.tif',
  '.tiff',
  '.svg',
]);
/** Pictures people keep that are not read here: worth a line in the report. */
const foreignExtensions = new Set(['.heic', '.heif', '.psd', '.pdf', '.ai', '.mp4', '.mov', '.bmp', '.webm']);
const MAX_DEPTH = 16;

export const isImageName = (name: string): boolean => imageExtensions.has(extname(name).toLowerCase());

/** Walks `root` (a real path) in a fixed order. Hidden folders and those starting with `_` are left out. */
export async function* walk(root: string, signal?: AbortSignal): AsyncGenerator<Found> {
  yield* walkFolder(root, '', 0, signal);
}

/** How many picture files there are, quickly: only names are read. */
export async function countImages(root: string, signal?: AbortSignal, depth = 0): Promise<number> {
  if (depth > MAX_DEPTH || signal?.aborted) return 0;
  const entries = await readdir(root, { withFileTypes: true }).catch((): Dirent[] => []);
  let count = 0;
  for (const entry of entries) {
    if (entry.isFile() && isImageName(entry.name) && !skipped(entry.name)) count += 1;
    else if (entry.isDirectory() && !skipped(entry.name))
      count += await countImages(join(root, entry.name), signal, depth + 1);
  }
  return count;
}

const skipped = (name: string) => /^[._]/.test(name) || name === 'node_modules';

async function* walkFolder(
  root: string,
  folder: string,
  depth: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Found> {
  if (signal?.aborted) return;
  if (depth > MAX_DEPTH) {
    yield { passed: { path: folder, reason: `more than ${MAX_DEPTH} folders deep`, folder: true } };
    return;
  }
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    yield { passed: { path: folder || '.', reason: `cannot be listed (${reasonOf(error)})`, folder: true } };
    return;
  }
  entries.sort((one, two) => (one.name < two.name ? -1 : 1));
  const files = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
  for (const entry of entries) {
    if (signal?.aborted) return;
    if (skipped(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walkFolder(root, path, depth + 1, signal);
    else if (entry.isSymbolicLink()) yield* link(root, path);
    else if (foreignExtensions.has(extname(entry.name).toLowerCase()))
      yield { passed: { path, reason: `${extname(entry.name).toLowerCase()} files are not read` } };
    else if (isImageName(entry.name)) yield await file(root, folder, path, entry, files);
  }
}

async function file(
  root: string,
  folder: string,
  path: string,
  entry: Dirent,
  names: ReadonlySet<string>,
): Promise<Found> {
  if (!entry.isFile()) return { passed: { path, reason: 'not a regular file' } };
  const absolute = join(root, path);
  try {
    const { size, mtimeMs } = await lstat(absolute);
    const sidecar = await sidecarOf(root, folder, entry.name, names);
    return { image: { path, absolute, bytes: size, mtime: mtimeMs, ...(sidecar && { sidecar }) } };
  } catch (error) {
    return { passed: { path, reason: `cannot be read (${reasonOf(error)})` } };
  }
}

async function sidecarOf(
  root: string,
  folder: string,
  name: string,
  names: ReadonlySet<string>,
): Promise<{ absolute: string; mtime: number } | undefined> {
  const stem = name.slice(0, name.length - extname(name).length);
  const found = [`${stem}.json`, `${name}.json`, `${stem}.txt`].find((candidate) => names.has(candidate));
  if (found === undefined) return undefined;
  const absolute = join(root, folder, found);
  return { absolute, mtime: (await lstat(absolute)).mtimeMs };
}

/** A link inside the folder points at a file that is found anyway; one that leads out is worth a line. */
async function* link(root: string, path: string): AsyncGenerator<Found> {
  const target = await realpath(join(root, path)).catch(() => undefined);
  if (target === undefined) yield { passed: { path, reason: 'a link to nothing' } };
  else if (!isInside(target, root))
    yield { passed: { path, reason: 'a link out of the folder, not followed' } };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
