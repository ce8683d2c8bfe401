/**
 * What Adsmith costs, beside the same work done the naive way and beside published peers, in one run.
 *
 *   npm run bench [-- --json FILE] [--no-peers]
 */
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../server/config/settings.ts';
import { version } from '../server/config/version.ts';
import { builtServer } from '../tests/e2e/build-server.ts';
import { measureCheckpoint } from './checkpoint.ts';
import { type Meter, MeteredClient } from './metered-client.ts';
import { median, round, table, tokens } from './numbers.ts';
import { measureRender } from './render.ts';
import { type ServerCommand, ServerProcess } from './server-process.ts';
import { measurePeers, measureStartUp } from './start-up.ts';
import { inOnePipeline, naively, withSingleTools } from './story-ad.ts';

const STARTS = 7;
const ADS = 5;
const NODES = 500;
const bars = { startMs: 350, listBytes: 20 * 1024, writtenTokens: 300, readTokens: 400 };

const { values } = parseArgs({
  options: {
    json: { type: 'string', default: join('out', 'bench.json') },
    peers: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const folder = await realpath(await mkdtemp(join(tmpdir(), 'adsmith-bench-')));
try {
  const product = join(folder, 'product.png');
  await copyFile(
    join(packageRoot, 'brands/ondrelle/products/first-light-serum/assets/first-light-serum.png'),
    product,
  );
  const ours: ServerCommand = {
    command: process.execPath,
    args: [await builtServer()],
    cwd: folder,
    env: { ADSMITH_HOME: join(folder, 'home'), ADSMITH_LOG_LEVEL: 'error' },
  };
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, ${round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  console.log(`Adsmith ${version} on ${machine}`);

  const own = await measureStartUp(`Adsmith ${version}`, ours, STARTS);
  const peers = values.peers ? await measurePeers(STARTS) : { measured: [], notes: ['peers: not asked for'] };
  console.log(
    table(
      `Start (bars: ${bars.startMs} ms, ${bars.listBytes} bytes; median of ${STARTS} cold starts)`,
      ['server', 'tools', 'tools/list bytes', '~tokens', 'spawn to tools/list, ms', 'least-most'],
      [own, ...peers.measured].map(({ name, tools, listBytes, ms }) => [
        name,
        tools,
        listBytes,
        tokens(listBytes),
        round(ms.median),
        `${round(ms.least)}-${round(ms.most)}`,
      ]),
    ),
  );
  for (const note of peers.notes) console.log(note);

  const ways = {
    'one batch_pipeline': inOnePipeline,
    'single tools': withSingleTools,
    'one operation a call': naively,
  };
  const ads: { way: string; first: Meter; warmMs: number }[] = [];
  for (const [way, build] of Object.entries(ways))
    ads.push({ way, ...(await storyAds(build, ours, product)) });
  console.log(
    table(
      `A standard story ad (bars: 1 call, ${bars.writtenTokens} tokens written, ${bars.readTokens} read; ms without the model's own time)`,
      [
        'way',
        'calls',
        'written B',
        '~tokens',
        'read B',
        '~tokens',
        'image',
        'image B',
        'first ad, ms',
        'next ads, ms',
      ],
      ads.map(({ way, first, warmMs }) => [
        way,
        first.calls,
        first.writtenBytes,
        tokens(first.writtenBytes),
        first.readBytes,
        tokens(first.readBytes),
        first.images.map(({ width, height }) => `${width}x${height}`).join(' '),
        first.images.reduce((total, { bytes }) => total + bytes, 0),
        round(first.ms),
        round(warmMs),
      ]),
    ),
  );

  const checkpoint = await withServer(ours, (client) => measureCheckpoint(client, NODES));
  console.log(
    table(
      `Going back to an earlier state of ${NODES} nodes (half of them changed, 20 deleted)`,
      ['way', 'ms', 'calls', 'written B', '~tokens', 'ids kept'],
      checkpoint.map(({ way, ms, calls, writtenBytes, idsKept }) => [
        way,
        round(ms),
        calls,
        writtenBytes,
        tokens(writtenBytes),
        idsKept,
      ]),
    ),
  );

  const render = await withServer(ours, (client) => measureRender(client, product));
  console.log(
    table(
      'Drawing the story ad (median of 7)',
      ['picture', 'px', 'bytes', 'ms'],
      render.map(({ picture, px, bytes, ms }) => [picture, px, bytes, round(ms)]),
    ),
  );

  await mkdir(dirname(values.json), { recursive: true });
  const results = {
    version,
    machine,
    at: new Date().toISOString(),
    bars,
    start: [own, ...peers.measured],
    notes: peers.notes,
    ads,
    checkpoint,
    render,
  };
  await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nThe same as JSON: ${values.json}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function withServer<T>(command: ServerCommand, act: (client: MeteredClient) => Promise<T>): Promise<T> {
  const server = new ServerProcess(command);
  try {
    await server.listTools();
    return await act(new MeteredClient(server));
  } finally {
    await server.stop();
  }
}

/** The first ad of a fresh process (engines and fonts are loaded by it), and the median of the ones after it. */
function storyAds(
  build: (client: MeteredClient, product: string) => Promise<void>,
  command: ServerCommand,
  product: string,
): Promise<{ first: Meter; warmMs: number }> {
  return withServer(command, async (client) => {
    await build(client, product);
    const first = structuredClone(client.meter);
    const taken: number[] = [];
    for (let index = 0; index < ADS; index += 1) {
      const before = client.meter.ms;
      await build(client, product);
      taken.push(client.meter.ms - before);
    }
    return { first, warmMs: median(taken) };
  });
}
