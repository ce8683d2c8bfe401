/** The bridge's port: an HTTP server on 127.0.0.1 that upgrades plugins and peers to WebSockets. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { bridgePaths, bridgeProtocol } from '../../schemas/bridge.ts';
import { frameLimits } from '../../schemas/bridge-frames.ts';
import { pathOf, type Refusal, refuseRequest, refuseUpgrade } from './local-access.ts';

/** Names this program in every HTTP answer, so that a peer can tell a refusal of ours from a foreign program. */
export const serverHeader = 'x-adsmith-bridge';

export interface LocalServerOptions {
  /** 0 is not allowed: the plugin's manifest names the port. */
  port: number;
  version: string;
  onPlugin(socket: WebSocket): void;
  onPeer(socket: WebSocket): void;
  /** Further endpoints of the same port (the board). Called after the Host, Origin and media type checks; answers
   * false when the path is not its own. */
  http?(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface LocalServer {
  /** Stops listening at once (another process may bind the port) and ends plain HTTP connections. */
  close(): void;
}

/** Binds the port. Rejects with Node's error (`EADDRINUSE`, `EACCES`) when it cannot. */
export async function openLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { port, version } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: frameLimits.frame,
    perMessageDeflate: false,
  });
  const server = createServer((request, response) => {
    response.setHeader(serverHeader, version);
    response.setHeader('x-content-type-options', 'nosniff');
    const refusal = refuseRequest(request, port);
    if (refusal) return answer(response, refusal.status, refusal.reason);
    if (pathOf(request) === bridgePaths.health) {
      response.setHeader('content-type', 'application/json');
      return answer(response, 200, JSON.stringify({ app: 'adsmith', protocol: bridgeProtocol, version }));
    }
    if (!options.http?.(request, response)) answer(response, 404, 'No such endpoint.');
  });
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuseUpgrade(request, port);
    if (refusal) return refuseSocket(socket, refusal, version);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      if (pathOf(request) === bridgePaths.plugin) options.onPlugin(ws);
      else options.onPeer(ws);
    });
  });
  // One address family: a server on 127.0.0.1 and a probe on ::1 must never see two different worlds.
  await new Promise<AddressInfo | string | null>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server.address()));
  });
  return {
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status);
  response.end(body);
}

function refuseSocket(socket: Duplex, refusal: Refusal, version: string): void {
  socket.on('error', () => {});
  const lines = [
    `HTTP/1.1 ${refusal.status} ${refusal.status === 404 ? 'Not Found' : 'Forbidden'}`,
    `${serverHeader}: ${version}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(refusal.reason)}`,
    'connection: close',
    '',
    refusal.reason,
  ];
  socket.end(lines.join('\r\n'));
}
