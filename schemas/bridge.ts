/**
 * The bridge between the Figma plugin and Adsmith's server: constants, shared shapes, and every message on the
 * plugin's socket. Messages between server processes are in `bridge-peer.ts`, the frames in `bridge-frames.ts`.
 *
 * What the plugin owes the bridge:
 * - one run at a time: requests go through `ReplayCache` (`bridge-replay.ts`), so each id runs once, in order of
 *   arrival, and a repeated id is answered with the kept result;
 * - one `session` id per run of the plugin, the same after every reconnect; open transactions are listed in the hello;
 * - after a `welcome`: images still wanted are asked for again, designer events not yet `delivered` are sent again,
 *   addressed to the client named in their last `ack`;
 * - it reconnects as `closeCodes` say (`retry`), with `reconnectPause`; a socket closed with 1000 or 1001 by the
 *   plugin means that the designer closed it: then nothing is waited for;
 * - transactions of a server that stays away longer than the grace period are rolled back by the plugin itself.
 *
 * Objects drop unknown members instead of refusing them, so that builds of different age with the same protocol
 * number understand one another. Free of Node: the panel imports this file.
 */
import { z } from 'zod';
import { replyErrorSchema } from './bridge-errors.ts';
import { canvasRequestSchema } from './canvas-request.ts';

/** Raised only when older builds would misunderstand the messages. */
export const bridgeProtocol = 2;

/**
 * The one port of the bridge, on 127.0.0.1. Below every ephemeral range (a reconnect loop to a free ephemeral port
 * can connect to itself), and used by no other Figma bridge and no registered service we know of.
 */
export const bridgePort = 28417;
/** Ports a user may choose instead: the manifest of the plugin has to name the same one. */
export const bridgePortRange = { min: 10000, max: 32767 } as const;

export const bridgePaths = { plugin: '/plugin', peer: '/peer', health: '/health' } as const;

/** Pauses of the plugin between attempts to connect, ms: the first, growth per attempt, the longest, spread (+- share). */
export const reconnectPause = { first: 60, growth: 1.6, longest: 2000, spread: 0.2 } as const;

const name = z.string().max(300);
const longestId = 120;
const idSchema = z.string().min(1).max(longestId);
const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** SHA-256, or SHA-1 as Figma's own image hash; hex. */
export const imageHashSchema = z.string().regex(/^(?:[0-9a-f]{64}|[0-9a-f]{40})$/);

export const nodeInfoSchema = z.object({
  id: idSchema,
  type: z.string().max(40),
  name: z.string().max(1000),
});
export const selectionSchema = z.object({
  /** The first nodes of the selection. */
  nodes: z.array(nodeInfoSchema).max(50),
  /** How many nodes are selected in all. */
  total: z.int().min(0),
});
export type Selection = z.infer<typeof selectionSchema>;
export const fileSchema = z.object({
  /** Figma's file key, or an id the plugin keeps in the document. */
  key: z.string().min(1).max(200),
  name,
});
export const pageSchema = z.object({ id: idSchema, name });

/** One Adsmith process, that is, one MCP client. */
export const clientSchema = z.object({
  /** New for every process. Request ids start with it. */
  id: idSchema,
  /** The MCP client's name, e.g. "claude-code". */
  name: z.string().max(100),
  pid: z.int(),
  version: z.string().max(40),
});
export type ClientInfo = z.infer<typeof clientSchema>;

export const openTransactionSchema = z.object({
  id: idSchema,
  /** Id of the `begin` request that opened it. */
  request: idSchema,
});

/** Request ids are `<client id>:<number>`, so an answer tells whose request it was. */
export function requestId(client: string, number: number): string {
  return `${client}:${number}`;
}
export function clientOfRequest(id: string): string {
  return id.slice(0, id.lastIndexOf(':'));
}

/** What the bridge knows of one open Figma file. */
export const pluginSessionSchema = z.object({
  /** Id of the plugin's run; it survives reconnects, not a restart of the plugin. */
  session: idSchema,
  file: fileSchema,
  page: pageSchema,
  selection: selectionSchema,
  pluginVersion: z.string().max(40),
  /** `reconnecting`: the socket dropped a moment ago; requests wait for it. */
  state: z.enum(['connected', 'reconnecting']),
  visible: z.boolean(),
  /** ms epoch of the last sign of the designer in this file. */
  lastActive: z.number(),
  /** Right edge, in page px, of the canvas regions handed out so far. */
  reservedUntil: z.number().optional(),
});
export type PluginSessionInfo = z.infer<typeof pluginSessionSchema>;

/** One line of the activity feed. */
export const activitySchema = z.object({
  /** The same for the start and the end of one call. */
  id: idSchema,
  phase: z.enum(['started', 'finished', 'note']),
  /** Tool name, or what the note is about. */
  tool: z.string().max(100),
  /** ms epoch. */
  at: z.number(),
  /** `finished`: how long it took and whether it worked. */
  ms: z.number().min(0).optional(),
  ok: z.boolean().optional(),
  summary: z.string().max(2000).optional(),
  /** The client's reasoning, if it sends any. */
  reasoning: z.string().max(20_000).optional(),
  /** File key; without it the line is shown in every file. */
  file: z.string().max(200).optional(),
});
export type Activity = z.infer<typeof activitySchema>;
export const clientActivitySchema = activitySchema.extend({
  client: clientSchema.pick({ id: true, name: true }),
});
export type ClientActivity = z.infer<typeof clientActivitySchema>;

/** What the panel offers and shows: brands to pick, cost so far. */
export const panelStateSchema = z.object({
  brands: z
    .array(
      z.object({
        id: idSchema,
        name,
        products: z.array(z.object({ id: idSchema, name })).max(500),
      }),
    )
    .max(200)
    .optional(),
  cost: z.object({ amount: z.number(), currency: z.string().max(8) }).optional(),
});
export type PanelState = z.infer<typeof panelStateSchema>;

const designerEventBase = {
  /** Made by the panel; a repetition after a reconnect has the same id. */
  id: idSchema,
  /** The client it is meant for; without it, the one that last worked in this file. */
  client: idSchema.optional(),
};
/** What the designer tells the agent. Kept by the panel and sent again until it is acknowledged as delivered. */
export const designerEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('user_message'),
    ...designerEventBase,
    text: z.string().min(1).max(20_000),
    selection: selectionSchema,
  }),
  z.object({
    kind: z.literal('brand_picked'),
    ...designerEventBase,
    brand: idSchema,
    product: idSchema.optional(),
  }),
  z.object({ kind: z.literal('new_concept'), ...designerEventBase, text: z.string().max(20_000).optional() }),
]);
export type DesignerEvent = z.infer<typeof designerEventSchema>;

// ---- plugin -> server ----

export const helloSchema = z.object({
  type: z.literal('hello'),
  protocol: z.int(),
  /** Written into the plugin when it was built; proves that the page belongs to this installation. */
  token: z.string().max(200),
  session: idSchema,
  file: fileSchema,
  page: pageSchema,
  selection: selectionSchema,
  pluginVersion: z.string().max(40),
  visible: z.boolean(),
  openTransactions: z.array(openTransactionSchema).max(20),
  reservedUntil: z.number().optional(),
});
export type Hello = z.infer<typeof helloSchema>;

/** `value` has the shape of `CanvasReplies[kind]`; its member `bytes`, if any, travels as the message's bytes. */
export const replySchema = z.union([
  z.object({
    type: z.literal('reply'),
    id: idSchema,
    ok: z.literal(true),
    value: z.unknown(),
    bytes: bytesSchema.optional(),
  }),
  z.object({ type: z.literal('reply'), id: idSchema, ok: z.literal(false), error: replyErrorSchema }),
]);
export type Reply = z.infer<typeof replySchema>;

/**
 * The same check of the message there is most of, a reply that everything went well, without the schema's detours:
 * undefined when it is anything else, for the schema to judge. A test holds the two against each other.
 */
export function asOkReply(message: unknown): Extract<Reply, { ok: true }> | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  if (!('type' in message && message.type === 'reply' && 'ok' in message && message.ok === true))
    return undefined;
  const id = 'id' in message ? message.id : undefined;
  if (typeof id !== 'string' || id.length === 0 || id.length > longestId || !('value' in message))
    return undefined;
  const { value } = message;
  if (!('bytes' in message) || message.bytes === undefined) return { type: 'reply', id, ok: true, value };
  const { bytes } = message;
  return bytes instanceof Uint8Array ? { type: 'reply', id, ok: true, value, bytes } : undefined;
}

/** The plugin needs an image it has not seen in this run. `id` is the plugin's own. */
const imageRequestSchema = z.object({
  type: z.literal('image_request'),
  id: idSchema,
  hash: imageHashSchema,
  /** The canvas request that needs it. */
  request: idSchema.optional(),
});
/** App-level heartbeat, because a page cannot see protocol pings. Whoever gets `ping` answers `pong`. */
const pingSchema = z.object({ type: z.literal('ping') });
const pongSchema = z.object({ type: z.literal('pong') });

export const pluginToHubSchema = z.union([
  replySchema,
  z.discriminatedUnion('type', [
    helloSchema,
    imageRequestSchema,
    z.object({ type: z.literal('selection'), selection: selectionSchema }),
    z.object({ type: z.literal('page'), page: pageSchema, file: fileSchema.optional() }),
    z.object({ type: z.literal('visibility'), visible: z.boolean() }),
    z.object({ type: z.literal('designer_event'), event: designerEventSchema }),
    pingSchema,
    pongSchema,
  ]),
]);
export type PluginToHub = z.infer<typeof pluginToHubSchema>;

// ---- server -> plugin ----

/** Images that follow a request on their own accord, so that they need not be asked for. */
export const imagesAheadSchema = z.array(imageHashSchema).max(100).optional();

/** The image asked for, or why it is not there. */
export const imageSchema = z.object({
  type: z.literal('image'),
  id: idSchema,
  hash: imageHashSchema,
  error: z.string().optional(),
  bytes: bytesSchema.optional(),
  /** Nobody asked: it was announced by a request's `images`. `id` is of no meaning then. */
  ahead: z.literal(true).optional(),
});

export const hubToPluginSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    protocol: z.int(),
    /** Version of the Adsmith that answers; the panel compares it with its own. */
    version: z.string(),
    /** The plugin's run was known: requests in flight are sent again. */
    resumed: z.boolean(),
    /** Longest message the server takes, bytes. */
    limit: z.int(),
    clients: z.array(clientSchema),
  }),
  z.object({
    type: z.literal('request'),
    id: idSchema,
    client: clientSchema.pick({ id: true, name: true }),
    body: canvasRequestSchema,
    /** Those that are still to come; the others the plugin has, or asks for. */
    images: imagesAheadSchema,
  }),
  /** Nobody waits for this request any more: stop between two ops if it is still running, answer in any case. */
  z.object({ type: z.literal('cancel'), id: idSchema }),
  imageSchema,
  z.object({ type: z.literal('activity'), activity: clientActivitySchema }),
  z.object({ type: z.literal('panel'), panel: panelStateSchema }),
  z.object({ type: z.literal('clients'), clients: z.array(clientSchema) }),
  /** `queued`: with the server, kept until a client works here; `received`: a client has it; `delivered`: its agent was told. */
  z.object({
    type: z.literal('ack'),
    id: idSchema,
    state: z.enum(['queued', 'received', 'delivered']),
    client: idSchema.optional(),
  }),
  /** To be kept and told in the next hello, so that regions stay reserved when the server changes. */
  z.object({ type: z.literal('reserved'), until: z.number() }),
  z.object({ type: z.literal('error'), error: replyErrorSchema, about: idSchema.optional() }),
  pingSchema,
  pongSchema,
]);
export type HubToPlugin = z.infer<typeof hubToPluginSchema>;
