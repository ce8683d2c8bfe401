/**
 * As much of an MCP client as asking another server's tools takes: Streamable HTTP, answers as JSON or as an event
 * stream. The SDK stays in the folder that serves MCP.
 */
import { z } from 'zod';
import { type Answer, ask } from './ask.ts';

const PROTOCOL = '2025-06-18';

const replySchema = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

const toolsSchema = z.looseObject({ tools: z.array(z.looseObject({ name: z.string() })) });
const callSchema = z.looseObject({
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).default([]),
  isError: z.boolean().optional(),
});

export class McpConnection {
  private session: string | undefined;
  private version = PROTOCOL;
  private lastId = 0;

  private constructor(
    private readonly url: URL,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Says hello. Throws an error that says why the server cannot be used. */
  static async open(url: URL, signal?: AbortSignal): Promise<McpConnection> {
    const connection = new McpConnection(url, signal);
    const hello = await connection.request('initialize', {
      protocolVersion: PROTOCOL,
      capabilities: {},
      clientInfo: { name: 'adsmith', version: '1' },
    });
    if (typeof hello['protocolVersion'] === 'string') connection.version = hello['protocolVersion'];
    await connection.post({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return connection;
  }

  async tools(): Promise<string[]> {
    return toolsSchema.parse(await this.request('tools/list', {})).tools.map(({ name }) => name);
  }

  /** The text a tool answers with. Throws when the tool says that it failed. */
  async call(name: string, args: Record<string, unknown>): Promise<string> {
    const { content, isError } = callSchema.parse(
      await this.request('tools/call', { name, arguments: args }),
    );
    const text = content.map((part) => part.text ?? '').join('\n');
    if (isError) throw new Error(`${name} failed: ${text.slice(0, 200)}`);
    return text;
  }

  /** Gives the session back; a server without sessions has nothing to end. */
  async close(): Promise<void> {
    if (this.session === undefined) return;
    await ask(this.url, { method: 'DELETE', headers: this.headers() }).catch(() => undefined);
  }

  private async request(method: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.lastId += 1;
    const id = this.lastId;
    const answer = await this.post({ jsonrpc: '2.0', id, method, params });
    if (answer.status !== 200) throw new Error(`${method} was answered with ${answer.status}`);
    this.session ??= header(answer, 'mcp-session-id');
    const reply = messagesOf(answer).find((one) => one.id === id);
    if (reply?.error) throw new Error(`${method} failed: ${reply.error.message.slice(0, 200)}`);
    if (!reply?.result) throw new Error(`${method} was not answered as MCP`);
    return reply.result;
  }

  private post(message: Record<string, unknown>): Promise<Answer> {
    return ask(this.url, {
      method: 'POST',
      headers: this.headers(),
      body: JSON.stringify(message),
      ...(this.signal && { signal: this.signal }),
    });
  }

  private headers(): Record<string, string> {
    return {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...(this.lastId > 1 && { 'mcp-protocol-version': this.version }),
      ...(this.session !== undefined && { 'mcp-session-id': this.session }),
    };
  }
}

const header = ({ headers }: Answer, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function messagesOf(answer: Answer): z.infer<typeof replySchema>[] {
  const texts = header(answer, 'content-type')?.includes('text/event-stream')
    ? answer.text.split(/\r?\n\r?\n/).map((event) =>
        event
          .split(/\r?\n/)
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice('data:'.length).replace(/^ /, ''))
          .join('\n'),
      )
    : [answer.text];
  return texts.flatMap((text) => {
    try {
      const parsed = replySchema.safeParse(JSON.parse(text)).data;
      return parsed ? [parsed] : [];
    } catch {
      return [];
    }
  });
}
