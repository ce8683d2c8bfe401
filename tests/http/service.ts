/** A running HTTP service with a few tools of its own, and ways to talk to it. */
import { request } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { silentLog } from '../../server/bridge/log.ts';
import { type HttpOptions, type HttpService, serveHttp } from '../../server/mcp/http.ts';

export const token = 'a-token-for-tests-0123456789abcdef';

export interface RunningService extends HttpService {
  port: number;
  /** Servers made so far: one per session. */
  servers: Server[];
  /** Signals of the calls of `wait`, in order. */
  waiting: AbortSignal[];
  /** Lets the calls of `wait` answer. */
  release(): void;
  client(name?: string): Promise<Client>;
  transport(): StreamableHTTPClientTransport;
}

/** Tools: `remember` keeps a word in the session's context and answers all of them; `wait` answers on release. */
export async function startService(options: Partial<HttpOptions> = {}): Promise<RunningService> {
  const servers: Server[] = [];
  const waiting: AbortSignal[] = [];
  const releases: (() => void)[] = [];
  const service = await serveHttp({
    port: 0,
    token,
    log: silentLog,
    createServer: () => {
      const server = makeServer(waiting, releases);
      servers.push(server);
      return server;
    },
    ...options,
  });
  const transport = () =>
    new StreamableHTTPClientTransport(new URL(service.url), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    });
  return {
    ...service,
    port: Number(new URL(service.url).port),
    servers,
    waiting,
    release: () => {
      for (const release of releases.splice(0)) release();
    },
    transport,
    async client(name = 'test') {
      const client = new Client({ name, version: '1.0.0' });
      await client.connect(transport());
      return client;
    },
  };
}

function makeServer(waiting: AbortSignal[], releases: (() => void)[]): Server {
  const words: string[] = [];
  const server = new Server({ name: 'test', version: '1.0.0' }, { capabilities: { tools: {} } });
  const inputSchema = { type: 'object' as const };
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [
      { name: 'remember', inputSchema },
      { name: 'wait', inputSchema },
    ],
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    if (params.name === 'wait') {
      waiting.push(signal);
      await new Promise<void>((resolve) => releases.push(resolve));
      return { content: [{ type: 'text', text: 'waited' }] };
    }
    words.push(String(params.arguments?.['word']));
    return { content: [{ type: 'text', text: words.map((word) => word.slice(0, 40)).join(' ') }] };
  });
  return server;
}

export async function remember(client: Client, word: string): Promise<unknown> {
  const { content } = await client.callTool({ name: 'remember', arguments: { word } });
  return Array.isArray(content) ? content[0]?.text : undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'raw', version: '1' },
  },
};

/** A request by hand, with the headers a good client sends; `undefined` leaves one out. */
export function send(
  port: number,
  {
    method = 'POST',
    path = '/mcp',
    headers = {},
    body = method === 'POST' ? JSON.stringify(initialize) : undefined,
  }: {
    method?: string;
    path?: string;
    headers?: Record<string, string | undefined>;
    body?: string | Buffer | undefined;
  } = {},
): Promise<Answer> {
  const all: Record<string, string | undefined> = {
    authorization: `Bearer ${token}`,
    accept: 'application/json, text/event-stream',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, method, path, headers: given, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** The JSON-RPC error message of a refusal. */
export function reason({ body }: Answer): string {
  const { error } = JSON.parse(body);
  return error.message;
}
