/** Finding brand folders and reading inside one of them, never outside. */
import { readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AssetError, isInside, readRegularFile, resolveInRoots } from '../assets/index.ts';
import { BrandError } from './brand-error.ts';

/** Text files larger than this are refused: a brand file is read by a model. */
export const maxTextBytes = 100_000;
/** The concepts log grows with every ad and is read by code only. */
export const maxLogBytes = 2_000_000;
/** More entries than this in one brand are not listed. */
const maxEntries = 2000;
const maxDepth = 6;

export interface BrandFolder {
  /** The folder's name, and how the brand is called in every tool. */
  id: string;
  /** Real absolute path. */
  path: string;
}

/** Brand folders below the roots: those with a `brand` or `products` folder. The first root wins a name. */
export async function findBrands(roots: readonly string[]): Promise<BrandFolder[]> {
  const found = new Map<string, BrandFolder>();
  for (const root of roots) {
    const realRoot = await realpath(root).catch(() => undefined);
    if (realRoot === undefined) continue;
    for (const id of (await readdir(realRoot)).sort()) {
      if (id.startsWith('.') || found.has(id)) continue;
      const path = await realpath(join(realRoot, id)).catch(() => undefined);
      // A link to somewhere else would make that place readable.
      if (path === undefined || !isInside(path, realRoot)) continue;
      const entries = await readdir(path).catch((): string[] => []);
      if (entries.includes('brand') || entries.includes('products')) found.set(id, { id, path });
    }
  }
  return [...found.values()];
}

/** Reads a text file by its path inside the brand's folder. Throws `BrandError` that lists the files there are. */
export async function readBrandText(
  brand: BrandFolder,
  path: string,
  maxBytes = maxTextBytes,
): Promise<string> {
  const where = `${brand.id}/${path}`;
  const bytes = await readInside(brand, path, where, maxBytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  if (text.includes('\0') || (text.match(/\ufffd/g)?.length ?? 0) > text.length / 100) {
    throw new BrandError('not_text', 'this is not a text file', where, 'Use its path as an image instead');
  }
  return text;
}

/** A file of any kind by its path inside the brand's folder, at most `maxBytes`. Throws `BrandError` like the text. */
export async function readBrandBytes(brand: BrandFolder, path: string, maxBytes: number): Promise<Buffer> {
  return readInside(brand, path, `${brand.id}/${path}`, maxBytes);
}

/** A text file, or undefined if there is no such file. */
export async function readBrandTextIfAny(
  brand: BrandFolder,
  path: string,
  maxBytes = maxTextBytes,
): Promise<string | undefined> {
  try {
    return await readBrandText(brand, path, maxBytes);
  } catch (error) {
    if (error instanceof BrandError && error.code === 'unknown_file') return undefined;
    throw error;
  }
}

/** Paths of all files inside the brand's folder, sorted, with `/`. Hidden files and links that lead out are left out. */
export async function listBrandFiles(brand: BrandFolder): Promise<string[]> {
  const files: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > maxDepth) return;
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (files.length >= maxEntries || entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path, depth + 1);
      else if (entry.isFile()) files.push(relative(brand.path, path).split(sep).join('/'));
      else if (entry.isSymbolicLink()) {
        const real = await realpath(path).catch(() => undefined);
        if (real !== undefined && isInside(real, brand.path))
          files.push(relative(brand.path, path).split(sep).join('/'));
      }
    }
  };
  await walk(brand.path, 0);
  return files.sort();
}

async function readInside(
  brand: BrandFolder,
  path: string,
  where: string,
  maxBytes: number,
): Promise<Buffer> {
  try {
    const real = await resolveInRoots(path, [brand.path]);
    return await readRegularFile(real, maxBytes, where);
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    const files = await listBrandFiles(brand);
    const shown =
      files.slice(0, 40).join(', ') + (files.length > 40 ? `, and ${files.length - 40} more` : '');
    const choose = `Files of ${brand.id}: ${shown || '(none)'}`;
    if (error.code === 'too_large') {
      throw new BrandError('too_large', error.what, where, 'Split the file: brand files are read whole');
    }
    const unknown = error.code === 'not_found' || error.code === 'not_a_file';
    const what = unknown ? error.what : `only files inside the brand's folder can be read (${error.what})`;
    throw new BrandError(unknown ? 'unknown_file' : 'not_allowed', what, where, choose);
  }
}
