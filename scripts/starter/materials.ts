/** The pictures the ads use: rendered products, drawings, snapshots. Made once; delete the folder to make them again. */
import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { goods, photograph } from '../products/goods/shots.ts';
import { drawings, snapshots } from './art/index.ts';

const missing = (file: string) =>
  access(file).then(
    () => false,
    () => true,
  );

export async function makeMaterials(work: string): Promise<void> {
  const write = async (name: string, make: () => Promise<Buffer>, always = false) => {
    const file = join(work, name);
    if (!always && !(await missing(file))) return;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await make());
  };
  for (const name of Object.keys(goods)) await write(`products/${name}.png`, () => photograph(name));
  for (const [name, svg] of Object.entries(drawings))
    await write(`art/${name}.png`, () => sharp(Buffer.from(svg)).png().toBuffer(), true);
  for (const [name, make] of Object.entries(snapshots(join(work, 'products'), join(work, 'art'))))
    await write(`photos/${name}.jpg`, make);
}
