/** Small pictures in number: every one different, quickly made. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A picture of blocks that depends on `number` alone. */
export async function picture(number: number, width = 320, height = 400): Promise<Buffer> {
  const at = (salt: number) => ((Math.imul(number * 7 + salt, 2_654_435_761) >>> 8) % 1_000) / 1_000;
  const colour = (salt: number) =>
    `hsl(${Math.round(at(salt) * 360)} ${30 + Math.round(at(salt + 1) * 70)}% ${15 + Math.round(at(salt + 2) * 70)}%)`;
  const blocks = Array.from({ length: 7 }, (_, block) => {
    const salt = 100 + block * 13;
    const [x, y] = [at(salt) * width * 0.8, at(salt + 1) * height * 0.8];
    const [w, h] = [at(salt + 2) * width * 0.6 + 20, at(salt + 3) * height * 0.4 + 20];
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colour(salt + 4)}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour(1)}"/>${blocks.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}

/** Writes a file and the folders above it. */
export async function put(folder: string, path: string, content: Buffer | string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}
