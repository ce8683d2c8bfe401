/** Where fal's requests go, and a stand-in for all of it on loopback. */
import { GenerationError } from '../generation-error.ts';

/** fal's hosts, as `@fal-ai/client` has them; the last one is its platform API. */
export const queueHost = 'queue.fal.run';
export const platformHost = 'api.fal.ai';

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Sends every address to a stand-in, the real host as the first part of the path. Nothing can leave the machine then.
 * Throws `GenerationError` unless `base` is on loopback.
 */
export function rerouteTo(base: string): (url: string) => string {
  const target = URL.canParse(base) ? new URL(base) : undefined;
  if (target?.protocol !== 'http:' || !loopback.has(target.hostname)) {
    throw new GenerationError(
      `ADSMITH_FAL_URL=${base}: only http:// on this machine (127.0.0.1) is taken.`,
      'It is for tests; leave it out to use fal.ai.',
    );
  }
  return (text) => {
    const url = new URL(text);
    if (url.host === target.host) return text;
    return `${target.origin}/${url.host}${url.pathname}${url.search}`;
  };
}

/** A picture's address: https, and a public name. Throws `Error`. */
export function checkDownload(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPublic = (host: string) =>
    /\.[a-z]{2,}$/i.test(host) && !/\.(local|internal|localhost)$/i.test(host);
  if (url?.protocol === 'https:' && isPublic(url.hostname)) return url;
  throw new Error(`not a public https address: ${text.slice(0, 200)}`);
}
