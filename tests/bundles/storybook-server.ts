/** A Storybook on loopback for tests: its JSON files, and its MCP endpoint in the form of Storybook's own addon. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

export interface Served {
  origin: string;
  /** Every request, "GET /index.json". */
  requests: { line: string; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

export async function serve(
  answer: (path: string, request: IncomingMessage, response: ServerResponse) => void,
  port = 0,
) {
  const requests: Served['requests'] = [];
  const server = createServer((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    answer(request.url ?? '/', request, response);
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  } satisfies Served;
}

/** Serves JSON by path; everything else is not found. */
export const serveJson = (files: Record<string, unknown>, port = 0) =>
  serve((path, _, response) => {
    const found = files[path.split('?')[0] ?? ''];
    if (found === undefined) response.writeHead(404).end('not here');
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  }, port);

const list = `# Components

- Button (ui-button): Starts an action
- Date Range Picker (forms-date-range-picker)
  - Default (forms-date-range-picker--default)

# Docs

- Colours (docs-colours): Not a component`;

const shown: Record<string, string> = {
  'ui-button': `# Button

ID: ui-button

Starts an action

## Stories

### Primary

Story ID: ui-button--primary

\`\`\`
import { Button } from "@acme/ui";

<Button tone="strong">Go</Button>
\`\`\`

## Props

\`\`\`
export type Props = {
  /**
    What it says: text
  */
  label: string;
  tone?: "strong" | "quiet" = "quiet";
  'aria-label'?: string;
}
\`\`\``,
};

/** @param sessions With a session id, and answers as event streams; without, plain JSON. */
export async function serveMcp(
  sessions: boolean,
  tools: [list: string, show: string] = ['docs-list', 'docs-show'],
) {
  const calls: string[] = [];
  const open = new Map<string, StreamableHTTPServerTransport>();
  const served = await serve((path, request, response) => void handle(path, request, response));
  return { ...served, calls, open };

  async function handle(path: string, request: IncomingMessage, response: ServerResponse) {
    if (path !== '/mcp') return void response.writeHead(404).end();
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? open.get(id) : undefined;
    const transport = known ?? (await connect());
    await transport.handleRequest(request, response);
  }

  async function connect() {
    const server = new McpServer({ name: '@storybook/addon-mcp', version: '10.6.0' });
    server.registerTool(tools[0], { inputSchema: { withStoryIds: z.boolean().optional() } }, () => {
      calls.push(tools[0]);
      return { content: [{ type: 'text', text: list }] };
    });
    server.registerTool(tools[1], { inputSchema: { id: z.string() } }, ({ id }) => {
      calls.push(`${tools[1]} ${id}`);
      const text = shown[id];
      return text === undefined
        ? { content: [{ type: 'text', text: `Component not found: ${id}` }], isError: true }
        : { content: [{ type: 'text', text }] };
    });
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: sessions ? () => crypto.randomUUID() : undefined,
      enableJsonResponse: !sessions,
      onsessioninitialized: (id) => void open.set(id, transport),
      onsessionclosed: (id) => void open.delete(id),
    });
    await server.connect(transport as Parameters<typeof server.connect>[0]);
    return transport;
  }
}
