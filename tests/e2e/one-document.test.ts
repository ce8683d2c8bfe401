/** Real clients, each with a server process of its own, on the embedded canvas of one home. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtServer } from './build-server.ts';
import { startClient, type TestClient, temporaryFolder, textOf } from './client.ts';

let folder: string;
let clients: TestClient[] = [];
beforeEach(async () => {
  folder = await temporaryFolder('shared');
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close().catch(() => undefined)));
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<TestClient> {
  const client = await startClient({ home: join(folder, 'home'), workspace: join(folder, 'work'), env });
  clients.push(client);
  return client;
}

/** A frame with two texts: three nodes, or it is half-built. */
async function buildAd(client: Pick<TestClient, 'call'>, name: string): Promise<string> {
  const { steps } = await client.call('batch_pipeline', {
    pipeline: [
      { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'story', name } },
      { tool: 'apply_typography', args: { frameId: '$ad.frameId', headline: 'Four', subhead: name } },
    ],
  });
  return textOf(steps, 0, 'frameId');
}

interface Frame {
  id: string;
  name: string;
  box: [number, number, number, number];
}
async function framesOf(client: Pick<TestClient, 'call'>): Promise<Frame[]> {
  const { frames } = await client.call('canvas_status');
  return frames as Frame[];
}

function overlapping(frames: readonly Frame[]): string[] {
  const boxes = frames.map(({ name, box: [x, y, width, height] }) => ({ name, x, y, width, height }));
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b) => `${a.name} and ${b.name}`),
  );
}

/** How many texts each ad on the canvas has. */
async function textsOf(client: TestClient): Promise<number[]> {
  const counts = [];
  for (const { id } of await framesOf(client)) {
    const { text } = await client.ask('get_frame_state', { frameId: id, detail: 'full' });
    counts.push(text.match(/"type":"TEXT"/g)?.length ?? 0);
  }
  return counts;
}

async function kill(client: TestClient): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    client.client.onclose = resolve;
  });
  process.kill(client.pid, 'SIGKILL');
  await closed;
  clients = clients.filter((each) => each !== client);
}

describe('clients that work at once', () => {
  it('build all their ads in one document, none lost and none on another', async () => {
    await Promise.all(Array.from({ length: 4 }, () => start()));
    const ids = await Promise.all(
      clients.map(async (client, index) => {
        const own = [];
        for (let ad = 0; ad < 4; ad++) own.push(await buildAd(client, `Client ${index}, ad ${ad}`));
        return own;
      }),
    );
    expect(new Set(ids.flat()).size).toBe(16);
    const [first, ...others] = await Promise.all(clients.map(framesOf));
    for (const frames of others) expect(frames).toEqual(first);
    expect(new Map(first?.map(({ id, name }) => [id, name]))).toEqual(
      new Map(ids.flatMap((own, index) => own.map((id, ad) => [id, `Client ${index}, ad ${ad}`]))),
    );
    expect(overlapping(first ?? [])).toEqual([]);
    const [one] = clients;
    if (one) expect(new Set(await textsOf(one))).toEqual(new Set([2]));
  });

  it('get places of their own for concepts, beside ads that others build meanwhile', async () => {
    await Promise.all(Array.from({ length: 4 }, () => start()));
    const formats = ['UGC', 'Editorial', 'Provocation'];
    await Promise.all([
      ...formats.map(async (formatCategory, index) => {
        const client = clients[index];
        const concept = { brand: 'ondrelle', angle: 'Time Theft', formatCategory, placement: 'story' };
        await client?.call('start_concept', concept);
        await client?.call('build_ad_skeleton', { format: 'story' });
      }),
      (async () => {
        for (let ad = 0; ad < 4; ad++)
          await clients[3]?.call('build_ad_skeleton', { format: 'feed', name: `Free ${ad}` });
      })(),
    ]);
    const frames = await framesOf(clients[0] as TestClient);
    expect(frames).toHaveLength(7);
    expect(overlapping(frames)).toEqual([]);
  });

  it('see and change what the others made, and are told what is gone', async () => {
    const [one, two] = [await start(), await start()];
    const frameId = await buildAd(one, 'Of one');
    await two.call('batch_update', { updates: [{ nodeId: frameId, props: { name: 'Renamed by two' } }] });
    expect((await framesOf(one)).map(({ name }) => name)).toEqual(['Renamed by two']);
    const { images, isError } = await two.ask('get_canvas_screenshot', { nodeId: frameId });
    expect([isError, images.length]).toEqual([false, 1]);
    await two.call('batch_operations', { operations: `DELETE("${frameId}")` });
    const gone = await one.ask('batch_update', { updates: [{ nodeId: frameId, props: { opacity: 0.5 } }] });
    const never = await one.ask('batch_update', {
      updates: [{ nodeId: '1:99999', props: { opacity: 0.5 } }],
    });
    expect(gone.isError).toBe(true);
    expect(gone.text.replaceAll(frameId, '1:99999')).toBe(never.text);
    expect(await framesOf(one)).toEqual([]);
  });
});

interface SavedNode {
  id: string;
  type: string;
  props: { name: string };
  children?: SavedNode[];
}
/** The frames of the document as it is on disk. */
async function savedFrames(): Promise<SavedNode[]> {
  const text = await readFile(join(folder, 'home', 'canvas', 'canvas.json'), 'utf8');
  const { root } = JSON.parse(text) as { root: SavedNode };
  return root.children?.[0]?.children ?? [];
}
const textsIn = (node: SavedNode): number =>
  (node.children ?? []).reduce((sum, child) => sum + textsIn(child), node.type === 'TEXT' ? 1 : 0);

it('keeps whole what was saved, whenever processes are killed', async () => {
  // From the seed of all property tests, so that a green run stays green.
  const moments = fc.sample(fc.integer({ min: 0, max: 1_200 }), 5);
  const safe = new Set<string>();
  const ids = new Set<string>();
  for (const [round, moment] of moments.entries()) {
    const [killed, other] = [await start(), await start()];
    const answered: string[] = [];
    const work = async (client: TestClient, who: string) => {
      for (let ad = 0; ; ad++) {
        const name = `Round ${round}, ${who}, ad ${ad}`;
        const id = await buildAd(client, name);
        // Never told twice, whatever became of the node that had it first.
        if (ids.has(id)) throw new Error(`${name} got the id ${id} of another node`);
        ids.add(id);
        answered.push(name);
        // What one process sees of another's has been saved.
        for (const frame of await framesOf(client)) if (!frame.name.includes(who)) safe.add(frame.name);
      }
    };
    const results = Promise.allSettled([work(killed, 'killed'), work(other, 'other')]);
    while (answered.length < 3) await wait(5);
    await wait(moment);
    await kill(killed);
    if (round % 2 === 1) await kill(other);
    else {
      // Goes on: what it was answered is its own or saved.
      const before = answered.length;
      while (answered.length < before + 2) await wait(5);
      const own = answered.filter((name) => name.includes('other'));
      await other.close();
      for (const name of own) safe.add(name);
    }
    for (const result of await results)
      expect(result).toMatchObject({ reason: { message: expect.stringMatching(/closed|Not connected/i) } });
    clients = [];
    const frames = await savedFrames();
    const names = frames.map(({ props }) => props.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of safe) expect(names).toContain(name);
    for (const frame of frames) expect([frame.props.name, textsIn(frame)]).toEqual([frame.props.name, 2]);
  }
  const survivor = await start();
  await buildAd(survivor, 'The last');
  const left = await readdir(join(folder, 'home', 'canvas'));
  expect(left.filter((name) => name.includes('damaged'))).toEqual([]);
  expect(left.filter((name) => name.endsWith('.lock'))).toHaveLength(1);
  expect(overlapping(await framesOf(survivor))).toEqual([]);
}, 180_000);

it('names a suspended process, and goes on when that does or is ended', async () => {
  const [one, two] = [await start(), await start()];
  await buildAd(one, 'Of one');
  process.kill(one.pid, 'SIGSTOP');
  try {
    const { isError, data } = await two.ask('build_ad_skeleton', { format: 'feed' });
    expect(isError).toBe(true);
    expect(data['error']).toContain(`Process ${one.pid} (adsmith-tests) is suspended`);
    expect(data['hint']).toContain(`kill -CONT ${one.pid}`);
  } finally {
    process.kill(one.pid, 'SIGCONT');
  }
  await buildAd(two, 'Of two');
  expect((await framesOf(one)).map(({ name }) => name)).toEqual(['Of one', 'Of two']);
  process.kill(one.pid, 'SIGSTOP');
  const waiting = buildAd(two, 'After its end');
  await kill(one);
  await waiting;
  expect((await framesOf(two)).map(({ name }) => name)).toEqual(['Of one', 'Of two', 'After its end']);
});

describe('beside other ways to the canvas', () => {
  it('a service over HTTP works on the same document', async () => {
    const stdio = await start();
    await buildAd(stdio, 'Over stdio');
    const token = 'a-token-for-tests-0123456789abcdef';
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const service = spawn(
      process.execPath,
      [await builtServer(), 'serve', '--http-port', String(port), '--port', String(port + 1)],
      {
        cwd: folder,
        env: {
          PATH: process.env['PATH'] ?? '',
          ADSMITH_HOME: join(folder, 'home'),
          ADSMITH_HTTP_TOKEN: token,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    try {
      await once(service.stderr, 'data');
      const connect = async () => {
        const client = new Client({ name: 'over-http', version: '1.0.0' });
        const url = new URL(`http://127.0.0.1:${port}/mcp`);
        const headers = { authorization: `Bearer ${token}` };
        await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
        const call = async (name: string, args: Record<string, unknown> = {}) => {
          const result = CallToolResultSchema.parse(await client.callTool({ name, arguments: args }));
          const [content] = result.content;
          const text = content?.type === 'text' ? content.text : '{}';
          if (result.isError) throw new Error(text);
          return JSON.parse(text) as Record<string, unknown>;
        };
        return { client, call };
      };
      const [ann, ben] = [await connect(), await connect()];
      await Promise.all([
        ...[ann, ben].map(async (http, index) => {
          for (let ad = 0; ad < 3; ad++) await buildAd(http, `HTTP ${index}, ad ${ad}`);
        }),
        (async () => {
          for (let ad = 0; ad < 3; ad++) await buildAd(stdio, `stdio, ad ${ad}`);
        })(),
      ]);
      const frames = await framesOf(stdio);
      expect(frames).toHaveLength(10);
      expect(overlapping(frames)).toEqual([]);
      expect(await framesOf(ann)).toEqual(frames);
      expect(await framesOf(ben)).toEqual(frames);
      await Promise.all([ann.client.close(), ben.client.close()]);
    } finally {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
  });

  it('the board shows it whoever hosts the board, and takes it from nobody', async () => {
    const port = String(10_000 + Math.floor(Math.random() * 22_000));
    const hub = await start({ ADSMITH_PORT: port });
    await hub.call('canvas_status');
    const other = await start({ ADSMITH_PORT: port });
    const frameId = await buildAd(other, 'Of the other');
    const page = new AbortController();
    const seen = async (wanted: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/board/events`, { signal: page.signal });
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes(wanted)) return;
      }
    };
    await seen('Of the other');
    const host = await readFile(join(folder, 'home', `bridge-${port}.pid`), 'utf8');
    expect(Number(host)).toBe(hub.pid);
    const picture = await fetch(`http://127.0.0.1:${port}/board/frames/${encodeURIComponent(frameId)}.png`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const place = join(folder, 'home', 'canvas');
    const state = async () => [
      (await readdir(place)).filter((name) => name.endsWith('.lock')),
      await readFile(join(place, 'canvas.json.generation'), 'utf8'),
      (await stat(join(place, 'canvas.json'))).mtimeMs,
    ];
    const before = await state();
    const [[claim]] = before as [string[]];
    expect(claim).toContain(`.${other.pid}-`);
    // Several looks of the board.
    await wait(2_500);
    expect(await state()).toEqual(before);
    await buildAd(other, 'Of the other again');
    await seen('Of the other again');
    expect((await state())[0]).toEqual([claim]);
    page.abort();
  });
});
