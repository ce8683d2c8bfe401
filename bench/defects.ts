/**
 * Do the checks find what they are for? Good ads, each damaged in one way at three sizes; recall a check, and alarms
 * on the ads as they are.
 *
 *   npm run bench:defects [-- --starter N]
 *
 * Writes the tables into docs/quality.md. The starter library is included when `npm run starter` has left its
 * pictures in out/starter.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../server/config/settings.ts';
import { benchAds } from './defects-ads.ts';
import { measureDefects } from './defects-measure.ts';
import { falseAlarmTable, recallTable } from './defects-tables.ts';

const { values } = parseArgs({ options: { starter: { type: 'string', default: '60' } } });
const ads = await benchAds({ starter: Number(values.starter) });
const result = await measureDefects(ads, { say: (line) => console.log(line) });
const tables = `${recallTable(result)}\n\n${falseAlarmTable(result)}`;
console.log(tables);

const page = join(packageRoot, 'docs', 'quality.md');
const [start, end] = ['<!-- defects: measured -->', '<!-- /defects -->'];
const text = await readFile(page, 'utf8');
const [before, rest] = [text.split(start)[0] ?? '', text.split(end)[1] ?? ''];
await writeFile(page, `${before}${start}\n${tables}\n${end}${rest}`);
