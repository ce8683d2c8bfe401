/**
 * Who may talk to the bridge's port, decided from the request's headers before anything is accepted.
 * A page that was rebound to 127.0.0.1 has a foreign Host; a page elsewhere has a foreign Origin; a sandboxed
 * iframe of any page has Origin `null`, which is why the plugin must also show its token.
 */
import type { IncomingMessage } from 'node:http';
import { bridgePaths } from '../../schemas/bridge.ts';

export interface Refusal {
  status: 403 | 404 | 415;
  /** One sentence, sent as the body. */
  reason: string;
}

/** Origins a Figma plugin's page can have. */
const pluginOrigins = new Set(['null', 'https://www.figma.com']);

/** Exact Host values with the port; anything else may be DNS rebinding. */
export function allowedHosts(port: number): string[] {
  return [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`];
}

/** Checks the request for a WebSocket. Answers the reason to refuse, or undefined. */
export function refuseUpgrade(request: IncomingMessage, port: number): Refusal | undefined {
  const wrongHost = refuseHost(request, port);
  if (wrongHost) return wrongHost;
  const { origin } = request.headers;
  switch (pathOf(request)) {
    case bridgePaths.plugin:
      if (origin !== undefined && pluginOrigins.has(origin)) return undefined;
      return { status: 403, reason: `Origin ${origin ?? '(none)'} is not a Figma plugin.` };
    case bridgePaths.peer:
      // Browsers always send an Origin with a WebSocket, programs do not: no page can pose as a peer.
      if (origin === undefined) return undefined;
      return { status: 403, reason: 'Browsers may not connect here.' };
    default:
      return { status: 404, reason: 'No such endpoint.' };
  }
}

/**
 * Checks a plain HTTP request: exact Host; no Origin, or one of this port's own pages (and, to see that the bridge
 * is up, the plugin's); only JSON bodies, so that no HTML form of a foreign page can post.
 */
export function refuseRequest(request: IncomingMessage, port: number): Refusal | undefined {
  const wrongHost = refuseHost(request, port);
  if (wrongHost) return wrongHost;
  const { origin } = request.headers;
  const own = allowedHosts(port).map((host) => `http://${host}`);
  const mayProbe =
    pathOf(request) === bridgePaths.health && origin !== undefined && pluginOrigins.has(origin);
  if (origin !== undefined && !own.includes(origin) && !mayProbe)
    return { status: 403, reason: `Origin ${origin} may not use this server.` };
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isJson(request))
    return { status: 415, reason: 'Only application/json bodies are accepted.' };
  return undefined;
}

/** Path of a request, without its query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function refuseHost(request: IncomingMessage, port: number): Refusal | undefined {
  const host = request.headers.host?.toLowerCase();
  if (host !== undefined && allowedHosts(port).includes(host)) return undefined;
  return { status: 403, reason: `Host ${host ?? '(none)'} is not this server.` };
}

function isJson(request: IncomingMessage): boolean {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0];
  return type?.trim().toLowerCase() === 'application/json';
}
