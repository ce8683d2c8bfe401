import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { builtServer } from './build-server.ts';
import { startClient, type TestClient, temporaryFolder, textOf } from './client.ts';

const open: TestClient[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
const start = async (options?: Parameters<typeof startClient>[0]) => {
  const client = await startClient(options);
  open.push(client);
  return client;
};

describe('a client that connects', () => {
  it('learns name, version, instructions and tools', async () => {
    const { client } = await start();
    expect(client.getServerVersion()).toMatchObject({
      name: 'adsmith',
      version: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(client.getInstructions()).toMatch(/batch_pipeline/);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'batch_pipeline',
        'build_ad_skeleton',
        'apply_typography',
        'set_background',
        'place_product',
        'add_effect',
        'batch_update',
        'batch_operations',
        'get_canvas_screenshot',
        'get_frame_state',
        'export_ad',
        'checkpoint',
        'read_brand_data',
        'canvas_status',
        'raw_figma_operation',
      ]),
    );
    // Every tool the instructions or a description names is there.
    const names = new Set(tools.map(({ name }) => name));
    const words = `${client.getInstructions()} ${tools.map(({ description }) => description).join(' ')}`;
    for (const word of words.match(/\b[a-z]+_[a-z_]+\b/g) ?? []) {
      if (/^(build|apply|set|place|add|batch|get|export|read|canvas|raw)_/.test(word))
        expect(names).toContain(word);
    }
  });

  it('works when it starts the server in / with nothing but a home folder', async () => {
    const home = await temporaryFolder('home');
    const server = await start({ cwd: '/', env: { ADSMITH_HOME: '', HOME: home } });
    const { frameId } = await server.call('build_ad_skeleton', { format: 'feed' });
    const { path } = await server.call('export_ad', { frameId, scale: 0.1 });
    expect(path).toMatch(new RegExp(`^${home}/.adsmith/exports/`));
    expect(existsSync(String(path))).toBe(true);
    const named = await server.call('export_ad', { frameId, scale: 0.1, path: 'ads/one.png' });
    expect(textOf(named, 'path')).toBe(join(home, '.adsmith', 'ads', 'one.png'));
    await rm(home, { recursive: true });
  });
});

describe('the process', () => {
  const running: ChildProcessWithoutNullStreams[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  /** A server driven by hand: what it writes, byte for byte. */
  async function bare() {
    const home = await temporaryFolder('bare');
    const child = spawn(process.execPath, [await builtServer()], {
      cwd: home,
      env: {
        PATH: process.env['PATH'],
        ADSMITH_HOME: home,
        ADSMITH_LOG_LEVEL: 'trace',
        ADSMITH_PORT: '31999',
      },
    });
    running.push(child);
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    let id = 0;
    const request = async (method: string, params: Record<string, unknown>) => {
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })}\n`);
      const wanted = id;
      for (;;) {
        const answer = lines
          .map((line) => JSON.parse(line) as { id?: number })
          .find((line) => line.id === wanted);
        if (answer) return answer;
        await once(reader, 'line');
      }
    };
    await request('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'bare', version: '1' },
    });
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    return { home, child, lines, request };
  }

  it('writes nothing but protocol to stdout, whatever goes wrong', async () => {
    const { child, lines, request } = await bare();
    const call = (name: string, args: unknown) => request('tools/call', { name, arguments: args });
    await call('build_ad_skeleton', { format: 'story' });
    await call('apply_typography', {
      frameId: '1:2',
      headline: 'Fiducia 🚀 שלום',
      style: { headlineFont: 'Nope' },
    });
    await call('raw_figma_operation', { method: 'notify', args: ['hello'] });
    await call('nothing_of_the_sort', {});
    await request('no/such/method', {});
    child.stdin.write('this is not JSON\n');
    await call('canvas_status', {});
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    expect(lines.length).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['stdin ends', (child: ChildProcessWithoutNullStreams) => child.stdin.end()],
    ['it gets SIGTERM', (child: ChildProcessWithoutNullStreams) => child.kill('SIGTERM')],
    ['it gets SIGINT', (child: ChildProcessWithoutNullStreams) => child.kill('SIGINT')],
  ])('exits with 0 when %s, its work saved', async (_, stop) => {
    const { home, child, request } = await bare();
    await request('tools/call', { name: 'build_ad_skeleton', arguments: { format: 'story' } });
    const exited = once(child, 'exit');
    stop(child);
    expect(await exited).toEqual([0, null]);
    expect(existsSync(join(home, 'canvas', 'canvas.json'))).toBe(true);
  });

  it('exits when stdin ends before anything was asked', async () => {
    const child = spawn(process.execPath, [await builtServer()], {
      env: { PATH: process.env['PATH'], ADSMITH_HOME: await temporaryFolder('bare') },
    });
    running.push(child);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
