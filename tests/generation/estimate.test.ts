/** What was estimated for twenty concepts, against what the ledger says they cost. */
import { afterEach, expect, it } from 'vitest';
import { cleanUp, make, makeFolder, makeHouse, productFile, standIn } from './setting.ts';

afterEach(cleanUp);

it('the estimate of twenty concepts is within 5 % of the ledger', { timeout: 120_000 }, async () => {
  const fal = await standIn({ queue: 0, work: 5, side: 128 });
  const folder = await makeFolder();
  const reference = await productFile(folder, 'p.png', '#335577', '#ffffff');
  const plain = await makeHouse(fal);
  const paidCutouts = await makeHouse(fal, { model: 'nano-banana-2', cutoutModel: 'bria' });
  const errors: number[] = [];
  for (let n = 0; n < 20; n++) {
    const house = n % 2 === 0 ? plain : paidCutouts;
    const resolution = (['1K', '2K', '4K'] as const)[n % 3] ?? '1K';
    const pictures = 1 + (n % 4);
    const concept = `c_${n}`;
    let estimated = 0;
    await Promise.all(
      Array.from({ length: pictures }, async (_, index) => {
        const cutout = index % 2 === 0;
        estimated += house.generation.price(resolution, cutout).usd;
        const task = await make(house, {
          concept,
          resolution,
          cutout,
          references: [reference],
          roots: [folder],
        });
        expect(task.state).toBe('ready');
      }),
    );
    errors.push(Math.abs(estimated / house.costs.total({ concept }).spent - 1));
  }
  console.log('largest difference between estimate and ledger:', Math.max(...errors));
  expect(errors).toHaveLength(20);
  expect(Math.max(...errors)).toBeLessThan(0.05);
});
