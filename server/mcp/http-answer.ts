/** Refusals over HTTP. Every one is a JSON-RPC error, so that a client can show its user why. */
import type { ServerResponse } from 'node:http';

export interface HttpRefusal {
  status: 400 | 403 | 404 | 405 | 413 | 415 | 500 | 503;
  /** JSON-RPC error code. */
  code: number;
  /** What was wrong and what to do instead, in a sentence or two. */
  message: string;
  headers?: Record<string, string>;
}

/** JSON-RPC codes: the reserved ones, and those the MCP transport uses for HTTP. */
export const rpcCodes = {
  parse: -32700,
  internal: -32603,
  transport: -32000,
  noSession: -32001,
} as const;

export function answerRefusal(
  response: ServerResponse,
  { status, code, message, headers }: HttpRefusal,
): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code, message } }));
}
