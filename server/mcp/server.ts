/** The MCP server over the tool registry. This folder is the only one that knows the SDK. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { distance } from 'fastest-levenshtein';
import type { ToolContext } from '../../tools/context.ts';
import type { AnyTool, ToolResult } from '../../tools/define.ts';
import { ToolError } from '../../tools/errors.ts';
import { instructions } from './instructions.ts';
import { listTool } from './list.ts';
import { toContent, toErrorContent } from './results.ts';

/** What all calls of one client share; the rest of a context belongs to a call. */
export type ClientContext = Omit<ToolContext, 'signal' | 'progress' | 'callTool' | 'tools'>;
type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

export interface ServerOptions {
  name: string;
  version: string;
  tools: readonly AnyTool[];
  context: ClientContext;
}

/** A server ready to be connected to a transport. */
export function createMcpServer({ name, version, tools, context }: ServerOptions): Server {
  const server = new Server(
    { name, title: 'Adsmith', version },
    { capabilities: { tools: {} }, instructions },
  );
  const listed = { tools: tools.map(listTool) };
  const byName: ReadonlyMap<string, AnyTool> = new Map(tools.map((tool) => [tool.name, tool]));

  const callTool = async (toolName: string, args: unknown, call: ToolContext): Promise<ToolResult> => {
    const tool = byName.get(toolName);
    if (!tool) throw unknownTool(toolName, [...byName.keys()]);
    return tool.call(args, call);
  };

  server.setRequestHandler(ListToolsRequestSchema, () => listed);
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    const started = performance.now();
    const call: ToolContext = {
      ...context,
      signal: extra.signal,
      progress: progressOf(extra),
      callTool,
      tools: byName,
    };
    try {
      const result = toContent(await callTool(params.name, params.arguments, call));
      context.log.info({ tool: params.name, ms: Math.round(performance.now() - started) }, 'tool call');
      return result;
    } catch (error) {
      context.log.warn(
        { tool: params.name, ms: Math.round(performance.now() - started), err: error },
        'tool call failed',
      );
      return toErrorContent(error);
    }
  });
  return server;
}

/** Progress goes to clients that asked for it; a notification that cannot be sent is no reason to fail a call. */
function progressOf(extra: Extra): ToolContext['progress'] {
  const token = extra._meta?.progressToken;
  if (token === undefined) return () => {};
  return (progress, total, message) => {
    extra
      .sendNotification({
        method: 'notifications/progress',
        params: { progressToken: token, progress, total, message },
      })
      .catch(() => {});
  };
}

function unknownTool(name: string, known: string[]): ToolError {
  const near = known.find((candidate) => distance(candidate, name) <= 4);
  return new ToolError(`There is no tool "${name}".${near ? ` Did you mean "${near}"?` : ''}`, {
    hint: `Tools: ${known.join(', ')}.`,
  });
}
