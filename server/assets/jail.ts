/**
 * Which files the tools may touch. Every path that comes from a model goes through here: links are followed
 * first and the real place is what counts, so a link cannot lead out of the allowed folders.
 */
import { constants } from 'node:fs';
import { lstat, open, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetError, messageOf, systemErrorCode } from './asset-error.ts';

/** The environment variable that adds folders, separated like PATH. */
export const rootsVariable = 'ADSMITH_ALLOWED_ROOTS';

/** The folders `ADSMITH_ALLOWED_ROOTS` names; relative entries and empty ones are ignored. */
export function rootsFromEnvironment(env: Record<string, string | undefined>): string[] {
  return (env[rootsVariable] ?? '')
    .split(delimiter)
    .map((entry) => expandHome(entry.trim()))
    .filter((entry) => isAbsolute(entry));
}

/**
 * The real path of an existing file or folder inside one of `roots`. Absolute paths, `~/...`, `file://` URLs and
 * paths relative to a root are understood; a relative path is looked up in each root in turn.
 * Throws `AssetError` (`not_found`, `not_allowed`, `bad_value`).
 */
export async function resolveInRoots(path: string, roots: readonly string[]): Promise<string> {
  const asked = cleanPath(path);
  const realRoots = await existingRoots(roots);
  const candidates = isAbsolute(asked) ? [asked] : realRoots.map((root) => resolve(root, asked));
  let found: string | undefined;
  for (const candidate of candidates) {
    const real = await realpathOrUndefined(candidate, path);
    if (real === undefined) continue;
    if (realRoots.some((root) => isInside(real, root))) return real;
    found ??= real;
  }
  if (found !== undefined) throw outside(path, realRoots, found !== resolve(asked));
  // Outside the roots, "there is no such file" would already tell something about the disk.
  if (!candidates.some((candidate) => realRoots.some((root) => isInside(candidate, root)))) {
    throw outside(path, realRoots, false);
  }
  throw new AssetError({
    code: 'not_found',
    what: 'there is no such file',
    where: path,
    instead: `Check the spelling, or give an absolute path inside one of: ${list(realRoots)}`,
  });
}

/**
 * Where a file may be written: the path inside one of `roots`, its nearest existing folder taken for real.
 * The file itself may be new; an existing link that leads out is refused. Creates nothing.
 */
export async function resolveForWriting(path: string, roots: readonly string[]): Promise<string> {
  const asked = cleanPath(path);
  const realRoots = await existingRoots(roots);
  const base = isAbsolute(asked) ? asked : resolve(realRoots[0] ?? '.', asked);
  let folder = resolve(base);
  const missing: string[] = [];
  for (;;) {
    const real = await realpathOrUndefined(folder, path);
    if (real !== undefined) {
      const target = join(real, ...missing);
      if (realRoots.some((root) => isInside(target, root))) return target;
      throw outside(path, realRoots, real !== folder);
    }
    if (await isDanglingLink(folder)) {
      throw outside(path, realRoots, true);
    }
    missing.unshift(basename(folder));
    if (dirname(folder) === folder) throw outside(path, realRoots, false);
    folder = dirname(folder);
  }
}

/** `resolveForWriting` for a file: nothing else may have its name, nor a file the name of a folder above it. */
export async function resolveFileForWriting(path: string, roots: readonly string[]): Promise<string> {
  const target = await resolveForWriting(path, roots);
  const refuse = (what: string, instead: string) =>
    new AssetError({ code: 'not_a_file', what, where: path, instead });
  const found = await stat(target).catch((error: unknown) => systemErrorCode(error));
  if (typeof found === 'object' && found.isDirectory()) {
    throw refuse('a folder has this name', 'End the path with "/" to write into it, or choose another name');
  }
  if (found === 'ENOTDIR') throw refuse('one of its folders is a file', 'Name another folder');
  return target;
}

/**
 * Reads a regular file of at most `maxBytes`. `real` must come from `resolveInRoots`; the file is opened without
 * following links, so swapping it for a link in between gains nothing, and pipes or devices cannot block.
 */
export async function readRegularFile(real: string, maxBytes: number, where: string): Promise<Buffer> {
  const handle = await open(
    real,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  ).catch((error: unknown) => {
    throw new AssetError({
      code: 'not_allowed',
      what: `the file cannot be opened (${systemErrorCode(error) ?? messageOf(error)})`,
      where,
      instead: 'Check that it exists and that this user may read it',
    });
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) {
      throw new AssetError({
        code: 'not_a_file',
        what: found.isDirectory() ? 'this is a folder, not a file' : 'this is not a regular file',
        where,
        instead: found.isDirectory() ? 'Name one file inside it' : 'Copy its content into a file first',
      });
    }
    if (found.size > maxBytes) throw tooManyBytes(where, found.size, maxBytes);
    // The size is read again from what arrives: a file may grow while it is being read.
    const buffer = Buffer.alloc(Math.min(found.size + 1, maxBytes + 1));
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length > maxBytes) throw tooManyBytes(where, length, maxBytes);
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** True if `path` is `root` or below it. Both absolute and already real. */
export function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function cleanPath(path: string): string {
  const bad = (what: string) =>
    new AssetError({
      code: 'bad_value',
      what,
      where: path,
      instead: 'Give the path of a file on this machine',
    });
  if (path.trim() === '') throw bad('the path is empty');
  if (path.includes('\0')) throw bad('the path holds a NUL character');
  if (/^file:/i.test(path)) {
    try {
      return fileURLToPath(path);
    } catch (error) {
      throw bad(`this file URL cannot be read (${messageOf(error)})`);
    }
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path) || /^data:/i.test(path)) {
    throw bad('this is a URL, not a path; nothing is downloaded from here');
  }
  return expandHome(path);
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}

async function existingRoots(roots: readonly string[]): Promise<string[]> {
  const real = await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)));
  return [...new Set(real.filter((root): root is string => root !== undefined))];
}

async function realpathOrUndefined(path: string, where: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new AssetError({
      code: code === 'ELOOP' ? 'bad_value' : 'not_allowed',
      what:
        code === 'ELOOP'
          ? 'links lead in a circle'
          : `the path cannot be followed (${code ?? messageOf(error)})`,
      where,
      instead: 'Give another path',
    });
  }
}

async function isDanglingLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (stat) => stat.isSymbolicLink(),
    () => false,
  );
}

function outside(path: string, roots: readonly string[], throughLink: boolean): AssetError {
  return new AssetError({
    code: 'not_allowed',
    what: throughLink
      ? 'a link leads out of the allowed folders'
      : 'this path is outside the allowed folders',
    where: path,
    instead:
      `Allowed: ${list(roots)}. Move the file there, or add its folder to the ${rootsVariable} ` +
      `environment variable (separated by "${delimiter}") and restart`,
  });
}

function tooManyBytes(where: string, size: number, max: number): AssetError {
  return new AssetError({
    code: 'too_large',
    what: `the file has ${size.toLocaleString('en')} bytes, the limit is ${max.toLocaleString('en')}`,
    where,
    instead: 'Use a smaller file',
  });
}

function list(roots: readonly string[]): string {
  return roots.length === 0 ? '(none)' : roots.join(', ');
}
