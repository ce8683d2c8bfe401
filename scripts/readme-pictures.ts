/**
 * The README's pictures of the starter library and of one ad on many placements.
 *
 *   npx tsx scripts/readme-pictures.ts library
 *   npx tsx scripts/readme-pictures.ts adapted
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import sharp, { type OverlayOptions } from 'sharp';
import { packageRoot } from '../server/config/settings.ts';
import { demoBrief } from './demo/brief.ts';

const WIDTH = 1800;
const GAP = 16;
const paper = '#dcdcdf';

/** Pictures in rows of one height, each row as wide as the sheet. */
async function justified(pictures: readonly Buffer[], height: number): Promise<Buffer> {
  const sized = await Promise.all(
    pictures.map(async (bytes) => {
      const { width = 1, height: high = 1 } = await sharp(bytes).metadata();
      return { bytes, ratio: width / high };
    }),
  );
  const rows: (typeof sized)[] = [];
  let row: typeof sized = [];
  for (const picture of sized) {
    row.push(picture);
    const wide = row.reduce((sum, { ratio }) => sum + ratio * height, 0) + GAP * (row.length + 1);
    if (wide >= WIDTH) {
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push(row);
  const layers: OverlayOptions[] = [];
  let top = GAP;
  for (const [index, pictures] of rows.entries()) {
    const ratios = pictures.reduce((sum, { ratio }) => sum + ratio, 0);
    const full = (WIDTH - GAP * (pictures.length + 1)) / ratios;
    const high = Math.round(index === rows.length - 1 ? Math.min(full, height * 1.15) : full);
    let left = GAP;
    for (const { bytes, ratio } of pictures) {
      const width = Math.round(ratio * high);
      const input = await sharp(bytes)
        .resize({ width, height: high, fit: 'fill', kernel: 'lanczos3' })
        .toBuffer();
      layers.push({ input, left, top });
      left += width + GAP;
    }
    top += high + GAP;
  }
  return sharp({ create: { width: WIDTH, height: top, channels: 3, background: paper } })
    .composite(layers)
    .png({ palette: true, quality: 90 })
    .toBuffer();
}

/** Pictures at heights of their own, in rows as they come, each row in the middle of its height. */
async function shelves(pictures: readonly { bytes: Buffer; height: number }[]): Promise<Buffer> {
  const layers: OverlayOptions[] = [];
  let [left, top, high] = [GAP, GAP, 0];
  for (const { bytes, height } of pictures) {
    const { data, info } = await sharp(bytes)
      .resize({ height, kernel: 'lanczos3' })
      .toBuffer({ resolveWithObject: true });
    if (left + info.width + GAP > WIDTH) [left, top, high] = [GAP, top + high + GAP, 0];
    layers.push({ input: data, left, top });
    left += info.width + GAP;
    high = Math.max(high, height);
  }
  return sharp({ create: { width: WIDTH, height: top + high + GAP, channels: 3, background: paper } })
    .composite(layers)
    .png({ palette: true, quality: 90 })
    .toBuffer();
}

async function libraryPictures(): Promise<Buffer[]> {
  const root = join(packageRoot, 'ad-library');
  const folders = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name)
    .sort();
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder)))
        .filter((name) => /\.(jpg|png)$/.test(name))
        .sort()
        .map((name) => join(root, folder, name)),
    ),
  );
  // One of each category after the other, so that neighbours differ.
  const longest = Math.max(...files.map(({ length }) => length));
  const mixed = Array.from({ length: longest }, (_, at) => files.flatMap((list) => list[at] ?? [])).flat();
  return Promise.all(mixed.map((path) => readFile(path)));
}

/** Placement -> height on the sheet, px. */
const shown: Record<string, number> = {
  story: 480,
  portrait: 480,
  feed: 480,
  '300x600': 480,
  '160x600': 480,
  landscape: 320,
  '300x250': 320,
  pin: 320,
  '970x250': 190,
  '728x90': 100,
  '320x50': 84,
};

async function adaptedPictures(): Promise<{ bytes: Buffer; height: number }[]> {
  const home = await mkdtemp(join(tmpdir(), 'adsmith-pictures-'));
  const client = new Client({ name: 'readme-pictures', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(packageRoot, 'dist', 'main.js'), '--home', home, '--toolsets', 'all'],
      cwd: home,
      stderr: 'inherit',
    }),
  );
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content, isError } = await client.callTool({ name, arguments: args }, undefined, {
      timeout: 120_000,
    });
    const parts = content as { type: string; text?: string; data?: string }[];
    const text = parts.find(({ type }) => type === 'text')?.text ?? '{}';
    if (isError) throw new Error(`${name}: ${text}`);
    return { data: JSON.parse(text) as never, pictures: parts.flatMap(({ data }) => (data ? [data] : [])) };
  };
  const [ad] = demoBrief();
  const built: { steps: { frameId: string }[] } = (await call('batch_pipeline', { pipeline: ad?.pipeline }))
    .data;
  const frameId = built.steps[0]?.frameId;
  const placements = Object.keys(shown).filter((name) => name !== 'story');
  const { adapted }: { adapted: { frameId: string }[] } = (await call('adapt_ad', { frameId, placements }))
    .data;
  const ids = [frameId ?? '', ...adapted.map((frame) => frame.frameId)];
  const shots: { bytes: Buffer; height: number }[] = [];
  for (const [index, height] of Object.values(shown).entries()) {
    const { pictures } = await call('get_canvas_screenshot', {
      nodeId: ids[index],
      quality: 'final',
      scale: 2,
    });
    shots.push({ bytes: Buffer.from(pictures[0] ?? '', 'base64'), height });
  }
  await client.close();
  await rm(home, { recursive: true, force: true });
  return shots;
}

const what = process.argv[2];
const out = join(packageRoot, 'docs', 'images', `${what}.png`);
if (what === 'library') await sharp(await justified(await libraryPictures(), 210)).toFile(out);
else if (what === 'adapted') await sharp(await shelves(await adaptedPictures())).toFile(out);
else throw new Error('Which picture? library or adapted.');
process.stdout.write(`${out}\n`);
