/**
 * How long a query of the ad library takes, from the size of a swipe folder to a million pictures, without the contact
 * sheet. Prints a table and writes the plot of the docs.
 *
 *   npx tsx bench/library.ts [--sizes 2637,10000,100000,1000000] [--plot docs/images/library-growth.svg]
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openIndex, type SolvedRequest } from '../server/library/browse.ts';
import { openReader, openWriter } from '../server/library/database.ts';
import { growthPlot } from './library-plot.ts';
import { addMadeUpRows } from './library-rows.ts';
import { median, round, table } from './numbers.ts';

const ROUNDS = 15;
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '2637,10000,100000,1000000' },
    plot: { type: 'string' },
    keep: { type: 'string' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const bars: Record<number, number> = { 2637: 15, 1000000: 60 };

/** What is asked; `round` varies the seed and the words. */
const questions: Record<
  string,
  (round: number, likeness: SolvedRequest['likeness']) => Partial<SolvedRequest>
> = {
  'any, diverse': () => ({}),
  'one category': () => ({ categories: ['comparison'] }),
  aspect: () => ({ ratio: 0.8 }),
  'not used by a brand': () => ({ notUsedBy: 'bench' }),
  'two colours': (at) => ({
    palette: [
      { r: (at % 5) / 5, g: 0.5, b: 0.3 },
      { r: 0.9, g: 0.9, b: (at % 4) / 4 },
    ],
  }),
  'a rare and a common word': (at) => ({ text: `word${800 + at * 37} word${1 + at}` }),
  'a common word': (at) => ({ text: `word${1 + (at % 3)}` }),
  'three words': (at) => ({ text: `word${2 + at} word${40 + at} word${300 + at}` }),
  'similar to a picture': (_, likeness) => ({ likeness }),
  'all together': (at, likeness) => ({
    likeness,
    text: `word${1 + (at % 3)}`,
    categories: ['social_proof', 'Seasonal'],
    palette: [{ r: 0.9, g: 0.8, b: 0.6 }],
    tolerance: 0.25,
    notUsedBy: 'bench',
  }),
};

const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'adsmith-library-')));
const results: {
  size: number;
  load: number;
  megabytes: number;
  memory: number;
  p50: Record<string, number>;
  cpu: Record<string, number>;
}[] = [];
try {
  for (const size of sizes) results.push(await measure(size));
} finally {
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}

console.log(
  table(
    'p50, ms, 12 pictures, without the contact sheet',
    ['query', ...results.map(({ size }) => size.toLocaleString('en'))],
    [
      ...Object.keys(questions).map((name) => [name, ...results.map(({ p50 }) => round(p50[name] ?? 0))]),
      ['worst', ...results.map(({ p50 }) => round(Math.max(...Object.values(p50))))],
      ['bar', ...results.map(({ size }) => bars[size] ?? '')],
      ['first query (loads columns)', ...results.map(({ load }) => round(load))],
      ['index on disk, MB', ...results.map(({ megabytes }) => round(megabytes))],
      ['columns in memory, MB', ...results.map(({ memory }) => round(memory))],
    ],
  ),
);
console.log(
  table(
    'Processor time of the same, ms: what is left when other programs take their share of the clock',
    ['query', ...results.map(({ size }) => size.toLocaleString('en'))],
    Object.keys(questions).map((name) => [name, ...results.map(({ cpu }) => round(cpu[name] ?? 0))]),
  ),
);
if (values.plot) {
  await writeFile(
    values.plot,
    growthPlot(
      results.map(({ size, cpu }) => ({ size, p50: cpu })),
      bars,
    ),
  );
  console.log(values.plot);
}

async function measure(size: number) {
  const file = join(folder, `${size}.db`);
  if (!(await stat(file).catch(() => undefined))) addMadeUpRows(file, size);
  const writer = openWriter(file);
  writer.exec(
    "INSERT OR IGNORE INTO used SELECT sha256, 'bench', 'c1', '' FROM image WHERE id % (SELECT max(2, count(*) / 500) FROM image) = 0",
  );
  writer.pragma('wal_checkpoint(TRUNCATE)');
  writer.close();
  const database = openReader(file);
  const before = process.memoryUsage().arrayBuffers;
  const started = performance.now();
  const index = openIndex(database);
  const first = index.find({ count: 12, offset: 0, seed: 1 });
  const load = performance.now() - started;
  const memory = (process.memoryUsage().arrayBuffers - before) / 1e6;
  const p50: Record<string, number> = {};
  const cpus: Record<string, number> = {};
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = [];
    const cpu: number[] = [];
    for (let at = 0; at < ROUNDS; at += 1) {
      const likeness = index.likenessOf(first.pictures[at % 12]?.row.id ?? 1);
      const request = { count: 12, offset: 0, seed: at, ...question(at, likeness) };
      const used = process.cpuUsage();
      const start = performance.now();
      const { pictures } = index.find(request);
      times.push(performance.now() - start);
      const { user, system } = process.cpuUsage(used);
      cpu.push((user + system) / 1_000);
      if (pictures.length === 0 && size >= 2_637 && name !== 'all together')
        throw new Error(`${name}: nothing found`);
    }
    p50[name] = median(times);
    cpus[name] = median(cpu);
  }
  database.close();
  return { size, load, megabytes: (await stat(file)).size / 1e6, memory, p50, cpu: cpus };
}
