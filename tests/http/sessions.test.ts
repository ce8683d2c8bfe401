/** Several clients at once, each by itself; sessions that end, and a server that ends under them. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../bridge/setting.ts';
import { type RunningService, reason, remember, send, startService, token } from './service.ts';

let service: RunningService;
afterEach(() => service.close());

describe('two clients', () => {
  it('have contexts of their own', async () => {
    service = await startService();
    const [ann, ben] = await Promise.all([service.client('ann'), service.client('ben')]);
    await remember(ann, 'red');
    await remember(ben, 'blue');
    expect(await remember(ann, 'green')).toBe('red green');
    expect(await remember(ben, 'grey')).toBe('blue grey');
    expect(service.servers).toHaveLength(2);
  });

  it('work at the same time', async () => {
    service = await startService();
    const [slow, quick] = await Promise.all([service.client(), service.client()]);
    const waited = slow.callTool({ name: 'wait' });
    await until('the slow call runs', () => service.waiting.length === 1);
    expect(await remember(quick, 'one')).toBe('one');
    service.release();
    expect(await waited).toMatchObject({ content: [{ text: 'waited' }] });
  });
});

describe('a session', () => {
  it('ends when its client says so', async () => {
    service = await startService();
    const client = new Client({ name: 'test', version: '1' });
    const transport = service.transport();
    await client.connect(transport);
    const id = String(transport.sessionId);
    await transport.terminateSession();
    const answer = await send(service.port, { headers: { 'mcp-session-id': id } });
    expect(answer.status).toBe(404);
    expect(reason(answer)).toContain('initialize');
    await client.close();
  });

  it('ends when nobody uses it', async () => {
    service = await startService({ idle: 60 });
    const { headers } = await send(service.port);
    const id = String(headers['mcp-session-id']);
    const gone = async () =>
      (await send(service.port, { method: 'GET', headers: { 'mcp-session-id': id, accept: 'x' } })).status ===
      404;
    await until('the session is gone', async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return gone();
    });
  });

  it('lives on while its client listens or waits', async () => {
    service = await startService({ idle: 250 });
    const client = await service.client();
    const waited = client.callTool({ name: 'wait' });
    await until('the call runs', () => service.waiting.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 600));
    service.release();
    await waited;
    // The client's stream for messages of the server is still open.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await remember(client, 'still')).toBe('still');
  });

  it('gives its place to a newcomer when it is idle, not when it works', async () => {
    service = await startService({ mostSessions: 1 });
    const first = String((await send(service.port)).headers['mcp-session-id']);
    const second = await service.client();
    expect((await send(service.port, { headers: { 'mcp-session-id': first } })).status).toBe(404);
    const waited = second.callTool({ name: 'wait' });
    await until('the call runs', () => service.waiting.length === 1);
    const answer = await send(service.port);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    service.release();
    await waited;
  });

  it.each([
    ['a request before the handshake', { jsonrpc: '2.0', id: 1, method: 'tools/list' }],
    ['a probe for a later protocol', { jsonrpc: '2.0', id: 1, method: 'server/discover' }],
  ])('does not begin with %s', async (_what, message) => {
    service = await startService();
    const answer = await send(service.port, { body: JSON.stringify(message) });
    expect(answer.status).toBe(400);
    expect(reason(answer)).toContain('initialize');
    expect(service.servers).toHaveLength(0);
  });

  it('does not begin when the transport refuses the handshake', async () => {
    service = await startService({ mostSessions: 1 });
    expect((await send(service.port, { headers: { accept: 'text/html' } })).status).toBe(406);
    expect((await send(service.port)).status).toBe(200);
  });
});

describe('shutdown', () => {
  it('ends open streams and frees the port', async () => {
    service = await startService();
    const client = await service.client();
    const { headers } = await send(service.port);
    const stream = await fetch(service.url, {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
        'mcp-session-id': String(headers['mcp-session-id']),
      },
    });
    expect(stream.status).toBe(200);
    const ended = stream.text();
    await service.close();
    expect(await ended).toBe('');
    await expect(send(service.port)).rejects.toThrow(/ECONNREFUSED/);
    await client.close();
    const next = await startService({ port: service.port });
    await next.close();
  });

  it('lets a call under way finish', async () => {
    service = await startService();
    const client = await service.client();
    const waited = client.callTool({ name: 'wait' });
    await until('the call runs', () => service.waiting.length === 1);
    const closing = service.close();
    service.release();
    expect(await waited).toMatchObject({ content: [{ text: 'waited' }] });
    await closing;
  });

  it('cancels a call that takes too long', async () => {
    service = await startService({ grace: 50 });
    const client = await service.client();
    const waited = client.callTool({ name: 'wait' });
    const failed = expect(waited).rejects.toThrow();
    await until('the call runs', () => service.waiting.length === 1);
    await service.close();
    expect(service.waiting[0]?.aborted).toBe(true);
    await client.close();
    await failed;
  });

  it('may be asked for twice', async () => {
    service = await startService();
    await Promise.all([service.close(), service.close()]);
  });
});

it('a client whose server cannot be made is told so, and the next one is served', async () => {
  let failures = 1;
  service = await startService({
    createServer: () => {
      if (failures-- > 0) throw new Error('the disk is full');
      return new Server({ name: 'test', version: '1' }, { capabilities: {} });
    },
  });
  const answer = await send(service.port);
  expect(answer.status).toBe(500);
  expect(reason(answer)).toContain('log');
  expect((await send(service.port)).status).toBe(200);
});
