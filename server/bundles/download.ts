/** Fetches a bundle by URL into a file: https only, bounded in size, time and redirects, public addresses only. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { isLoopback, isPublicAddress, publicLookup } from './address.ts';
import { BundleError, messageOf } from './bundle-error.ts';
import type { BundleLimits } from './limits.ts';

export interface DownloadOptions {
  limits: BundleLimits;
  /** Also take http://localhost and 127.0.0.1, for tests and local tools. */
  allowLoopback: boolean;
  signal?: AbortSignal;
}

/** Writes what `url` answers to `file`. Throws `BundleError` (`fetch_failed`, `not_allowed`, `too_large`). */
export async function download(url: URL, file: string, options: DownloadOptions): Promise<void> {
  // A timer of our own: Node 20 may collect `AbortSignal.timeout` before it fires.
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new DownloadTimeout()), options.limits.fetchMs);
  const cancel = () => giveUp.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) cancel();
  const { signal } = giveUp;
  let target = url;
  try {
    for (let redirects = 0; ; redirects += 1) {
      const response = await get(target, options, signal);
      const next = redirectOf(response, target);
      if (next === undefined) {
        await save(response, file, target, options.limits, signal);
        return;
      }
      response.destroy();
      if (redirects >= options.limits.redirects) {
        throw failed(url, `more than ${options.limits.redirects} redirects`);
      }
      target = next;
    }
  } catch (error) {
    await rm(file, { force: true });
    if (error instanceof BundleError) throw error;
    const late = signal.reason instanceof DownloadTimeout;
    throw failed(
      url,
      late ? `no complete answer within ${options.limits.fetchMs / 1000} s` : messageOf(error),
    );
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', cancel);
  }
}

class DownloadTimeout extends Error {}

/** Refuses what must not be asked for at all; also run on every redirect. */
export function checkUrl(url: URL, allowLoopback: boolean): void {
  const refuse = (what: string, hint: string) => new BundleError('not_allowed', what, hint, 'source');
  const loopback = isLoopback(url.hostname);
  const where = shown(url);
  if (/(^|\.)claude\.ai$/.test(url.hostname)) {
    throw refuse(
      `${where} is the design tool's own page, not an archive.`,
      'In Claude Design choose Export > Handoff to get the archive (or its api.anthropic.com link), and give that.',
    );
  }
  if (loopback && !allowLoopback) {
    throw refuse(
      `${where} is on this machine, which is refused by default.`,
      'Save the archive and give its path, or set ADSMITH_BUNDLES_LOOPBACK=1.',
    );
  }
  if (url.protocol !== 'https:' && !(loopback && url.protocol === 'http:')) {
    throw refuse(`${where} is not https.`, 'Give an https URL, or the path of the downloaded archive.');
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse(`${where} carries a user name or password.`, 'Download it yourself and give the path.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!loopback && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw refuse(
      `${where} is on a private network.`,
      'Download the archive yourself and give its path on this machine.',
    );
  }
}

function get(url: URL, options: DownloadOptions, signal: AbortSignal): Promise<IncomingMessage> {
  checkUrl(url, options.allowLoopback);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        signal,
        headers: {
          accept: 'application/gzip, application/zip, application/octet-stream',
          'accept-encoding': 'identity',
        },
        ...(isLoopback(url.hostname) ? {} : { lookup: publicLookup }),
      },
      resolve,
    );
    request.on('error', reject);
    request.end();
  });
}

function redirectOf(response: IncomingMessage, from: URL): URL | undefined {
  const { statusCode = 0, headers } = response;
  if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) return undefined;
  return new URL(headers.location, from);
}

async function save(
  response: IncomingMessage,
  file: string,
  url: URL,
  limits: BundleLimits,
  signal: AbortSignal,
): Promise<void> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) {
    response.destroy();
    throw failed(url, `the server answered ${statusCode}${statusCode === 404 ? ' (old links expire)' : ''}`);
  }
  const tooLarge = () =>
    new BundleError(
      'too_large',
      `${shown(url)} is larger than ${Math.round(limits.archiveBytes / 1024 / 1024)} MB.`,
      'Export without uploads and videos, or unpack it yourself and give the folder.',
      'source',
    );
  if (Number(headers['content-length'] ?? 0) > limits.archiveBytes) {
    response.destroy();
    throw tooLarge();
  }
  let bytes = 0;
  await pipeline(
    response,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > limits.archiveBytes) throw tooLarge();
        yield chunk;
      }
    },
    createWriteStream(file, { mode: 0o600 }),
    { signal },
  );
}

const failed = (url: URL, why: string) =>
  new BundleError(
    'fetch_failed',
    `${shown(url)} could not be fetched: ${why}.`,
    'Export the bundle again for a fresh link, or download it and give the path.',
    'source',
  );

/** A URL as it may be shown and kept: hash, query and credentials can carry secrets. */
export const shown = (url: URL): string => `${url.origin}${url.pathname}`;
