/** Fetching a finished picture: bounded in size and time, tried again when the connection breaks. */
import { setTimeout as pause } from 'node:timers/promises';
import { AssetError, decode, decoding, type OpenImage, openImageBytes } from '../assets/index.ts';
import { checkDownload } from './fal/addresses.ts';
import type { Fal } from './fal/fal.ts';

export interface DownloadLimits {
  /** Attempts. */
  tries: number;
  /** ms without a byte, and in all. */
  idle: number;
  total: number;
  /** Bytes. */
  size: number;
  /** ms before the second attempt; doubles. */
  pause: number;
}

export const downloadLimits: DownloadLimits = {
  tries: 4,
  idle: 20_000,
  total: 180_000,
  size: 40_000_000,
  pause: 1_000,
};

/** What came is not a picture, or too much of one: trying again brings nothing. */
export class BadDownloadError extends Error {
  override readonly name = 'BadDownloadError';
}

/** The picture, decoded once to be sure that it is whole. Throws `BadDownloadError`, or the last network error. */
export async function downloadPicture(
  fal: Pick<Fal, 'get'>,
  url: string,
  signal: AbortSignal,
  limits: DownloadLimits = downloadLimits,
): Promise<OpenImage> {
  let last: unknown;
  for (let attempt = 0; attempt < limits.tries; attempt++) {
    if (attempt > 0) await pause(limits.pause * 2 ** (attempt - 1), undefined, { signal });
    try {
      const image = await openImageBytes(await fetchBytes(fal, url, signal, limits), url);
      await decoding(url, decode(image).stats());
      return image;
    } catch (error) {
      signal.throwIfAborted();
      last = error;
      if (error instanceof BadDownloadError) throw error;
      // A page instead of a picture stays one; a picture that is cut off may come whole the next time.
      if (error instanceof AssetError && error.code !== 'broken') throw new BadDownloadError(error.what);
    }
  }
  if (last instanceof AssetError) throw new BadDownloadError(last.what);
  throw last;
}

async function fetchBytes(
  fal: Pick<Fal, 'get'>,
  url: string,
  signal: AbortSignal,
  limits: DownloadLimits,
): Promise<Buffer> {
  const idle = new AbortController();
  const bored = () => idle.abort(new Error(`nothing came for ${limits.idle / 1000} s`));
  let timer = setTimeout(bored, limits.idle);
  try {
    const all = AbortSignal.any([signal, idle.signal, AbortSignal.timeout(limits.total)]);
    const response = await follow(fal, url, all);
    const announced = Number(response.headers.get('content-length') ?? 0);
    const chunks: Uint8Array[] = [];
    let length = announced > limits.size ? announced : 0;
    if (length === 0) {
      for await (const chunk of response.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(bored, limits.idle);
        length += chunk.byteLength;
        if (length > limits.size) break;
        chunks.push(chunk);
      }
    }
    if (length > limits.size) {
      await response.body?.cancel().catch(() => {});
      throw new BadDownloadError(
        `the picture has more than ${Math.round(limits.size / 1e6)} MB (${Math.round(length / 1e6)} MB so far)`,
      );
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

async function follow(fal: Pick<Fal, 'get'>, url: string, signal: AbortSignal): Promise<Response> {
  let at = url;
  for (let hop = 0; hop < 4; hop++) {
    const response = await fal.get(addressOf(at), signal);
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && next) {
      await response.body?.cancel();
      at = new URL(next, at).href;
      continue;
    }
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404 || response.status === 410 || response.status === 403)
      throw new BadDownloadError(`fal's file server answered ${response.status}`);
    throw new Error(`fal's file server answered ${response.status}`);
  }
  throw new BadDownloadError('the address leads in a circle');
}

function addressOf(url: string): string {
  try {
    return checkDownload(url).href;
  } catch (error) {
    throw new BadDownloadError(error instanceof Error ? error.message : String(error));
  }
}
