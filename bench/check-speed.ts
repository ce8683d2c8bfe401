/**
 * What a full check costs beside one 1x render of the same ad, and what every further text adds. Alternating, in one
 * run: the machine's load falls on both.
 *
 *   npm run bench:check
 */
import type { CanvasOpInput } from '../schemas/canvas-program.ts';
import { checkFrame } from '../server/quality/index.ts';
import { benchAds, createWorkbench } from './defects-ads.ts';
import { median, round, table } from './numbers.ts';

const ROUNDS = 9;
const TEXTS = 12;
const bars = { renders: 1.5, textMs: 60 };

const bench = createWorkbench();
const rows: (string | number)[][] = [];
try {
  const ads = (await benchAds({ starter: 0 })).filter(({ name }) => /story/.test(name));
  for (const ad of ads) {
    const { frameId, brand } = await bench.build(ad);
    const times = { render: [] as number[], check: [] as number[], more: [] as number[] };
    const timed = async (into: number[], work: () => Promise<unknown>) => {
      const at = performance.now();
      await work();
      into.push(performance.now() - at);
    };
    const render = () => bench.canvas.export({ node: frameId, format: 'PNG', scale: 1 });
    const check = () => checkFrame(bench.canvas, frameId, { brand });
    await render();
    await check();
    for (let round = 0; round < ROUNDS; round++) {
      await timed(times.render, render);
      await timed(times.check, check);
    }
    await bench.canvas.run({ ops: moreTexts(frameId) });
    await check();
    for (let round = 0; round < ROUNDS; round++) await timed(times.more, check);
    const least = (values: number[]) => Math.min(...values);
    const added = (pick: (values: number[]) => number) => (pick(times.more) - pick(times.check)) / TEXTS;
    rows.push([
      ad.name,
      ...[least, median].flatMap((pick) => [
        `${round(pick(times.render))} / ${round(pick(times.check))}`,
        round(pick(times.check) / pick(times.render), 2),
        round(added(pick)),
      ]),
    ]);
  }
} finally {
  await bench.canvas.close();
}
console.log(
  table(
    `A full check (bars: ${bars.renders} renders, ${bars.textMs} ms a text; ${ROUNDS} rounds, least and median)`,
    ['ad', 'render / check, ms', 'renders', 'ms a text', 'median', 'renders', 'ms a text'],
    rows,
  ),
);

/** Lines of copy down the frame, none over another. */
function moreTexts(parent: string): CanvasOpInput[] {
  return Array.from({ length: TEXTS }, (_, index) => ({
    op: 'create',
    type: 'TEXT',
    parent,
    props: {
      name: `More ${index}`,
      characters: `One more line of copy, number ${index}`,
      fontFamily: 'Inter',
      fontSize: 44,
      layoutPositioning: 'ABSOLUTE',
      x: 100,
      y: 300 + index * 90,
    },
  }));
}
