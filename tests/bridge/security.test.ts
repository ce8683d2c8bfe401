/** Who is turned away at the door. */
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { bridgeProtocol, type Hello } from '../../schemas/bridge.ts';
import { encodeFrames, frameLimits } from '../../schemas/bridge-frames.ts';
import type { Bridge } from '../../server/bridge/bridge.ts';
import { filesConnected, makeSetting, numbered, type Setting, until } from './setting.ts';

let setting: Setting;
let bridge: Bridge;
beforeEach(async () => {
  setting = await makeSetting();
  bridge = setting.bridge();
  await bridge.sessions();
});
afterEach(() => setting.end());

interface Attempt {
  path: string;
  origin?: string;
  host?: string;
}

/** The HTTP status of an attempt to open a WebSocket; 101 when it was let in. */
function upgrade({ path, origin, host }: Attempt): Promise<number> {
  const ws = new WebSocket(`ws://127.0.0.1:${setting.port}${path}`, {
    origin,
    headers: host === undefined ? {} : { host },
  });
  setting.defer(() => ws.terminate());
  return new Promise((resolve) => {
    ws.on('open', () => resolve(101));
    ws.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    ws.on('error', () => {});
  });
}

describe('a WebSocket', () => {
  const own = () => `localhost:${setting.port}`;
  it.each([
    ['the plugin in Figma desktop', { path: '/plugin', origin: 'null' }, 101],
    ['the plugin on figma.com', { path: '/plugin', origin: 'https://www.figma.com' }, 101],
    ['an evil page', { path: '/plugin', origin: 'https://evil.example' }, 403],
    ['a page that looks like Figma', { path: '/plugin', origin: 'https://www.figma.com.evil.example' }, 403],
    ['a program at the plugin door', { path: '/plugin' }, 403],
    ['a page at the peer door', { path: '/peer', origin: 'null' }, 403],
    ['an unknown path', { path: '/admin', origin: 'null' }, 404],
    ['a rebound name', { path: '/plugin', origin: 'null', host: 'evil.example' }, 403],
    ['another port in Host', { path: '/plugin', origin: 'null', host: 'localhost:1' }, 403],
    ['a Host without port', { path: '/plugin', origin: 'null', host: 'localhost' }, 403],
  ] satisfies [string, Attempt, number][])('of %s', async (_who, attempt, status) => {
    expect(await upgrade(attempt)).toBe(status);
  });

  it('may use the name localhost', async () => {
    expect(await upgrade({ path: '/plugin', origin: 'null', host: own() })).toBe(101);
  });
});

describe('a plain request', () => {
  function send(method: string, path: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: setting.port, method, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      call.on('error', reject);
      call.end(method === 'POST' ? '{}' : undefined);
    });
  }
  const host = () => `127.0.0.1:${setting.port}`;

  it('with a foreign Host is refused', async () => {
    expect(await send('GET', '/health', { host: 'evil.example' })).toBe(403);
  });
  it('of a foreign page is refused, without any CORS header', async () => {
    expect(await send('GET', '/health', { host: host(), origin: 'https://evil.example' })).toBe(403);
    const response = await fetch(`http://${host()}/health`, { headers: { origin: 'null' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
  it('with a form body is refused, whatever the path', async () => {
    const headers = { host: host(), 'content-type': 'text/plain' };
    expect(await send('POST', '/rpc', headers)).toBe(415);
    expect(await send('POST', '/rpc', { ...headers, 'content-type': 'application/json' })).toBe(404);
  });
});

/** Opens the plugin's door by hand, says something and answers how it was closed, or 0 if it was not within 1.5 s. */
async function knock(...frames: (string | Uint8Array)[]): Promise<{ code: number; reason: string }> {
  const ws = new WebSocket(`ws://127.0.0.1:${setting.port}/plugin`, { origin: 'null' });
  setting.defer(() => ws.terminate());
  ws.on('error', () => {});
  return new Promise((resolve) => {
    ws.on('open', () => {
      for (const frame of frames) ws.send(frame);
    });
    ws.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    setTimeout(() => resolve({ code: 0, reason: '' }), 1500);
  });
}

function hello(change: Partial<Hello> = {}): Hello {
  return {
    type: 'hello',
    protocol: bridgeProtocol,
    token: setting.token,
    session: 'run-1',
    file: { key: 'k', name: 'File' },
    page: { id: '0:1', name: 'Page 1' },
    selection: { nodes: [], total: 0 },
    pluginVersion: '0.1.0',
    visible: true,
    openTransactions: [],
    ...change,
  };
}

describe('a null-origin page', () => {
  it('with the token is let in', async () => {
    expect((await knock(JSON.stringify(hello()))).code).toBe(0);
    expect(await bridge.sessions()).toHaveLength(1);
  });
  it.each([
    ['a wrong token', () => JSON.stringify(hello({ token: 'f'.repeat(64) })), 4003],
    ['an empty token', () => JSON.stringify(hello({ token: '' })), 4003],
    ['another protocol', () => JSON.stringify({ type: 'hello', protocol: 99, changed: true }), 4010],
    ['a request instead of a hello', () => JSON.stringify({ type: 'visibility', visible: true }), 4000],
    ['no JSON', () => 'hello', 1007],
    ['binary rubbish', () => new Uint8Array([255, 255, 1]), 1007],
    ['a chunk announced wrongly', () => JSON.stringify({ chunk: { m: 1, i: 0, n: 0, size: 1 } }), 1007],
  ])('with %s is turned away', async (_what, frame, code) => {
    expect((await knock(frame())).code).toBe(code);
    expect(await bridge.sessions()).toEqual([]);
  });
  it('that says nothing is closed', async () => {
    expect((await knock()).code).toBe(4004);
  });
  it('cannot send much before its hello', async () => {
    const padding = 'x'.repeat(frameLimits.text);
    const frames = encodeFrames({ type: 'hello', id: padding, bytes: new Uint8Array(1) }, 1);
    expect((await knock(...frames)).code).toBe(4000);
  });
  it('is told in the close reason what to do', async () => {
    expect((await knock(JSON.stringify(hello({ token: 'no' })))).reason).toMatch(/build the plugin again/);
  });
});

describe('a connected plugin', () => {
  it('that sends a message over the limit is told so, and works on', async () => {
    const plugin = setting.plugin();
    await filesConnected(bridge);
    const bytes = new Uint8Array(frameLimits.message + 1);
    const frames = encodeFrames(
      { type: 'reply', id: 'nobody:1', bytes } as { type: string; id: string; bytes: Uint8Array },
      7,
      { limit: 2 * frameLimits.message },
    );
    plugin.sendRaw(frames);
    await until('the refusal', () => plugin.received.some(({ type }) => type === 'error'));
    expect(plugin.received.find(({ type }) => type === 'error')).toMatchObject({
      error: { bridge: 'TOO_LARGE' },
    });
    await bridge.request({ kind: 'run', program: numbered(1) });
    expect(plugin.connections).toBe(1);
  });

  it('that sends one giant frame loses its socket, and nobody else does', async () => {
    const other = setting.plugin({ file: { key: 'other', name: 'Other' } });
    const plugin = setting.plugin({ reconnect: false });
    await filesConnected(bridge, 2);
    plugin.sendRaw(['x'.repeat(frameLimits.frame + 1)]);
    await until('its socket is closed', () => plugin.lastClose !== undefined);
    expect(plugin.lastClose?.code).toBe(1009);
    await bridge.request({ kind: 'run', program: numbered(1) }, { file: 'other' });
    expect(other.executed).toHaveLength(1);
  });

  it('that sends a message of the wrong shape is told so, and works on', async () => {
    const plugin = setting.plugin();
    await filesConnected(bridge);
    plugin.sendRaw([JSON.stringify({ type: 'steal_everything' })]);
    await until('the complaint', () => plugin.received.some(({ type }) => type === 'error'));
    await bridge.request({ kind: 'run', program: numbered(1) });
  });
});

it('a peer without the secret is refused without learning anything', async () => {
  const ws = new WebSocket(`ws://127.0.0.1:${setting.port}/peer`);
  setting.defer(() => ws.terminate());
  const heard: string[] = [];
  ws.on('message', (data) => {
    heard.push(String(data));
    ws.send(
      JSON.stringify({
        type: 'join',
        protocol: bridgeProtocol,
        nonce: 'a'.repeat(48),
        proof: 'b'.repeat(64),
        client: { id: 'c', name: 'c', pid: 1, version: '9.9.9' },
        sessions: [],
      }),
    );
  });
  const code = await new Promise((resolve) => ws.on('close', resolve));
  expect(code).toBe(4003);
  expect(heard).toHaveLength(1);
});
