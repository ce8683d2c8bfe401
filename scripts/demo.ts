/**
 * The main job, end to end: a real MCP client starts the server over stdio, reads the sample brand, builds each ad of
 * a brief in one `batch_pipeline` call, looks at it, corrects it and exports it. Leaves PNGs and a contact sheet.
 *
 *   npm run demo [-- --out FOLDER]
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { packageRoot } from '../server/config/settings.ts';
import { demoBrief } from './demo/brief.ts';
import { contactSheet } from './demo/contact-sheet.ts';
import { say, took } from './demo/say.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'out' } } });
const out = resolve(values.out);
await mkdir(out, { recursive: true });
const home = join(out, '.adsmith');
await rm(home, { recursive: true, force: true });

const client = new Client({ name: 'adsmith-demo', version: '1.0.0' });
const started = performance.now();
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [join(packageRoot, 'dist', 'main.js'), '--home', home],
    cwd: out,
    stderr: 'inherit',
  }),
);
const { tools } = await client.listTools();
say(`Adsmith is up: ${tools.length} tools, ${took(started)}.`);

interface Answer {
  data: Record<string, unknown>;
  pictures: Buffer[];
}

async function call(name: string, args: Record<string, unknown>): Promise<Answer> {
  const result = await client.callTool({ name, arguments: args }, undefined, {
    onprogress: ({ progress, total, message }) => say(`    ${progress}/${total} ${message ?? ''}`),
  });
  const content = result.content as { type: string; text?: string; data?: string }[];
  const text = content.find(({ type }) => type === 'text')?.text ?? '{}';
  if (result.isError) throw new Error(`${name}: ${text}`);
  return {
    data: JSON.parse(text) as Record<string, unknown>,
    pictures: content.flatMap(({ type, data }) =>
      type === 'image' && data ? [Buffer.from(data, 'base64')] : [],
    ),
  };
}

const overview = await call('read_brand_data', {});
say(`Brands: ${JSON.stringify(overview.data['brands'])}`);

const exported: { path: string; title: string }[] = [];
for (const ad of demoBrief()) {
  say(`\n${ad.title}`);
  const at = performance.now();
  const built = await call('batch_pipeline', { pipeline: ad.pipeline });
  const steps = built.data['steps'] as Record<string, unknown>[];
  const frameId = String(steps[0]?.['frameId']);
  say(`  built in one call, ${took(at)}; frame ${frameId}`);
  for (const step of steps) {
    for (const note of [...((step['adjusted'] as string[]) ?? []), ...((step['warnings'] as string[]) ?? [])])
      say(`  · ${note}`);
  }
  const [draft] = built.pictures;
  if (draft) await writeFile(join(out, `${ad.file}.draft.jpg`), draft);
  if (ad.correct) {
    const correction = ad.correct(steps);
    await call(correction.tool, correction.args);
    say(`  corrected: ${correction.why}`);
  }
  const file = join(out, `${ad.file}.png`);
  const { data } = await call('export_ad', { frameId, path: file });
  say(
    `  exported ${relative(process.cwd(), String(data['path']))} (${(data['size'] as number[]).join('×')}, ${Math.round(Number(data['bytes']) / 1024)} kB)`,
  );
  exported.push({ path: file, title: ad.title });
}

const sheet = join(out, 'contact-sheet.png');
await writeFile(sheet, await contactSheet(await Promise.all(exported.map(({ path }) => readFile(path)))));
await client.close();
say(`\nDone in ${took(started)}: ${exported.length} ads in ${relative(process.cwd(), out) || out}/`);
for (const { path, title } of exported) say(`  ${relative(process.cwd(), path)}  ${title}`);
say(`  ${relative(process.cwd(), sheet)}  all of them side by side`);
