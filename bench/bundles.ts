/**
 * Design bundles: how long components take to find in a codebase of a thousand, how often the right one is first, and
 * how much memory a large archive costs.
 *
 *   npx tsx bench/bundles.ts
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, realpathSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { BundleService } from '../server/bundles/service.ts';
import { questions, writeCodebase } from '../tests/bundles/codebase.ts';
import { median, round, table } from './numbers.ts';

const bars = { coldMs: 2000, warmMs: 50, top1: 0.9, memoryMb: 256 };
const here = fileURLToPath(import.meta.url);
const mega = 1024 * 1024;

if (process.argv[2] === '--parse') await parseAndMeasure(process.argv[3] ?? '');
else await main();

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'adsmith-bundles-bench-')));
  try {
    const code = join(folder, 'code');
    const components = writeCodebase(code);
    const all = questions();
    const service = new BundleService({
      folder: join(folder, 'store'),
      roots: [folder],
      allowLoopback: false,
    });
    const cold = timed(() =>
      service.find(
        code,
        all.slice(0, 1).map(({ proposal }) => proposal),
      ),
    );
    const warm = all.map(({ proposal }) => timed(() => service.find(code, [proposal])).ms);
    const { decisions } = service.find(
      code,
      all.map(({ proposal }) => proposal),
    );
    const right = all.filter(({ expected }, index) => decisions[index]?.match?.name === expected).length;
    console.log(
      table(
        `Components of ${components} (bars: ${bars.coldMs} ms cold, ${bars.warmMs} ms warm a query, top-1 ${bars.top1})`,
        ['cold ms', 'warm median ms', 'warm most ms', 'top-1'],
        [[round(cold.ms), round(median(warm), 1), round(Math.max(...warm), 1), `${right} of ${all.length}`]],
      ),
    );

    const rows: (string | number)[][] = [];
    for (const megabytes of [8, 40, 120]) {
      const archive = join(folder, `${megabytes}.tar.gz`);
      await writeLarge(archive, megabytes);
      const report = execFileSync(process.execPath, ['--import', 'tsx', here, '--parse', archive], {
        encoding: 'utf8',
        cwd: dirname(dirname(here)),
      });
      const { peakMb, baseMb, ms } = JSON.parse(report.trim().split('\n').at(-1) ?? '{}') as Record<
        string,
        number
      >;
      rows.push([
        `${megabytes} MB`,
        round(statSync(archive).size / mega, 1),
        round(ms ?? 0),
        round(baseMb ?? 0),
        round(peakMb ?? 0),
        round((peakMb ?? 0) - (baseMb ?? 0)),
      ]);
    }
    console.log(
      table(
        `Parsing an archive (bar: ${bars.memoryMb} MB above the idle process, whatever the size)`,
        ['unpacked', 'archive MB', 'ms', 'idle MB', 'peak MB', 'added MB'],
        rows,
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function timed<T>(act: () => T): { ms: number; result: T } {
  const started = performance.now();
  const result = act();
  return { ms: performance.now() - started, result };
}

/** A handoff with one page, many scripts and pictures of noise, streamed to disk. */
async function writeLarge(file: string, megabytes: number): Promise<void> {
  const archive = pack();
  const writing = pipeline(archive, createGzip({ level: 1 }), createWriteStream(file));
  const add = (name: string, content: Buffer | string) =>
    new Promise<void>((resolve, reject) => {
      archive.entry({ name }, content as string, (error) => (error ? reject(error) : resolve()));
    });
  await add(
    'README.md',
    '# CODING AGENTS: READ THIS FIRST\n\n## Bundle contents\n\n- `project/` — the `Large` project files (x)\n',
  );
  await add(
    'project/index.html',
    '<title>Large</title><link rel="stylesheet" href="a.css"><div id="root"></div><script type="text/babel" src="a0.jsx"></script>',
  );
  await add(
    'project/a.css',
    `:root{${Array.from({ length: 400 }, (_, index) => `--t${index}:#${(index * 4099).toString(16).padStart(6, '0')};`).join('')}}`,
  );
  const script = Array.from(
    { length: 300 },
    (_, index) =>
      `function Part${index}({ a, b }) { return <div onClick={a}><span>{b}</span><button>Go</button></div>; }`,
  ).join('\n');
  for (let index = 0; index < 20; index += 1)
    await add(`project/a${index}.jsx`, script.replaceAll('Part', `P${index}x`));
  const noise = Buffer.alloc(4 * mega);
  for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE(Math.floor(Math.random() * 2 ** 32), at);
  for (let index = 0; index < megabytes / 4; index += 1) {
    noise.writeUInt32LE(index, 0);
    await add(`project/uploads/${index}.png`, noise);
  }
  archive.finalize();
  await writing;
}

async function parseAndMeasure(archive: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'adsmith-bundles-parse-'));
  // The file is in the page cache of either run.
  for await (const _ of createReadStream(archive)) void _;
  const baseMb = process.memoryUsage().rss / mega;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  const service = new BundleService({
    folder,
    roots: [dirname(realpathSync(archive))],
    allowLoopback: false,
  });
  const started = performance.now();
  const parsed = await service.parse(realpathSync(archive));
  await service.payload(parsed);
  const ms = performance.now() - started;
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage().rss);
  await rm(folder, { recursive: true, force: true });
  console.log(JSON.stringify({ baseMb, peakMb: peak / mega, ms }));
}
