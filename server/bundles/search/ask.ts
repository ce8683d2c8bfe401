/**
 * One bounded question to a catalogue over HTTP: https to public addresses, or this machine. Sizes, time and redirects
 * are limited, and a name that resolves into the private network is refused at the connection.
 */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isLoopback, isPublicAddress, publicLookup } from '../address.ts';
import { messageOf } from '../bundle-error.ts';

export interface Question {
  method?: 'GET' | 'POST' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export const askLimits = { bytes: 4 * 1024 * 1024, ms: 10_000, redirects: 3 };

/** Why an address may not be asked; undefined if it may. */
export function refusalOf(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const loopback = isLoopback(url.hostname);
  if (url.username !== '' || url.password !== '') return 'it carries a user name or password';
  if (url.protocol !== 'https:' && !(loopback && url.protocol === 'http:'))
    return 'it is neither https nor http on this machine';
  if (!loopback && isIP(host) !== 0 && !isPublicAddress(host)) return 'it is on a private network';
  return undefined;
}

/** Throws an error whose message says why there is no answer, without the URL's query. */
export async function ask(url: URL, question: Question = {}, limits = askLimits): Promise<Answer> {
  let target = url;
  for (let redirects = 0; ; redirects += 1) {
    const refusal = refusalOf(target);
    if (refusal !== undefined) throw new Error(refusal);
    const answer = await once(target, question, limits);
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer;
    const next = new URL(location, target);
    // Headers may hold a token, and a question that was allowed for one host is not for another.
    if (next.origin !== target.origin) throw new Error(`it redirects to ${next.origin}`);
    if (redirects >= limits.redirects) throw new Error(`more than ${limits.redirects} redirects`);
    target = next;
  }
}

function once(url: URL, question: Question, limits: typeof askLimits): Promise<Answer> {
  const loopback = isLoopback(url.hostname);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method: question.method ?? 'GET',
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          ...question.headers,
          ...(question.body !== undefined && { 'content-length': Buffer.byteLength(question.body) }),
        },
        ...(question.signal && { signal: question.signal }),
        ...(!loopback && { lookup: publicLookup }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= limits.bytes) chunks.push(chunk);
          else request.destroy(new Error(`it is larger than ${Math.round(limits.bytes / 1024)} kB`));
        });
        response.on('error', fail);
        response.on('end', () => {
          clearTimeout(timer);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    const timer = setTimeout(
      () => request.destroy(new Error(`no complete answer within ${limits.ms / 1000} s`)),
      limits.ms,
    );
    function fail(error: unknown) {
      clearTimeout(timer);
      reject(new Error(messageOf(error)));
    }
    request.on('error', fail);
    request.end(question.body);
  });
}

/** JSON of an address; undefined for 404. Throws like `ask`, and for other statuses and text that is no JSON. */
export async function askJson(url: URL, question: Question = {}, limits = askLimits): Promise<unknown> {
  const { status, text } = await ask(url, question, limits);
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`it answered ${status}`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error('its answer is not JSON');
  }
}
