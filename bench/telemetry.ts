/**
 * What recording calls costs, in two ways: the added work by itself, and the same story pipeline on servers that
 * differ only in the setting. Two processes of one program differ by some per cent anyway, so every round starts new
 * ones, and a second server without telemetry shows how large a difference means nothing.
 *
 *   npx tsx bench/telemetry.ts [--rounds 8] [--pipelines 25] [--json FILE]
 */
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../server/config/settings.ts';
import { builtServer } from '../tests/e2e/build-server.ts';
import { MeteredClient } from './metered-client.ts';
import { median, round, table } from './numbers.ts';
import { ServerProcess } from './server-process.ts';
import { inOnePipeline } from './story-ad.ts';
import { addedWork } from './telemetry-work.ts';

const WARM = 3;
const BAR_PERCENT = 2;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    pipelines: { type: 'string', default: '25' },
    json: { type: 'string', default: join('out', 'bench-telemetry.json') },
  },
});
const rounds = Number(values.rounds);
const pipelines = Number(values.pipelines);
const kinds = ['off', 'on', 'control'] as const;
type Kind = (typeof kinds)[number];
interface Round {
  ms: Record<Kind, number>;
  cpu: Record<Kind, number>;
}

const folder = await realpath(await mkdtemp(join(tmpdir(), 'adsmith-bench-')));
try {
  const product = join(folder, 'product.png');
  await copyFile(
    join(packageRoot, 'brands/ondrelle/products/first-light-serum/assets/first-light-serum.png'),
    product,
  );
  const main = await builtServer();
  const measured: Round[] = [];
  for (let number = 0; number < rounds; number += 1) measured.push(await oneRound(main, product, number));

  const work = await addedWork(join(folder, 'work'));
  const offMs = median(measured.map(({ ms }) => ms.off));
  const compared = (name: string, what: keyof Round, kind: Kind) => {
    const percent = measured.map((one) => (one[what][kind] / one[what].off - 1) * 100);
    return [
      name,
      `${round(median(percent), 1)} %`,
      `${round(Math.min(...percent), 1)} to ${round(Math.max(...percent), 1)} %`,
    ];
  };
  const direct = (name: string, ms: number) => [name, round(ms, 3), `${round((ms / offMs) * 100, 3)} %`];
  console.log(
    table(
      `The added work of one pipeline of 5 steps, by itself (a pipeline takes ${round(offMs)} ms; bar: ${BAR_PERCENT} %)`,
      ['', 'ms', 'of a pipeline'],
      [
        direct('before the answer: taking times', work.recordingMs),
        direct('after the answer: writing', work.writingMs),
        direct('together', work.recordingMs + work.writingMs),
        direct('once in a process, after its first answer: opening a new file', work.openingMs),
      ],
    ),
  );
  console.log(
    table(
      `Whole servers against one with telemetry off (${rounds} rounds of ${pipelines} pipelines)`,
      ['', 'median', 'rounds'],
      [
        compared('wall clock, on', 'ms', 'on'),
        compared('wall clock, control (off too)', 'ms', 'control'),
        compared('processor, on', 'cpu', 'on'),
        compared('processor, control (off too)', 'cpu', 'control'),
      ],
    ),
  );
  await mkdir(dirname(values.json), { recursive: true });
  const result = { at: new Date().toISOString(), rounds: measured, pipelines, ...work };
  await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** ms a pipeline on three new servers that take turns; who goes first changes from turn to turn. */
async function oneRound(main: string, product: string, number: number): Promise<Round> {
  const servers = kinds.map((kind, index) => {
    const server = new ServerProcess({
      command: process.execPath,
      args: [main, '--telemetry', kind === 'on' ? 'on' : 'off'],
      cwd: folder,
      env: {
        ADSMITH_HOME: join(folder, `${kind}-${number}`),
        ADSMITH_LOG_LEVEL: 'error',
        ADSMITH_PORT: String(21_801 + index),
      },
    });
    return { kind, server, client: new MeteredClient(server), taken: [] as number[], cpu: 0 };
  });
  for (const { server } of servers) await server.listTools();
  for (let turn = 0; turn < WARM + pipelines; turn += 1) {
    if (turn === WARM) for (const one of servers) one.cpu = cpuMs(one.server.pid);
    for (let place = 0; place < servers.length; place += 1) {
      const one = servers[(turn + number + place) % servers.length];
      if (one === undefined) continue;
      const before = one.client.meter.ms;
      await inOnePipeline(one.client, product);
      if (turn >= WARM) one.taken.push(one.client.meter.ms - before);
    }
  }
  // What still waits is written before the processor's time is read.
  await new Promise((done) => setTimeout(done, 1_000));
  const facts = servers.map(({ kind, taken, server, cpu }) => ({
    kind,
    ms: median(taken),
    cpu: (cpuMs(server.pid) - cpu) / pipelines,
  }));
  await Promise.all(servers.map(({ server }) => server.stop()));
  const by = (what: 'ms' | 'cpu') => {
    const of = (kind: Kind) => facts.find((fact) => fact.kind === kind)?.[what] ?? Number.NaN;
    return { off: of('off'), on: of('on'), control: of('control') };
  };
  return { ms: by('ms'), cpu: by('cpu') };
}

/** Processor time of a process so far, ms; NaN where the system does not tell (Linux does, in hundredths of a second). */
function cpuMs(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}
