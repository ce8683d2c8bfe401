/**
 * Makes the sample brand's product pictures: `npm run make-products [name...]`.
 * Everything is computed from the outlines, materials and studio in `scripts/products/`; the same code gives the
 * same files. `--quick` renders at 40 % size, `--out=<folder>` writes elsewhere: together they are for trying things.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { shots } from './products/shots.ts';

const asked = process.argv.slice(2);
const quick = asked.includes('--quick');
const names = asked.filter((argument) => !argument.startsWith('--'));
const unknown = names.filter((name) => !shots.some((shot) => shot.name === name));
if (unknown.length > 0) {
  const known = [...new Set(shots.map((shot) => shot.name))].join(', ');
  throw new Error(`There is no picture called ${unknown.join(', ')}. Pictures: ${known}`);
}
const brandFolder = join(import.meta.dirname, '..', 'brands', 'ondrelle');
const outFolder =
  asked.find((argument) => argument.startsWith('--out='))?.slice('--out='.length) ?? brandFolder;

for (const shot of shots) {
  if (names.length > 0 && !names.includes(shot.name)) continue;
  const started = Date.now();
  const { data, info } = await shot.take(quick ? 0.4 : 1);
  const file = join(outFolder, shot.file);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, data);
  const { width = 0, height = 0 } = await sharp(data).metadata();
  console.log(
    `${shot.file}: ${width} x ${height} px, ${Math.round(data.length / 1000)} kB, ${info}, ${Date.now() - started} ms`,
  );
}
