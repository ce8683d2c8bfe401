/**
 * A process that asks for pictures, made to be killed.
 *
 *   one <home> <fal url> <reference> <n>    one product photo, cut out; kills itself at its n-th write: before it if n
 *                                           is negative, else right after
 *   many <home> <fal url> <n> <session>     n pictures, and everything that is news, until nothing is left to do
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { createCosts } from '../../server/costs/index.ts';
import { createGeneration } from '../../server/generation/index.ts';
import { fastTiming } from './fast-timing.ts';
import { goodKey } from './key.ts';

const [mode = '', home = '', url = '', ...rest] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Counts every statement that writes, in all databases of the process. */
function killAtWrite(n: number): void {
  const Database = createRequire(import.meta.url)('better-sqlite3') as typeof Sqlite;
  const prepare = Database.prototype.prepare;
  let count = 0;
  Database.prototype.prepare = function (this: Sqlite.Database, sql: string) {
    const statement = prepare.call(this, sql);
    // Beats come by the clock: which write is the n-th would be chance.
    if (statement.readonly || sql.includes('beat')) return statement;
    const run = statement.run.bind(statement) as (...args: unknown[]) => Sqlite.RunResult;
    statement.run = (...args: unknown[]) => {
      count += 1;
      if (count === -n) process.kill(process.pid, 'SIGKILL');
      const result = run(...args);
      if (count === n) process.kill(process.pid, 'SIGKILL');
      return result;
    };
    return statement;
  } as typeof prepare;
}

if (mode === 'one') killAtWrite(Number(rest[1]));

const generation = createGeneration({
  folder: join(home, 'generation'),
  workspace: '/work',
  costs: createCosts({ file: join(home, 'costs.db') }),
  key: goodKey,
  url,
  assetFolder: async (brand) => join(home, 'brands', brand),
  log: { info() {}, warn() {} },
  timing: fastTiming,
});
const base = {
  what: 'picture',
  ratio: '1:1',
  resolution: '1K' as const,
  brand: 'ondrelle',
  concept: 'c_1',
};
const signal = new AbortController().signal;

if (mode === 'one') {
  const [reference = ''] = rest;
  const prompt = 'A bottle on wet stone';
  const { id } = await generation.start(
    {
      ...base,
      kind: 'product_photo',
      prompt,
      fullPrompt: prompt,
      cutout: true,
      references: [reference],
      roots: [dirname(reference)],
      session: 's1',
    },
    async () => ({ canvas: 'headless', node: '1:2' }),
  );
  say(`started ${id}`);
  await generation.wait('s1', [id], 20_000, signal);
  for (const task of generation.news('s1')) say(`told ${task.id}`);
  say('done');
} else {
  const [count = '0', session = 's'] = rest;
  generation.wake();
  const ids: string[] = [];
  const tell = () => {
    for (const { id } of generation.news(session)) say(`told ${id}`);
  };
  for (let n = 0; n < Number(count); n++) {
    const prompt = `Picture ${session} ${n} [slow ${20 + Math.floor(Math.random() * 200)}]`;
    const { id } = await generation.start(
      {
        ...base,
        kind: 'asset',
        prompt,
        fullPrompt: prompt,
        cutout: n % 4 === 0,
        references: [],
        roots: [],
        session,
      },
      async () => undefined,
    );
    ids.push(id);
    say(`started ${id}`);
    tell();
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  for (;;) {
    tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
process.exit(0);
