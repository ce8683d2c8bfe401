/**
 * One write call from an MCP client over stdio to the plugin and back, beside the least such a call can cost: the same
 * client, the same stdio hop, and an echo of the same bytes over a bare WebSocket. The plugin is the real one on the
 * headless figma, in this process, as the echo's other end is. What the plugin does with a request (the executor, and
 * the headless figma under it) is not the bridge's, so it is told apart twice: by a plugin whose main thread answers at
 * once without doing anything, and by the time from a request's arrival in the main thread to its reply.
 *
 * A second echo goes the way no Figma plugin can avoid: the panel, which has the socket, reads the message and hands a
 * copy to the main thread, which hands a copy back, each delivered in a turn of its own, and the panel writes it.
 *
 *   npx tsx bench/bridge-call.ts [calls]
 */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { WebSocketServer } from 'ws';
import type { CanvasRequestMessage, ToMain, ToPanel } from '../figma-bridge-plugin/protocol/messages.ts';
import type { CanvasRequest } from '../schemas/canvas-request.ts';
import { makeSetting, until } from '../tests/bridge/setting.ts';
import { startClient } from '../tests/e2e/client.ts';
import { type PluginInNode, startPluginInNode } from '../tests/plugin/plugin-in-node.ts';

const CALLS = Number(process.argv[2] ?? 300);
/** Rows are measured in turns, so that a busy moment of the machine hits all of them. */
const ROUNDS = 10;

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
const plugin = await startPluginInNode(setting);
await until('connected', async () => (await server.call('canvas_status'))['canvas'] === 'figma');
const { frameId } = await server.call('build_ad_skeleton', { format: '300x250' });
const calls = {
  raw_figma_operation: { method: 'setRelaunchData', nodeId: frameId, args: [{ open: '' }] },
  batch_update: { updates: [{ nodeId: frameId, props: { opacity: 0.9 } }] },
};

const bare = await startEcho((text, answer) => answer(text));
const throughPlugin = await startEcho((text, answer) => {
  const toMain: unknown = structuredClone(JSON.parse(text));
  setImmediate(() => {
    const toPanel: unknown = structuredClone(toMain);
    setImmediate(() => answer(JSON.stringify(toPanel)));
  });
});
const mainThread = watchMainThread(plugin);

for (const [tool, args] of Object.entries(calls)) {
  const requests = await watchRequests(plugin, () => server.call(tool, args));
  const message = JSON.stringify(requests[0] ?? {});
  const call = () => callOnce(tool, args);
  const rows = await medians({
    'stdio hop and bare echo of the same bytes': () =>
      bare.callTool({ name: 'echo', arguments: { message } }),
    'the same echo through a panel and a main thread': () =>
      throughPlugin.callTool({ name: 'echo', arguments: { message } }),
    'whole call, plugin doing nothing': () => idle(plugin, call),
    'whole call, executor on the headless figma': call,
  });
  const withExecutor = { ...rows, 'of it the executor in the main thread': middle(mainThread.splice(0)) };
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
await server.close();
await setting.end();
process.exit(0);

/** A call as the echo's client makes it: what the client makes of the answer is the same work in every row. */
async function callOnce(name: string, args: Record<string, unknown>): Promise<void> {
  const { isError } = await server.client.callTool({ name, arguments: args });
  if (isError === true) throw new Error(`${name} failed`);
}

/** The requests the plugin's main thread gets meanwhile. */
async function watchRequests(
  { window }: PluginInNode,
  call: () => Promise<unknown>,
): Promise<CanvasRequestMessage[]> {
  const { ui } = window.figma;
  const { onmessage } = ui;
  const requests: CanvasRequestMessage[] = [];
  ui.onmessage = (message: ToMain, props) => {
    if (message.type === 'request') requests.push(message.request);
    onmessage?.(message, props);
  };
  await call();
  ui.onmessage = onmessage;
  return requests;
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Medians in ms of each way of making the call. */
async function medians<Name extends string>(
  ways: Record<Name, () => Promise<unknown>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(ways) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = -2; round < ROUNDS; round++) {
    for (const name of names) {
      for (let count = 0; count < CALLS / ROUNDS; count++) {
        const start = performance.now();
        await ways[name]();
        if (round >= 0) times[name].push(performance.now() - start);
        // What a call leaves behind (activity, log) must not be paid by the next.
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
  }
  return Object.fromEntries(names.map((name) => [name, middle(times[name])])) as Record<Name, number>;
}

/** Calls while the plugin's main thread answers every request at once, without doing anything. */
async function idle<T>({ window }: PluginInNode, call: () => Promise<T>): Promise<T> {
  const { ui } = window.figma;
  const { onmessage } = ui;
  ui.onmessage = (message: ToMain) => {
    if (message.type !== 'request') return;
    const { id, body } = message.request;
    const reply: ToPanel = {
      type: 'reply',
      reply: { type: 'reply', id, ok: true, value: emptyAnswer(body) },
    };
    ui.postMessage(reply);
  };
  try {
    return await call();
  } finally {
    ui.onmessage = onmessage;
  }
}

function emptyAnswer(body: CanvasRequest): unknown {
  if (body.kind === 'begin') return { transaction: 'none' };
  if (body.kind === 'commit') return { committed: true };
  if (body.kind !== 'run') throw new Error(`"${body.kind}" is not part of these calls`);
  const results = body.program.ops.map(({ op }) => ({
    op,
    id: '1:2',
    ...(op === 'read' ? { value: { id: '1:2', type: 'FRAME', name: 'Ad' } } : {}),
  }));
  return { bindings: {}, results, adjustments: [] };
}

/** Collects how long the main thread takes from a request to its reply, ms; not while it is `idle`. */
function watchMainThread({ window }: PluginInNode): number[] {
  const times: number[] = [];
  const { ui } = window.figma;
  const { onmessage, postMessage } = ui;
  let since: number | undefined;
  ui.onmessage = (message: ToMain, props) => {
    since = message.type === 'request' ? performance.now() : undefined;
    onmessage?.(message, props);
  };
  ui.postMessage = (message: ToPanel) => {
    if (message.type === 'reply' && since !== undefined) times.push(performance.now() - since);
    since = undefined;
    postMessage.call(ui, message);
  };
  return times;
}

/** A client of the echo server; `reply` is the echo's other end. */
async function startEcho(reply: (text: string, answer: (text: string) => void) => void): Promise<Client> {
  const echo = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  echo.on('connection', (socket) =>
    socket.on('message', (data) => reply(data.toString(), (text) => socket.send(text))),
  );
  await new Promise((resolve) => echo.once('listening', resolve));
  const address = echo.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
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
