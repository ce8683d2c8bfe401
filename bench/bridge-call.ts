/**
 * One write call from an MCP client over stdio to the plugin and back, beside the least such a call can cost: the same
 * client, the same stdio hop, and an echo of the same bytes over a bare WebSocket. Client, server and plugin are three
 * processes, as in real life; the plugin is the real one on the headless figma, and the echo's other end is in its
 * process. What the plugin does with a request (the executor, and the headless figma under it) is not the bridge's, so
 * it is told apart twice: by a plugin whose main thread answers at once without doing anything, and by the time from a
 * request's arrival in the main thread to its reply.
 *
 * A second echo goes the way no Figma plugin can avoid: the panel, which has the socket, reads the message and hands a
 * copy to the main thread, which hands a copy back, each delivered in a turn of its own, and the panel writes it.
 *
 *   npx tsx bench/bridge-call.ts [calls]
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { makeSetting, until } from '../tests/bridge/setting.ts';
import { startClient } from '../tests/e2e/client.ts';
import type { PluginAnswer, PluginOrder } from './bridge-call-plugin.ts';

const CALLS = Number(process.argv[2] ?? 300);
/** Rows are measured in turns, so that a busy moment of the machine hits all of them. */
const ROUNDS = 10;
/** The row for which the plugin does nothing. */
const idle = 'whole call, plugin doing nothing';

/** A stdio MCP server whose one tool sends a message of ours to a WebSocket and answers with the echo. */
const echoServer = `
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { WebSocket } from 'ws';
const ws = new WebSocket('ws://127.0.0.1:' + process.env.ECHO_PORT, { perMessageDeflate: false });
await new Promise((resolve) => ws.once('open', resolve));
const server = new Server({ name: 'echo', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(CallToolRequestSchema, ({ params }) => new Promise((resolve) => {
  ws.once('message', (data) => resolve({ content: [{ type: 'text', text: data.toString() }] }));
  ws.send(params.arguments.message);
}));
await server.connect(new StdioServerTransport());
`;

const setting = await makeSetting();
const server = await startClient({ home: setting.home, env: { ADSMITH_PORT: String(setting.port) } });
await server.call('canvas_status');
const plugin = fork(fileURLToPath(new URL('./bridge-call-plugin.ts', import.meta.url)), [
  String(setting.port),
  setting.token,
]);
const ports = await order({ do: 'start' });
await until('connected', async () => (await server.call('canvas_status'))['canvas'] === 'figma');
const { frameId } = await server.call('build_ad_skeleton', { format: '300x250' });
const calls = {
  raw_figma_operation: { method: 'setRelaunchData', nodeId: frameId, args: [{ open: '' }] },
  batch_update: { updates: [{ nodeId: frameId, props: { opacity: 0.9 } }] },
};

const bare = await startEcho(ports.bare ?? 0);
const throughPlugin = await startEcho(ports.throughPlugin ?? 0);

for (const [tool, args] of Object.entries(calls)) {
  await order({ do: 'tell' });
  await server.call(tool, args);
  const { requests = [] } = await order({ do: 'tell' });
  const message = JSON.stringify(requests[0] ?? {});
  const call = () => callOnce(tool, args);
  const rows = await medians({
    'stdio hop and bare echo of the same bytes': () =>
      bare.callTool({ name: 'echo', arguments: { message } }),
    'the same echo through a panel and a main thread': () =>
      throughPlugin.callTool({ name: 'echo', arguments: { message } }),
    [idle]: call,
    'whole call, executor on the headless figma': call,
  });
  const { times = [] } = await order({ do: 'tell' });
  const withExecutor = { ...rows, 'of it the executor in the main thread': middle(times) };
  const least = rows['stdio hop and bare echo of the same bytes'] ?? Number.NaN;
  const kinds = requests.map(({ body }) => body.kind);
  console.log(`${tool}: ${requests.length} request(s) (${kinds}), ${message.length} bytes`);
  console.table(
    Object.fromEntries(
      Object.entries(withExecutor).map(([name, ms]) => [
        name,
        { 'p50 ms': Number(ms.toFixed(2)), 'x bare': Number((ms / least).toFixed(2)) },
      ]),
    ),
  );
}
plugin.kill();
await server.close();
await setting.end();
process.exit(0);

/** Has the plugin's process do something. */
function order(what: PluginOrder): Promise<PluginAnswer> {
  const answer = new Promise<PluginAnswer>((resolve) => plugin.once('message', resolve));
  plugin.send(what);
  return answer;
}

/** A call as the echo's client makes it: what the client makes of the answer is the same work in every row. */
async function callOnce(name: string, args: Record<string, unknown>): Promise<void> {
  const { isError } = await server.client.callTool({ name, arguments: args });
  if (isError === true) throw new Error(`${name} failed`);
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Medians in ms of each way of making the call. */
async function medians(ways: Record<string, () => Promise<unknown>>): Promise<Record<string, number>> {
  const times = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = -2; round < ROUNDS; round++) {
    for (const [name, way] of Object.entries(ways)) {
      await order({ do: 'idle', on: name === idle });
      for (let count = 0; count < CALLS / ROUNDS; count++) {
        const start = performance.now();
        await way();
        if (round >= 0) times.get(name)?.push(performance.now() - start);
        // What a call leaves behind (activity, log) must not be paid by the next.
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
  }
  return Object.fromEntries([...times].map(([name, taken]) => [name, middle(taken)]));
}

/** A client of an echo server; its messages go to this port. */
async function startEcho(port: number): Promise<Client> {
  const client = new Client({ name: 'bench', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--input-type=module', '-e', echoServer],
      env: { PATH: process.env['PATH'] ?? '', ECHO_PORT: String(port) },
    }),
  );
  return client;
}
