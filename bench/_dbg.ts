import { benchAds, createWorkbench } from './defects-ads.ts';
import { checkFrame } from '../server/quality/index.ts';
import { defects } from './defects-measure.ts';
const b = createWorkbench(); const ads = await benchAds({starter:0});
for (const ad of ads.filter(a=>/demo\/[23]/.test(a.name))) { const x = await b.build(ad);
 const r = await checkFrame(b.canvas, x.frameId, {checks:['gap']});
 await defects['gap']!({canvas:b.canvas,input:r.input,size:'medium',pick:(a:any,m:any)=>m});
 const a = await checkFrame(b.canvas, x.frameId, {checks:['gap']});
 for (const n of a.input.copy) console.log(ad.name, n.role, n.text.characters, n.box, n.props['leadingTrim'], (await a.input.pixels.ink(n))?.lines);
 console.log(a.findings);
}
await b.canvas.close();
