/**
 * Takes the pictures of the board in docs/images: two MCP clients make the demo's ads, and the board they share is
 * photographed in light and dark. `npm run build && npx tsx scripts/board-pictures.ts`. Needs Chromium.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { chromium } from 'playwright-core';
import { packageRoot } from '../server/config/settings.ts';
import { until } from '../tests/bridge/setting.ts';
import { demoBrief } from './demo/brief.ts';

const port = 28_499;
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (executablePath === undefined)
  throw new Error('There is no Chromium here; install it and run this again.');
const home = await mkdtemp(join(tmpdir(), 'adsmith-board-'));

async function connect(name: string): Promise<Client> {
  const client = new Client({ name, version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(packageRoot, 'dist', 'main.js'), '--home', home, '--toolsets', 'all'],
      cwd: home,
      env: { PATH: process.env['PATH'] ?? '', ADSMITH_PORT: String(port) },
      stderr: 'inherit',
    }),
  );
  return client;
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<void> {
  const { isError, content } = await client.callTool({ name, arguments: args }, undefined, {
    timeout: 120_000,
  });
  if (isError) throw new Error(`${name}: ${JSON.stringify(content)}`);
}

const clients = await Promise.all(['claude-code', 'cursor'].map(connect));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  // The bridge, and the board with it, is up from the first question on.
  for (const client of clients) await call(client, 'canvas_status');
  for (const [index, { pipeline }] of demoBrief().reverse().entries()) {
    const client = clients[index % 2 === 0 ? 1 : 0] as Client;
    await call(client, 'batch_pipeline', { pipeline });
  }
  for (const scheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, colorScheme: scheme });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByText('Live', { exact: true }).waitFor();
    await until('every frame has its picture', async () => {
      const drawn: number = await page.evaluate(
        `[...document.querySelectorAll('.frame img')].filter((one) => one.complete && one.naturalWidth > 0).length`,
      );
      return drawn === demoBrief().length;
    });
    const path = join(packageRoot, 'docs', 'images', scheme === 'light' ? 'board.png' : 'board-dark.png');
    await page.screenshot({ path });
    process.stdout.write(`${path}\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await Promise.all(clients.map((client) => client.close()));
  await rm(home, { recursive: true, force: true });
}
