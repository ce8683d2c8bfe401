/** A finished ad as the JPEG that ships: 1080 px wide at most, around quality 85. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { StarterClient } from './client.ts';

const MAX_WIDTH = 1080;
const QUALITY = 84;

/** `PR/Media` -> `pr-media`. */
export const folderOf = (category: string): string => category.toLowerCase().replace(/[^a-z]+/g, '-');

export async function exportStarterAd(
  server: StarterClient,
  frameId: string,
  target: string,
): Promise<{ width: number; height: number; bytes: number }> {
  const raw = join('exports', 'starter.png');
  const { path } = await server.call('export_ad', {
    frameId,
    format: 'PNG',
    path: raw,
    maxBytes: 40_000_000,
  });
  const png = await readFile(String(path));
  await rm(String(path), { force: true });
  const { data, info } = await sharp(png)
    .resize({ width: MAX_WIDTH, withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, data);
  return { width: info.width, height: info.height, bytes: data.length };
}
