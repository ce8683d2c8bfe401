/**
 * What it costs that several processes share one document: a call of a process that is alone, handing the canvas over,
 * and four clients that build ads at once.
 *
 *   npx tsx bench/shared-canvas.ts
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duringCall } from '../server/canvas/calls.ts';
import { createHeadlessCanvas, type HeadlessCanvas } from '../server/canvas/headless-canvas.ts';
import { standardStory } from '../tests/e2e/ads.ts';
import { startClient, type TestClient, textOf } from '../tests/e2e/client.ts';
import { median, round, table } from './numbers.ts';

const ALONE = 1_500;
const HANDOVERS = 30;
const SIZES = [1, 20, 100];
const CLIENTS = 4;
const ADS = 4;

const folder = await mkdtemp(join(tmpdir(), 'adsmith-bench-'));
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

try {
  console.log(await alone());
  console.log(await handingOver());
  console.log(await inParallel());
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The same programs on a document of one's own and on one that could be shared, taking turns. */
async function alone(): Promise<string> {
  const own = createHeadlessCanvas({ file: join(folder, 'own.json') });
  const shared = createHeadlessCanvas({ file: join(folder, 'shared.json'), sharing: {} });
  const ways: [string, HeadlessCanvas, number[]][] = [
    ['a document of its own', own, []],
    ['a document that can be shared', shared, []],
  ];
  const frames = new Map<HeadlessCanvas, string>();
  for (const [, canvas] of ways) {
    const { bindings } = await canvas.run({
      ops: [{ op: 'create', type: 'FRAME', as: 'frame', parent: null, props: { name: 'Ad' } }],
    });
    frames.set(canvas, bindings['frame'] ?? '');
  }
  for (let call = 0; call < ALONE; call++) {
    for (const [, canvas, times] of ways) {
      const node = frames.get(canvas) ?? '';
      times.push(
        await timed(() =>
          duringCall(() =>
            canvas.transaction((inside) =>
              inside.run({ ops: [{ op: 'update', node, props: { opacity: (call % 10) / 10 } }] }),
            ),
          ),
        ),
      );
    }
  }
  await Promise.all(ways.map(([, canvas]) => canvas.close()));
  return table(
    `One process alone: a transaction of one op, ${ALONE} times`,
    ['', 'p50 ms', 'mean ms'],
    ways.map(([name, , times]) => [
      name,
      round(median(times), 3),
      round(times.reduce((sum, each) => sum + each, 0) / times.length, 3),
    ]),
  );
}

/** Two clients that change the canvas in turns, beside one that does so alone. */
async function handingOver(): Promise<string> {
  const home = join(folder, 'handover');
  const [one, two] = await Promise.all([startClient({ home }), startClient({ home })]);
  const rows: (string | number)[][] = [];
  let ads = 0;
  for (const size of SIZES) {
    let frameId = '';
    for (; ads < size; ads++) frameId = await buildAd(one);
    const change = (client: TestClient, opacity: number) =>
      client.call('batch_update', { updates: [{ nodeId: frameId, props: { opacity } }] });
    await change(two, 1);
    await change(one, 1);
    const same: number[] = [];
    const other: number[] = [];
    const unchanged: number[] = [];
    for (let turn = 0; turn < HANDOVERS; turn++) {
      same.push(await timed(() => change(one, 0.5 + (turn % 7) / 20)));
      other.push(await timed(() => change(two, 0.4 + (turn % 7) / 20)));
      await change(one, 0.3 + (turn % 7) / 20);
    }
    await two.call('canvas_status');
    await one.call('canvas_status');
    for (let turn = 0; turn < HANDOVERS; turn++) {
      unchanged.push(await timed(() => two.call('canvas_status')));
      unchanged.push(await timed(() => one.call('canvas_status')));
    }
    const { size: bytes } = await stat(join(home, 'canvas', 'canvas.json'));
    rows.push([
      size,
      round(bytes / 1024),
      ...[same, other, unchanged].map((times) => round(median(times), 1)),
    ]);
  }
  await Promise.all([one.close(), two.close()]);
  return table(
    `Handing over: batch_update of one node through real clients, p50 of ${HANDOVERS}`,
    ['ads', 'kB', 'same client, ms', 'other client, ms', 'other client, nothing changed, ms'],
    rows,
  );
}

async function inParallel(): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const [name, count] of [
    ['one client', 1],
    [`${CLIENTS} clients at once`, CLIENTS],
  ] as const) {
    const home = join(folder, `parallel-${count}`);
    const clients = await Promise.all(Array.from({ length: count }, () => startClient({ home })));
    await Promise.all(clients.map((client) => client.call('canvas_status')));
    const spans: number[] = [];
    const took = await timed(() =>
      Promise.all(
        clients.map(async (client) => {
          for (let ad = 0; ad < (CLIENTS * ADS) / count; ad++) spans.push(await timed(() => buildAd(client)));
        }),
      ),
    );
    await Promise.all(clients.map((client) => client.close()));
    rows.push([name, round(took), round(median(spans)), round(Math.max(...spans))]);
  }
  return table(
    `${CLIENTS * ADS} standard stories with a picture of each`,
    ['', 'all, ms', 'one, p50 ms', 'one, worst ms'],
    rows,
  );
}

async function buildAd(client: TestClient): Promise<string> {
  return textOf(await client.call('batch_pipeline', { pipeline: standardStory }), 'steps', 0, 'frameId');
}
