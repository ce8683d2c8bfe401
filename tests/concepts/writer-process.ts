/** A process that starts and completes concepts as fast as it can: `writer-process.ts <home> <brands> <angle> <rounds>`. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createBrandStore } from '../../server/brand/index.ts';
import { createConcepts } from '../../server/concepts/index.ts';

const [home = '', root = '', name = '', rounds = '1'] = process.argv.slice(2);
const brands = createBrandStore({ roots: [root] });
const concepts = createConcepts({ folder: join(home, 'concepts'), brands, isBusy: async () => true });
const owner = { pid: process.pid, host: hostname(), session: name };

process.stdout.write('ready\n');
for (let round = 0; round < Number(rounds); round++) {
  const angle = `${name} angle ${Math.floor(round / 4)}`;
  const { free } = await concepts.standing('tidal', angle);
  const format = free[0]?.format.name ?? '';
  const page = { key: 'headless:x:0:1', frames: [] };
  const size = { width: 1080, height: 1080 };
  const { concept } = await concepts.start({ brand: 'tidal', angle, format, size, page, owner });
  process.stdout.write(`started ${concept.id} ${concept.number} ${concept.place?.x} ${concept.place?.y}\n`);
  await concepts.complete({ conceptId: concept.id, title: `${name} ${round}`, summary: `By ${name}.` });
  await brands.learn({ text: `${name} learnt ${round}`, category: 'Work', brand: 'tidal' });
  process.stdout.write(`done ${concept.id} ${concept.number}\n`);
}
process.stdout.write('end\n');
