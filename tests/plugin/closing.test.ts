/** What a plugin that is closed in the middle of a transaction leaves behind, whatever the transaction did: nothing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createExecutor } from '../../figma-bridge-plugin/executor/index.ts';
import { edit, pageOf } from '../executor/random-edits.ts';
import { scene } from '../executor/scene.ts';
import { nodesOf, startExecutor } from '../executor/setting.ts';

const programs = fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 });

it('is taken back in one synchronous stretch', async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (edits) => {
      const setting = await startExecutor();
      await setting.run(scene.ops);
      const before = await setting.snapshot();
      const { transaction } = await setting.executor.handle<'begin'>({ kind: 'begin' });
      for (const program of edits) {
        const page = pageOf(nodesOf(await setting.snapshot()));
        // What fails is taken back by itself.
        await setting
          .run(
            program.map((make) => make(page)),
            transaction,
          )
          .catch(() => undefined);
      }
      setting.executor.close();
      const image = () => Promise.reject(new Error('no images here'));
      const next = createExecutor(setting.figma, { image, now: () => Date.now() });
      expect(await next.handle<'snapshot'>({ kind: 'snapshot' })).toEqual(before);
      await expect(setting.run([])).rejects.toMatchObject({ data: { code: 'cancelled' } });
    }),
    { numRuns: Number(process.env['RUNS'] ?? 40) },
  );
}, 60_000);
