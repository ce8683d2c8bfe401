/** Every client says for itself where it works, also those that share one process over HTTP. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort, makeSetting, type Setting, until } from '../bridge/setting.ts';
import { builtServer } from '../e2e/build-server.ts';
import { startClient } from '../e2e/client.ts';
import { type PluginInNode, startPluginInNode } from './plugin-in-node.ts';

type Call = (name: string, args?: Record<string, unknown>) => Promise<Record<string, unknown>>;

const token = 'a-token-for-this-test-only-0123456789';
let setting: Setting;
let port = 0;
beforeEach(async () => {
  setting = await makeSetting();
  port = await freePort();
});
afterEach(() => setting.end());

async function serve(): Promise<void> {
  const child: ChildProcess = spawn(
    process.execPath,
    [await builtServer(), 'serve', '--http-port', String(port)],
    {
      cwd: setting.home,
      env: {
        PATH: process.env['PATH'],
        ADSMITH_HOME: setting.home,
        ADSMITH_CANVAS: join(setting.home, 'canvas.json'),
        ADSMITH_PORT: String(setting.port),
        ADSMITH_HTTP_TOKEN: token,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  setting.defer(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  await until('the service listens', () => said.includes('listens'));
}

async function httpClient(): Promise<Call> {
  const client = new Client({ name: 'target-tests', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  await client.connect(transport);
  setting.defer(() => client.close());
  return async (name, args = {}) => {
    const { content, isError } = CallToolResultSchema.parse(await client.callTool({ name, arguments: args }));
    const [part] = content;
    if (isError || part?.type !== 'text') throw new Error(`${name}: ${JSON.stringify(content)}`);
    return JSON.parse(part.text);
  };
}

const framesOf = ({ window }: PluginInNode) =>
  window.headless.figma.currentPage.children.map(({ name }) => name).sort();

it('each in its own file, or on the headless canvas, whatever the others chose', async () => {
  await serve();
  const [first, second, third] = await Promise.all([httpClient(), httpClient(), httpClient()]);
  const peer = await startClient({ home: setting.home, env: { ADSMITH_PORT: String(setting.port) } });
  setting.defer(() => peer.close());
  await first('canvas_status');
  const spring = await startPluginInNode(setting, { fileKey: 'spring' });
  const autumn = await startPluginInNode(setting, { fileKey: 'autumn' });
  await until('both files are there', async () => {
    const { figmaFiles } = await first('canvas_status');
    return Array.isArray(figmaFiles) && figmaFiles.length === 2;
  });

  await first('canvas_status', { use: 'spring' });
  await second('canvas_status', { use: 'autumn' });
  await third('canvas_status', { use: 'headless' });
  await peer.call('canvas_status', { use: 'spring' });
  await expect(third('canvas_status', { use: 'winter' })).rejects.toThrow('is not open in Figma');

  const build = (call: Call, name: string) => call('build_ad_skeleton', { format: '300x250', name });
  await Promise.all([
    build(first, 'of the first'),
    build(second, 'of the second'),
    build(third, 'of the third'),
    build(peer.call, 'of the peer'),
  ]);
  expect(framesOf(spring)).toEqual(['of the first', 'of the peer']);
  expect(framesOf(autumn)).toEqual(['of the second']);
  const { canvas, frames } = await third('canvas_status');
  expect(canvas).toBe('headless');
  expect(frames).toMatchObject([{ name: 'of the third' }]);

  // Back to the file in front of the designer; the others stay where they are.
  spring.link.setVisible(true);
  await until(
    'spring is in front',
    async () => (await third('canvas_status', { use: 'auto' }))['canvas'] === 'figma',
  );
  await build(second, 'second of the second');
  expect(framesOf(autumn)).toEqual(['of the second', 'second of the second']);
});
