/**
 * What recording calls costs: the same story pipeline on two servers that differ only in the setting, one call each in
 * turn, so that whatever else the machine does hits both alike.
 *
 *   npx tsx bench/telemetry.ts [--pairs 150] [--json FILE]
 */
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../server/config/settings.ts';
import type { RecordedTurn } from '../server/telemetry/record.ts';
import { openCallStore } from '../server/telemetry/store.ts';
import { builtServer } from '../tests/e2e/build-server.ts';
import { allTools } from '../tools/index.ts';
import { MeteredClient } from './metered-client.ts';
import { median, round, table } from './numbers.ts';
import { ServerProcess } from './server-process.ts';
import { inOnePipeline } from './story-ad.ts';

const WARM = 3;
const BAR_PERCENT = 2;
const BATCHES = 300;

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '150' },
    json: { type: 'string', default: join('out', 'bench-telemetry.json') },
  },
});
const pairs = Number(values.pairs);
const folder = await realpath(await mkdtemp(join(tmpdir(), 'adsmith-bench-')));
try {
  const product = join(folder, 'product.png');
  await copyFile(
    join(packageRoot, 'brands/ondrelle/products/first-light-serum/assets/first-light-serum.png'),
    product,
  );
  const main = await builtServer();
  const start = async (setting: 'on' | 'off') => {
    const server = new ServerProcess({
      command: process.execPath,
      args: [main, '--telemetry', setting],
      cwd: folder,
      env: {
        ADSMITH_HOME: join(folder, setting),
        ADSMITH_LOG_LEVEL: 'error',
        ADSMITH_PORT: String(setting === 'on' ? 21_801 : 21_802),
      },
    });
    await server.listTools();
    return { server, client: new MeteredClient(server) };
  };
  const on = await start('on');
  const off = await start('off');
  const timed = async ({ client }: typeof on): Promise<number> => {
    const before = client.meter.ms;
    await inOnePipeline(client, product);
    return client.meter.ms - before;
  };
  for (let number = 0; number < WARM; number += 1) {
    await timed(on);
    await timed(off);
  }
  const taken = { on: [] as number[], off: [] as number[], difference: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    // Each goes first half of the time.
    const first = pair % 2 === 0;
    const early = await timed(first ? on : off);
    const late = await timed(first ? off : on);
    const [withIt, without] = first ? [early, late] : [late, early];
    taken.on.push(withIt);
    taken.off.push(without);
    taken.difference.push(withIt - without);
  }
  await Promise.all([on.server.stop(), off.server.stop()]);

  const work = writing();
  const offMs = median(taken.off);
  const row = (name: string, ms: number, digits = 2) => [
    name,
    round(ms, digits),
    `${round((ms / offMs) * 100, 2)} %`,
  ];
  console.log(
    table(
      `Telemetry on a story pipeline (${pairs} pairs, medians; bar: ${BAR_PERCENT} %)`,
      ['', 'ms', 'of a pipeline'],
      [
        row('pipeline, off', offMs),
        row('pipeline, on', median(taken.on)),
        row('difference within a pair', median(taken.difference)),
        row('writing one pipeline, after the answer', work),
      ],
    ),
  );
  await mkdir(dirname(values.json), { recursive: true });
  const result = {
    at: new Date().toISOString(),
    pairs,
    offMs,
    onMs: median(taken.on),
    differenceMs: median(taken.difference),
    writingMs: work,
  };
  await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** ms to write one pipeline of five steps to the file, alone. */
function writing(): number {
  const home = join(folder, 'writing');
  const store = openCallStore({
    home,
    tools: allTools,
    draftFolder: join(home, 'drafts'),
    onDraft: () => {},
    onProblem: (error) => {
      throw error;
    },
  });
  const call = (tool: string, args: unknown) => ({
    tool,
    args,
    started: Date.now(),
    ms: 10,
    outcome: { ok: true as const, text: { frameId: '1:2', box: [0, 0, 1080, 1920] }, images: [] },
  });
  const frameId = '$ad.frameId';
  const steps = [
    { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'story', layout: 'stacked' } },
    { tool: 'set_background', args: { frameId, type: 'gradient', config: { stops: ['#fff', '#000'] } } },
    { tool: 'apply_typography', args: { frameId, headline: 'One.', subhead: 'Two.' } },
    { tool: 'place_product', args: { frameId, imagePath: 'product.png', shadow: 'soft' } },
    { tool: 'get_canvas_screenshot', args: { nodeId: frameId } },
  ];
  const turn: RecordedTurn = {
    session: 's',
    client: 'bench',
    call: call('batch_pipeline', { pipeline: steps }),
    steps: steps.map(({ tool, args }) => call(tool, args)),
    reads: false,
    canvas: 'headless',
    clientCall: undefined,
  };
  const times: number[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const at = performance.now();
    store.add([turn]);
    times.push(performance.now() - at);
  }
  store.close();
  return median(times);
}
