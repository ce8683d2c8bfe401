/**
 * What the board's answers allow a browser to do, and which requests of a browser it answers. Host, Origin and media
 * type have been checked by the hub; pictures and links of foreign pages carry no Origin, so their Sec-Fetch headers
 * are looked at as well (https://www.w3.org/TR/fetch-metadata/).
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers why the request is refused, or undefined. Programs send no Sec-Fetch headers. */
export function refuseBoard(request: IncomingMessage, isPage: boolean): string | undefined {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  const opened =
    request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
  if (isPage && opened) return undefined;
  return 'Other sites may not read the board.';
}

/** Headers of every answer. */
export function protect(response: ServerResponse): void {
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('x-content-type-options', 'nosniff');
}

/** A policy that lets the page run and draw exactly what is written in it, and reach this server only. */
export function contentPolicy(html: string): string {
  const hashes = (tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map(
        ([, text]) =>
          `'sha256-${createHash('sha256')
            .update(text ?? '')
            .digest('base64')}'`,
      )
      .join(' ');
  return [
    "default-src 'none'",
    `script-src ${hashes('script')}`,
    `style-src ${hashes('style')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
