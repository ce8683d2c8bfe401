/**
 * The other end of `bridge-call.ts`, in a process of its own as Figma is: the plugin on the headless figma, and the two
 * echoes. Driven over Node's IPC channel.
 *
 *   started with: port, token
 */
import { WebSocketServer } from 'ws';
import type { CanvasRequestMessage, ToMain, ToPanel } from '../figma-bridge-plugin/protocol/messages.ts';
import type { CanvasRequest } from '../schemas/canvas-request.ts';
import { type PluginInNode, startPluginInNode } from '../tests/plugin/plugin-in-node.ts';

export type PluginOrder =
  | { do: 'start' }
  /** From now on the main thread answers every request at once, without doing anything; or works again. */
  | { do: 'idle'; on: boolean }
  /** The requests since the last time, and the executor's times for them, ms. */
  | { do: 'tell' };
export interface PluginAnswer {
  bare?: number;
  throughPlugin?: number;
  requests?: CanvasRequestMessage[];
  times?: number[];
}

const [port = '', token = ''] = process.argv.slice(2);
let plugin: PluginInNode | undefined;
let working: ToMain extends infer M ? ((message: M, props: { origin: string }) => void) | undefined : never;
let requests: CanvasRequestMessage[] = [];
let times: number[] = [];

process.on('message', (order: PluginOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});

async function obey(order: PluginOrder): Promise<PluginAnswer> {
  if (order.do === 'start') {
    plugin = await startPluginInNode({ port: Number(port), token, defer() {} });
    watch(plugin);
    return {
      bare: await startEcho((text, answer) => answer(text)),
      throughPlugin: await startEcho((text, answer) => {
        const toMain: unknown = structuredClone(JSON.parse(text));
        setImmediate(() => {
          const toPanel: unknown = structuredClone(toMain);
          setImmediate(() => answer(JSON.stringify(toPanel)));
        });
      }),
    };
  }
  if (order.do === 'idle') {
    if (plugin) plugin.window.figma.ui.onmessage = order.on ? doNothing(plugin) : working;
    return {};
  }
  const told = { requests, times };
  requests = [];
  times = [];
  return told;
}

/** Notes requests, and how long the main thread takes from each to its reply. */
function watch({ window }: PluginInNode): void {
  const { ui } = window.figma;
  const { onmessage, postMessage } = ui;
  let since: number | undefined;
  working = (message: ToMain, props) => {
    since = undefined;
    if (message.type === 'request') {
      requests.push(message.request);
      since = performance.now();
    }
    onmessage?.(message, props);
  };
  ui.onmessage = working;
  ui.postMessage = (message: ToPanel) => {
    if (message.type === 'reply' && since !== undefined) times.push(performance.now() - since);
    since = undefined;
    postMessage.call(ui, message);
  };
}

function doNothing({ window }: PluginInNode) {
  const { ui } = window.figma;
  return (message: ToMain) => {
    if (message.type !== 'request') return;
    const { id, body } = message.request;
    const reply: ToPanel = {
      type: 'reply',
      reply: { type: 'reply', id, ok: true, value: emptyAnswer(body) },
    };
    ui.postMessage(reply);
  };
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

/** A WebSocket server whose messages come back as `reply` has it; answers its port. */
async function startEcho(reply: (text: string, answer: (text: string) => void) => void): Promise<number> {
  const echo = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  echo.on('connection', (socket) =>
    socket.on('message', (data) => reply(data.toString(), (text) => socket.send(text))),
  );
  await new Promise((resolve) => echo.once('listening', resolve));
  const address = echo.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
