import { benchAds } from './defects-ads.ts';
import { measureDefects } from './defects-measure.ts';
import { falseAlarmTable, recallTable } from './defects-tables.ts';
const n = Number(process.argv[2] ?? 0); const only = process.argv[3]?.split(',');
const r = await measureDefects(await benchAds({ starter: n }), { only: only as never, say: (l)=>console.error(l, new Date().toISOString().slice(14,19)) });
console.log(recallTable(r)); console.log(falseAlarmTable(r)); console.log(r.missed.join('\n'));
