/** The board: a local page on the hub's port that shows the canvas, who works on it, and what they do. Read-only. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HubHttp, HubView } from '../bridge/hub-link.ts';
import type { BridgeLog } from '../bridge/log.ts';
import { contentPolicy, protect, refuseBoard } from './access.ts';
import { type BoardCanvas, FrameWatch } from './frames.ts';
import { type PictureSize, Pictures, pictureSizes } from './pictures.ts';
import { openStream } from './stream.ts';

const boardPath = '/board';

export interface BoardOptions {
  /** The headless canvas. It is opened when somebody looks at the board for the first time. */
  canvas: BoardCanvas;
  /** `board.html` of the package. */
  page: string;
  version: string;
  /** What today has cost; asked for when something else has changed. */
  cost?: () => { amount: number; currency: string } | undefined;
  log: BridgeLog;
  /** Pause between two looks at the canvas, ms; default 700. */
  interval?: number;
}

/**
 * The handler for `createBridge({ http })`: serves `/board` and what belongs to it, sends `/` there, and answers
 * false for every other path. Nothing runs while nobody looks.
 */
export function createBoard({ canvas, page, version, cost, log, interval }: BoardOptions): HubHttp {
  const watch = new FrameWatch(canvas, log, interval);
  const pictures = new Pictures(canvas);

  const serve = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    view: HubView,
  ): Promise<void> => {
    protect(response);
    const isPage = url.pathname === boardPath;
    const refusal = refuseBoard(request, isPage || url.pathname === '/');
    if (refusal) return end(response, 403, refusal);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return end(response, 405, 'The board is read-only.');
    }
    if (url.pathname === '/') {
      response.setHeader('location', boardPath);
      return end(response, 302, '');
    }
    if (isPage) return sendPage(request, response, page);
    if (url.pathname === `${boardPath}/events`)
      return openStream(request, response, { view, watch, version, cost });
    const id = frameOf(url.pathname);
    if (id !== undefined) return sendPicture(request, response, { id, url, watch, pictures });
    end(response, 404, 'The board has no such page.');
  };

  return (request, response, view) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const mine =
      url.pathname === '/' || url.pathname === boardPath || url.pathname.startsWith(`${boardPath}/`);
    if (!mine) return false;
    serve(request, response, url, view).catch((error: unknown) => {
      log.warn({ err: error, path: url.pathname }, 'board: request failed');
      end(response, 500, error instanceof Error ? error.message : 'The board failed.');
    });
    return true;
  };
}

async function sendPage(request: IncomingMessage, response: ServerResponse, page: string): Promise<void> {
  const html = await readFile(page, 'utf8');
  response.setHeader('content-security-policy', contentPolicy(html));
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('cache-control', 'no-cache');
  sendTagged(request, response, createHash('sha1').update(html).digest('hex'), Buffer.from(html));
}

async function sendPicture(
  request: IncomingMessage,
  response: ServerResponse,
  { id, url, watch, pictures }: { id: string; url: URL; watch: FrameWatch; pictures: Pictures },
): Promise<void> {
  const size = url.searchParams.get('size') ?? 'small';
  if (!isSize(size)) return end(response, 400, `size is one of ${pictureSizes.join(', ')}.`);
  if (!watch.frame(id)) await watch.look();
  const frame = watch.frame(id);
  if (!frame) return end(response, 404, 'The canvas has no such frame.');
  const png = await pictures.get(frame, size).catch(async (error: unknown) => {
    if ((await watch.look()).frames.some((other) => other.id === id)) throw error;
    return undefined; // deleted between the look and the drawing
  });
  if (!png) {
    response.writeHead(204, { 'cache-control': 'no-store' });
    response.end();
    return;
  }
  // An address that names the version it shows never shows anything else.
  const fixed = url.searchParams.get('v') === frame.version;
  response.setHeader('cache-control', fixed ? 'private, max-age=86400, immutable' : 'no-cache');
  response.setHeader('content-type', 'image/png');
  sendTagged(request, response, `${frame.version}-${size}`, png);
}

function sendTagged(request: IncomingMessage, response: ServerResponse, tag: string, body: Uint8Array): void {
  const etag = `"${tag}"`;
  response.setHeader('etag', etag);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.setHeader('content-length', body.byteLength);
  response.writeHead(200);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function frameOf(path: string): string | undefined {
  const [, encoded] = /^\/board\/frames\/([^/]+)\.png$/.exec(path) ?? [];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

const isSize = (value: string): value is PictureSize => pictureSizes.some((size) => size === value);

function end(response: ServerResponse, status: number, text: string): void {
  if (!response.headersSent) {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.writeHead(status);
  }
  response.end(text);
}
