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
import { duringCall } from '../canvas/calls.ts';
import { newsOf } from '../generation/index.ts';
import { noTelemetry, type Telemetry } from '../telemetry/recorder.ts';
import { addCompletions } from './completions.ts';
import { instructions } from './instructions.ts';
import { listTool } from './list.ts';
import { addPrompts, promptCompleter } from './prompts.ts';
import type { Completer, ResourceProvider } from './resource-provider.ts';
import { addResources } from './resources.ts';
import { toContent, toErrorContent } from './results.ts';
import { samplingOf } from './sampling.ts';

/** What all calls of one client share; the rest of a context belongs to a call. */
export type ClientContext = Omit<
  ToolContext,
  'canvas' | 'signal' | 'progress' | 'callTool' | 'tools' | 'sample'
>;
type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

export interface ServerOptions {
  name: string;
  version: string;
  tools: readonly AnyTool[];
  context: ClientContext;
  /** Notes what calls were like; default: nobody does. */
  telemetry?: Telemetry;
  /** What clients may read as resources; they live as long as the process and serve all its clients. */
  resources?: readonly ResourceProvider[];
  /** Completions beyond those of the resources, e.g. for prompts. */
  completers?: readonly Completer[];
  /** Called when the client has introduced itself. */
  onClient?: (name: string) => void;
}

/** A server ready to be connected to a transport. */
export function createMcpServer(options: ServerOptions): Server {
  const { name, version, tools, context, resources = [], completers = [], onClient } = options;
  const completing = [...resources, ...completers, promptCompleter(context.brands)];
  const server = new Server(
    { name, title: 'Adsmith', version },
    {
      capabilities: {
        tools: {},
        prompts: {},
        completions: {},
        ...(resources.length > 0 && { resources: { subscribe: true, listChanged: true } }),
      },
      instructions,
    },
  );
  if (resources.length > 0) addResources(server, resources);
  addCompletions(server, completing);
  addPrompts(server, context.brands);
  server.oninitialized = () => onClient?.(server.getClientVersion()?.name ?? 'MCP client');
  const recorder = (options.telemetry ?? noTelemetry).session(
    context.session.id,
    () => server.getClientVersion()?.name ?? 'MCP client',
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
    const canvas = context.workplace.canvasForCall(extra.signal);
    const sample = samplingOf(server, extra.signal);
    const record = recorder.call({
      tool: params.name,
      args: params.arguments,
      reads: byName.get(params.name)?.annotations.readOnlyHint === true,
      clientCall: clientCallOf(extra),
    });
    const call: ToolContext = {
      ...context,
      ...(sample && { sample }),
      canvas,
      signal: extra.signal,
      progress: progressOf(extra),
      callTool: (name, args, inside) => record.step(name, args, () => callTool(name, args, inside)),
      tools: byName,
    };
    const finished = context.workplace.started(params.name);
    try {
      const {
        data,
        images = [],
        said,
      } = await duringCall(() => callTool(params.name, params.arguments, call));
      const news = [...context.workplace.news(), ...context.generation.news(context.session.id).map(newsOf)];
      // Which canvas it was goes without saying only while there is one.
      const where = canvas.kind === 'figma' && !('canvas' in data) ? { canvas: 'figma' } : {};
      const result = toContent({ data: { ...data, ...where, ...(news.length > 0 && { news }) }, images });
      const ms = Math.round(performance.now() - started);
      const [first] = result.content;
      record.succeeded({ text: first?.type === 'text' ? first.text : '', images, canvas: canvas.kind });
      // The answer goes first: the feed and the log can wait for it.
      setImmediate(() => {
        finished(true, summaryOf(data, said));
        const changes = byName.get(params.name)?.annotations.readOnlyHint === false;
        context.sessions.note(context.session, changes ? params.name : undefined);
        context.log.info({ tool: params.name, ms }, 'tool call');
      });
      return result;
    } catch (error) {
      record.failed(error, canvas.kind);
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

/** Claude Code's own id of a call: its hooks know the call by it. */
function clientCallOf({ _meta }: Extra): string | undefined {
  const id = _meta?.['claudecode/toolUseId'];
  return typeof id === 'string' ? id : undefined;
}

/** One line for the designer's activity feed. */
function summaryOf({ warnings }: Record<string, unknown>, said = ''): string {
  return [said, ...(Array.isArray(warnings) ? warnings : [])].filter(Boolean).join(' · ');
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
