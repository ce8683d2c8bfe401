/**
 * An import of the ad library beside the least it can cost: decoding the same files with sharp and scaling them to 512 px,
 * with as many at a time. Alternating runs, the fastest of each.
 *
 *   npx tsx bench/library-import.ts [--images 240] [--runs 3]
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { importFolders } from '../server/library/index.ts';
import { makeAds } from '../tests/library/ads.ts';
import { round, table } from './numbers.ts';

const { values } = parseArgs({
  options: { images: { type: 'string', default: '240' }, runs: { type: 'string', default: '3' } },
});
const count = Number(values.images);
const workers = availableParallelism();
const folder = await mkdtemp(join(tmpdir(), 'adsmith-import-'));
try {
  const rows: (string | number)[][] = [];
  const ads = await makeAds();
  for (const kind of ['jpg', 'png'] as const) {
    const files = await writeImages(
      kind,
      ads.map(({ png }) => png),
    );
    const bare: number[] = [];
    const imported: number[] = [];
    const whole: number[] = [];
    for (let run = 0; run < Number(values.runs); run += 1) {
      bare.push(await bareResize(files));
      const times = await importOnce(join(folder, kind), run);
      imported.push(times.read);
      whole.push(times.whole);
    }
    const [least, own, all] = [bare, imported, whole].map((times) => Math.min(...times)) as [
      number,
      number,
      number,
    ];
    rows.push([
      kind,
      round(count / least),
      round(count / own),
      (own / least).toFixed(2),
      round(count / all),
      (all / least).toFixed(2),
    ]);
  }
  console.log(
    table(
      `${count} ads, ${workers} at a time, pictures a second (bar: 1.3 times the bare time)`,
      ['files', 'bare decode and resize', 'import', 'times bare', 'with search for copies', 'times bare'],
      rows,
    ),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Pictures as different as a swipe folder's: other colours, other sections, grain as photographs have it. */
async function writeImages(kind: 'jpg' | 'png', ads: readonly Buffer[]): Promise<string[]> {
  await mkdir(join(folder, kind, 'mixed'), { recursive: true });
  const files: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const png = ads[index % ads.length] as Buffer;
    const turn = Math.floor(index / ads.length);
    let image = sharp(png)
      .modulate({ hue: (index * 67) % 360, lightness: (turn % 5) * 4 - 8 })
      .flop(turn % 2 === 1)
      .flip(turn % 3 === 2)
      .resize({
        width: 1080,
        height: [1080, 1350, 1920][turn % 3] ?? 1080,
        fit: 'cover',
        position: turn % 2 ? 'left' : 'top',
      });
    if (index % 3 === 0) image = image.blur(1 + (turn % 4)).sharpen();
    const path = join(folder, kind, 'mixed', `${index}.${kind}`);
    await writeFile(path, await (kind === 'jpg' ? image.jpeg({ quality: 88 }) : image.png()).toBuffer());
    files.push(path);
  }
  return files;
}

async function bareResize(files: readonly string[]): Promise<number> {
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let path = files[next++]; path !== undefined; path = files[next++]) {
        await sharp(await readFile(path))
          .resize({ width: 512, height: 512, fit: 'inside' })
          .raw()
          .toBuffer();
      }
    }),
  );
  return (performance.now() - started) / 1_000;
}

async function importOnce(images: string, run: number): Promise<{ read: number; whole: number }> {
  const home = join(folder, `home-${run}`);
  const started = performance.now();
  let read = 0;
  const report = await importFolders(home, [images], {
    workers,
    onProgress: ({ step }) => {
      if (step === 'import') read = performance.now() - started;
    },
  });
  const whole = performance.now() - started;
  if (report.folders[0]?.imported !== count) throw new Error(JSON.stringify(report));
  await rm(home, { recursive: true });
  return { read: read / 1_000, whole: whole / 1_000 };
}
