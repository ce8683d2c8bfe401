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
import { describeError, isInternal, ToolError } from '../../tools/errors.ts';
import { instructions } from './instructions.ts';
import { listTool } from './list.ts';
import { toContent, toErrorContent } from './results.ts';

/** What all calls of one client share; the rest of a context belongs to a call. */
export type ClientContext = Omit<ToolContext, 'canvas' | 'signal' | 'progress' | 'callTool' | 'tools'>;
type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

export interface ServerOptions {
  name: string;
  version: string;
  tools: readonly AnyTool[];
  context: ClientContext;
  /** Called when the client has introduced itself. */
  onClient?: (name: string) => void;
}

/** A server ready to be connected to a transport. */
export function createMcpServer({ name, version, tools, context, onClient }: ServerOptions): Server {
  const server = new Server(
    { name, title: 'Adsmith', version },
    { capabilities: { tools: {} }, instructions },
  );
  server.oninitialized = () => onClient?.(server.getClientVersion()?.name ?? 'MCP client');
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
    const canvas = context.workplace.canvasForCall();
    const call: ToolContext = {
      ...context,
      canvas,
      signal: extra.signal,
      progress: progressOf(extra),
      callTool,
      tools: byName,
    };
    const finished = context.workplace.started(params.name);
    try {
      const { data, images = [] } = await callTool(params.name, params.arguments, call);
      const news = context.workplace.news();
      // Which canvas it was goes without saying only while there is one.
      const where = canvas.kind === 'figma' && !('canvas' in data) ? { canvas: 'figma' } : {};
      const result = toContent({ data: { ...data, ...where, ...(news.length > 0 && { news }) }, images });
      finished(true, summaryOf(data));
      context.log.info({ tool: params.name, ms: Math.round(performance.now() - started) }, 'tool call');
      return result;
    } catch (error) {
      const { error: message } = describeError(error);
      finished(false, message);
      const facts = { tool: params.name, ms: Math.round(performance.now() - started) };
      // A refused call is the agent's business and stays in the file; only our own faults go to stderr.
      if (isInternal(error)) context.log.error({ ...facts, err: error }, 'tool call failed');
      else context.log.info({ ...facts, refused: message }, 'tool call refused');
      return toErrorContent(error);
    }
  });
  return server;
}

/** One line for the designer's activity feed. */
function summaryOf(data: Record<string, unknown>): string {
  const { name, path, steps, warnings } = data;
  const parts = [
    typeof name === 'string' ? name : '',
    typeof path === 'string' ? path : '',
    Array.isArray(steps) ? `${steps.length} steps` : '',
    Array.isArray(warnings) ? warnings.join(' ') : '',
  ];
  return parts.filter(Boolean).join(' · ');
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
