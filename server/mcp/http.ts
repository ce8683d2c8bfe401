/** MCP over Streamable HTTP on loopback: `adsmith serve`. Several clients, each with a session of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import type { BridgeLog } from '../bridge/log.ts';
import { mcpPath, refuseHttp } from './http-access.ts';
import { answerRefusal, type HttpRefusal, rpcCodes } from './http-answer.ts';
import { readJsonBody } from './http-body.ts';
import { HttpSessions, type SessionOptions } from './http-sessions.ts';
import { checkHttpToken } from './http-token.ts';

/** Bytes of a request body. Images go by path; what remains large is a program or an SVG. */
const bodyLimit = 16 * 1024 * 1024;
const minute = 60_000;

export interface HttpOptions extends Pick<SessionOptions, 'createServer'> {
  /** 0 lets the system choose. */
  port: number;
  /** What clients send as bearer token; see `loadHttpToken`. */
  token: string;
  log: BridgeLog;
  /** A session unused for so long, ms, is closed; default 30 minutes. */
  idle?: number;
  /** Most sessions at a time; default 64. */
  mostSessions?: number;
  /** How long calls under way may still take when the server closes, ms; default 3 s. */
  grace?: number;
}

export interface HttpService {
  /** Address of the endpoint, e.g. `http://127.0.0.1:28418/mcp`. */
  url: string;
  /** Refuses new requests, lets calls under way finish for a moment, ends streams and sessions, frees the port. */
  close(): Promise<void>;
}

/**
 * Serves until `close()`. Binds 127.0.0.1 only.
 * @throws HttpTokenError for a weak token; Node's error (`EADDRINUSE`, `EACCES`) when the port cannot be bound.
 */
export async function serveHttp(options: HttpOptions): Promise<HttpService> {
  const { log, idle = 30 * minute, mostSessions = 64, grace = 3000 } = options;
  const token = checkHttpToken(options.token);
  const sessions = new HttpSessions({ createServer: options.createServer, idle, most: mostSessions, log });
  let port = options.port;
  let closing: Promise<void> | undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('x-content-type-options', 'nosniff');
    const refusal = refuseHttp(request, port, token) ?? (closing ? goingAway : undefined);
    if (refusal) {
      log.warn({ status: refusal.status, method: request.method, reason: refusal.message }, 'http refused');
      return answerRefusal(response, refusal);
    }
    const unknown = await route(sessions, request, response);
    if (unknown) answerRefusal(response, unknown);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.warn({ err: error }, 'http request failed');
      answerRefusal(response, broken);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;

  return {
    url: `http://127.0.0.1:${port}${mcpPath}`,
    close() {
      closing ??= (async () => {
        const stopped = new Promise((resolve) => server.close(resolve));
        await sessions.settled(grace);
        await sessions.close();
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 250).unref();
        await stopped;
      })();
      return closing;
    },
  };
}

/** Hands the request to its session, or opens one; answers why neither was possible. */
async function route(
  sessions: HttpSessions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpRefusal | undefined> {
  const id = request.headers['mcp-session-id'];
  // 404 tells a client to start over with `initialize` (specification, "Session Management").
  if (id !== undefined && (Array.isArray(id) || !sessions.has(id))) {
    request.resume();
    return {
      status: 404,
      code: rpcCodes.noSession,
      message: 'The session has ended; initialize a new one.',
    };
  }
  if (request.method !== 'POST') {
    if (id === undefined) return noSessionYet;
    await sessions.handle(id, request, response, undefined);
    return undefined;
  }
  const body = await readJsonBody(request, bodyLimit);
  if ('refusal' in body) return body.refusal;
  if (id !== undefined) {
    // It may have ended while the body came in.
    if (!sessions.has(id)) return { ...noSessionYet, status: 404, code: rpcCodes.noSession };
    await sessions.handle(id, request, response, body.value);
    return undefined;
  }
  if (!isInitializeRequest(body.value)) return noSessionYet;
  return (await sessions.open(request, response, body.value)) ? undefined : full;
}

const noSessionYet: HttpRefusal = {
  status: 400,
  code: rpcCodes.transport,
  message: 'Send `initialize` first, then the header Mcp-Session-Id of its answer with every request.',
};
const full: HttpRefusal = {
  status: 503,
  code: rpcCodes.transport,
  message: 'Too many clients are at work; try again in a moment.',
  headers: { 'retry-after': '5' },
};
const broken: HttpRefusal = {
  status: 500,
  code: rpcCodes.internal,
  message: 'The server could not answer; its log says why.',
};
const goingAway: HttpRefusal = {
  status: 503,
  code: rpcCodes.transport,
  message: 'The server is shutting down.',
  headers: { connection: 'close' },
};
