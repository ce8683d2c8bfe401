/** MCP resources from several providers behind one server: list, templates, read, subscribe, change notifications. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ReadResourceResult,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { describeError, isInternal } from '../../tools/errors.ts';
import type { ResourceChange, ResourceProvider } from './resource-provider.ts';

/** The protocol's code for a resource that is not there. */
const RESOURCE_NOT_FOUND = -32002;

/**
 * Answers the resource requests of a client from `providers`, in their order. Nothing is watched until the client
 * lists or subscribes, and nothing any more after it has gone. The server must declare `resources` with
 * `subscribe` and `listChanged`.
 */
export function addResources(server: Server, providers: readonly ResourceProvider[]): void {
  const subscribed = new Set<string>();
  const watch = whileConnected(server, () => {
    const stops = providers.map((provider) => provider.watch?.((change) => tell(server, subscribed, change)));
    return () => {
      for (const stop of stops) stop?.();
    };
  });

  server.setRequestHandler(ListResourcesRequestSchema, async () => {
    watch();
    return { resources: (await Promise.all(providers.map((provider) => provider.list()))).flat() };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: providers.flatMap((provider) => provider.templates()),
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => read(providers, params.uri));
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    watch();
    subscribed.add(params.uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    subscribed.delete(params.uri);
    return {};
  });
}

async function read(providers: readonly ResourceProvider[], uri: string): Promise<ReadResourceResult> {
  for (const provider of providers) {
    const content = await provider.read(uri).catch((error: unknown) => {
      const { error: message, hint } = describeError(error);
      const code = isInternal(error) ? ErrorCode.InternalError : RESOURCE_NOT_FOUND;
      throw new McpError(code, hint ? `${message} ${hint}` : message, { uri });
    });
    if (!content) continue;
    const { mimeType } = content;
    const body =
      'text' in content
        ? { text: content.text }
        : {
            blob: Buffer.from(
              content.bytes.buffer,
              content.bytes.byteOffset,
              content.bytes.byteLength,
            ).toString('base64'),
          };
    return { contents: [{ uri, mimeType, ...body }] };
  }
  throw new McpError(
    RESOURCE_NOT_FOUND,
    `There is no resource ${uri}. List the resources for what there is.`,
    {
      uri,
    },
  );
}

/** A notification that cannot be sent is no reason to fail: the client has gone. */
function tell(server: Server, subscribed: ReadonlySet<string>, change: ResourceChange): void {
  if (change.kind === 'list') server.sendResourceListChanged().catch(() => {});
  else if (subscribed.has(change.uri)) server.sendResourceUpdated({ uri: change.uri }).catch(() => {});
}

/** Starts something at the first call, and stops it when the client's connection closes. */
function whileConnected(server: Server, start: () => () => void): () => void {
  let stop: (() => void) | undefined;
  return () => {
    const { transport } = server;
    if (stop || !transport) return;
    stop = start();
    const before = transport.onclose;
    transport.onclose = () => {
      before?.();
      stop?.();
      stop = undefined;
    };
  };
}
