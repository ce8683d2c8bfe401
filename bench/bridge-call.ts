/**
 * One write call from an MCP client over stdio to the plugin and back, beside the least such a call can cost: the same
 * stdio hop and an echo of the same bytes over a bare WebSocket. Medians of 200.
 *
 *   npx tsx bench/bridge-call.ts
 */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { WebSocketServer } from 'ws';
import { makeSetting, until } from '../tests/bridge/setting.ts';
import { startClient } from '../tests/e2e/client.ts';
import { startPluginInNode } from '../tests/plugin/plugin-in-node.ts';

const CALLS = 200;

/** A stdio MCP server whose one tool sends its argument to a WebSocket and answers with the echo. */
const echoServer = `
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { WebSocket } from 'ws';
const ws = new WebSocket('ws://127.0.0.1:' + process.env.ECHO_PORT);
await new Promise((resolve) => ws.once('open', resolve));
const server = new Server({ name: 'echo', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(CallToolRequestSchema, ({ params }) => new Promise((resolve) => {
  ws.once('message', (data) => resolve({ content: [{ type: 'text', text: data.toString() }] }));
  ws.send(JSON.stringify(params.arguments));
}));
await server.connect(new StdioServerTransport());
`;

async function median(call: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < 20; warm++) await call();
  const times: number[] = [];
  for (let count = 0; count < CALLS; count++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[CALLS / 2] ?? Number.NaN;
}

const setting = await makeSetting();
const server = await startClient({ home: setting.home, env: { ADSMITH_PORT: String(setting.port) } });
await server.call('canvas_status');
await startPluginInNode(setting);
await until('connected', async () => (await server.call('canvas_status'))['canvas'] === 'figma');
const { frameId } = await server.call('build_ad_skeleton', { format: '300x250' });
const args = { method: 'setRelaunchData', nodeId: frameId, args: [{ open: '' }] };
const updates = { updates: [{ nodeId: frameId, props: { opacity: 0.9 } }] };

const echo = new WebSocketServer({ port: 0, host: '127.0.0.1' });
echo.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
await new Promise((resolve) => echo.once('listening', resolve));
const address = echo.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
const bare = new Client({ name: 'bench', version: '1' });
await bare.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: ['--input-type=module', '-e', echoServer],
    env: { ...process.env, ECHO_PORT: String(port) } as Record<string, string>,
  }),
);

const rows = {
  'stdio hop and bare echo': await median(() => bare.callTool({ name: 'echo', arguments: args })),
  'one program (raw operation)': await median(() => server.call('raw_figma_operation', args)),
  'batch_update (transaction)': await median(() => server.call('batch_update', updates)),
};
console.table(
  Object.fromEntries(Object.entries(rows).map(([name, ms]) => [name, { 'p50 ms': Number(ms.toFixed(2)) }])),
);
await bare.close();
echo.close();
await server.close();
await setting.end();
process.exit(0);
