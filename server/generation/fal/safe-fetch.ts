/**
 * The `fetch` the fal client is given. It makes sure that a request that costs money is sent at most once: the client
 * repeats a submit after a broken connection or a 502, and the first one may have been taken.
 */
import { queueHost } from './addresses.ts';

/** It is not known whether fal took the request. Made so that the client does not repeat it. */
export class UncertainSubmitError extends Error {
  override readonly name = 'UncertainSubmitError';
}

/** The connection was never there, so nothing was sent. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export interface SafeFetchOptions {
  /** Sends all requests elsewhere. */
  reroute?: ((url: string) => string) | undefined;
  /** A request without an answer for this long is given up, ms. */
  timeout: number;
}

export function createSafeFetch({ reroute = (url) => url, timeout }: SafeFetchOptions): typeof fetch {
  return async (input, init = {}) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    const signals = [AbortSignal.timeout(timeout), ...(init.signal ? [init.signal] : [])];
    const sent = fetch(reroute(url), { ...init, signal: AbortSignal.any(signals) });
    if (!isSubmit(url, init.method)) return sent;
    let response: Response;
    try {
      response = await sent;
    } catch (error) {
      const code = codeOf(error);
      if (code !== undefined && neverConnected.has(code)) throw error;
      throw new UncertainSubmitError(`the connection broke (${code ?? describe(error)})`);
    }
    if (response.status < 500) return response;
    throw new UncertainSubmitError(`fal answered ${response.status} ${await brief(response)}`.trim());
  };
}

/** A request to the queue that starts paid work; status, result and cancel have `/requests/` in their path. */
function isSubmit(url: string, method: string | undefined): boolean {
  const { host, pathname } = new URL(url);
  return method?.toUpperCase() === 'POST' && host === queueHost && !pathname.includes('/requests/');
}

/** The system's error code, wherever in the chain of causes. */
export function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}

const describe = (error: unknown) => (error instanceof Error ? error.name : String(error));

async function brief(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  return text.replace(/\s+/g, ' ').slice(0, 200);
}
