import { benchAds, createWorkbench } from './defects-ads.ts';
import { checkFrame } from '../server/quality/index.ts';
const bench = createWorkbench();
const n = Number(process.argv[2] ?? 0); const only = process.argv[3];
const tally: Record<string, number> = {}; let ads=0, passed=0;
for (const ad of await benchAds({ starter: n })) {
  if (only && !ad.name.includes(only)) continue;
  let built; try { built = await bench.build(ad); } catch (e) { console.log(ad.name, 'BUILD', String(e).slice(0,200)); continue; }
  const t = performance.now();
  const r = await checkFrame(bench.canvas, built.frameId, { brand: built.brand });
  ads++; if (r.pass) passed++;
  console.log(`${r.pass?'ok  ':'FAIL'} ${ad.name} ${r.placement.id} ${(performance.now()-t).toFixed(0)} ms`);
  for (const f of r.findings) { tally[f.level+' '+f.check]=(tally[f.level+' '+f.check]??0)+1; if (f.level!=='info') console.log(`     ${f.level} ${f.check}: ${f.message} [${f.measured} / ${f.limit}]${f.fix?' FIX '+JSON.stringify(f.fix).slice(0,160):''}`); }
}
console.log(tally, ads, passed);
await bench.canvas.close();
