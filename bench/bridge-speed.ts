/**
 * What the bridge costs over a bare WebSocket: one small write call, a 5 MB image, a 16 MB reply, and the memory of
 * twelve clients. Client, hub and plugin share one process here except for the memory, so that only the bridge's own
 * work is measured, not the scheduler's.
 *
 *   npx tsx bench/bridge-speed.ts [images]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { buildClient, ClientProcess } from '../tests/bridge/client-driver.ts';
import { filesConnected, freePort, makeSetting, numbered, until } from '../tests/bridge/setting.ts';
import { type Execute, record } from '../tests/bridge/stand-in-plugin.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const IMAGES = Number(process.argv[2] ?? 60);
const megabyte = 1024 * 1024;
const picture = randomBytes(5 * megabyte);
const large = randomBytes(16 * megabyte);
let imageNumber = 0;
const setting = await makeSetting();
try {
  const hub = setting.bridge('hub');
  await hub.sessions();
  const peer = setting.bridge('peer');
  await peer.sessions();
  setting.plugin({
    execute: async (body, plugin, request) => {
      if (body.kind === 'export') return { bytes: large, width: 1, height: 1 };
      if (body.kind === 'run' && body.program.ops[0]?.op === 'set_image')
        await plugin.image(body.program.ops[0].image, request);
      return record(body, plugin, request);
    },
  });
  await filesConnected(peer);
  const echo = await bareEcho();
  const call = { ops: [{ op: 'update' as const, node: '1:2', props: { characters: 'x'.repeat(1000) } }] };
  const small = JSON.stringify(call);
  const results = {
    'small call, ms': {
      echo: await median(300, () => echo(small)),
      hub: await median(300, () => hub.request({ kind: 'run', program: call })),
      peer: await median(300, () => peer.request({ kind: 'run', program: call })),
    },
    '5 MB image, ms': {
      echo: await median(10, () => echo('image')),
      hub: await median(
        10,
        (image) => place(hub, image),
        () => freshImage(hub),
      ),
      peer: await median(
        10,
        (image) => place(peer, image),
        () => freshImage(peer),
      ),
    },
    '16 MB reply, ms': {
      echo: await median(5, () => echo('reply')),
      hub: await median(5, () => hub.request({ kind: 'export', request: { node: '1:2', format: 'PNG' } })),
      peer: await median(5, () => peer.request({ kind: 'export', request: { node: '1:2', format: 'PNG' } })),
    },
  };
  console.table(results);
  await hub.request({ kind: 'run', program: numbered(1) });
} finally {
  await setting.end();
}
console.table(await imagesBetweenProcesses());
console.log('resident memory of twelve clients (hub first), MB:', (await memory(12)).join(' '));

type Client = ReturnType<typeof setting.bridge>;

/** An image the plugin has not seen; its hash is computed before the clock runs. */
function freshImage(bridge: Client): string {
  imageNumber += 1;
  const bytes = Buffer.from(picture);
  bytes.writeUInt32BE(imageNumber);
  return bridge.putImage(bytes);
}

function place(bridge: Client, image: string): Promise<unknown> {
  return bridge.request({ kind: 'run', program: { ops: [{ op: 'set_image', node: '1:2', image }] } });
}

/**
 * A bare WebSocket: text comes back as it is; for "image" the server sends 5 MB down, for "reply" it asks for 16 MB
 * up, as images and exports travel between hub and plugin.
 */
async function bareEcho(): Promise<(data: string) => Promise<void>> {
  const port = await freePort();
  const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
  setting.defer(() => server.close());
  let arrived = () => {};
  server.on('connection', (ws) =>
    ws.on('message', (data, binary) => {
      const text = binary ? '' : data.toString();
      if (binary) arrived();
      else if (text === 'image') ws.send(picture);
      else ws.send(text);
    }),
  );
  const ws = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  setting.defer(() => ws.terminate());
  await new Promise((resolve) => ws.once('open', resolve));
  ws.on('message', (data) => {
    if (isReplyCall(data)) ws.send(large);
    else arrived();
  });
  return (data) =>
    new Promise((resolve) => {
      arrived = resolve;
      ws.send(data);
    });
}

function isReplyCall(data: RawData): boolean {
  return Buffer.isBuffer(data) && data.length === 5 && data.toString() === 'reply';
}

async function median(
  times: number,
  act: (prepared: string) => Promise<unknown>,
  prepare: () => string = () => '',
): Promise<number> {
  const taken: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const prepared = prepare();
    const start = performance.now();
    await act(prepared);
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  return Number((taken[Math.floor(times / 2)] ?? 0).toFixed(2));
}

/**
 * A 5 MB image, fresh every time, as it travels in real life: from the process of the client that has it, to the
 * plugin, which is a process too (this one), directly or through the hub's process. Beside it the same bytes over bare
 * WebSockets between as many processes. The rows are taken in turns.
 */
async function imagesBetweenProcesses() {
  const folder = await mkdtemp(join(tmpdir(), 'adsmith-image-'));
  // A hub of its own for each way: what it relays for others must not be paid by its own client.
  const [alone, shared] = await Promise.all([makeSetting(), makeSetting()]);
  const program = await buildClient(folder);
  const start = ({ port, home }: typeof alone) => new ClientProcess({ program, port, home });
  const [lone, hub, peer] = [start(alone), start(shared), start(shared)];
  const bare = await bareSender(1);
  const relayed = await bareSender(2);
  try {
    await lone.sessions();
    await hub.sessions();
    await peer.sessions();
    const execute: Execute = async (body, plugin, request) => {
      if (body.kind === 'run' && body.program.ops[0]?.op === 'set_image')
        await plugin.image(body.program.ops[0].image, request);
      // As the panel, which hands an image on to Figma and keeps nothing.
      plugin.forget();
      return record(body, plugin, request);
    };
    const plugins = [alone.plugin({ execute }), shared.plugin({ execute })];
    await connected(lone);
    await connected(peer);
    const ways = {
      'a bare socket': bare.send,
      "the hub's own client": async () => Number(await lone.call({ do: 'image', size: picture.length })),
      'two bare sockets, a process between that hands on': relayed.send,
      'a peer, through the hub': async () => Number(await peer.call({ do: 'image', size: picture.length })),
    };
    const times = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]]));
    for (let round = -3; round < IMAGES; round += 1)
      for (const [name, way] of Object.entries(ways)) {
        // This process receives all of them: none pays for the memory the one before it has left.
        collectGarbage();
        const ms = await way();
        if (round >= 0) times[name]?.push(ms);
      }
    for (const plugin of plugins) plugin.close();
    return Object.fromEntries(
      Object.entries(times).map(([name, taken]) => {
        taken.sort((a, b) => a - b);
        const at = (share: number) => Number((taken[Math.floor(share * taken.length)] ?? 0).toFixed(1));
        return [`5 MB image: ${name}`, { 'least ms': at(0), 'p25 ms': at(0.25), 'p50 ms': at(0.5) }];
      }),
    );
  } finally {
    bare.end();
    relayed.end();
    await Promise.all([lone.kill(), hub.kill(), peer.kill()]);
    await Promise.all([alone.end(), shared.end()]);
    await rm(folder, { recursive: true, force: true });
  }
}

function connected(client: ClientProcess): Promise<void> {
  return until('the plugin is there', async () => (await client.sessions())[0]?.state === 'connected');
}

/**
 * A process that sends 5 MB, one message, over a bare WebSocket to this one and measures until it hears that they are
 * there. With two hops a second process is between, which hands on every message as it comes (sent in five parts, so
 * that one is handed on while the next arrives, they take longer).
 */
async function bareSender(hops: 1 | 2): Promise<{ send(): Promise<number>; end(): void }> {
  const port = await freePort();
  const sending = `
    const crypto = require('node:crypto');
    const measure = (ws) => {
      let start = 0;
      process.on('message', () => {
        const bytes = crypto.randomBytes(${picture.length});
        for (const hash of ['sha256', 'sha1']) crypto.createHash(hash).update(bytes).digest();
        // As the clients do before they start their clocks.
        setTimeout(() => {
          start = performance.now();
          ws.send(bytes);
        }, 20);
      });
      ws.on('message', () => process.send(performance.now() - start));
    };`;
  const opening = `
    const { WebSocket, WebSocketServer } = require('ws');
    const listen = () => new WebSocketServer({ port: ${port}, host: '127.0.0.1', perMessageDeflate: false });`;
  const direct = `listen().on('listening', () => process.send('ready')).on('connection', measure);`;
  const relay = `
    const sockets = {};
    listen().on('listening', () => process.send('ready')).on('connection', (ws, { url }) => {
      sockets[url] = ws;
      ws.on('message', (data) => sockets[url === '/from' ? '/to' : '/from'].send(data));
    });`;
  const from = `
    const ws = new WebSocket('ws://127.0.0.1:${port}/from', {
      perMessageDeflate: false,
      generateMask: (mask) => mask.fill(0),
    });
    measure(ws);
    ws.on('open', () => process.send('ready'));`;
  const children: ChildProcess[] = [];
  const start = async (script: string) => {
    const child = spawn(process.execPath, ['-e', opening + sending + script], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.push(child);
    await new Promise((resolve) => child.once('message', resolve));
    return child;
  };
  const listener = await start(hops === 1 ? direct : relay);
  const ws = new WebSocket(`ws://127.0.0.1:${port}/to`, { perMessageDeflate: false });
  await new Promise((resolve) => ws.once('open', resolve));
  ws.on('message', () => ws.send('ok'));
  const sender = hops === 1 ? listener : await start(from);
  return {
    async send() {
      const answer = new Promise((resolve) => sender.once('message', resolve));
      sender.send('go');
      return Number(await answer);
    },
    end() {
      ws.terminate();
      for (const child of children) child.kill();
    },
  };
}

async function memory(count: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'adsmith-memory-'));
  const program = await buildClient(folder);
  const port = await freePort();
  const clients: ClientProcess[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const client = new ClientProcess({ program, port, home: folder });
      clients.push(client);
      await client.sessions();
    }
    return await Promise.all(
      clients.map(async ({ pid }) => {
        const status = await readFile(`/proc/${pid}/status`, 'utf8');
        return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
      }),
    );
  } finally {
    await Promise.all(clients.map((client) => client.kill()));
    await rm(folder, { recursive: true, force: true });
  }
}
