/** Who may use the HTTP endpoint, and with what. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHttp } from '../../server/mcp/http.ts';
import { type RunningService, reason, send, startService, token } from './service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const megabyte = 1024 * 1024;

describe('a request', () => {
  it('of a well-behaved client is answered', async () => {
    const answer = await send(service.port);
    expect(answer.status).toBe(200);
    expect(answer.headers['mcp-session-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['another site', 'https://evil.example'],
    ['a sandboxed page', 'null'],
    ['a site that looks like this server', 'http://127.0.0.1.evil.example'],
    ['a page on another port of this machine', 'http://127.0.0.1:1'],
  ])('of %s is refused', async (_who, origin) => {
    const answer = await send(service.port, { headers: { origin } });
    expect(answer.status).toBe(403);
    expect(reason(answer)).toContain(origin);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('of a page of this very server is let in', async () => {
    const answer = await send(service.port, { headers: { origin: `http://127.0.0.1:${service.port}` } });
    expect(answer.status).toBe(200);
  });

  it.each(['evil.example', 'localhost', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example'])(
    'with the Host %s is refused',
    async (host) => {
      const answer = await send(service.port, { headers: { host } });
      expect(answer.status).toBe(403);
      expect(reason(answer)).toContain('Host');
    },
  );

  it('may name the server localhost, in any case', async () => {
    expect((await send(service.port, { headers: { host: `LocalHost:${service.port}` } })).status).toBe(200);
  });

  it.each([
    ['no token', undefined],
    ['an empty token', 'Bearer '],
    ['a wrong token', `Bearer ${'x'.repeat(token.length)}`],
    ['the beginning of the token', `Bearer ${token.slice(0, -1)}`],
    ['the token under another scheme', `Basic ${token}`],
  ])('with %s is refused with 403, which starts no sign-in', async (_what, authorization) => {
    for (const method of ['POST', 'GET', 'DELETE']) {
      const answer = await send(service.port, { method, headers: { authorization } });
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain(token);
      expect(answer.headers['www-authenticate']).toBeUndefined();
    }
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', undefined])(
    'with a body of type %s is refused',
    async (type) => {
      const answer = await send(service.port, { headers: { 'content-type': type } });
      expect(answer.status).toBe(415);
      expect(reason(answer)).toContain('application/json');
    },
  );

  it.each(['OPTIONS', 'PUT', 'HEAD'])('with the method %s is not served', async (method) => {
    const answer = await send(service.port, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('GET, POST, DELETE');
  });

  it('to another path finds nothing', async () => {
    expect((await send(service.port, { path: '/' })).status).toBe(404);
  });
});

describe('a body', () => {
  const call = (size: number) =>
    JSON.stringify({
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'remember', arguments: { word: 'w'.repeat(size) } },
    });
  const session = async () => {
    const { headers } = await send(service.port);
    return { 'mcp-session-id': String(headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
  };

  it('of 15 MB is taken', async () => {
    const answer = await send(service.port, { headers: await session(), body: call(15 * megabyte) });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('"result"');
  });

  it('of 17 MB is refused with a JSON-RPC error, whether its length is declared or not', async () => {
    const headers = await session();
    const body = call(17 * megabyte);
    for (const how of [{}, { 'transfer-encoding': 'chunked' }]) {
      const answer = await send(service.port, { headers: { ...headers, ...how }, body });
      expect(answer.status).toBe(413);
      expect(answer.headers['content-type']).toBe('application/json');
      expect(reason(answer)).toContain('16 MB');
    }
    expect((await send(service.port)).status).toBe(200);
  });

  it.each([
    ['that is no JSON', '{"jsonrpc":'],
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('%s is a parse error', async (_what, body) => {
    const answer = await send(service.port, { headers: await session(), body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body).error.code).toBe(-32700);
  });

  it('that breaks off harms nobody', async () => {
    const socket = connect(service.port, '127.0.0.1');
    socket.write(
      `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${service.port}\r\nAuthorization: Bearer ${token}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"jsonrpc"',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await send(service.port)).status).toBe(200);
  });
});

describe('the protocol version header', () => {
  it('is checked after the handshake', async () => {
    const { headers } = await send(service.port);
    const id = String(headers['mcp-session-id']);
    const body = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    const list = (version: string) =>
      send(service.port, { headers: { 'mcp-session-id': id, 'mcp-protocol-version': version }, body });
    expect((await list('1999-01-01')).status).toBe(400);
    expect((await list('2025-11-25')).status).toBe(200);
  });
});

it('a weak token is not served with', async () => {
  const options = { port: 0, createServer: () => Promise.reject(new Error('unused')), log: console };
  await expect(serveHttp({ ...options, token: 'short' })).rejects.toThrow(/24 visible/);
});
