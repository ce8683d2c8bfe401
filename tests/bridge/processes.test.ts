/** Several real processes on one port: who is the hub, and what happens when it goes. */

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { defaultTiming } from '../../server/bridge/timing.ts';
import { runChaos } from './chaos.ts';
import { buildClient, type ClientOptions, ClientProcess } from './client-driver.ts';
import { makeSetting, numbered, type Setting, until } from './setting.ts';

let folder: string;
let program: string;
let setting: Setting;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adsmith-client-'));
  program = await buildClient(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  setting = await makeSetting();
});
afterEach(() => setting.end());

function client(options: Partial<ClientOptions> = {}): ClientProcess {
  const { port, home } = setting;
  const process = new ClientProcess({ program, port, home, ...options });
  setting.defer(() => process.kill());
  return process;
}

async function roles(clients: ClientProcess[]): Promise<string[]> {
  return Promise.all(clients.map(async (process) => (await process.status()).role));
}

/** A hub and a peer that both see the plugin. */
async function hubAndPeer(execute?: Parameters<Setting['plugin']>[0]) {
  const hub = client({ name: 'hub' });
  await hub.sessions();
  const peer = client({ name: 'peer' });
  await peer.sessions();
  const plugin = setting.plugin(execute);
  await until('both see the plugin', async () => {
    const seen = await Promise.all([hub.sessions(), peer.sessions()]);
    return seen.every((sessions) => sessions[0]?.state === 'connected');
  });
  return { hub, peer, plugin };
}

const run = (number: number) => ({
  do: 'request' as const,
  request: { kind: 'run' as const, program: numbered(number) },
});
const runs = (plugin: { executed: { body: { kind: string } }[] }) =>
  plugin.executed.filter(({ body }) => body.kind === 'run').length;

it('makes exactly one hub of eight processes that start at once', async () => {
  const clients = Array.from({ length: 8 }, () => client());
  await Promise.all(clients.map((process) => process.sessions()));
  const all = await roles(clients);
  expect(all.filter((role) => role === 'hub')).toHaveLength(1);
  expect(all.filter((role) => role === 'peer')).toHaveLength(7);
});

it('serves hub and peers alike', async () => {
  const { hub, peer, plugin } = await hubAndPeer();
  await Promise.all([hub.call(run(1)), peer.call(run(2))]);
  expect(new Set(plugin.executed.map((entry) => entry.client)).size).toBe(2);
});

it('lets a peer take over when the hub is killed', async () => {
  const { hub, peer, plugin } = await hubAndPeer();
  const third = client();
  await third.sessions();
  hub.signal('SIGKILL');
  await Promise.all([peer.call(run(1)), third.call(run(2))]);
  expect((await roles([peer, third])).sort()).toEqual(['hub', 'peer']);
  expect(runs(plugin)).toBe(2);
});

it('answers a slow write whose hub was killed, and runs it once', async () => {
  const { hub, peer, plugin } = await hubAndPeer({
    execute: async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { bindings: { made: '1:2' }, results: [], adjustments: [] };
    },
  });
  const answer = peer.call(run(1));
  await until('it is running', () => plugin.executed.length === 1);
  hub.signal('SIGKILL');
  expect(await answer).toMatchObject({ bindings: { made: '1:2' } });
  expect(plugin.executed).toHaveLength(1);
});

it('moves everyone to a new hub on a clean exit', async () => {
  const { hub, peer, plugin } = await hubAndPeer();
  await hub.call({ do: 'leave' });
  await peer.call(run(1));
  expect((await peer.status()).role).toBe('hub');
  expect(plugin.lastClose?.code).toBe(1012);
});

it('says that the hub is frozen, and recovers when it goes on', async () => {
  const timing = { hubSilence: 700, election: 1000, join: 400, electionMemory: 100 };
  const hub = client({ timing });
  await hub.sessions();
  const peer = client({ timing });
  await peer.sessions();
  setting.plugin();
  await until('the plugin is seen', async () => (await peer.sessions()).length === 1);
  hub.signal('SIGSTOP');
  await expect(peer.call(run(1))).rejects.toMatchObject({ bridge: 'HUB_SILENT' });
  hub.signal('SIGCONT');
  await until('a call works again', () =>
    peer.call(run(2)).then(
      () => true,
      () => false,
    ),
  );
});

it('waits for a hub that is busy for a second, without a second hub', async () => {
  const { hub, peer, plugin } = await hubAndPeer();
  await hub.call({ do: 'block', ms: 1000 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await peer.call(run(1));
  expect(await roles([hub, peer])).toEqual(['hub', 'peer']);
  expect(runs(plugin)).toBe(1);
});

it('names a foreign HTTP program on the port', async () => {
  const server = createHttpServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(setting.port, '127.0.0.1', resolve));
  setting.defer(() => void server.close());
  await expect(client().sessions()).rejects.toMatchObject({ bridge: 'PORT_FOREIGN' });
});

it('names a foreign program that greets in another protocol', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('SSH-2.0-OpenSSH_9.9\r\n');
  });
  await new Promise<void>((resolve) => server.listen(setting.port, '127.0.0.1', resolve));
  setting.defer(() => void server.close());
  await expect(setting.bridge().sessions()).rejects.toMatchObject({ bridge: 'PORT_FOREIGN' });
});

/** A program on the port that takes connections and says nothing. Answers how to end it. */
async function silentProgram(): Promise<() => void> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(setting.port, '127.0.0.1', resolve));
  const end = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  setting.defer(end);
  return end;
}

it('does not wait for a foreign program that says nothing, and takes the port when it goes', async () => {
  const end = await silentProgram();
  const bridge = setting.bridge('impatient', { timing: { ...defaultTiming, electionMemory: 200 } });
  const ask = async () => {
    const start = performance.now();
    await expect(bridge.sessions()).rejects.toMatchObject({ bridge: 'PORT_FOREIGN' });
    return performance.now() - start;
  };
  expect(await ask()).toBeLessThan(900);
  expect(await ask()).toBeLessThan(100);
  await new Promise((resolve) => setTimeout(resolve, 300));
  // Looked for again, but in the background.
  expect(await ask()).toBeLessThan(100);
  end();
  await until('the port is taken', () =>
    bridge.sessions().then(
      () => true,
      () => false,
    ),
  );
  expect(bridge.status().role).toBe('hub');
});

it('waits for a hub that was busy before anybody joined it', async () => {
  const hub = client();
  await hub.sessions();
  await hub.call({ do: 'block', ms: 1500 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const peer = setting.bridge('late', { timing: defaultTiming });
  await peer.sessions();
  expect(peer.status().role).toBe('peer');
});

it('refuses a process with another secret', async () => {
  const hub = client();
  await hub.sessions();
  const other = await mkdtemp(join(tmpdir(), 'adsmith-other-'));
  setting.defer(() => rm(other, { recursive: true, force: true }));
  await expect(client({ home: other }).sessions()).rejects.toMatchObject({ bridge: 'SECRET' });
  expect((await hub.status()).role).toBe('hub');
});

it('gives the port to a newer version, which keeps it', async () => {
  const old = client({ version: '0.9.0' });
  await old.sessions();
  const plugin = setting.plugin();
  await until('connected', async () => (await old.sessions()).length === 1);
  const fresh = client({ version: '0.10.0' });
  await fresh.sessions();
  await until('the newer is hub', async () => (await roles([old, fresh])).join() === 'peer,hub');
  await old.call(run(1));
  await fresh.call(run(2));
  expect(runs(plugin)).toBe(2);
});

it('leaves no process behind when its client goes', async () => {
  const hub = client();
  await hub.sessions();
  hub.disconnect();
  await hub.exited;
});

it('loses, repeats and misorders nothing over ten kills in a row', async () => {
  const { port, home, token } = setting;
  const report = await runChaos({ program, port, home, token, kills: 10 });
  expect(report).toMatchObject({ kills: 10, failed: [], lost: 0, duplicated: 0, misordered: 0 });
  expect(report.operations).toBeGreaterThan(10);
});
