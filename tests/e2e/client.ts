/** A real MCP client with a server process of its own: own state folder, own workspace. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js';
import { CallToolResultSchema, CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { builtServer } from './build-server.ts';

interface Answer {
  isError: boolean;
  /** The JSON the model reads. */
  data: Record<string, unknown>;
  /** The same as the text it came as. */
  text: string;
  images: { mimeType: string; base64: string; bytes: Buffer }[];
}

export interface TestClient {
  client: Client;
  pid: number;
  home: string;
  workspace: string;
  /** What the server wrote to stderr so far. */
  stderr(): string;
  /** Calls a tool, whatever it answers. */
  ask(name: string, args?: Record<string, unknown>, options?: RequestOptions): Promise<Answer>;
  /** Calls a tool that must succeed; answers its data. */
  call(name: string, args?: Record<string, unknown>): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface ClientOptions {
  home?: string;
  workspace?: string;
  /** Working directory of the server; default: the workspace. */
  cwd?: string;
  env?: Record<string, string>;
  args?: string[];
  /** Makes this a client with sampling: its model's answer to a text. */
  model?: (text: string, pictures: number) => Promise<string> | string;
}

/** A port of the server's range that another test is not likely to use at the same time. */
export const freePort = () => 10_000 + Math.floor(Math.random() * 22_000);

/** A new empty folder, by its real path. */
export async function temporaryFolder(name: string): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), `adsmith-${name}-`)));
}

/** Starts a server and connects. Folders made here are removed on `close`; those given stay. */
export async function startClient(options: ClientOptions = {}): Promise<TestClient> {
  const own = options.home && options.workspace ? undefined : await temporaryFolder('e2e');
  const home = options.home ?? join(own ?? '', 'home');
  const workspace = options.workspace ?? join(own ?? '', 'work');
  await mkdir(workspace, { recursive: true });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [await builtServer(), ...(options.args ?? [])],
    cwd: options.cwd ?? workspace,
    env: {
      PATH: process.env['PATH'] ?? '',
      ADSMITH_HOME: home,
      ADSMITH_PORT: String(freePort()),
      ...options.env,
    },
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const { model } = options;
  const client = new Client(
    { name: 'adsmith-tests', version: '1.0.0' },
    { capabilities: model ? { sampling: {} } : {} },
  );
  if (model) {
    client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => {
      const parts = params.messages.flatMap(({ content }) => (Array.isArray(content) ? content : [content]));
      const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
      const pictures = parts.filter(({ type }) => type === 'image').length;
      const answer = await model(text, pictures);
      return { role: 'assistant', model: 'test', content: { type: 'text', text: answer } };
    });
  }
  await client.connect(transport);

  const ask: TestClient['ask'] = async (name, args = {}, requestOptions = {}) => {
    const result = CallToolResultSchema.parse(
      await client.callTool({ name, arguments: args }, CallToolResultSchema, requestOptions),
    );
    const [text] = result.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    return {
      isError: result.isError === true,
      data: JSON.parse(text ?? '{}') as Record<string, unknown>,
      text: text ?? '',
      images: result.content.flatMap((part) =>
        part.type === 'image'
          ? [{ mimeType: part.mimeType, base64: part.data, bytes: Buffer.from(part.data, 'base64') }]
          : [],
      ),
    };
  };
  return {
    client,
    pid: transport.pid ?? 0,
    home,
    workspace,
    stderr: () => stderr,
    ask,
    async call(name, args) {
      const answer = await ask(name, args);
      if (answer.isError) throw new Error(`${name} failed: ${answer.text}`);
      return answer.data;
    },
    async close() {
      await client.close();
      if (own) await rm(own, { recursive: true, force: true });
    },
  };
}

/** A field of an answer that must be text, such as an id. */
export function textOf(data: unknown, ...path: (string | number)[]): string {
  const value = path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined,
    data,
  );
  if (typeof value !== 'string') throw new Error(`No text at ${path.join('.')} of ${JSON.stringify(data)}`);
  return value;
}

/** Everything on the canvas: the page's frames and every property of every node, for "nothing changed". */
export async function canvasState(server: Pick<TestClient, 'call'>): Promise<string> {
  const { frames, page } = await server.call('canvas_status');
  const states = [];
  for (const frame of frames as { id: string }[])
    states.push(await server.call('get_frame_state', { frameId: frame.id, detail: 'full' }));
  return JSON.stringify({ page, frames, states });
}
