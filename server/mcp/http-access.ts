/**
 * Who may use the HTTP endpoint, decided from the headers alone, before any of the body is read.
 * The rules of the MCP specification for local servers (2025-11-25, transports, "Security Warning"): loopback only,
 * a checked Origin, a checked Host against DNS rebinding; and a bearer token, because any program and any user of
 * the machine can reach a loopback port.
 */
import type { IncomingMessage } from 'node:http';
import { allowedHosts, pathOf } from '../bridge/local-access.ts';
import { sameSecret } from '../bridge/secret.ts';
import { type HttpRefusal, rpcCodes } from './http-answer.ts';

export const mcpPath = '/mcp';

/** Answers why the request is refused, or undefined when it may come in. */
export function refuseHttp(request: IncomingMessage, port: number, token: string): HttpRefusal | undefined {
  const hosts = allowedHosts(port);
  const { host, origin, authorization } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase()))
    return forbidden(`Host ${host ?? '(none)'} is not this server; use ${hosts[1]}.`);
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`))
    return forbidden(`Pages of ${origin} may not use this server.`);
  if (pathOf(request) !== mcpPath)
    return {
      status: 404,
      code: rpcCodes.transport,
      message: `There is nothing here; the endpoint is ${mcpPath}.`,
    };
  // 403 and not 401: to clients 401 means "start an OAuth sign-in", which this server does not have.
  if (!sameSecret(bearerOf(authorization), token))
    return forbidden(
      authorization === undefined
        ? 'Send the header "Authorization: Bearer <token>" with the token of `adsmith serve`.'
        : 'The bearer token is wrong; `adsmith serve` names the file that holds the right one.',
    );
  if (request.method !== 'POST' && request.method !== 'GET' && request.method !== 'DELETE')
    return {
      status: 405,
      code: rpcCodes.transport,
      message: `${request.method} is not part of Streamable HTTP; use POST, GET or DELETE.`,
      headers: { allow: 'GET, POST, DELETE' },
    };
  if (request.method === 'POST' && !isJson(request.headers['content-type']))
    return { status: 415, code: rpcCodes.transport, message: 'Only application/json bodies are accepted.' };
  return undefined;
}

const forbidden = (message: string): HttpRefusal => ({ status: 403, code: rpcCodes.transport, message });

/** The scheme's name is case-insensitive (RFC 9110, 11.1). */
function bearerOf(authorization: string | undefined): string {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

const isJson = (type: string | undefined) =>
  type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
