/** Addresses of a measured page and what they name. */
import { posix } from 'node:path';

/** The file of the bundle an address names; undefined for one that is written wrongly. */
export function fileAt({ pathname }: URL): string | undefined {
  try {
    return posix.normalize(decodeURIComponent(pathname).slice(1));
  } catch {
    return undefined;
  }
}
