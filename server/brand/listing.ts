/** A brand's files with their sizes, a line each: what a model or a person picks from. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { imageInfo } from '../assets/index.ts';
import { imageFile } from './brand-facts.ts';
import { type BrandFolder, listBrandFiles } from './brand-folder.ts';

/** Headers of more pictures than this are not read. */
const maxImages = 200;

/** "products/mug/assets/mug.png 660x1720 201 kB", "brand/voice.md 1 kB". */
export async function listWithSizes(brand: BrandFolder): Promise<string[]> {
  const files = await listBrandFiles(brand);
  const measured = new Set(files.filter((file) => imageFile.test(file)).slice(0, maxImages));
  return Promise.all(
    files.map(async (file) => {
      const [size, pixels] = await Promise.all([
        stat(join(brand.path, file)).then(
          ({ size }) => ` ${kilobytes(size)}`,
          () => '',
        ),
        measured.has(file) ? pixelsOf(brand, file) : '',
      ]);
      return `${file}${pixels}${size}`;
    }),
  );
}

async function pixelsOf(brand: BrandFolder, file: string): Promise<string> {
  return imageInfo(join(brand.path, file), [brand.path]).then(
    ({ width, height }) => ` ${width}x${height}`,
    () => ' (cannot be read)',
  );
}

const kilobytes = (bytes: number) => (bytes < 1_000 ? `${bytes} B` : `${Math.round(bytes / 1_000)} kB`);
