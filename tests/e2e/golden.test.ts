/**
 * The ads of the demo as they looked when somebody last looked at them. After a change that is meant to be seen:
 *
 *   ADSMITH_UPDATE_GOLDEN=1 npx vitest run tests/e2e/golden.test.ts
 *
 * then look at every changed picture in tests/golden/ before it is committed.
 */
import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoBrief } from '../../scripts/demo/brief.ts';
import { startClient, type TestClient, textOf } from './client.ts';

const folder = join(import.meta.dirname, '..', 'golden');
const update = process.env['ADSMITH_UPDATE_GOLDEN'] === '1';
/** Mean difference of all channels, of 255. */
const MEAN = 1;
/** A pixel differs strongly when one of its channels is off by more than this, of 255 ... */
const STRONG = 48;
/** ... and so large a share of all pixels may. */
const STRONG_SHARE = 0.004;

let server: TestClient;
beforeAll(async () => {
  server = await startClient();
});
afterAll(() => server.close());

async function pixels(file: string) {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, size: [info.width, info.height] };
}

it.each(demoBrief().map((ad) => [ad.file, ad] as const))('%s looks as it did', async (file, ad) => {
  const { steps } = await server.call('batch_pipeline', {
    pipeline: ad.pipeline.filter(({ tool }) => tool !== 'get_canvas_screenshot'),
  });
  if (ad.correct) {
    const { tool, args } = ad.correct(steps as Record<string, unknown>[]);
    await server.call(tool, args);
  }
  const display = file.includes('display');
  const made = join(server.workspace, `${file}.png`);
  await server.call('export_ad', {
    frameId: textOf(steps, 0, 'frameId'),
    scale: display ? 1 : 0.25,
    path: made,
  });
  const golden = join(folder, `${file}.png`);
  if (update) await copyFile(made, golden);
  expect(existsSync(golden), `${golden} is missing: see the top of this file`).toBe(true);

  const [now, then] = [await pixels(made), await pixels(golden)];
  expect(now.size).toEqual(then.size);
  let sum = 0;
  let strong = 0;
  for (let at = 0; at < now.data.length; at += 3) {
    let most = 0;
    for (let channel = at; channel < at + 3; channel++) {
      const difference = Math.abs((now.data[channel] ?? 0) - (then.data[channel] ?? 0));
      sum += difference;
      most = Math.max(most, difference);
    }
    if (most > STRONG) strong++;
  }
  expect(sum / now.data.length).toBeLessThan(MEAN);
  expect(strong / (now.data.length / 3)).toBeLessThan(STRONG_SHARE);
});
