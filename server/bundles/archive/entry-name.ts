/** Names of archive entries: what is refused, and the one form every later stage sees. */
import { BundleError } from '../bundle-error.ts';
import type { BundleLimits } from '../limits.ts';

/** Litter that archive tools add; never part of a design. */
const litter = /(^|\/)(__MACOSX(\/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)|^pax_global_header$/;

/**
 * The entry's path with "/" between parts and without "./", or undefined for litter and the root folder.
 * Throws for names that point outside (absolute, drive letters, ".."), hold NUL or other control characters, or are
 * beyond the limits. Names are never used as paths on disk; refusing them early tells the person what they were given.
 */
export function entryPath(name: string, limits: BundleLimits): string | undefined {
  const refuse = (why: string) =>
    new BundleError(
      'unsafe_archive',
      `The archive is refused: entry ${quoted(name)} ${why}. Nothing was unpacked.`,
      'Export the bundle again from the design tool; an archive with such an entry was not made by it.',
      'source',
    );
  if (Buffer.byteLength(name) > limits.nameBytes) throw refuse(`has a name over ${limits.nameBytes} bytes`);
  if (name.includes('\0')) throw refuse('has a NUL character in its name');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0001-\u001f\u007f]/.test(name)) throw refuse('has control characters in its name');
  const path = name.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) throw refuse('has an absolute path');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw refuse('points outside the archive ("..")');
  if (parts.length > limits.depth) throw refuse(`lies more than ${limits.depth} folders deep`);
  const clean = parts.join('/');
  return clean === '' || litter.test(clean) ? undefined : clean;
}

/** A hostile name as part of a message: shortened, control characters visible. */
export function quoted(name: string): string {
  const text = JSON.stringify(name);
  return text.length > 80 ? `${text.slice(0, 76)}..."` : text;
}
